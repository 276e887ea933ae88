"""How long a pause lasts, as people say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.schedule_text import DAYS, parse_clock, time_words
from bot.domain.schedules import to_moment

MOST_DAYS = 366
MORNING = time(0)

_FILLERS = frozenset({"until", "till", "for", "at", "on", "the"})
_COUNT = re.compile(
    r"(?P<count>\d{1,3}|an?|one)\s*(?P<unit>m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)"
)
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}


def parse_until(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Read `friday 17:00`, `tomorrow`, `3 days`, `until 2026-12-01` as the UTC moment it ends.

    A day without a time means its beginning in the chat's zone, a time without a day the next
    one to come, and a weekday the next one that is not today.

    Raises:
        ValueError: it is no such thing, or lies in the past or more than a year ahead.
    """
    words = [word for word in time_words(text.casefold()) if word not in _FILLERS]
    counted = _COUNT.fullmatch(" ".join(words))
    if counted:
        count = int(counted["count"]) if counted["count"].isdecimal() else 1
        end = now + timedelta(minutes=count * _MINUTES[counted["unit"][0]])
    else:
        end = to_moment(_wall(words, now.astimezone(zone).replace(tzinfo=None)), zone)
    if not now < end <= now + timedelta(days=MOST_DAYS):
        raise ValueError("That does not lie within the year ahead.")
    return end


def _wall(words: Sequence[str], now: datetime) -> datetime:
    """Return the local time that is meant; `now` is local, too."""
    *days, last = words or [""]
    if not days and not last.isdigit() and (at := _clock(last)) is not None:
        today = datetime.combine(now.date(), at)
        return today if today > now else today + timedelta(days=1)
    at = _clock(last) if days else None
    named = " ".join(words if at is None else days)
    return datetime.combine(_day(named, now.date()), at or MORNING)


def _clock(word: str) -> time | None:
    try:
        return parse_clock(word)
    except ValueError:
        return None


def _day(wanted: str, today: date) -> date:
    near = {"today": 0, "tomorrow": 1, "next week": 7 - today.weekday()}
    if wanted in near:
        return today + timedelta(days=near[wanted])
    if wanted in DAYS:
        ahead = (DAYS[wanted] - today.weekday()) % 7
        return today + timedelta(days=ahead or 7)
    return date.fromisoformat(wanted)
