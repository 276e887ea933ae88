"""How the table of what other languages say about time is read.

It is read once for all, so the functions that read it are asked by themselves.
"""

from __future__ import annotations

import pytest

from bot.commands.parse import split_words
from bot.domain.schedule_text import parse_schedule, schedule_text, split_schedule
from bot.domain.when import DAY_NAMES, _days, _listed, by_short_days
from bot.messages.manners import schedule_said
from bot.messages.wording import languages, wording

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


@pytest.mark.parametrize("language", languages())
def test_a_schedule_is_read_as_it_is_said(language):
    days = [f"{day} 09:00" for day in DAY_NAMES]
    others = ["mon,thu 08:00 18:00", "tue,wed 09:00", "daily 09:00", "weekdays 07:30"]
    others += ["weekends 10:00", "hourly", "every 2h", "every 4h", "every 12h"]
    for text in (*days, *others):
        typed = split_words(schedule_said(parse_schedule(text), wording(language)))
        assert schedule_text(parse_schedule(" ".join(typed))) == text
        what, when = split_schedule(["climate", *typed], short=language)
        assert (what, when and schedule_text(when)) == (["climate"], text)
    for text in ("off", "instant"):
        typed = split_words(schedule_said(parse_schedule(text), wording(language)))
        assert schedule_text(parse_schedule(" ".join(typed))) == text


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "what to do 8:00"),
        ("en", "redmi mi 9:00"),
        ("fr", "science et vie 9:00"),
        ("fr", "la mer à 9h"),
        ("es", "lana del mar 9:00"),
        ("de", "uncle sam 9:00"),
        ("de", "Klima und so 9:00"),
        ("hi", "चाँद और मंगल 9:00"),
        (None, "klima Mo 9:00"),
    ],
)
def test_a_word_that_is_ordinary_in_the_language_of_the_chat_is_no_day(language, typed):
    what, when = split_schedule(typed.split(), short=language)
    assert schedule_text(when).startswith("daily")
    assert what in ([*typed.split()[:-1]], [*typed.split()[:-2]])


@pytest.mark.parametrize(
    ("language", "typed", "day"),
    [
        ("de", "Klima am So 9:00", "sun"),
        ("fr", "espace mer 9:00", "wed"),
        ("es", "ciencia el lun 9:00", "mon"),
        ("en", "space mon 9:00", "mon"),
        ("fr", "espace mon 9:00", "mon"),
    ],
)
def test_a_short_day_behind_a_wish_is_one(language, typed, day):
    what, when = split_schedule(typed.split(), short=language)
    assert (what[0], schedule_text(when)) == (typed.split()[0], f"{day} 09:00")


@pytest.mark.parametrize("text", ["di mattina 9:00", "do pt 9:00"])
def test_a_short_day_that_is_part_of_something_else_is_none(text):
    assert by_short_days(text) is None
