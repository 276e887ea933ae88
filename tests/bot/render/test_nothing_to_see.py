"""Where a source gave words that nobody can see, nothing is shown, and no gap is left for them."""

from __future__ import annotations

import pytest

from bot.messages.blocks import Excerpt, Message, Paragraph, Plain, StoryItem
from bot.render import slack, telegram, terminal, web
from bot.render.paper import to_text
from tests.bot.render.readers import slack_words, telegram_words
from tests.bot.render.web_reader import web_words

SURFACES = {
    "telegram": (telegram.render, telegram_words),
    "slack": (slack.render, slack_words),
    "terminal": (terminal.render, lambda body: to_text(body, width=80, color=False)),
    "web": (web.render, web_words),
}
UNSEEN = "\u200b\u2060 \u202e"
STORY = StoryItem(number=2, headline=UNSEEN, url=None, sentences=(UNSEEN,), origin=UNSEEN)


@pytest.fixture(params=SURFACES)
def shown(request: pytest.FixtureRequest):
    render, read = SURFACES[request.param]
    return lambda *blocks: [read(body) for body in render(Message(blocks))]


def test_a_story_without_words_has_no_number_of_its_own(shown):
    (text,) = shown(Paragraph((Plain("Two stories."),)), STORY)
    assert text.strip() == "Two stories."
    assert shown(STORY) == []


def test_a_story_with_nothing_but_its_teller_keeps_its_number(shown):
    told = StoryItem(number=2, headline=UNSEEN, url=None, sentences=(), origin="Harbor Wire")
    (text,) = shown(told)
    assert text.split() == ["2.", "Harbor", "Wire"]


@pytest.mark.parametrize("picked", [False, True], ids=["around", "picked"])
def test_empty_lines_at_the_end_of_an_excerpt_are_not_shown(shown, picked):
    def says(text: str) -> list[str]:
        pieces = (("It rained.\n", False), (text, picked))
        told = Excerpt(pieces=pieces, cut_before=False, cut_after=False)
        return shown(told, Paragraph((Plain("That is all."),)))

    assert says("Streets were closed.\n\n\n") == says("Streets were closed.")
