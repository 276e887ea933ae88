"""Narrowing: whether two shares or sums, told in nearly the same words, are of two things.

One word is enough: men and women, the second quarter and the third, what grew and is to grow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.domain.naming import clause, common
from bot.domain.narrow_words import FORECAST, NARROWING
from summarizer import telling_words


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a sentence says of its number."""

    telling: frozenset[str]  # stems, in the clause of the number
    narrowing: frozenset[str]  # words
    is_forecast: bool


def narrowed(sentence: str, said: str, language: str) -> Narrowed | None:
    """Return how a sentence narrows what is `said` in it; None in a language without the words."""
    if language not in NARROWING:
        return None
    start, stop = clause(sentence, said)
    near = sentence[start:stop].replace(said, " ", 1)
    stems = telling_words(near, language) - common(language)[0]
    parts, forecast = _patterns(language)
    return Narrowed(
        telling=frozenset(one for one in stems if not one[0].isdigit()),
        narrowing=frozenset(one.casefold() for one in parts.findall(sentence)),
        is_forecast=forecast.search(sentence) is not None,
    )


def are_narrowed_apart(mine: Narrowed | None, theirs: Narrowed | None) -> bool:
    """Say whether each has a telling word of its own, or they are not narrowed in the same way."""
    if mine is None or theirs is None:
        return False
    return (
        bool(mine.telling - theirs.telling and theirs.telling - mine.telling)
        or mine.narrowing != theirs.narrowing
        or mine.is_forecast != theirs.is_forecast
    )


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    said = (rf"\b(?:{one[language]})\b" for one in (NARROWING, FORECAST))
    parts, forecast = (re.compile(one, re.IGNORECASE) for one in said)
    return parts, forecast
