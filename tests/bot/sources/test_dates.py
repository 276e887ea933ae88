"""Dates in the ways that news writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.dates import find_date

NOW = datetime(2024, 7, 1, tzinfo=UTC)
DAY = datetime(2024, 6, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "2024-06-03",
        "2024/6/3",
        "2024.06.03",
        "June 3, 2024",
        "Jun. 3rd 2024",
        "Published 3 June 2024",
        "Monday, 3rd of June 2024",
        "2024年6月3日",
        "2024年06月03日 星期一",
        "2024년 6월 3일",
        "3 июня 2024",
        "3 июня 2024 г.",
        "3 червня 2024 року",
        "3 de junio de 2024",
        "3 de junho de 2024",
        "3. Juni 2024",
        "03.06.2024",
        "le 3 juin 2024",
        "3 giugno 2024",
    ],
)
def test_a_day_is_read_in_many_languages(line: str) -> None:
    found = find_date(line, now=NOW)
    assert found is not None
    assert found.moment == DAY
    assert not found.has_time


@pytest.mark.parametrize(
    ("line", "hours", "minutes"),
    [
        ("08:15, June 3, 2024", 8, 15),
        ("June 3, 2024 8:15 a.m.", 8, 15),
        ("June 3, 2024, 8:15 PM", 20, 15),
        ("12:05 am June 3 2024", 0, 5),
        ("2024-06-03T08:15:30Z", 8, 15),
        ("2024-06-03T08:15:30.123+02:00", 6, 15),
        ("2024-06-03 08:15 UTC+8", 0, 15),
        ("2024-06-03 08:15 (GMT)", 8, 15),
        ("3 июня 2024, 08:15 МСК", 5, 15),
        ("3. Juni 2024, 8.15 Uhr", 8, 15),
        ("3 juin 2024 à 8h15", 8, 15),
        ("2024年6月3日 8时15分", 8, 15),
        ("2024年6月3日08:15 北京时间", 0, 15),
        ("June 3, 2024 8:15 EDT", 12, 15),
        ("June 3, 2024 8:15 CST", 8, 15),  # three zones are called so: taken as it stands
    ],
)
def test_a_time_is_utc_unless_a_zone_is_named(line: str, hours: int, minutes: int) -> None:
    found = find_date(line, now=NOW)
    assert found is not None
    assert found.moment is not None
    assert found.moment.replace(second=0) == DAY + timedelta(hours=hours, minutes=minutes)
    assert found.has_time


@pytest.mark.parametrize(
    "line",
    [
        "June 31, 2024",
        "0 June 2024",
        "2024-13-03",
        "June 3, 2024 25:10",
        "June 3, 2024 24:00",
        "13:75 June 3, 2024",
        "14:00 pm June 3, 2024",
        "June 3, 0000",
        "June 3, 1994",
        "July 3, 2024",  # two days ahead
        "June 3, 2262",
        "31 декабря 9999 23:59 -01:00",
        "04/06/2024",  # April or June: nobody can tell
    ],
)
def test_what_cannot_be_has_no_moment(line: str) -> None:
    found = find_date(line, now=NOW)
    assert found is not None
    assert found.moment is None


def test_slashes_are_read_where_only_one_of_the_two_can_be_a_month() -> None:
    for line in ("13/06/2024", "06/13/2024"):
        found = find_date(line, now=NOW)
        assert found is not None
        assert found.moment == datetime(2024, 6, 13, tzinfo=UTC)


def test_a_day_ahead_is_a_clock_that_is_off() -> None:
    found = find_date("July 2, 2024", now=NOW)
    assert found is not None
    assert found.moment == NOW + timedelta(days=1)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "June 3",
        "6月18日",
        "Room 2024",
        "Mayor 5, 2024 votes",
        "1" * 5_000,
        "3 of June",
        "1:2:3",
    ],
)
def test_what_is_no_whole_date_is_none(line: str) -> None:
    assert find_date(line, now=NOW) is None


@given(st.text(alphabet="0123456789-/.:, TZ|JunejuniояAMPмdeгода年月日+", max_size=60))
def test_no_line_breaks_it_and_every_moment_is_plausible(line: str) -> None:
    found = find_date(line, now=NOW)
    if found is not None and found.moment is not None:
        assert found.moment.tzinfo is UTC
        assert datetime(1994, 12, 31, tzinfo=UTC) <= found.moment <= NOW + timedelta(days=1)
