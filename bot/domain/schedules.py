"""Schedules: rules in local time, and the moments that follow from them.

A rule says wall-clock times; the moments are worked out for the chat's zone each time anew, so
a schedule keeps its local times when the zone's offset or the chat's zone changes. A time that
a spring-forward gap swallows runs at the first moment after the gap; a time that a fall-back
hour repeats runs at its first occurrence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.times import require_utc

EVERY_DAY = frozenset(range(7))  # Monday is 0, as datetime.weekday() counts
WEEKDAYS = frozenset(range(5))
INSTANT_STEP = timedelta(seconds=20)
MOST_TIMES = 24  # times a day that one schedule may name
A_WEEK_AND_MORE = 16  # days: the weekday of any rule comes within eight, wherever clocks change


@dataclass(frozen=True, slots=True)
class AtTimes:
    """On some days of the week, at some local times."""

    days: frozenset[int]
    times: tuple[time, ...]  # ascending

    def __post_init__(self) -> None:
        """Refuse a rule that would never run, or that no store could give back."""
        if not self.days or not self.days <= EVERY_DAY:
            raise ValueError(f"Days of the week are 0 to 6, got {sorted(self.days)}.")
        if not 0 < len(self.times) <= MOST_TIMES or sorted(set(self.times)) != list(self.times):
            raise ValueError("There can be 1 to 24 different times.")


@dataclass(frozen=True, slots=True)
class EveryHours:
    """Every so many hours, counted from local midnight."""

    hours: int

    def __post_init__(self) -> None:
        """Refuse what does not fit a day."""
        if not 1 <= self.hours <= 24:  # noqa: PLR2004 -- the hours of a day
            raise ValueError(f"Every 1 to 24 hours, got {self.hours}.")


@dataclass(frozen=True, slots=True)
class Instant:
    """As soon as there is something to tell."""


@dataclass(frozen=True, slots=True)
class Off:
    """Never by itself; only when asked."""


Schedule: TypeAlias = AtTimes | EveryHours | Instant | Off

DAILY_AT_EIGHT = AtTimes(EVERY_DAY, (time(8),))


def next_due(schedule: Schedule, after: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the first moment of the schedule strictly later than `after`, both in UTC.

    None: the schedule is off. Never skips a day that the rule names, never runs twice for one
    local date and time: each run is the first moment at which clocks show its date and time or a
    later one.
    """
    require_utc(after, "after")
    match schedule:
        case Off():
            return None
        case Instant():
            return after + INSTANT_STEP
        case AtTimes(days, times):
            return _first_after(after, zone, days, times)
        case EveryHours(hours):
            return _first_after(after, zone, EVERY_DAY, tuple(map(time, range(0, 24, hours))))


def _first_after(
    after: datetime, zone: ZoneInfo, days: frozenset[int], times: tuple[time, ...]
) -> datetime:
    # From the day before: where a gap swallows midnight, yesterday's last run may fall on today.
    first = after.astimezone(zone).date() - timedelta(days=1)
    moments = (
        to_moment(datetime.combine(day, at), zone)
        for day in (first + timedelta(days=offset) for offset in range(A_WEEK_AND_MORE))
        if day.weekday() in days
        for at in times
    )
    return next(moment for moment in moments if moment > after)


def to_moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the UTC moment at which clocks in `zone` show the naive `wall`.

    Shown twice: the first time. Never shown: the first moment after the gap.
    """
    local = wall.replace(tzinfo=zone, fold=0)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    return _end_of_gap(moment, zone)


def _end_of_gap(moment: datetime, zone: ZoneInfo) -> datetime:
    # With fold 0, a swallowed time reads as the old offset: `moment` lies after the change by as
    # much as the time lies in the gap. The change itself is found by bisection, to the second.
    before, after = moment - timedelta(days=2), moment
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == after.astimezone(zone).utcoffset():
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)
