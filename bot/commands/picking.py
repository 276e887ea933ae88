"""What all pages of the settings have in common: what was asked for, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.commands.spec import Desk
from bot.commands.standing import facts
from bot.messages.blocks import Block, Choice, Choices, Heading, Message, Paragraph, Place
from bot.messages.replies import buttons
from bot.messages.wording import Wording


@dataclass(frozen=True, slots=True)
class Turn:
    """What a button of a page says."""

    value: tuple[str, ...]
    subscription: str | None = None  # the one that it is about
    page: str | None = None


def main_page(desk: Desk, *first: Block) -> Message:
    """Return all settings at a glance, with the way to each, below what comes first."""
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
        shown = facts(desk, tx, chat)
    pages = (
        ("settings.schedule", "schedule"),
        ("settings.timezone", "timezone"),
        ("settings.length", "length"),
        ("settings.quiet", "quiet"),
        ("settings.language", "language"),
        ("settings.topics", "topics"),
        ("settings.unsubscribe", "unsubscribe"),
    )
    options = buttons(
        *(Choice(words.say(key), f"settings {name}") for key, name in pages),
        *([Choice(words.say("settings.taste"), "forget")] if chat.taste else []),
    )
    heading = Heading(words.say("settings.title"))
    return Message((*first, heading, shown, options), place=Place.INSTEAD)


def changed(desk: Desk, answer: Message) -> Message:
    """Return the settings as they are now, below what a change was answered with.

    What asks back instead of changing something is the answer.
    """
    if any(isinstance(block, Choices) for block in answer.blocks):
        return replace(answer, place=Place.INSTEAD)
    return main_page(desk, answer.blocks[0])


def page_of(words: Wording, question: str | Block, options: Sequence[Choice]) -> Message:
    """Return a page: what it is about, its choices, and the way back."""
    first = Paragraph(words.line(question)) if isinstance(question, str) else question
    return Message((first, buttons(*options, back(words))), place=Place.INSTEAD)


def back(words: Wording) -> Choice:
    """Return the way back to all settings."""
    return Choice(words.say("settings.back"), "settings")


def nothing_yet(words: Wording) -> Message:
    """Return the page for a chat without subscriptions."""
    everything = Choice(words.say("start.everything"), "subscribe everything")
    topics = Choice(words.say("settings.topics"), "settings topics")
    return page_of(words, "settings.nothing", [everything, topics])
