"""Schedules as people write them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule_text import parse_schedule, schedule_text, split_schedule
from bot.domain.schedules import EVERY_DAY, AtTimes, EveryHours, Instant, Off


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("daily 08:00", "daily 08:00"),
        ("daily", "daily 08:00"),
        ("08:00", "daily 08:00"),
        ("8am", "daily 08:00"),
        ("12am", "daily 00:00"),
        ("12:30 pm", "daily 12:30"),
        ("8 p.m.", "daily 20:00"),
        ("8.30", "daily 08:30"),
        ("18h", "daily 18:00"),
        ("daily 20:00 08:00 8am", "daily 08:00 20:00"),
        ("every day at 7:15", "daily 07:15"),
        ("weekdays 7:30 18:00", "weekdays 07:30 18:00"),
        ("every weekday at 8", "weekdays 08:00"),
        ("weekends at 10", "weekends 10:00"),
        ("mon,thu 09:00", "mon,thu 09:00"),
        ("Thursdays and Mondays at 9", "mon,thu 09:00"),
        ("weekly fri 17:00", "fri 17:00"),
        ("monday tuesday wednesday thursday friday 9:00", "weekdays 09:00"),
        ("hourly", "hourly"),
        ("every hour", "hourly"),
        ("every 8am", "daily 08:00"),
        ("at 9", "daily 09:00"),
        ("every 1h", "hourly"),
        ("every 4h", "every 4h"),
        ("every 4 hours", "every 4h"),
        ("instant", "instant"),
        ("OFF", "off"),
    ],
)
def test_what_is_typed_is_what_is_meant(typed, meant):
    assert schedule_text(parse_schedule(typed)) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "weekly",
        "25:00",
        "13pm",
        "0am",
        "soon",
        "daily noonish",
        "every 25h",
        "every",
        "7",
        "8:7",
        "daily off",
        "every 0h",
        "every 0h daily",
        "every 99h",
        "every 100h",
        "every 4",
        "every 2 days",
        "every 30 minutes",
        "every 5 minutes",
        "weekdays 9-17",
        "monthly",
        "tomorrow",
        "at",
        "and 11",
        "7 9",
        "day",
    ],
)
def test_what_is_no_schedule_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        parse_schedule(typed)


@pytest.mark.parametrize(
    ("typed", "what", "when"),
    [
        ("space daily 08:00", ["space"], "daily 08:00"),
        ("space -football weekdays 7:30 18:00", ["space", "-football"], "weekdays 07:30 18:00"),
        ("space", ["space"], None),
        ("weekly fri 17:00", [], "fri 17:00"),
        ("apollo 11", ["apollo", "11"], None),
        ("space off", ["space"], "off"),
        ("everything every 4h", ["everything"], "every 4h"),
        ("space at 8am", ["space"], "daily 08:00"),
        ("space every day at 8", ["space"], "daily 08:00"),
        ("apollo 11 12", ["apollo", "11", "12"], None),
        ("formula and 1", ["formula", "and", "1"], None),
        ("earth day", ["earth", "day"], None),
    ],
)
def test_a_wish_is_split_into_what_and_when(typed, what, when):
    found, schedule = split_schedule(typed.split())
    assert found == what
    assert (schedule and schedule_text(schedule)) == when


at_times = st.builds(
    AtTimes,
    st.frozensets(st.sampled_from(sorted(EVERY_DAY)), min_size=1),
    st.sets(st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=24).map(
        lambda times: tuple(sorted(times))
    ),
)
schedules = (
    at_times | st.builds(EveryHours, st.integers(1, 24)) | st.just(Instant()) | st.just(Off())
)


@given(schedules)
def test_what_is_written_is_read_back(schedule):
    assert parse_schedule(schedule_text(schedule)) == schedule


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(typed):
    try:
        schedule = parse_schedule(typed)
    except ValueError:
        return
    assert parse_schedule(schedule_text(schedule)) == schedule
