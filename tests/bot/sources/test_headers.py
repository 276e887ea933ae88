"""What answers say about how long they are good for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.headers import content_type, fresh_for, http_date, validators

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=60"}, 60),
        ({"Cache-Control": "public, Max-Age = 60"}, 60),
        ({"Cache-Control": 'max-age="60"', "Age": "20"}, 40),
        ({"Cache-Control": "max-age=60", "Age": "500"}, 0),
        ({"Cache-Control": "max-age=60, no-cache"}, 0),
        ({"Cache-Control": "no-store"}, 0),
        ({"Cache-Control": "s-maxage=60"}, None),
        ({"Cache-Control": "max-age=9999999999"}, 30 * 86_400),
        ({"Cache-Control": "max-age=-5"}, None),
        ({"Expires": "Mon, 23 Nov 2026 07:01:00 GMT"}, 60),
        ({"Expires": "0"}, None),
        ({"Expires": "Mon, 23 Nov 2020 07:01:00 GMT"}, 0),
        ({"Cache-Control": "max-age=5", "Expires": "Mon, 23 Nov 2026 07:01:00 GMT"}, 5),
    ],
)
def test_how_long_an_answer_is_good(headers, seconds):
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert fresh_for(headers, now=NOW) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text/html; charset=UTF-8", ("text/html", "UTF-8")),
        ("TEXT/HTML", ("text/html", None)),
        ('application/rss+xml;charset="koi8-r"', ("application/rss+xml", "koi8-r")),
        ("", ("", None)),
        ("html", ("", None)),
    ],
)
def test_of_which_kind_it_is(value, expected):
    assert content_type({"Content-Type": value}) == expected


def test_only_validators_that_can_be_sent_back_are_kept():
    assert validators({"ETag": 'W/"1"', "Last-Modified": "yesterday"}) == ('W/"1"', None)
    assert validators({"ETag": "x" * 501}) == (None, None)


@settings(deadline=None)
@given(st.text())
def test_no_header_breaks_anything(value):
    headers = dict.fromkeys(
        ("Cache-Control", "Age", "Expires", "Content-Type", "ETag", "Last-Modified"), value
    )
    fresh_for(headers, now=NOW)
    content_type(headers)
    validators(headers)
    http_date(value)
