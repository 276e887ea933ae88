"""Chats of an export, read with care: somebody may have changed the file, or it is none of ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.chats import Budget, Chat, Paused, QuietHours, parse_address
from bot.domain.errors import UsageError
from bot.domain.lengths import MOST_MINUTES, MOST_SENTENCES, MOST_STORIES
from bot.domain.schedule_text import parse_schedule
from bot.domain.schedules import next_due
from bot.domain.subscriptions import MOST_SUBSCRIPTIONS, Subscription, SubscriptionId, Wants
from bot.domain.taste import MOST_LIKINGS, STRONGEST, Kind, Liking
from bot.pipeline.plain import LONGEST_ID, number, several, text

Json: TypeAlias = dict[str, Any]


def read_chat(place: int, record: Any, now: datetime) -> tuple[Chat, list[Subscription]]:  # noqa: ANN401
    """Return a chat of an export, and its subscriptions: due at their next time.

    Raises:
        UsageError: it cannot be read, or holds what no command would take; the message says what.
    """
    try:
        chat = _chat(record)
        zone = _zone(chat.timezone)
        wanted = several(record["subscriptions"], "subscriptions", MOST_SUBSCRIPTIONS)
        return chat, [_subscription(one, chat, zone, now) for one in wanted]
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        name = record.get("address") if isinstance(record, Mapping) else None
        kind = "" if type(error) is ValueError else f"{type(error).__name__}: "
        raise UsageError(
            f"Chat {place} ({name or 'without address'}) is wrong: {kind}{error}"
        ) from error


def _chat(record: Json) -> Chat:
    address = parse_address(text(record["address"], "address"))
    quiet, paused, length = record.get("quiet"), record.get("paused"), record["length"]
    minutes = length["minutes"]
    learned = several(record["learned"], "learned", MOST_LIKINGS)
    return Chat(
        address=address,
        timezone=text(record["timezone"], "timezone"),
        language=text(record["language"], "language"),
        quiet=_quiet(quiet) if quiet else None,
        budget=Budget(
            stories=number(length["stories"], "stories", MOST_STORIES),
            sentences=number(length["sentences"], "sentences", MOST_SENTENCES),
            minutes=None if minutes is None else number(minutes, "minutes", MOST_MINUTES),
        ),
        paused=_paused(paused) if paused else None,
        taste=tuple(map(_liking, learned)),
    )


def _subscription(record: Json, chat: Chat, zone: ZoneInfo, now: datetime) -> Subscription:
    schedule = parse_schedule(text(record["schedule"], "schedule"))
    names = ("topics", "sources", "words", "never")
    wanted = {name: [text(one, name) for one in several(record[name], name)] for name in names}
    return Subscription(
        id=SubscriptionId(text(record["id"], "id", LONGEST_ID)),
        address=chat.address,
        wants=Wants(**{name: frozenset(some) for name, some in wanted.items()}),
        schedule=schedule,
        since=now,
        next_due_at=next_due(schedule, now, zone),
    )


def _quiet(record: Json) -> QuietHours:
    start, end = (time.fromisoformat(record[name]) for name in ("start", "end"))
    if start == end or start.tzinfo or end.tzinfo:
        raise ValueError("quiet hours are two local times that differ.")
    return QuietHours(start=start, end=end, silent=bool(record["silent"]))


def _paused(record: Json) -> Paused:
    until = record["until"] and datetime.fromisoformat(record["until"])
    if until and until.tzinfo:
        until = until.astimezone(UTC)
    return Paused(
        reason=text(record["reason"], "reason"),
        until=until or None,
        everywhere=bool(record["everywhere"]),
    )


def _liking(record: Json) -> Liking:
    weight = record["weight"]
    if type(weight) not in {int, float} or not 0 < abs(weight) <= STRONGEST:  # NaN is neither
        raise ValueError(f"weight is {weight!r}, not a number from -{STRONGEST} to {STRONGEST}.")
    kind, name, language = (record[one] for one in ("kind", "name", "language"))
    spoken = "" if language == "" else text(language, "language")  # of topics and sources: none
    return Liking(Kind(kind), text(name, "name"), float(weight), spoken)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # such as Europe, which is a folder
        raise ValueError(f"{name!r} is no time zone; one looks like Europe/Berlin.") from error
