"""Chats as plain JSON values, to be handed to a person or carried to another installation."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.chats import Chat, Paused, QuietHours
from bot.domain.deliveries import PartState
from bot.domain.digests import Digest
from bot.domain.errors import UsageError
from bot.domain.feeds import Feed, Origin
from bot.domain.schedule_text import schedule_text
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import MOST_SUBSCRIPTIONS, Subscription, SubscriptionId, Wants
from bot.pipeline.carried import Json, read_chat
from bot.pipeline.overtaken import keep_quiet
from bot.pipeline.presence import wanted_again
from bot.pipeline.unsent import held_until
from bot.ports.records import Claim
from bot.ports.store import Store, Transaction

KIND, VERSION = "chats", 1
MOST_PARTS = 100_000  # of one chat that are listed: more than are ever kept
MADE_BY = "digestbot"
_ID_BYTES = 11  # as long as the ids that are made by time and chance


def document_of(chats: Sequence[Json], now: datetime) -> Json:
    """Return chats as the document that `take_in` takes."""
    return {MADE_BY: KIND, "version": VERSION, "made_at": now.isoformat(), "chats": [*chats]}


def all_chats(store: Store) -> list[Json]:
    """Return every chat with its settings and subscriptions, by address."""
    with store.snapshot() as tx:
        return [chat_record(tx, chat) for chat in tx.chats.all()]


def chat_record(tx: Transaction, chat: Chat) -> Json:
    """Return how a chat likes to be spoken to, and what it gets."""
    return {
        "address": str(chat.address),
        "timezone": chat.timezone,
        "language": chat.language,
        "quiet": _quiet(chat.quiet) if chat.quiet else None,
        "length": {
            "stories": chat.budget.stories,
            "sentences": chat.budget.sentences,
            "minutes": chat.budget.minutes,
        },
        "paused": _paused(chat.paused) if chat.paused else None,
        "learned": [
            {
                "kind": one.kind.value,
                "name": one.name,
                "weight": one.weight,
                "language": one.language,
            }
            for one in chat.taste
        ],
        "subscriptions": [_subscription(one) for one in tx.subscriptions.of_chat(chat.address)],
    }


def whole_record(tx: Transaction, chat: Chat, now: datetime) -> Json:
    """Return everything that is kept about a chat: what README lists, a test compares."""
    held = held_until(chat.address, tx.outbox.holds(now))
    marks = tx.digests.marks(chat.address)
    parts = tx.outbox.listed(list(PartState), MOST_PARTS, chat.address)
    return {
        **chat_record(tx, chat),
        "feeds": [_feed(tx, feed, chat) for feed in _feeds(tx, chat)],
        "held_until": held.isoformat() if held else None,
        "digests": [_digest(one) for one in tx.digests.of_chat(chat.address)],
        "told": [{"story": story, "at": at.isoformat()} for story, at in marks.items()],
        "messages": [_part(one) for one in parts],
    }


def take_in(store: Store, document: object, now: datetime) -> int:
    """Keep the chats of a document, all or none, and return how many; twice is as good as once.

    A chat that is known gets the settings of the document. A subscription that is new here brings
    what is new from now on, and is due at its next time; one that says what another of its chat
    says already is not added. One whose id another chat's has by now, as after a group has moved,
    leaves that chat its own and gets an id anew, always the same.

    Raises:
        UsageError: it cannot be read, or a chat would have more subscriptions than a chat may; the
            message says where.
    """
    if not isinstance(document, Mapping) or document.get(MADE_BY) != KIND:
        raise UsageError("This is no export of chats: `digestbot export --chats` makes one.")
    if document.get("version") != VERSION:
        raise UsageError("This export was made by a newer release; update digestbot first.")
    records = document.get("chats")
    if not isinstance(records, list):
        raise UsageError("The export holds no list of chats.")
    read = [read_chat(number, record, now) for number, record in enumerate(records, 1)]
    with store.transaction() as tx:
        for chat, subscriptions in read:
            before = tx.chats.get(chat.address)
            tx.chats.put(chat)
            keep_quiet(tx, before, chat, now)
            for one in _changes(tx, chat, subscriptions):
                tx.subscriptions.put(one)
                wanted_again(tx, one.wants, now)
    return len(read)


def _changes(
    tx: Transaction, chat: Chat, subscriptions: Sequence[Subscription]
) -> list[Subscription]:
    """Return those of a chat that are changed or added.

    Raises:
        UsageError: the chat would have too many.
    """
    known = {one.id: one for one in tx.subscriptions.of_chat(chat.address)}
    listed = list(_without_those_of_others(tx, subscriptions, known))
    changed = [one for one in listed if one.id in known and _says(one) != _says(known[one.id])]
    left = known | {one.id: one for one in changed}
    said = set(map(_says, left.values()))
    added = {_says(one): one for one in listed if one.id not in known and _says(one) not in said}
    count = len(left) + len(added)
    if added and count > MOST_SUBSCRIPTIONS:
        raise UsageError(
            f"Chat {chat.address} would have {count} subscriptions with those that it has here; "
            f"{MOST_SUBSCRIPTIONS} are the most. Nothing was taken in: end some of them there, or "
            "take some out of the file."
        )
    return [*changed, *added.values()]


def _without_those_of_others(
    tx: Transaction, subscriptions: Sequence[Subscription], known: Container[SubscriptionId]
) -> Iterator[Subscription]:
    """Yield subscriptions of one chat, under ids that no other chat's have."""
    there = {one.id: one.address for one in tx.subscriptions.several([s.id for s in subscriptions])}
    for one in subscriptions:
        seed = f"{one.id} {one.address}".encode()
        anew = SubscriptionId(hashlib.blake2b(seed, digest_size=_ID_BYTES).hexdigest())
        is_others = there.get(one.id, one.address) != one.address
        yield replace(one, id=anew) if is_others or anew in known else one


