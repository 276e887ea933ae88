"""Dates as people type them: `2027-01-31`, `31.1.`, `31 January`, `January 31st, 2027`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "uk", "pl", "tr", "sv", "cs")

_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?(?P<year>\d{4})?")
_NAMED = (
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?\s(?P<name>[^\W\d_]+)(?:\s(?P<year>\d{4}))?"
    ),
    re.compile(r"(?P<name>[^\W\d_]+)\s(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s(?P<year>\d{4}))?"),
)
_PARTICLES = re.compile(r"\b(?:de|do|del|of)\s")


def parse_day(text: str, today: date) -> date:
    """Read a date; without a year it is the next one to come.

    Raises:
        ValueError: it is none.
    """
    folded = _folded(text)
    dotted = _DOTTED.fullmatch(folded.replace(" ", ""))
    if dotted:
        return _next(int(dotted["day"]), int(dotted["month"]), dotted["year"], today)
    folded = _PARTICLES.sub("", folded).replace(".", "")
    for pattern in _NAMED:
        found = pattern.fullmatch(folded)
        if found and found["name"] in _months():
            return _next(int(found["day"]), _months()[found["name"]], found["year"], today)
    return date.fromisoformat(text)


def _next(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), month, day)
    this = date(today.year, month, day)
    return this if this > today else date(today.year + 1, month, day)


@cache
def _months() -> Mapping[str, int]:
    from babel import Locale  # a tenth of a second, for those who type so

    meant: dict[str, set[int]] = {}
    for language in LANGUAGES:
        months = Locale(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    meant.setdefault(_folded(name).replace(".", ""), set()).add(number)
    return {name: min(numbers) for name, numbers in meant.items() if len(numbers) == 1}


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ł", "l"))
    return "".join(char for char in apart if not unicodedata.combining(char))
