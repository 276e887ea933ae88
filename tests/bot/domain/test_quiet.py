"""Quiet hours in local time: they end, once a day, in every zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chats import QuietHours
from bot.domain.quiet import is_quiet, parse_quiet, quiet_text, quiet_until

ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "America/Santiago", "Africa/Cairo",
    "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns",
]  # fmt: skip
NIGHT = QuietHours(start=time(22), end=time(7))

clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
hours = st.builds(QuietHours, start=clocks, end=clocks, silent=st.booleans())
moments = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2040, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "until"),
    [
        ("2026-11-23T21:59", "UTC", None),
        ("2026-11-23T22:00", "UTC", "2026-11-24T07:00"),
        ("2026-11-24T06:59", "UTC", "2026-11-24T07:00"),
        ("2026-11-24T07:00", "UTC", None),
        ("2026-11-23T21:30", "Europe/Berlin", "2026-11-24T06:00"),
        # the nights in which clocks change are an hour shorter or longer
        ("2026-03-28T22:00", "Europe/Berlin", "2026-03-29T05:00"),
        ("2026-10-24T21:00", "Europe/Berlin", "2026-10-25T06:00"),
    ],
)
def test_a_night(now, zone, until):
    where = ZoneInfo(zone)
    assert is_quiet(at(now), NIGHT, where) is (until is not None)
    assert quiet_until(at(now), NIGHT, where) == at(until or now)


def test_quiet_hours_within_a_day():
    noon = QuietHours(start=time(12), end=time(14))
    assert quiet_until(at("2026-11-23T13:00"), noon, ZoneInfo("UTC")) == at("2026-11-23T14:00")
    assert not is_quiet(at("2026-11-23T15:00"), noon, ZoneInfo("UTC"))


def test_an_end_that_a_gap_swallows_is_the_end_of_the_gap():
    early = QuietHours(start=time(23), end=time(2, 30))
    new_york = ZoneInfo("America/New_York")
    assert quiet_until(at("2026-03-08T06:30"), early, new_york) == at("2026-03-08T07:00")


def test_an_end_that_comes_twice_ends_the_first_time():
    early = QuietHours(start=time(23), end=time(1, 30))
    london = ZoneInfo("Europe/London")
    assert quiet_until(at("2026-10-24T23:00"), early, london) == at("2026-10-25T00:30")
    assert not is_quiet(at("2026-10-25T01:15"), early, london)  # 01:15 for the second time


@given(now=moments, quiet=hours, zone=st.sampled_from(ZONES))
def test_quiet_hours_always_end_and_everything_before_is_quiet(now, quiet, zone):
    where = ZoneInfo(zone)
    end = quiet_until(now, quiet, where)
    assert end >= now
    assert not is_quiet(end, quiet, where)
    assert (end > now) is is_quiet(now, quiet, where)
    assert end - now < timedelta(hours=50)  # two days where a date was skipped
    if end > now:
        for share in (0.25, 0.5, 0.99):
            assert is_quiet(now + (end - now) * share, quiet, where)
        assert is_quiet(end - timedelta(microseconds=1), quiet, where)


@given(quiet=st.none() | hours.filter(lambda one: one.start != one.end))
def test_what_is_written_is_read_back(quiet):
    assert parse_quiet(quiet_text(quiet)) == quiet


def test_hours_that_begin_when_they_end_are_none():
    assert not is_quiet(
        at("2026-11-23T08:00"), QuietHours(start=time(8), end=time(8)), ZoneInfo("UTC")
    )
