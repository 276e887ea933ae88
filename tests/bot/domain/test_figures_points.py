"""Percentage points are no share of anything, and are not compared with one."""

from __future__ import annotations

import pytest

from bot.domain.figures import SHARE, figures


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Support for the mayor fell by {} percent points in June."),
        ("en", "Support for the mayor fell by {} %-points in June."),
        ("de", "Die Zustimmung fiel im Juni um {} %-Punkte."),
        ("ru", "Поддержка мэра упала в июне на {} % пункта."),
    ],
)
def test_points_are_passed_over_and_a_share_is_read(language: str, sentence: str):
    share = sentence.partition("{}")[0] + "{} %."
    ((what, value),) = [(f.what, f.value) for f in figures(share.format(3), language, 2026)]
    assert (what, value) == (SHARE, 3.0)
    assert list(figures(sentence.format(3), language, 2026)) == []
