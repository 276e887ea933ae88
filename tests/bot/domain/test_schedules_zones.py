"""Schedules around every change of clocks, in every zone, from 2000 to 2040.

The expectation is worked out apart from the code: a run is the first moment at which clocks show
its date and time or a later one. So what a gap swallows runs when the gap ends, an hour that comes
twice runs the first time, and nothing else ever happens.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedules import EVERY_DAY, AtTimes, EveryHours, next_due

FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
STEP = timedelta(days=7)  # no zone has changed its clocks twice within a week
AROUND = timedelta(hours=50)


class Change(NamedTuple):
    """Clocks change at a moment from one offset to another."""

    at: datetime
    before: timedelta
    after: timedelta
    zone: str

    @property
    def middle(self) -> time:
        """A wall-clock time in the middle of what is skipped or comes twice."""
        wall = (self.at + (self.before + self.after) / 2).replace(tzinfo=None)
        return wall.time().replace(second=0, microsecond=0)


@cache
def changes() -> list[Change]:
    """Return all changes; of those that are the same in several zones, one."""
    found: dict[tuple[datetime, timedelta, timedelta], Change] = {}
    known: defaultdict[tuple[datetime, timedelta, timedelta], list[datetime]] = defaultdict(list)
    moments = [FIRST + n * STEP for n in range((LAST - FIRST) // STEP)]
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        offsets = [moment.astimezone(zone).utcoffset() for moment in moments]
        for (start, before), (end, after) in pairwise(zip(moments, offsets, strict=True)):
            if before == after:
                continue
            alike = known[start, before, after]  # most zones change their clocks as another does
            at = next((one for one in alike if changes_at(one, zone)), None)
            if at is None:
                at = change_between(start, end, zone)
                alike.append(at)
                found.setdefault((at, before, after), Change(at, before, after, name))
    return list(found.values())


def changes_at(at: datetime, zone: ZoneInfo) -> bool:
    before = at - timedelta(seconds=1)
    return before.astimezone(zone).utcoffset() != at.astimezone(zone).utcoffset()


def one_of_each_kind() -> list[Change]:
    """Return changes that a daily schedule could tell apart: not those of each year anew."""
    return list(
        {
            (one.at.month, one.at.weekday(), one.at.time(), one.before, one.after): one
            for one in changes()
        }.values()
    )


def change_between(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    old = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high


def first_shown(wall: datetime, change: Change) -> datetime:
    """Return the first moment near a change at which clocks show `wall` or later."""
    moment = wall.replace(tzinfo=UTC) - change.before
    return moment if moment < change.at else max(change.at, wall.replace(tzinfo=UTC) - change.after)


def expected(change: Change, times: list[time]) -> list[datetime]:
    today = change.at.date()
    days = [today + timedelta(days=n) for n in range(-5, 6)]
    runs = {first_shown(datetime.combine(day, at), change) for day in days for at in times}
    return sorted(run for run in runs if abs(run - change.at) <= AROUND)


def chain(rule: AtTimes | EveryHours, change: Change) -> list[datetime]:
    zone, runs = ZoneInfo(change.zone), []
    moment = change.at - AROUND - timedelta(microseconds=1)
    while True:
        following = next_due(rule, moment, zone)
        assert following is not None
        assert following > moment
        if following > change.at + AROUND:
            return runs
        runs.append(following)
        moment = following


@pytest.fixture(scope="module", autouse=True)
def found_once() -> None:
    """Look for the changes, which takes seconds, before a property is timed."""
    changes()


def test_all_zones_are_looked_at():
    assert len(changes()) > 1000


def test_every_kind_of_change_of_every_zone_keeps_every_run():
    wrong = []
    assert len(one_of_each_kind()) > 200
    for change in one_of_each_kind():
        times = sorted({time(0), change.middle, time(8)})
        if chain(AtTimes(EVERY_DAY, tuple(times)), change) != expected(change, times):
            wrong.append(change)
    assert wrong == []


@given(st.data())
def test_any_times_around_any_change(data):
    change = data.draw(st.sampled_from(changes()))
    clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
    times = sorted(data.draw(st.sets(clocks, min_size=1, max_size=6)))
    assert chain(AtTimes(EVERY_DAY, tuple(times)), change) == expected(change, times)


@given(st.data())
def test_steps_around_any_change(data):
    change = data.draw(st.sampled_from(changes()))
    hours = data.draw(st.integers(1, 24))
    times = [time(hour) for hour in range(0, 24, hours)]
    assert chain(EveryHours(hours), change) == expected(change, times)


@given(st.data())
def test_between_two_runs_the_next_is_the_same_from_any_moment(data):
    change = data.draw(st.sampled_from(changes()))
    rule = AtTimes(EVERY_DAY, tuple(sorted({time(0), change.middle, time(8)})))
    runs = chain(rule, change)
    earlier, later = data.draw(st.sampled_from(list(pairwise(runs))))
    between = data.draw(st.timedeltas(timedelta(0), later - earlier - timedelta(microseconds=1)))
    assert next_due(rule, earlier + between, ZoneInfo(change.zone)) == later


def test_a_day_that_a_zone_skipped_runs_when_the_next_begins():
    """Samoa had no Friday, 30 December 2011: a weekly digest of that day comes as it ends."""
    change = next(one for one in changes() if one.zone == "Pacific/Apia" and one.at.year == 2011
                  and one.at.month == 12)  # fmt: skip
    assert chain(AtTimes(frozenset({4}), (time(8),)), change) == [change.at]
