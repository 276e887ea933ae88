"""Amounts: the numbers that a text names, however they are written, and when two are one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bot.domain.figure_words import NUMBERS

ROUND = 100  # a whole number from here on that ends in zeros may be a rounded one
ROUNDING = 0.025  # of a number, at the most

_GROUPED = re.compile(r"(?<![\d.,٫])(?!0)\d{1,3}(?:[.,\u00a0\u202f\u2009’'٬ ]\d{3})+(?!\d)")
_POINT = re.compile(r"(?<=\d)[,٫](?=\d)")
_CLOCK = re.compile(r"(?<![\d.,:])\d{1,2}:\d\d(?::\d\d)?(?![\d:])")
_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,15})?")  # no hash, nothing endless
_YEARS = range(1900, 2100)


def plainly_numbered(text: str) -> str:
    """Return a text without times of day, its other numbers written as `14000` and `7.2`."""
    whole = _GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), _CLOCK.sub(" ", text))
    return _POINT.sub(".", whole)


def in_digits(word: str, language: str) -> str:
    """Return two to twelve as digits, any other word as it is."""
    small = NUMBERS.get(language, ())
    return str(small.index(word) + 2) if word in small else word


def amounts(words: Iterable[str]) -> frozenset[float]:
    """Return the numbers among words of a `plainly_numbered` text; years are none."""
    found = (float(word) for word in words if _PLAIN.fullmatch(word))
    return frozenset(value for value in found if value not in _YEARS)


def is_among(value: float, others: Collection[float]) -> bool:
    """Say whether a number, or a rounder or more exact form of it, is one of these."""
    return value in others or any(
        abs(value - one) <= min(max(_rounded(value), _rounded(one)) / 2, ROUNDING * value)
        for one in others
    )


def _rounded(value: float) -> float:
    """Return what a number was rounded to; 0 if it is exact: then 21 is not 21.4."""
    step = step_of(value)
    return step if step > 1 else 0.0


def step_of(value: float) -> float:
    """Return what a whole number may be rounded to: 1 if it is exact; of any other 0."""
    if value != int(value):
        return 0.0
    whole = str(int(value))
    zeros = len(whole) - len(whole.rstrip("0")) if value >= ROUND else 0
    return 10.0**zeros