def _says(one: Subscription) -> tuple[Wants, Schedule]:
    return one.wants, one.schedule


def _subscription(one: Subscription) -> Json:
    wants = one.wants
    return {
        "id": one.id,
        "topics": sorted(wants.topics),
        "sources": sorted(wants.sources),
        "words": sorted(wants.words),
        "never": sorted(wants.never),
        "schedule": schedule_text(one.schedule),
        "since": one.since.isoformat(),
        "next_due_at": one.next_due_at.isoformat() if one.next_due_at else None,
    }


def _feeds(tx: Transaction, chat: Chat) -> list[Feed]:
    """Return the feeds that chats added, this one maybe, and that it names."""
    wanted = [one.wants for one in tx.subscriptions.of_chat(chat.address)]
    names = {name for wants in wanted for name in wants.sources | wants.never}
    feeds = [tx.feeds.named(name) for name in sorted(names)]
    return [feed for feed in feeds if feed is not None and feed.origin is Origin.CHAT]


def _feed(tx: Transaction, feed: Feed, chat: Chat) -> Json:
    alone = {one.address for one in tx.subscriptions.of_source(feed.name)} <= {chat.address}
    return {
        "name": feed.name,
        "url": feed.url,
        "given": feed.given if alone else None,  # another chat may have given it
        "added_at": feed.added_at.isoformat(),
    }


def _quiet(quiet: QuietHours) -> Json:
    return {
        "start": quiet.start.isoformat(),
        "end": quiet.end.isoformat(),
        "silent": quiet.silent,
    }


def _paused(paused: Paused) -> Json:
    return {
        "reason": paused.reason,
        "until": paused.until.isoformat() if paused.until else None,
        "everywhere": paused.everywhere,
    }


def _digest(digest: Digest) -> Json:
    return {
        "id": digest.id,
        "made_at": digest.made_at.isoformat(),
        "stories": [
            {
                "story": entry.story_id,
                "headline": entry.headline,
                "sentences": [quote.text for quote in entry.quotes],
                "url": entry.url,
                "reason": entry.reason,
            }
            for entry in digest.entries
        ],
    }


def _part(claim: Claim) -> Json:
    part = claim.part
    return {
        "key": part.key,
        "state": part.state.value,
        "next_at": part.next_at.isoformat(),
        "message": part.receipt.message_id if part.receipt else None,
        "problem": part.problem,
    }
