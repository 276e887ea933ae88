"""Schedules are rules in local time; what follows from them holds in every zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedules import (
    EVERY_DAY,
    WEEKDAYS,
    AtTimes,
    EveryHours,
    Instant,
    Off,
    next_due,
    to_moment,
)

ZONES = [
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Africa/Cairo",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "Asia/Kathmandu",
    "Pacific/Apia",  # skipped a whole day
    "Africa/Casablanca",
    "America/St_Johns",
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def daily(*times: str) -> AtTimes:
    return AtTimes(EVERY_DAY, tuple(time.fromisoformat(one) for one in times))


@pytest.mark.parametrize(
    ("schedule", "zone", "after", "expected"),
    [
        (daily("08:00"), "Europe/Berlin", "2026-06-01T05:59", "2026-06-01T06:00"),
        (daily("08:00"), "Europe/Berlin", "2026-06-01T06:00", "2026-06-02T06:00"),
        (daily("08:00", "20:00"), "UTC", "2026-06-01T08:00", "2026-06-01T20:00"),
        # the gap of spring: 02:30 is never shown in New York; the first moment after it serves
        (daily("02:30"), "America/New_York", "2026-03-08T05:00", "2026-03-08T07:00"),
        # a gap that swallows midnight itself
        (daily("00:00"), "Africa/Cairo", "2026-04-23T12:00", "2026-04-23T22:00"),
        (daily("00:00"), "America/Santiago", "2026-09-05T12:00", "2026-09-06T04:00"),
        # the hour of autumn that comes twice: the first time counts, the second does not
        (daily("01:30"), "Europe/London", "2026-10-24T12:00", "2026-10-25T00:30"),
        (daily("01:30"), "Europe/London", "2026-10-25T00:30", "2026-10-26T01:30"),
        (AtTimes(WEEKDAYS, (time(7),)), "UTC", "2026-11-20T07:00", "2026-11-23T07:00"),
        (AtTimes(frozenset({4}), (time(17),)), "UTC", "2026-11-20T17:00", "2026-11-27T17:00"),
        (EveryHours(4), "UTC", "2026-11-20T07:00", "2026-11-20T08:00"),
        (EveryHours(4), "UTC", "2026-11-20T08:00", "2026-11-20T12:00"),
        (EveryHours(1), "Asia/Kathmandu", "2026-11-20T07:00", "2026-11-20T07:15"),
        (Instant(), "UTC", "2026-11-20T07:00", "2026-11-20T07:00:20"),
    ],
)
def test_the_next_time(schedule, zone, after, expected):
    assert next_due(schedule, at(after), ZoneInfo(zone)) == at(expected)


def test_off_is_never_due():
    assert next_due(Off(), at("2026-01-01T00:00"), ZoneInfo("UTC")) is None


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="naive"):
        next_due(daily("08:00"), datetime(2026, 1, 1), ZoneInfo("UTC"))  # noqa: DTZ001 -- on purpose


@given(
    zone=st.sampled_from(ZONES),
    after=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2040, 1, 1)),  # noqa: DTZ001
    clock=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_a_daily_schedule_runs_once_for_every_local_date(zone, after, clock):
    where = ZoneInfo(zone)
    schedule = AtTimes(EVERY_DAY, (clock,))
    moment = after.replace(tzinfo=UTC)
    runs = []
    for _ in range(4):
        following = next_due(schedule, moment, where)
        assert following is not None
        assert following > moment
        runs.append(following)
        moment = following
    for earlier, later in pairwise(runs):
        days = (later.astimezone(where).date() - earlier.astimezone(where).date()).days
        assert days in {0, 1, 2}  # 0 and 2 only around a gap that swallows midnight
        assert timedelta(hours=20) < later - earlier < timedelta(hours=28) or zone == "Pacific/Apia"


@given(
    zone=st.sampled_from(ZONES),
    wall=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2040, 1, 1)),  # noqa: DTZ001
)
def test_a_wall_clock_time_is_shown_or_the_gap_has_just_ended(zone, wall):
    wall = wall.replace(second=0, microsecond=0)
    where = ZoneInfo(zone)
    moment = to_moment(wall, where)
    shown = moment.astimezone(where).replace(tzinfo=None)
    just_before = (moment - timedelta(seconds=1)).astimezone(where).replace(tzinfo=None)
    assert shown == wall or just_before < wall < shown


@pytest.mark.parametrize("hours", [0, 25, -1])
def test_hours_that_do_not_fit_a_day_are_refused(hours):
    with pytest.raises(ValueError, match="Every 1 to 24 hours"):
        EveryHours(hours)


def test_times_must_ascend():
    with pytest.raises(ValueError, match="different times"):
        AtTimes(EVERY_DAY, (time(9), time(8)))
