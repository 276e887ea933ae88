"""What the pages of the archive show, read from the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.domain.articles import Article
from bot.domain.chats import Chat, ChatAddress
from bot.domain.digests import Digest, DigestId, Entry
from bot.domain.times import LAST
from bot.messages.digest import badge, differing, origin, quoted
from bot.messages.wording import Wording, wording
from bot.ports.store import Store
from bot.render.addresses import link_target
from bot.web.texts import ROOM, Mark, TextView, text_view

ON_A_PAGE = 20  # digests
CHATS_ON_A_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One story of a digest."""

    number: int
    headline: str
    url: str | None
    sentences: tuple[str, ...]  # each a quote
    differing: tuple[str, ...]  # on which numbers its outlets do not agree
    origin: str
    badge: str  # that it is an update, or was put right


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """A digest as its page shows it."""

    digest: Digest
    words: Wording
    zone: ZoneInfo
    title: str
    late: str  # when it was due, if it came late
    stories: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatView:
    """A chat as its pages speak to it."""

    words: Wording
    zone: ZoneInfo


def chats(
    store: Store, after: tuple[datetime, ChatAddress] | None
) -> tuple[Sequence[tuple[ChatAddress, datetime]], bool]:
    """Return chats that got digests, with when each got its last, and whether there are more."""
    with store.snapshot() as tx:
        found = tx.archive.chats(CHATS_ON_A_PAGE + 1, after)
    return found[:CHATS_ON_A_PAGE], len(found) > CHATS_ON_A_PAGE


def chat(store: Store, address: ChatAddress) -> ChatView | None:
    """Return how the pages of a chat speak; None: nobody has said anything in it."""
    with store.snapshot() as tx:
        found = tx.chats.get(address)
    return None if found is None else _spoken(found)


def sent(
    store: Store,
    address: ChatAddress,
    now: datetime,
    *,
    before: tuple[datetime, DigestId] = (LAST, DigestId("")),
    whole: bool = True,
) -> tuple[Sequence[DigestView], bool]:
    """Return digests that a chat got before that one, the latest first, and if there are more.

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
    found = _quoted(store, entry)
    return [text_view(article, marks, 0, ROOM // len(found)) for article, marks in found]


def text_from(store: Store, entry: Entry, number: int, start: int) -> TextView | None:
    """Return one of the articles that an entry quotes, counted from 1, from a place in it on."""
    found = _quoted(store, entry)[number - 1 : number]
    return text_view(*found[0], start) if found else None


def _quoted(store: Store, entry: Entry) -> Sequence[tuple[Article, Sequence[Mark]]]:
    numbered = list(enumerate(entry.quotes, 1))
    found = []
    with store.snapshot() as tx:
        for article_id, quotes in groupby(numbered, key=lambda pair: pair[1].article_id):
            article = tx.articles.get(article_id)
            if article is not None:
                found.append((article, [(quote.span, number) for number, quote in quotes]))
    return found


def _view(digest: Digest, chat: Chat, now: datetime, *, whole: bool) -> DigestView:
    spoken = _spoken(chat)
    words, zone = spoken.words, spoken.zone
    day = words.long_day(digest.window_end.astimezone(zone).date())
    due = words.moment(digest.window_end, zone, now)
    return DigestView(
        digest=digest,
        words=words,
        zone=zone,
        title=words.say("digest.title", day=day),
        late=words.say("digest.late", due=due) if digest.late else "",
        stories=tuple(
            Told(
                number=number,
                headline=entry.headline,
                url=link_target(entry.url),
                sentences=quoted(entry, words),
                differing=tuple(differing(entry.differs, words)),
                origin=origin(entry, words, zone, now),
                badge=badge(entry, words) or "",
            )
            for number, entry in enumerate(digest.entries if whole else (), 1)
        ),
    )


def _spoken(chat: Chat) -> ChatView:
    return ChatView(words=wording(chat.language), zone=ZoneInfo(chat.timezone))
