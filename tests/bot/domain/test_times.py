"""Moments are written so that text order is time order, and only in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.domain.times import from_text, to_text

MOMENT = datetime(2026, 11, 22, 8, 0, 0, 250, tzinfo=UTC)


def test_a_moment_is_written_with_all_its_digits_and_read_back():
    assert to_text(MOMENT) == "2026-11-22T08:00:00.000250Z"
    assert from_text(to_text(MOMENT)) == MOMENT
    assert to_text(MOMENT.replace(microsecond=0)) < to_text(MOMENT)


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (None, "A moment must carry a time zone, got the naive 2026-11-22T08:00:00.000250."),
        (timezone(timedelta(hours=1)), "A moment must be in UTC, got 2026-11-22T08:00:00.000250+"),
    ],
)
def test_another_zone_is_refused_before_it_is_written(zone, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        to_text(MOMENT.replace(tzinfo=zone))
