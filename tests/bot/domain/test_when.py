"""How the table of what other languages say about time is read.

It is read once for all, so the functions that read it are asked by themselves.
"""

from __future__ import annotations

import pytest

from bot.domain.when import DAY_NAMES, _days, _listed

WEEK = "Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonntag"


def test_a_week_begins_on_monday_and_a_day_may_have_other_names():
    names = [name.lower() for name in WEEK.split(", ")]
    week = list(zip(names, DAY_NAMES, strict=True))
    assert list(_days({"week": WEEK})) == week
    others = list(_days({"week": WEEK, "also": "sat: Sonnabend, Sabbat ; sun:Tag des Herrn"}))
    assert others == [
        *week, ("sonnabend", "sat"), ("sabbat", "sat"), ("tag des herrn", "sun"),
    ]  # fmt: skip


def test_a_week_has_seven_days():
    for week in (WEEK.rpartition(",")[0], f"{WEEK}, Sonnabend"):
        with pytest.raises(ValueError, match="zip"):
            list(_days({"week": week}))


def test_phrases_stand_between_commas_and_are_folded():
    assert _listed(" À tout, ,Tous les JOURS ,") == ["a tout", "tous les jours"]
    assert _listed("") == []
