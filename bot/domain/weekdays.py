"""Weekdays: on which days a toll is told to have come about, for there is an attack each day.

A toll that grows names the day on which it grew, and a speaker that on which he spoke: such days
say nothing of the event.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from bot.domain.figure_words import DAYS
from bot.domain.name_words import SAYING
from bot.domain.naming import without_asides

_GROWING: Mapping[str, str] = {
    "en": r"toll|number of dead|(?:rose|risen|rises|climb\w+) to",
    "de": r"Zahl der|gestiegen|steigt|stieg",
    "fr": r"bilan|nombre de|passe à|monte à",
    "es": r"cifra|balance|número de|suben?|ascienden?|elevan?",
    "ru": r"число|выросло|возросло|увеличилось",
}
_ON = "on|am|este|el|ce|le|в|во"
_LETTERS = 3  # that tell days of a language apart, in any case


def days_of(sentences: Sequence[str], place: int, language: str) -> frozenset[str]:
    """Return the days beside a number, by their first letters; none where nobody can say.

    They are those of its sentence; for a headline (place 0) also those of the first sentence.
    """
    if language not in _GROWING:
        return frozenset()
    growing, said, days = _patterns(language)
    about = sentences[place : place + 1] if place else sentences[:2]
    text = " ".join(without_asides(one, language) for one in about)
    if growing.search(text):
        return frozenset()
    found = days.findall(said.sub(" ", text))
    return frozenset(day[:_LETTERS].casefold() for day in found)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    days = rf"\b(?:{DAYS[language]})"
    patterns = (
        rf"\b(?:{_GROWING[language]})\b",
        rf"\b(?:{SAYING[language]})(?: (?:{_ON}))? {days}",
        days,
    )
    growing, said, named = (re.compile(one, re.IGNORECASE) for one in patterns)
    return growing, said, named
