"""Counts are of one event if they share its name, in any case of it, or what tells of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.events import count_of, may_be_one
from bot.domain.figures import figures
from tests.fakes.builders import a_report, a_summary, an_article


def counted(*sentences, language="en", title=""):
    """Return the one count of a text, or of its headline."""
    text = " ".join(sentences)
    summary = replace(a_summary(text, language=language), sentences=sentences)
    (found,) = [
        (figure, place)
        for place, sentence in enumerate((title, *sentences))
        for figure in figures(sentence, language, 2026)
    ]
    return count_of(a_report(an_article(body=text, title=title), summary=summary), *found)


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
        pytest.param(
            "en", "In Tarnvik 12 people died.", "Near Tarnvik 15 people died.", id="a-name-alone"
        ),
        pytest.param(
            "en",
            "In Tarnvik 12 people died.",
            "Tarnvik mourns 15 people killed in it.",
            id="first-in-a-sentence",
        ),
        pytest.param(
            "fr", "La crue du Pô a fait 12 morts.", "Au bord du Pô, 15 morts.", id="two-letters"
        ),
    ],
)
def test_one_event_is_known_again(language, one, two):
    assert may_be_one(counted(one, language=language), counted(two, language=language))
    assert may_be_one(counted(two, language=language), counted(one, language=language))


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
    mine = counted(f"A mine blast {one} killed 12 people.")
    theirs = counted(f"A bus crash {two} killed 18 people.")
    assert not may_be_one(mine, theirs)
    assert not may_be_one(theirs, mine)


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        pytest.param(
            "en",
            "A bus crash in Reading killed 12 people.",
            "A blast in Osterby killed 15 people who had read of a leak.",
            id="a-name-is-no-form-of-a-word",
        ),
        pytest.param(
            "ru",
            "При взрыве в Кабуле погибли 12 человек, заявил Д. Орлов.",
            "При пожаре в Герате погибли 15 человек, заявил Д. Зимин.",
            id="initials",
        ),
    ],
)
def test_what_only_looks_like_a_name_tells_of_no_event(language, one, two):
    assert not may_be_one(counted(one, language=language), counted(two, language=language))
    assert not may_be_one(counted(two, language=language), counted(one, language=language))


TARNVIK = counted("An explosion in a mine near Tarnvik left 12 people dead.")


@pytest.mark.parametrize(
    "sentences",
    [
        ("The fire in Osterby killed 20 people.", "The mine of Tarnvik has no sprinklers."),
        ("The mine of Tarnvik has no sprinklers.", "The fire in Osterby killed 20 people."),
    ],
)
def test_a_count_in_a_sentence_is_of_what_that_sentence_tells(sentences):
    assert not may_be_one(counted(*sentences), TARNVIK)
    assert not may_be_one(TARNVIK, counted(*sentences))


@pytest.mark.parametrize(("before", "is_one"), [(0, True), (2, True), (3, False)])
def test_a_count_in_a_headline_is_of_what_the_article_begins_with(before, is_one):
    begun = ["Rescuers gave up.", "The owner spoke.", "Families wept."][:before]
    headed = counted(*begun, "It was Tarnvik's worst day.", title="Pit: 20 people dead")
    assert may_be_one(headed, TARNVIK) is is_one


def test_words_of_a_headline_and_below_it_tell_of_an_event_together():
    headed = counted("Collapse feared.", title="Killed 12 people in shaft")
    assert may_be_one(headed, counted("A shaft saw a collapse that killed 15 people."))


def test_a_headline_in_capitals_names_nothing():
    headed = counted("It happened in Osterby.", title="Blast at the Market Killed 20 People")
    assert not may_be_one(headed, counted("A blast at a market in Tarnvik killed 12 people."))
