"""Summaries of what people hand over: a message that they answer, a document or a link."""

from __future__ import annotations

import re

from bot.commands.spec import Desk
from bot.commands.typed import cleaned, short
from bot.commands.wishes import read_query
from bot.domain.errors import NothingThere, SourceError, UsageError
from bot.messages.blocks import Block, Fine, Heading, Message
from bot.messages.quoting import LETTER
from bot.messages.reasons import retold
from bot.messages.replies import bullets, plain
from bot.ports.chat import Attachment, Unread
from summarizer import LANGUAGES, summarize

MOST_SENTENCES = 12
LONGEST_NAME = 80  # characters of a document's name

_LENGTHS = ((2_000, 3), (8_000, 5), (30_000, 7))  # characters of a text, and its sentences
_LONG = 9
_LINK = re.compile(r"https?://[^\s<>\"|]+", re.IGNORECASE)
_ONLY_LINK = re.compile(r"^[^\S\n]*https?://\S+[^\S\n]*$", re.IGNORECASE | re.MULTILINE)
_AFTER_LINK = ".,;:!?…'”’»"  # closes the sentence that a link stands in
_LITTLE = 100  # characters beside a link that only say what it is
_TITLE = 300  # characters beside a link that may be the page's title, and who shares it
_FEWEST = 3  # words before a link in one line that are a title, and no "delete" or "news from"
_EAST = "\\u3040-\\u30ff\\u3400-\\u9fff"  # without spaces: two characters are a word
_WORD = re.compile(rf"{LETTER}[^\s{_EAST}]*|[{_EAST}]{{1,2}}")
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
    count = _count(what)
    about = "" if count else _about(what)
    return _summary(desk, attachment.content, name, about, count)


def of_message(desk: Desk, text: str, what: tuple[str, ...]) -> Message:
    """Summarize a message, or the page that it links to if it says little else."""
    link = find_link(text)
    if link and len(_LINK.sub("", text, count=1).strip()) < _LITTLE:
        return of_link(desk, link, what)
    return _summary(desk, _ONLY_LINK.sub("", text), "", _about(what), None)


def find_link(text: str) -> str:
    """Return the first link in a text, without the signs that close its sentence, or ""."""
    found = _LINK.search(text)
    if found is None:
        return ""
    link = found[0].rstrip(_AFTER_LINK)
    while link.endswith(")") and link.count(")") > link.count("("):
        link = link[:-1].rstrip(_AFTER_LINK)
    return link


def shared_link(text: str) -> str:
    """Return the only link in a text if nothing but its title, and who shares it, stands there.

    A title stands in a line of its own, or has some words and ends in none such as "from".
    """
    found = _LINK.search(text)
    beside, links = _LINK.subn("", text)
    if found is None or links > 1 or len(beside) > _TITLE or text.lstrip().startswith("/"):
        return ""
    words = _WORD.findall(before := text[: found.start()])
    behind = _WORD.findall(text[found.end() :])
    own_line = before.rstrip(" ").endswith("\n")
    if not words or (behind and behind[0].casefold() != "via"):
        return ""
    title = own_line or (len(words) >= _FEWEST and read_query(words[-1:]) != "")
    return find_link(text) if title else ""


def of_link(desk: Desk, link: str, what: tuple[str, ...]) -> Message:
    """Summarize the page behind a link; a number says how many sentences, words what about.

    Raises:
        UsageError: no pages are read here.
        NothingThere: this one cannot be had, or says too little; the message says why.
    """
    with desk.store.snapshot() as tx:
        chat = desk.chat(tx)
        words = desk.words(chat)
    if desk.reader is None:
        raise UsageError(words.say("summary.no-links"))
    try:
        page = desk.reader.read(link)
    except SourceError as error:
        raise NothingThere(retold(str(error), words)) from error
    count = _count(what)
    sentences = summarize(
        page.body,
        sentences=count or _fitting(page.body),
        title=page.title,
        language=page.language if page.language in LANGUAGES else None,
        about="" if count else _about(what),
    ).sentences
    if not sentences:
        raise NothingThere(words.say("summary.too-short"))
    who = ", ".join(filter(None, (page.author, page.site)))
    if page.published_at is not None:
        zone = desk.zone(chat)
        today = desk.now.astimezone(zone).date()
        day = words.day(page.published_at.astimezone(zone).date(), today)
        who = words.say("digest.origin", who=who, day=day)
    return Message(
        (
            Heading(page.title or page.site),
            bullets(plain(sentence) for sentence in sentences),
            Fine(plain(who)),
            Fine(plain(page.url)),
        )
    )


def _count(what: tuple[str, ...]) -> int | None:
    """Return how many sentences are asked for, if nothing but a number is said."""
    if len(what) == 1 and what[0].isdecimal():
        return min(max(int(what[0][:3]), 1), MOST_SENTENCES)
    return None


def _fitting(text: str) -> int:
    size = len(text.strip())
    return next((count for most, count in _LENGTHS if size < most), _LONG)


def _about(what: tuple[str, ...]) -> str:
    return read_query(what) or ""


def _summary(desk: Desk, text: str, name: str, about: str, count: int | None) -> Message:
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
    sentences = summarize(text, sentences=count or _fitting(text), about=about).sentences
    if not sentences:
        raise NothingThere(words.say("summary.too-short"))
    blocks: list[Block] = [Heading(name)] if name.strip() else []
    return Message((*blocks, bullets(plain(sentence) for sentence in sentences)))
