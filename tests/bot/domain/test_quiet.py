"""Quiet hours in local time: they end, once a day, in every zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chats import QuietHours
from bot.domain.quiet import (
    comes_at,
    is_quiet,
    overtaken_at,
    parse_quiet,
    quiet_from,
    quiet_text,
    quiet_until,
)
from tests.fakes.builders import a_chat

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


def test_what_began_on_the_next_day_goes_on_when_clocks_go_back_over_midnight():
    early = QuietHours(start=time(0), end=time(7))
    newfoundland = ZoneInfo("America/St_Johns")  # at 00:01 it was 23:01 once more
    again_before_midnight = at("2010-11-07T03:00")
    assert quiet_until(again_before_midnight, early, newfoundland) == at("2010-11-07T10:30")
    assert quiet_from(again_before_midnight, early, newfoundland) == at("2010-11-08T03:30")


def test_hours_that_are_quiet_until_the_afternoon_began_on_the_date_before():
    most = QuietHours(start=time(20), end=time(15))
    assert is_quiet(at("2026-11-24T00:30"), most, ZoneInfo("Pacific/Honolulu"))  # 14:30 there


def test_hours_that_begin_now_begin_next_a_day_later():
    assert quiet_from(at("2026-11-23T22:00"), NIGHT, ZoneInfo("UTC")) == at("2026-11-24T22:00")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22:00-07:00", "22:00-07:00"),
        ("10pm to 7am silent", "22:00-07:00 silent"),
        ("10 pm – 7 am", "22:00-07:00"),
        ("From 22 until 7", "22:00-07:00"),
        ("22 h to 7 h", "22:00-07:00"),
        ("between 22:00 and 7:00", "22:00-07:00"),
        ("off", "off"),
        ("Never", "off"),
        ("none", "off"),
    ],
)
def test_quiet_hours_as_people_say_them(typed, meant):
    assert quiet_text(parse_quiet(typed)) == meant


@pytest.mark.parametrize("typed", ["", "22:00", "22-7-8", "8-8", "silent", "24:30-7"])
def test_what_are_no_quiet_hours(typed):
    with pytest.raises(ValueError, match=r"Quiet hours|time"):
        parse_quiet(typed)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-23T20:00", "2026-11-23T21:00"),  # it is 21:00 there: what is due before 22:00
        ("2026-11-23T21:00", "2026-11-23T21:00"),
        ("2026-11-24T05:59", "2026-11-24T05:59"),
        ("2026-11-24T06:00", "2026-11-24T21:00"),
    ],
)
def test_what_was_planned_is_overtaken_until_quiet_hours_begin(now, until):
    assert overtaken_at(at(now), NIGHT, ZoneInfo("Europe/Berlin")) == at(until)


def test_hours_without_a_sound_hold_nothing_and_the_others_hold_it_until_they_end():
    due = at("2026-11-23T23:00")
    loud = a_chat(quiet=NIGHT, timezone="Europe/Berlin")
    assert comes_at(due, loud) == at("2026-11-24T06:00")
    assert comes_at(due, replace(loud, quiet=replace(NIGHT, silent=True))) == due
    assert comes_at(due, replace(loud, quiet=None)) == due


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


@given(moments, hours.filter(lambda one: one.start != one.end), st.sampled_from(ZONES))
def test_they_begin_again_within_a_day_or_two_and_not_before(now, quiet, zone):
    where = ZoneInfo(zone)
    begin = quiet_from(now, quiet, where)
    assert now < begin <= now + timedelta(hours=49)
    assert is_quiet(begin, quiet, where)
    if not is_quiet(now, quiet, where):
        assert not is_quiet(now + (begin - now) / 2, quiet, where)
