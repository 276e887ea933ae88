"""Dates in every language that summaries are made in, as the Unicode CLDR has them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from babel.dates import format_date

from bot.sources.dates import find_date
from bot.sources.months import MONTHS
from bot.sources.text import clean
from summarizer import LANGUAGES

NOW = datetime(2026, 12, 31, tzinfo=UTC)
UNSURE = {"srp"}  # a name of July in Croatian, and of August in Czech


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("style", ["long", "medium"])
def test_a_date_is_read_as_it_is_written(language: str, style: str):
    for month in range(1, 13):
        day = date(2026, month, 20)
        written = clean(format_date(day, style, locale=language))
        if UNSURE & set(written.split()):
            continue
        found = find_date(f"{written} — 10:30", now=NOW)
        assert found is not None, written
        assert found.moment is not None, written
        assert found.moment.date() == day, written


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("२० नवंबर २०२६", date(2026, 11, 20)),
        ("٢٠ نوفمبر ٢٠٢٦", date(2026, 11, 20)),
        ("২০ নভেম্বর, ২০২৬", date(2026, 11, 20)),
        ("20 พฤศจิกายน 2569", date(2026, 11, 20)),
        ("20 พฤศจิกายน พ.ศ. 2569", date(2026, 11, 20)),
        ("ngày 20 tháng 11 năm 2026", date(2026, 11, 20)),
    ],
)
def test_digits_and_years_of_other_scripts_are_read(written: str, day: date):
    found = find_date(written, now=NOW)
    assert found is not None
    assert found.moment is not None
    assert found.moment.date() == day


def test_a_name_of_two_months_says_neither():
    for name, written in (
        ("listopad", "20. listopad 2026"),
        ("listopada", "listopada 20, 2026"),
        ("srp", "20. srp 2026"),
    ):
        assert MONTHS[name] == 0
        found = find_date(written, now=NOW)
        assert found is not None
        assert found.moment is None
