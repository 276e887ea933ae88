"""Chats, subscriptions, digests and deliveries as rows of tables, and back. No SQL here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import time
from functools import lru_cache
from typing import Any

from bot.domain.bodies import Shared, body_text, read_body, shared
from bot.domain.chats import Budget, Chat, ChatAddress, Paused, QuietHours, parse_address
from bot.domain.deliveries import Body, Delivery, DeliveryId, Part, PartState, Receipt
from bot.domain.digests import Digest, Entry
from bot.domain.merits import Aspect
from bot.domain.schedule_text import parse_schedule, schedule_text
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Subscription, Wants
from bot.domain.taste import Kind, Liking, Taste
from bot.domain.times import from_text, to_text
from bot.ports.records import Claim
from bot.storage.entry_rows import entry_from_plain, entry_to_plain
from bot.storage.rows import Columns, Row, moment_or_none, text_or_none, to_json

LEARNED = frozenset({Aspect.LIKED, Aspect.DISLIKED})


def chat_to_row(chat: Chat) -> Columns:
    """Return a chat's columns."""
    return {
        "address": str(chat.address),
        "timezone": chat.timezone,
        "language": chat.language,
        "quiet_start": chat.quiet.start.isoformat() if chat.quiet else None,
        "quiet_end": chat.quiet.end.isoformat() if chat.quiet else None,
        "quiet_silent": int(chat.quiet is not None and chat.quiet.silent),
        "stories": chat.budget.stories,
        "sentences": chat.budget.sentences,
        "minutes": chat.budget.minutes,
        "taste": to_json([_liking_to_plain(liking) for liking in chat.taste]),
        "paused_reason": chat.paused.reason if chat.paused else None,
        "paused_until": text_or_none(chat.paused.until) if chat.paused else None,
        "paused_everywhere": int(chat.paused.everywhere) if chat.paused else 0,
    }


def chat_from_row(row: Row, address: ChatAddress | None = None) -> Chat:
    """Make a chat of its columns, and of its address if that was read already."""
    quiet = paused = None
    if row["quiet_start"] is not None:
        quiet = QuietHours(
            start=time.fromisoformat(row["quiet_start"]),
            end=time.fromisoformat(row["quiet_end"]),
            silent=bool(row["quiet_silent"]),
        )
    if row["paused_reason"] is not None:
        paused = Paused(
            reason=row["paused_reason"],
            until=moment_or_none(row["paused_until"]),
            everywhere=bool(row["paused_everywhere"]),
        )
    return Chat(
        address=address or parse_address(row["address"]),
        timezone=row["timezone"],
        language=row["language"],
        quiet=quiet,
        budget=Budget(stories=row["stories"], sentences=row["sentences"], minutes=row["minutes"]),
        paused=paused,
        taste=_taste(row["taste"]),
    )


def _liking_to_plain(liking: Liking) -> list[Any]:
    return [liking.kind.value, liking.name, liking.weight, liking.language]


@lru_cache(maxsize=64)  # most chats have none
def _taste(text: str) -> Taste:
    return tuple(
        Liking(Kind(kind), name, weight, language)
        for kind, name, weight, language in json.loads(text)
    )


def subscription_to_row(subscription: Subscription) -> Columns:
    """Return a subscription's columns."""
    wants = subscription.wants
    return {
        "id": subscription.id,
        "address": str(subscription.address),
        "wants": to_json(
            {
                "topics": sorted(wants.topics),
                "sources": sorted(wants.sources),
                "words": sorted(wants.words),
                "never": sorted(wants.never),
            }
        ),
        "schedule": schedule_text(subscription.schedule),
        "since": to_text(subscription.since),
        "next_due_at": text_or_none(subscription.next_due_at),
    }


def subscription_from_row(row: Row) -> Subscription:
    """Make a subscription of its columns."""
    return Subscription(
        id=row["id"],
        address=parse_address(row["address"]),
        wants=_wants(row["wants"]),
        schedule=_schedule(row["schedule"]),
        since=from_text(row["since"]),
        next_due_at=moment_or_none(row["next_due_at"]),
    )


# A few hundred wishes and schedules stand in a hundred thousand rows.
@lru_cache(maxsize=4096)
def _wants(text: str) -> Wants:
    return Wants(**{kind: frozenset(names) for kind, names in json.loads(text).items()})


@lru_cache(maxsize=4096)
def _schedule(text: str) -> Schedule:
    return parse_schedule(text)


class _Same:
    """An object as a key that equals nothing but itself."""

    __slots__ = ("it",)

    def __init__(self, it: tuple[Entry, ...]) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


