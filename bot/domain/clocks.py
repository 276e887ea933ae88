"""Times of day as people say them: `8:00`, `8.30`, `18h`, `8am`, `noon`, `8 in the evening`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

PARTS = {"morning": time(8), "afternoon": time(15), "evening": time(18), "night": time(21)}
"""The parts of a day, and the time that is meant where only the part is named."""

_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_NOON = 12
_AFTER_MIDNIGHT = {"night": 6, "evening": 1}  # hours of these parts before which it is past 12
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})h?|h)?\s?(?P<half>[ap]\.?m\.?)?")
_DIGITS = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d{2})(?P<half>[ap]\.?m\.?)?")  # 0800, 730am
_TWELVE = re.compile(r"12(?!\d)(?!.*m\.?$)")
_ONE = re.compile(r"0?1(?!\d)(?!.*m\.?$)")
_PLAIN = re.compile(r"\d{1,2}|\d{4}")


class UnknownWordError(ValueError):
    """A word says nothing about time."""

    def __init__(self, text: str, word: str) -> None:
        super().__init__(text)
        self.word = word


def parse_clock(word: str) -> time:
    """Read a time of day: `8:00`, `8.30`, `18h`, `8am`, `8`, `noon`.

    Raises:
        UnknownWordError: it does not even look like one.
        ValueError: no clock shows it.
    """
    if word in _NAMED:
        return _NAMED[word]
    found = _CLOCK.fullmatch(word) or _DIGITS.fullmatch(word)
    if found is None or (len(word) == 3 and word.isdigit()):  # noqa: PLR2004 -- 800 is a number
        raise UnknownWordError(f"“{word:.20}” is neither a day nor a time.", word)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= _NOON:
            raise ValueError(f"“{word}” is no time of day.")
        hour = hour % _NOON + (_NOON if found["half"].startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise ValueError(f"“{word}” is no time of day.") from error


def is_clear(word: str) -> bool:
    """Say whether a word can only be a time of day, as a plain number is not."""
    return _PLAIN.fullmatch(word) is None and word not in _NAMED


def times_of(clocks: Sequence[str], parts: Sequence[str]) -> frozenset[time]:
    """Return the times that are meant by times of day and the parts of the day beside them.

    Raises:
        ValueError: one is no time, or it does not say which part belongs to which.
    """
    if not clocks:
        return frozenset(PARTS[part] for part in parts)
    if len(set(parts)) > 1:
        raise ValueError("Please write the times themselves, as in daily 08:00 18:00.")
    part = parts[0] if parts else None
    of_noon = _of_noon(clocks, alone=not parts)
    return frozenset(
        _within(parse_clock(clock), "afternoon" if clock in of_noon else part, clock)
        for clock in clocks
        if not (of_noon and clock == "noon")
    )


def _of_noon(clocks: Sequence[str], *, alone: bool) -> set[str]:
    """Return the times beside `noon` that it is the part of the day of: 中午12点半, 中午1点."""
    beside = zip(["", *clocks], clocks, [*clocks[1:], ""], strict=False)
    return {
        clock
        for before, clock, after in beside
        if (_TWELVE.match(clock) and "noon" in {before, after})
        or (alone and before == "noon" and _ONE.match(clock))
    }


def _within(at: time, part: str | None, clock: str) -> time:
    """Return the time in the half of the day that the part belongs to: 8 in the evening is 20."""
    if part is None or at.hour > _NOON or clock in _NAMED or clock.rstrip(".").endswith("m"):
        return at
    if part == "morning":
        if at.hour == _NOON:
            raise ValueError(f"“{clock}” is not in the morning.")
        return at
    if at.hour % _NOON < _AFTER_MIDNIGHT.get(part, 0):
        return at.replace(hour=at.hour % _NOON)
    return at.replace(hour=at.hour % _NOON + _NOON)
