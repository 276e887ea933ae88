"""Words about schedules: what is missing is said, and a topic is told from a time."""

from __future__ import annotations

import re

import pytest

from bot.domain.schedule_text import (
    looks_like_schedule,
    parse_schedule,
    schedule_text,
    split_number,
    split_schedule,
)

PAIRS = (
    "Different times on different days take a subscription each, such as mon 09:00 and thu 18:00."
)


@pytest.mark.parametrize(
    ("typed", "number", "wanted"),
    [
        ("2 weekly fri", "2", "weekly fri"),
        ("2 off", "2", "off"),
        ("2", None, "2"),
        ("weekly 2", None, "weekly 2"),
        ("daily", None, "daily"),
    ],
)
def test_a_number_in_front_says_which_subscription_is_meant(typed, number, wanted):
    assert split_number(typed) == (number, wanted)


@pytest.mark.parametrize("word", ["Daily", "8:30", "8AM", "4h", "30min", "Täglich"])
def test_what_speaks_of_time_is_hardly_a_topic(word):
    assert looks_like_schedule(word)


@pytest.mark.parametrize("word", ["Iran", "G7", "2026", "mai"])
def test_what_does_not_speak_of_time_may_be_one(word):
    assert not looks_like_schedule(word)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "A schedule is missing."),
        ("weekly", "A weekly schedule needs its day, as in weekly fri 17:00."),
        ("weekly 17:00", "A weekly schedule needs its day, as in weekly fri 17:00."),
        ("every", "That names neither a day nor a time."),
        ("8", "A number alone is no time; 8am or 08:00 is."),
        ("18", "A number alone is no time; 8am or 08:00 is."),
        ("every 40h", "The steps go from every 1h to every 24h."),
        ("mon 9:00 thu 18:00", PAIRS),
    ],
)
def test_what_is_missing_is_said(typed, why):
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        parse_schedule(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("each hour", "hourly"),
        ("every h", "hourly"),
        ("every 04h", "every 4h"),
        ("mon; thu 9am", "mon,thu 09:00"),
        ("1am", "daily 01:00"),
    ],
)
def test_other_spellings_are_read(typed, meant):
    assert schedule_text(parse_schedule(typed)) == meant


def test_mornings_are_a_schedule_behind_a_wish_and_a_morning_is_none():
    assert split_schedule(["iran", "mornings"]) == (["iran"], parse_schedule("daily 08:00"))
    assert split_schedule(["iran", "morning"]) == (["iran", "morning"], None)
