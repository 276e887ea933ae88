"""Quiet hours: local times between which nothing is posted, or without a sound.

Each local date has one such stretch, which may end on the next one. Its ends are moments as
`to_moment` finds them: a time that a gap swallows is the end of the gap, a time that is shown
twice is its first occurrence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.chats import Chat, QuietHours
from bot.domain.clocks import parse_clock
from bot.domain.schedules import to_moment
from bot.domain.times import require_utc

SILENT = "silent"

_BETWEEN = re.compile(r"\s*(?:[-\u2010-\u2015\u2212~]|\b(?:to|till|until|and)\b)\s*")
_DAY = timedelta(days=1)


def is_quiet(now: datetime, quiet: QuietHours, zone: ZoneInfo) -> bool:
    """Say whether `now` lies in quiet hours: their first moment does, their end does not."""
    return any(begin <= now < end for begin, end in _stretches(now, quiet, zone))


def quiet_until(now: datetime, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """Return the first moment from `now` on that is not quiet, in UTC: `now` itself, maybe."""
    end = require_utc(now, "now")
    while True:
        later = [stop for begin, stop in _stretches(end, quiet, zone) if begin <= end < stop]
        if not later:
            return end
        end = max(later)


def quiet_from(now: datetime, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """Return when quiet hours begin next, in UTC: later than `now`, also while it is quiet."""
    return min(begin for begin, _ in _stretches(now, quiet, zone) if begin > now)


def overtaken_at(now: datetime, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """Return until when what was planned before now may be posted: quiet hours may have begun."""
    return now if is_quiet(now, quiet, zone) else quiet_from(now, quiet, zone)


def comes_at(due: datetime, chat: Chat) -> datetime:
    """Return when what is due then reaches a chat: at the end of quiet hours that hold it."""
    if chat.quiet is None or chat.quiet.silent:
        return due
    return quiet_until(due, chat.quiet, ZoneInfo(chat.timezone))


def _stretches(
    now: datetime, quiet: QuietHours, zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    today = now.astimezone(zone).date()
    over = _DAY if quiet.end < quiet.start else timedelta()
    for offset in (-1, 0, 1, 2):  # tomorrow's may have begun where clocks went back over midnight
        day = today + offset * _DAY
        begin = to_moment(datetime.combine(day, quiet.start), zone)
        yield begin, to_moment(datetime.combine(day + over, quiet.end), zone)


def parse_quiet(text: str) -> QuietHours | None:
    """Read `22:00-07:00`, `10pm to 7am silent`, or `off`, which is None.

    Raises:
        ValueError: it is none of these.
    """
    wanted = " ".join(text.casefold().split())
    if wanted in {"off", "never", "none"}:
        return None
    hours = wanted.removesuffix(SILENT).strip()
    ends = _BETWEEN.split(hours.removeprefix("from ").removeprefix("between "))
    if len(ends) != 2:  # noqa: PLR2004 -- a beginning and an end
        raise ValueError("Quiet hours have a beginning and an end.")
    start, end = (parse_clock(one.strip().replace(" ", "")) for one in ends)
    if start == end:
        raise ValueError("Quiet hours cannot begin and end at the same time.")
    return QuietHours(start=start, end=end, silent=wanted.endswith(SILENT))


def quiet_text(quiet: QuietHours | None) -> str:
    """Write quiet hours in their one spelling, which `parse_quiet` reads back."""
    if quiet is None:
        return "off"
    hours = f"{quiet.start:%H:%M}-{quiet.end:%H:%M}"
    return f"{hours} {SILENT}" if quiet.silent else hours
