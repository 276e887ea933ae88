"""How long a pause lasts, as people say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.commands.dates import parse_day
from bot.domain.clocks import PARTS, times_of
from bot.domain.schedules import to_moment
from bot.domain.time_words import DAYS, NUMBERS, time_words
from bot.domain.when import in_english

MOST_DAYS = 366
MORNING = time(0)

_TOWARDS = frozenset({"until", "till", "at", "to"})
_FILLERS = _TOWARDS | {"for", "on", "the", "in", "from", "of", "and"}
_COUNT = re.compile(
    rf"(?P<count>\d{{1,3}}|an?|{'|'.join(NUMBERS)})\s*"
    r"(?P<unit>mo|months?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)"
)
_HOURS = re.compile(r"(\d+)(?:hrs?|hours?)")  # "until 8 hours": jusqu'à huit heures
_CLOSING = re.compile(r"(?<=[^\W\d_])[.!\s]+$")  # "friday."; the point of "1.12." stays
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
_NEAR = {"today": 0, "tomorrow": 1, "day after tomorrow": 2}


def parse_until(
    text: str, now: datetime, zone: ZoneInfo, *, language: str | None = None
) -> datetime:
    """Read `friday 17:00`, `tomorrow`, `3 days`, `until 2026-12-01` as the UTC moment it ends.

    A day without a time means its beginning in the chat's zone, a time without a day the next
    one to come, and a weekday the next one that is not today. Other languages than English are
    understood as far as bot/domain/when.toml goes, and short days of `language` before all else.

    Raises:
        ValueError: it is no such thing, or lies in the past or more than a year ahead.
    """
    try:
        end = _end(text.casefold(), now, zone)
    except ValueError:
        translated = in_english(text, language=language)
        if translated is None:
            raise
        end = _end(translated, now, zone)
    if not now < end <= now + timedelta(days=MOST_DAYS):
        raise ValueError("That does not lie within the year ahead.")
    return end


def _end(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    said = time_words(_CLOSING.sub("", text))
    if "from" in said and _TOWARDS.isdisjoint(said):
        raise ValueError("That is when it begins.")
    if _names_a_clock(said):
        said = [_HOURS.sub(r"\1h", word) for word in said]
    words = [word for word in said if word not in _FILLERS]
    local = now.astimezone(zone).replace(tzinfo=None)
    counted = _COUNT.fullmatch(" ".join(words))
    if counted is None or (counted["unit"] == "h" and _names_a_clock(said)):
        return to_moment(_wall(words, local), zone)
    count = _number(counted["count"])
    if counted["unit"].startswith("mo"):
        return to_moment(datetime.combine(_months_on(local.date(), count), local.time()), zone)
    return now + timedelta(minutes=count * _MINUTES[counted["unit"][0]])


def _names_a_clock(words: Sequence[str]) -> bool:
    """Say whether `18h` is the time, as in "until 18h", and not how long, as in "to in 18h"."""
    return not _TOWARDS.isdisjoint(words) and "in" not in words


def _number(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return NUMBERS.index(word) + 1 if word in NUMBERS else 1  # "a", "an"


def _wall(words: Sequence[str], now: datetime) -> datetime:
    """Return the local time that is meant; `now` is local, too."""
    if list(words) == ["tonight"]:
        words = ["today", "night"]
    if (at := _clock(words)) is not None:
        today = datetime.combine(now.date(), at)
        return today if today > now else today + timedelta(days=1)
    day, at = _day_and_time(words, now.date())
    return datetime.combine(day, at)


def _day_and_time(words: Sequence[str], today: date) -> tuple[date, time]:
    """Read the whole as a day, or else its end as a time: `1 12 2026` has none, `dec 1 9` has."""
    for size in range(min(3, len(words))):  # "9", "evening" and "8 h evening" are times
        days, clocks = words[: len(words) - size], words[len(words) - size :]
        try:
            return _day(" ".join(days), today), _time(clocks) if clocks else MORNING
        except ValueError:
            continue
    raise ValueError("That is no moment.")


def _time(words: Sequence[str]) -> time:
    parts = [word for word in words if word in PARTS]
    clocks = [word for word in words if word not in PARTS and word != "h"]
    (at,) = times_of(clocks, parts)
    return at


def _clock(words: Sequence[str]) -> time | None:
    """Return the time that all of it says, if it does: "18:00", "evening", "8h evening"."""
    try:
        return None if all(word.isdigit() for word in words) else _time(words)
    except ValueError:
        return None


def _day(wanted: str, today: date) -> date:
    if wanted in _NEAR:
        return today + timedelta(days=_NEAR[wanted])
    if wanted == "next week":
        return today + timedelta(days=7 - today.weekday())
    if wanted == "next month":
        return _months_on(today.replace(day=1), 1)
    named = wanted.removeprefix("next ").removeprefix("this ").replace("weekends", "sat")
    if named in DAYS:
        ahead = (DAYS[named] - today.weekday()) % 7
        return today + timedelta(days=ahead or 7)
    return parse_day(wanted, today)


def _months_on(day: date, count: int) -> date:
    months = day.month - 1 + count
    first = date(day.year + months // 12, months % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
