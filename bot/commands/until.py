"""How long a pause lasts, as people say it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from bot.domain.schedule_text import DAY_NAMES
from bot.domain.schedules import to_moment

MOST_DAYS = 366
MORNING = clock(0)

_COUNT = re.compile(r"(\d{1,3})\s*(h|hours?|d|days?|w|weeks?)")
_HOURS = {"h": 1, "d": 24, "w": 168}


def parse_until(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Read `friday`, `tomorrow`, `3 days`, `until 2026-12-01` as the UTC moment when it ends.

    A day means its beginning in the chat's zone; a weekday is the next one to come.

    Raises:
        ValueError: it is no such thing, or lies in the past or more than a year ahead.
    """
    wanted = text.casefold().removeprefix("until").removeprefix("for").strip()
    counted = _COUNT.fullmatch(wanted)
    if counted:
        end = now + timedelta(hours=int(counted[1]) * _HOURS[counted[2][0]])
    else:
        end = to_moment(datetime.combine(_day(wanted, now.astimezone(zone).date()), MORNING), zone)
    if not now < end <= now + timedelta(days=MOST_DAYS):
        raise ValueError(f"{text!r} does not lie within the year ahead.")
    return end


def _day(wanted: str, today: date) -> date:
    if wanted == "tomorrow":
        return today + timedelta(days=1)
    if wanted == "next week":
        return today + timedelta(days=7 - today.weekday())
    short = wanted[:3]
    if short in DAY_NAMES and wanted.isalpha():
        ahead = (DAY_NAMES.index(short) - today.weekday()) % 7
        return today + timedelta(days=ahead or 7)
    return date.fromisoformat(wanted)
