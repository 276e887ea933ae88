"""Names that were perhaps mistyped: asked about before anybody waits for what never comes."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.schedule_text import schedule_text
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Wants
from bot.messages.blocks import Choice, Message, Paragraph
from bot.messages.quoting import typed_name
from bot.messages.replies import buttons, wants_command
from bot.messages.wording import Wording


def question(
    wants: Wants, schedule: Schedule | None, word: str, name: str, words: Wording
) -> Message:
    """Ask whether a name was meant by a word that is much like it."""
    rest = replace(wants, words=wants.words - {word})
    named = typed_name(name)
    when = f" {schedule_text(schedule)}" if schedule is not None else ""
    others = wants_command(rest).removeprefix("everything").strip()
    corrected = f"subscribe {' '.join(filter(None, (named, others)))}{when}"
    as_word = f"subscribe {wants_command(wants)}{when}"
    options = buttons(
        Choice(name, corrected), Choice(words.say("subscribe.near-word", word=word), as_word)
    )
    question = Paragraph(words.line("subscribe.near", word=word, near=name))
    return Message((question, options), aside=True)