# Chats that are told the same share the entries, and there may be a hundred thousand of them. They
# are planned together: what is remembered for longer only takes room, some 10 kB a digest.
_TURN = 1024


@lru_cache(maxsize=_TURN)
def _entries(entries: _Same) -> Shared:
    return shared(to_json([entry_to_plain(entry) for entry in entries.it]))


def shared_entries(digest: Digest) -> Shared:
    """Return a digest's entries as JSON."""
    return _entries(_Same(digest.entries))


@lru_cache(maxsize=_TURN)
def _is_own(entries: _Same) -> bool:
    return any(merit.aspect in LEARNED for entry in entries.it for merit in entry.merits)


def is_own(digest: Digest) -> bool:
    """Say whether the entries name what was learned of the chat, so that none may share them."""
    return _is_own(_Same(digest.entries))


def digest_to_row(digest: Digest, entries: str | None = None) -> Columns:
    """Return a digest's columns, its entries as JSON, or as they are written already."""
    return {
        "id": digest.id,
        "subscription_id": digest.subscription_id,
        "address": str(digest.address),
        "entries": shared_entries(digest).text if entries is None else entries,
        "left_out": digest.left_out,
        "window_end": to_text(digest.window_end),
        "late": int(digest.late),
        "quiet_day": int(digest.quiet_day),
        "made_at": to_text(digest.made_at),
        "corrected_at": text_or_none(digest.corrected_at),
    }


def digest_from_row(row: Row) -> Digest:
    """Make a digest of its columns."""
    return Digest(
        id=row["id"],
        subscription_id=row["subscription_id"],
        address=parse_address(row["address"]),
        entries=tuple(entry_from_plain(entry) for entry in json.loads(row["entries"])),
        left_out=row["left_out"],
        window_end=from_text(row["window_end"]),
        late=bool(row["late"]),
        quiet_day=bool(row["quiet_day"]),
        made_at=from_text(row["made_at"]),
        corrected_at=moment_or_none(row["corrected_at"]),
    )


def delivery_to_row(delivery: Delivery) -> Columns:
    """Return a delivery's columns; its parts have a table of their own."""
    return {
        "id": delivery.id,
        "digest_id": delivery.digest_id,
        "address": str(delivery.address),
        "due_at": to_text(delivery.due_at),
        "expires_at": to_text(delivery.expires_at),
    }


def delivery_from_row(row: Row, parts: Iterable[Row]) -> Delivery:
    """Make a delivery of its columns and its parts' rows, in their order."""
    return Delivery(
        id=row["id"],
        digest_id=row["digest_id"],
        address=parse_address(row["address"]),
        due_at=from_text(row["due_at"]),
        expires_at=from_text(row["expires_at"]),
        parts=tuple(map(part_from_row, parts)),
    )


def parts_to_rows(delivery: Delivery, body_of: Callable[[Body], str] = body_text) -> list[Columns]:
    """Return the columns of a delivery's parts, with the delivery's own that their indexes need.

    `body_of` writes a body.
    """
    shared = {
        "delivery_id": delivery.id,
        "platform": delivery.address.platform,
        "address": str(delivery.address),
        "expires_at": to_text(delivery.expires_at),
    }
    return [
        {
            **shared,
            "n": part.n,
            "key": part.key,
            "body": body_of(part.body),
            "tried_at": text_or_none(part.tried_at),
            **outcome_to_row(part),
        }
        for part in delivery.parts
    ]


def outcome_to_row(part: Part) -> Columns:
    """Return the columns of a part that change on its way."""
    return {
        "state": part.state.value,
        "attempts": part.attempts,
        "next_at": to_text(part.next_at),
        "problem": part.problem,
        "message_id": part.receipt.message_id if part.receipt else None,
    }


def part_from_row(row: Row) -> Part:
    """Make a part of its columns."""
    return Part(
        n=row["n"],
        body=read_body(row["body"]),
        key=row["key"],
        state=PartState(row["state"]),
        attempts=row["attempts"],
        next_at=from_text(row["next_at"]),
        tried_at=moment_or_none(row["tried_at"]),
        problem=row["problem"],
        receipt=None if row["message_id"] is None else Receipt(message_id=row["message_id"]),
    )


def claim_from_row(row: Row) -> Claim:
    """Make a claim of a part's columns."""
    return Claim(
        delivery_id=DeliveryId(row["delivery_id"]),
        address=parse_address(row["address"]),
        part=part_from_row(row),
    )
