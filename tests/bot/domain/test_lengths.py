"""Lengths as people say them, and what they come to."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.domain.chats import Budget
from bot.domain.lengths import (
    HEADLINE_LENGTH,
    LENGTHS,
    LETTERS_A_MINUTE,
    MOST_MINUTES,
    MOST_STORIES,
    SIGNS_A_MINUTE,
    WORDS_A_MINUTE,
    length_text,
    parse_length,
    reading_minutes,
    reading_seconds,
    shortened,
)
from bot.messages.direction import RLM
from bot.messages.wording import languages, wording


@pytest.mark.parametrize("minutes", range(1, MOST_MINUTES + 1))
def test_minutes_are_what_they_say(minutes):
    budget = parse_length(f"{minutes} min")
    assert reading_minutes(budget) <= minutes
    assert budget.stories >= 3
    assert parse_length(length_text(budget)) == budget


@pytest.mark.parametrize("language", languages())
def test_minutes_are_read_as_each_language_says_them(language):
    for minutes in range(1, MOST_MINUTES + 1):
        said = wording(language).say("length.minutes", minutes=minutes)
        assert parse_length(said.removeprefix(RLM)).minutes == minutes, said


def test_one_and_two_minutes_in_arabic_have_no_number():
    said = ("دقيقة", "دقيقة واحدة", "دقيقتان", "دقيقتين")
    assert [parse_length(one).minutes for one in said] == [1, 1, 2, 2]


def test_more_minutes_never_tell_less():
    budgets = [parse_length(str(minutes)) for minutes in range(1, MOST_MINUTES + 1)]
    sizes = [(budget.stories, budget.sentences) for budget in budgets]
    assert all(a <= b for a, b in pairwise(sizes))


@pytest.mark.parametrize(
    ("minutes", "sentences"), [(1, 2), (2, 3), (3, 3), (4, 4), (MOST_MINUTES, 4)]
)
def test_minutes_are_filled_with_stories_and_more_of_them_tell_more_of_each(minutes, sentences):
    budget = Budget(stories=MOST_STORIES, sentences=sentences, minutes=minutes)
    assert parse_length(f"{minutes} min") == budget


def test_what_stands_in_for_a_headline_is_a_sentence_or_its_beginning():
    sentence = "The bridge across the sound\nopened  to traffic."
    assert shortened(sentence) == "The bridge across the sound opened to traffic."
    assert shortened("x" * HEADLINE_LENGTH) == "x" * HEADLINE_LENGTH
    assert shortened("harbors " * 30) == f"{('harbors ' * 7).strip()}…"
    assert shortened("字" * 200) == f"{'字' * 60}…"


@pytest.mark.parametrize("name", LENGTHS)
def test_names_are_said_back(name):
    assert length_text(parse_length(name.upper())) == name


def test_the_usual_length_is_medium():
    assert length_text(Budget()) == "medium"


def test_the_first_stories_tell_more_than_the_others():
    # 10 stories of 15 words around them, and 3 + 2 + 8 sentences of 22 words, at 220 a minute
    assert reading_minutes(Budget(stories=10, sentences=3)) == 2


def test_any_other_length_is_said_in_minutes():
    assert length_text(Budget(stories=1, sentences=1)) == "1 min"
    assert length_text(Budget(stories=999, sentences=9)) == "20 min"


@pytest.mark.parametrize("text", ["", "0", "21 min", "-3", "min", "3 hours", "999999999999999"])
def test_what_is_no_length(text):
    with pytest.raises(ValueError, match="Lengths are short"):
        parse_length(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("word " * WORDS_A_MINUTE, 60),
        ("中" * SIGNS_A_MINUTE, 60),
        ("ก" * LETTERS_A_MINUTE, 60),
        ("word " * WORDS_A_MINUTE + "中" * SIGNS_A_MINUTE + "ก" * LETTERS_A_MINUTE, 180),
        ("", 0),
    ],
    ids=["words", "signs", "letters", "all", "nothing"],
)
def test_a_text_takes_the_time_of_each_of_its_scripts(text, seconds):
    assert reading_seconds(text) == pytest.approx(seconds)
