"""Stories found while somebody types `@bot words`, in whichever chat."""

from __future__ import annotations

from dataclasses import replace

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import InlineQueryLimit, ParseMode

from bot.adapters.telegram.sending import text_of
from bot.messages.blocks import Message, StoryItem
from bot.render.safe import safe_line
from bot.render.telegram import render

CACHE_SECONDS = 60
_DESCRIPTION = 200  # characters; clients show two lines


def results_of(message: Message) -> list[InlineQueryResultArticle]:
    """Return the stories of a message, each as something to send."""
    stories = [block for block in message.blocks if isinstance(block, StoryItem)]
    return [_result(str(n), story) for n, story in enumerate(stories[: InlineQueryLimit.RESULTS])]


def _result(identity: str, story: StoryItem) -> InlineQueryResultArticle:
    body = render(Message((replace(story, number=0),)))[0]
    about = safe_line(" ".join((*story.sentences[:1], story.origin))).strip()
    return InlineQueryResultArticle(
        id=identity,
        title=safe_line(story.headline).strip() or "…",
        description=about[:_DESCRIPTION],
        input_message_content=InputTextMessageContent(
            text_of(body),
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
    )
