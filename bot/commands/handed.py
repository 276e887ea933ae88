"""Summaries of what people hand over: a message that they answer, or a document."""

from __future__ import annotations

import re

from bot.commands.spec import Desk
from bot.commands.typed import cleaned, short
from bot.commands.wishes import read_query
from bot.domain.errors import NothingThere, UsageError
from bot.messages.blocks import Block, Heading, Message
from bot.messages.replies import bullets, plain
from bot.ports.chat import Attachment, Unread
from summarizer import summarize

MOST_SENTENCES = 12
LONGEST_NAME = 80  # characters of a document's name

_LENGTHS = ((2_000, 3), (8_000, 5), (30_000, 7))  # characters of a text, and its sentences
_LONG = 9
_LINK = re.compile(r"\s*https?://\S+\s*", re.IGNORECASE)
_PROBLEMS = {
    Unread.TOO_BIG: "summary.too-big",
    Unread.KIND: "summary.no-text",
    Unread.LOST: "summary.lost",
}


def of_attachment(desk: Desk, attachment: Attachment, what: tuple[str, ...]) -> Message:
    """Summarize a document; a number says how many sentences, words what about."""
    name = " ".join(cleaned(attachment.name).split())[:LONGEST_NAME]
    if isinstance(attachment.content, Unread):
        with desk.store.snapshot() as tx:
            words = desk.words(desk.chat(tx))
        raise NothingThere(words.say(_PROBLEMS[attachment.content], name=short(name)))
    if len(what) == 1 and what[0].isdecimal():
        count = min(max(int(what[0][:3]), 1), MOST_SENTENCES)
        return _summary(desk, attachment.content, name, "", count)
    return _summary(desk, attachment.content, name, _about(what), None)


def of_message(desk: Desk, text: str, what: tuple[str, ...]) -> Message:
    """Summarize a message; words say what about.

    Raises:
        UsageError: it holds nothing but a link.
    """
    if _LINK.fullmatch(text):
        with desk.store.snapshot() as tx:
            raise UsageError(desk.words(desk.chat(tx)).say("summary.no-links"))
    return _summary(desk, text, "", _about(what), None)


def _about(what: tuple[str, ...]) -> str:
    return read_query(what) or ""


def _summary(desk: Desk, text: str, name: str, about: str, count: int | None) -> Message:
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
    size = len(text.strip())
    wanted = count or next((n for most, n in _LENGTHS if size < most), _LONG)
    sentences = summarize(text, sentences=wanted, about=about).sentences
    if not sentences:
        raise NothingThere(words.say("summary.too-short"))
    blocks: list[Block] = [Heading(name)] if name.strip() else []
    return Message((*blocks, bullets(plain(sentence) for sentence in sentences)))
