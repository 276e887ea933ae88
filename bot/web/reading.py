"""What the pages of the archive show, read from the store."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.domain.articles import Article
from bot.domain.chats import Chat, ChatAddress
from bot.domain.digests import Digest, DigestId, Entry
from bot.messages.digest import origin, sentences
from bot.messages.wording import Wording, wording
from bot.ports.store import Store
from bot.render.addresses import link_target
from summarizer import Span

ON_A_PAGE = 20  # digests

_BREAK = re.compile(r"\n\s*\n")

Piece = tuple[str, int | None]  # some text, and the number of the sentence that it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One story of a digest."""

    number: int
    headline: str
    url: str | None
    sentences: tuple[str, ...]
    origin: str
    is_update: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """A digest as its page shows it."""

    digest: Digest
    words: Wording
    zone: ZoneInfo
    title: str
    moment: str
    stories: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """The text of an article, in which sentences are marked."""

    title: str
    origin: str
    url: str | None
    paragraphs: Sequence[Sequence[Piece]]


def chats(store: Store, limit: int) -> Sequence[tuple[ChatAddress, datetime]]:
    """Return the chats that got digests, and when each got its last."""
    with store.snapshot() as tx:
        return tx.archive.chats(limit)


def sent(
    store: Store, address: ChatAddress, before: datetime, now: datetime, *, whole: bool = True
) -> tuple[Sequence[DigestView], bool]:
    """Return digests that a chat got before then, the latest first, and whether there are more.

    Unless they are to be `whole`, their stories are left out, which takes a tenth of the time.
    """
    with store.snapshot() as tx:
        chat = tx.chats.get(address) or Chat(address=address)
        found = tx.archive.sent(address, before, ON_A_PAGE + 1)
    views = [_view(digest, chat, now, whole=whole) for digest in found[:ON_A_PAGE]]
    return views, len(found) > ON_A_PAGE


def digest(store: Store, digest_id: DigestId, now: datetime) -> DigestView | None:
    """Return one digest; None: it is not kept any more."""
    with store.snapshot() as tx:
        found = tx.digests.get(digest_id)
        if found is None:
            return None
        chat = tx.chats.get(found.address) or Chat(address=found.address)
    return _view(found, chat, now, whole=True)


def texts(store: Store, entry: Entry) -> Sequence[TextView]:
    """Return the articles that an entry quotes, with the quoted sentences marked in them.

    The sentences are numbered from 1 in the order of the entry. Articles that are gone are left
    out.
    """
    numbered = list(enumerate(entry.quotes, 1))
    by_article = groupby(numbered, key=lambda pair: pair[1].article_id)
    views = []
    with store.snapshot() as tx:
        for article_id, quotes in by_article:
            article = tx.articles.get(article_id)
            if article is not None:
                marks = [(quote.span, number) for number, quote in quotes]
                views.append(text_view(article, marks))
    return views


def text_view(article: Article, marks: Sequence[tuple[Span, int]]) -> TextView:
    """Return an article's text with these places marked."""
    return TextView(
        title=article.title,
        origin=article.author or article.source,
        url=link_target(article.url),
        paragraphs=[list(_pieces(article.body, *bounds, marks)) for bounds in _paragraphs(article)],
    )


def _view(digest: Digest, chat: Chat, now: datetime, *, whole: bool) -> DigestView:
    words, zone = wording(chat.language), ZoneInfo(chat.timezone)
    day = words.long_day(digest.window_end.astimezone(zone).date())
    return DigestView(
        digest=digest,
        words=words,
        zone=zone,
        title=words.say("digest.title", day=day),
        moment=words.moment(digest.made_at, zone, now),
        stories=tuple(
            Told(
                number=number,
                headline=entry.headline,
                url=link_target(entry.url),
                sentences=sentences(entry, words),
                origin=origin(entry, words, zone, now),
                is_update=entry.is_update,
            )
            for number, entry in enumerate(digest.entries if whole else (), 1)
        ),
    )


def _paragraphs(article: Article) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _BREAK.finditer(article.body):
        if article.body[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if article.body[start:].strip():
        yield start, len(article.body)


def _pieces(body: str, start: int, end: int, marks: Sequence[tuple[Span, int]]) -> Iterator[Piece]:
    """Cut a paragraph where marks begin and end; where two overlap, the first one counts."""
    at = start
    for span, number in sorted(marks, key=lambda mark: (mark[0].start, mark[1])):
        first, last = max(span.start, at), min(span.end, end)
        if first >= last:
            continue
        if first > at:
            yield body[at:first], None
        yield body[first:last], number
        at = last
    if at < end:
        yield body[at:end], None
