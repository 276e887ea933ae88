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
DAYS: dict[str, int] = {
    **{
        spelling: day
        for day, (short, long) in enumerate(zip(DAY_NAMES, _LONG_DAYS, strict=True))
        for spelling in (short, long, f"{long}s")
    },
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
"""The names of single days and their usual abbreviations; Monday is 0."""

_DAY_WORDS: dict[str, frozenset[int]] = {
    **{name: frozenset({day}) for name, day in DAYS.items()},
    **dict.fromkeys(("daily", "everyday"), EVERY_DAY),
    **dict.fromkeys(("weekdays", "weekday", "workdays", "workday"), WEEKDAYS),
    **dict.fromkeys(("weekends", "weekend"), WEEKEND),
}
_CONJUNCTIONS = frozenset({"and", "&"})
_FILLERS = frozenset({"every", "each", "at", "on", "the"}) | _CONJUNCTIONS
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})|(?P<bare_h>h))?\s?(?P<half>[ap]\.?m\.?)?"
)
_PLAIN_HOUR = re.compile(r"\d{1,2}")
_HOURS = r"h|hrs?|hours?"
_STEPS = frozenset(map(str, range(1, 25)))
_STEP = re.compile(rf"every (?P<count>\d+)(?:{_HOURS})")
_STEP_OF_SOMETHING = re.compile(r"\b(?:every|each) \d+(?![\d:.]|[ap]\.?m)")
_MINUTES = re.compile(r"\b\d*\s?min(?:ute)?s?\b")
_LIKE_CLOCK = re.compile(rf"\d{{1,2}}[:h]\d{{1,2}}\D*|\d+(?:[ap]\.?m\.?|{_HOURS}|mins?|minutes?)")
_LIKE_SCHEDULE = frozenset({
    "every", "daily", "everyday", "weekly", "biweekly", "fortnightly", "monthly", "yearly",
    "hourly", "weekdays", "weekends", "hour", "hours", "minute", "minutes", "noon", "midnight",
    "tonight", "tomorrow",
})  # fmt: skip


def parse_schedule(text: str) -> Schedule:
    """Read a schedule: `daily 08:00 20:00`, `weekdays at 7:30`, `mon,thu 9am`, `every 4h`, `off`.

    Raises:
        ValueError: it is none; the message says what is not understood.
    """
    words = time_words(text)
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
    """Split `what… when` into its two halves: the longest tail that is a schedule is the when."""
    for cut in range(len(words)):
        tail = words[cut:]
        try:
            return list(words[:cut]), parse_schedule(" ".join(tail))
        except ValueError:
            continue
    return list(words), None


def split_number(text: str) -> tuple[str | None, str]:
    """Split `2 weekly fri` into the number in front, None if there is none, and the schedule."""
    words = time_words(text)
    if len(words) > 1 and words[0].isdecimal():
        return words[0], " ".join(words[1:])
    return None, text


def looks_like_schedule(word: str) -> bool:
    """Say whether a word speaks of time, so that it is hardly something to read about."""
    return word.lower() in _LIKE_SCHEDULE or _LIKE_CLOCK.fullmatch(word.lower()) is not None


def time_words(text: str) -> list[str]:
    """Split what is said about time: "8 am", "4 hours", "every day" are one word; commas part."""
    joined = re.sub(rf"(\d)\s+(am|pm|a\.m\.|p\.m\.|{_HOURS})(?![^\s,])", r"\1\2", text.lower())
    return re.sub(r"\b(?:every|each)\s+day\b", "daily", joined.replace(",", " ")).split()


def parse_clock(word: str) -> time:
    """Read a time of day: `8:00`, `8.30`, `18h`, `8am`, `8`.

    Raises:
        ValueError: it is none.
    """
    found = _CLOCK.fullmatch(word)
    if found is None:
        raise ValueError(f"“{word:.20}” is neither a day nor a time.")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 -- the hours of half a day
            raise ValueError(f"“{word}” is no time of day.")
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise ValueError(f"“{word}” is no time of day.") from error


def _step(words: Sequence[str]) -> EveryHours | None:
    if words in (["hourly"], ["every", "hour"]):
        return EveryHours(1)
    found = _STEP.fullmatch(" ".join(words))
    if found is None:
        return None
    if found["count"].lstrip("0") not in _STEPS:
        raise ValueError("The steps go from every 1h to every 24h.")
    return EveryHours(int(found["count"]))


def _at_times(words: Sequence[str]) -> AtTimes:
    days: set[int] = set()
    clocks: list[str] = []
    for word in words:
        if word in _DAY_WORDS:
            days |= _DAY_WORDS[word]
        elif word not in _FILLERS and word != "weekly":
            clocks.append(word)
    _refuse_steps(" ".join(words))
    times = {parse_clock(word) for word in clocks}
    if "weekly" in words and not days:
        raise ValueError("A weekly schedule needs its day, as in weekly fri 17:00.")
    if not days and not times:
        raise ValueError("That names neither a day nor a time.")
    if words[0] in _CONJUNCTIONS or not (days or "at" in words or any(map(_is_clear, clocks))):
        raise ValueError("A number alone is no time; 8am or 08:00 is.")
    return AtTimes(frozenset(days or EVERY_DAY), tuple(sorted(times or {DEFAULT_TIME})))


def _refuse_steps(text: str) -> None:
    if _MINUTES.search(text):
        raise ValueError("The shortest step is hourly; instant tells stories as they come in.")
    if _STEP_OF_SOMETHING.search(text):
        raise ValueError("Steps are of hours, as in every 4h.")


def _is_clear(clock: str) -> bool:
    return _PLAIN_HOUR.fullmatch(clock) is None


def _days_text(days: frozenset[int]) -> str:
    if days == EVERY_DAY:
        return "daily"
    if days == WEEKDAYS:
        return "weekdays"
    if days == WEEKEND:
        return "weekends"
    return ",".join(DAY_NAMES[day] for day in sorted(days))
