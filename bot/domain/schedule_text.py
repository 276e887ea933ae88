"""Schedules as people write them, and the one way in which we write them back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from bot.domain.schedules import (
    EVERY_DAY,
    WEEKDAYS,
    AtTimes,
    EveryHours,
    Instant,
    Off,
    Schedule,
)

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKEND = EVERY_DAY - WEEKDAYS
DEFAULT_TIME = time(8)

_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_WORDS: dict[str, frozenset[int]] = {
    **{
        spelling: frozenset({day})
        for day, (short, long) in enumerate(zip(DAY_NAMES, _LONG_DAYS, strict=True))
        for spelling in (short, long, f"{long}s", long[:4])
    },
    "thurs": frozenset({3}),
    "tues": frozenset({1}),
    **dict.fromkeys(("daily", "day", "days", "everyday"), EVERY_DAY),
    **dict.fromkeys(("weekdays", "weekday", "workdays", "workday"), WEEKDAYS),
    **dict.fromkeys(("weekends", "weekend"), WEEKEND),
}
_FILLERS = frozenset({"every", "each", "at", "on", "and", "the", "&"})
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})|(?P<bare_h>h))?\s?(?P<half>[ap]\.?m\.?)?"
)
_PLAIN_HOUR = re.compile(r"\d{1,2}")
_STEP = re.compile(r"(?P<count>\d{1,2})(?:h|hrs?|hours?)")


def parse_schedule(text: str) -> Schedule:
    """Read a schedule: `daily 08:00 20:00`, `weekdays at 7:30`, `mon,thu 9am`, `every 4h`, `off`.

    Raises:
        ValueError: it is none; the message says what is not understood.
    """
    words = _words(text)
    if not words:
        raise ValueError("A schedule is missing.")
    single: dict[str, Schedule] = {
        "off": Off(), "never": Off(), "instant": Instant(), "instantly": Instant(),
    }  # fmt: skip
    if len(words) == 1 and words[0] in single:
        return single[words[0]]
    step = _step(words)
    return step if step is not None else _at_times(words)


def schedule_text(schedule: Schedule) -> str:
    """Write a schedule in its one spelling, which `parse_schedule` reads back."""
    match schedule:
        case Off():
            return "off"
        case Instant():
            return "instant"
        case EveryHours(1):
            return "hourly"
        case EveryHours(hours):
            return f"every {hours}h"
        case AtTimes(days, times):
            return " ".join([_days_text(days), *(f"{at:%H:%M}" for at in times)])


def split_schedule(words: Sequence[str]) -> tuple[list[str], Schedule | None]:
    """Split `what… when` into its two halves: the longest tail that is a schedule is the when.

    A lone `off` or a lone number is no schedule here: people follow "apollo 11" and "day off".
    """
    for cut in range(len(words)):
        tail = words[cut:]
        if len(tail) == 1 and (tail[0].lower() in {"off", "never"} or tail[0].isdigit()):
            continue
        try:
            return list(words[:cut]), parse_schedule(" ".join(tail))
        except ValueError:
            continue
    return list(words), None


def _words(text: str) -> list[str]:
    # "8 am" and "4 hours" are one word each; commas only separate.
    joined = re.sub(r"(\d)\s+(am|pm|a\.m\.|p\.m\.|h|hrs?|hours?)(?![^\s,])", r"\1\2", text.lower())
    return joined.replace(",", " ").split()


def _step(words: Sequence[str]) -> EveryHours | None:
    if words in (["hourly"], ["every", "hour"]):
        return EveryHours(1)
    found = _STEP.fullmatch(words[1]) if len(words) == 2 and words[0] == "every" else None  # noqa: PLR2004
    return EveryHours(int(found["count"])) if found else None


def _at_times(words: Sequence[str]) -> AtTimes:
    days: set[int] = set()
    times: set[time] = set()
    weekly = False
    for word in words:
        if word in _DAY_WORDS:
            days |= _DAY_WORDS[word]
        elif word == "weekly":
            weekly = True
        elif word in _FILLERS:
            continue
        else:
            times.add(_clock(word, lone=len(words) == 1))
    if weekly and not days:
        raise ValueError("A weekly schedule needs its day, as in `weekly fri 17:00`.")
    if not days and not times:
        raise ValueError(f"{' '.join(words)!r} names neither a day nor a time.")
    return AtTimes(frozenset(days or EVERY_DAY), tuple(sorted(times or {DEFAULT_TIME})))


def _clock(word: str, *, lone: bool) -> time:
    found = _CLOCK.fullmatch(word)
    if found is None or (lone and _PLAIN_HOUR.fullmatch(word)):
        raise ValueError(f"{word!r} is neither a day nor a time; times look like 08:00 or 8am.")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 -- the hours of half a day
            raise ValueError(f"{word!r} is no time of day.")
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise ValueError(f"{word!r} is no time of day.") from error


def _days_text(days: frozenset[int]) -> str:
    if days == EVERY_DAY:
        return "daily"
    if days == WEEKDAYS:
        return "weekdays"
    if days == WEEKEND:
        return "weekends"
    return ",".join(DAY_NAMES[day] for day in sorted(days))
