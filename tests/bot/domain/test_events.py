"""Counts are of one event if they share its name, in any case of it, or what tells of it."""

from __future__ import annotations

import pytest

from bot.domain.events import count_of, may_be_one
from bot.domain.figures import figures
from summarizer import summarize
from tests.fakes.builders import a_report, an_article


def counted(sentence, language):
    report = a_report(
        an_article(body=sentence, title=""), summary=summarize(sentence, language=language)
    )
    (figure,) = figures(sentence, language, 2026)
    return count_of(report, figure, 1)


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        (
            "ru",
            "При взрыве в Кабуле погибли 12 человек.",
            "Взрыв потряс Кабул, 15 человек погибли.",
        ),
        ("ru", "При взрыве в Москве погибли 12 человек.", "На юге Москвы погибли 15 человек."),
        ("en", "A fire in a factory killed 12 people.", "The fire killed 15 people in a factory."),
        (
            "en",
            "A mine blast killed 12 people.",
            "A blast in a mine near Tarnvik killed 15 people.",
        ),
        ("en", "The Nov. 23 raid on Tarnvik killed 12 people.", "In Tarnvik 15 people died."),
    ],
)
def test_one_event_is_known_again(language, one, two):
    assert may_be_one(counted(one, language), counted(two, language))
    assert may_be_one(counted(two, language), counted(one, language))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("in Tarnvik on Nov. 23", "in Osterby on Nov. 21"),
        ("in Tarnvik on November 23", "in Osterby on November 21"),
        ("in Tarnvik, the Health Ministry said,", "in Osterby, said the Ministry of Health,"),
        ("in Tarnvik, a Red Cross doctor said,", "in Osterby, the Red Cross said,"),
        ("in Tarnvik, said the Prime Minister,", "in Osterby, a deputy Prime Minister said,"),
        ("in Tarnvik, told The Associated Press,", "in Osterby, The Associated Press wrote,"),
    ],
)
def test_months_and_who_says_it_are_no_names_of_an_event(one, two):
    mine = counted(f"A mine blast {one} killed 12 people.", "en")
    theirs = counted(f"A bus crash {two} killed 18 people.", "en")
    assert not may_be_one(mine, theirs)
    assert not may_be_one(theirs, mine)
