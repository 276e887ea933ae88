"""What is said about time, cut into words: `8 am`, `4 hours` and `every day` are one each."""

from __future__ import annotations

import re
import unicodedata

from bot.domain.when import DAY_NAMES

_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS: dict[str, int] = {
    **{
        spelling: day
        for day, (short, long) in enumerate(zip(DAY_NAMES, _LONG_DAYS, strict=True))
        for spelling in (short, long, f"{long}s")
    },
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
"""The names of single days and their usual abbreviations; Monday is 0."""

HOURS = r"h|hrs?|hours?"
_DAY = "|".join(sorted(DAYS, key=len, reverse=True))
NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_WORD_NUMBER = re.compile(
    rf"\b(?P<before>(?:at|every|each)\s+)?\b(?P<number>{'|'.join(NUMBERS)})\b"
    rf"(?P<after>\s*(?:o['’]?\s?clock|[ap]\.?m\b|(?:{HOURS})\b))?"
)
_SPELLINGS = (
    (re.compile(r"([:.]\d\d)\s*o['’]?\s?clock\b"), r"\1"),
    (re.compile(r"(\d)\s*o['’]?\s?clock\b"), r"\1:00"),
    (re.compile(rf"(\d)\s+(am|pm|a\.m\.|p\.m\.|{HOURS})(?![^\s,;])"), r"\1\2"),
    (re.compile(rf"\b({_DAY})\.?\s*[-\u2010-\u2015]\s*({_DAY})\b"), r"\1 to \2"),
    (re.compile(rf"\b({_DAY})\.(?=[\s,;]|$)"), r"\1"),
    (re.compile(rf"\b({_DAY})\s*[/+]\s*(?={_DAY})"), r"\1 "),
    (re.compile(r"\b(?:every|each)\s+single\s+day\b"), "daily"),
    (re.compile(r"\b(once|twice)\s+(?:daily|(?:a|per|each|every)\s+day)\b"), r"\1-daily"),
    (re.compile(r"\b2\s?(?:x|times)\s+(?:daily|(?:a|per|each|every)\s+day)\b"), "twice-daily"),
    (re.compile(r"\btwo\s+times\s+(?:a|per|each|every)\s+day\b"), "twice-daily"),
    (re.compile(r"\bonce\s+(?:a|per|every)\s+week\b"), "weekly"),
    (re.compile(r"\b(?:every|each)\s+(?:other|second)\s+hour\b"), "every 2h"),
    (re.compile(r"\b(?:every|each)\s+week\b"), "weekly"),
    (re.compile(r"\b(?:every|each)\s+day\b"), "daily"),
    (re.compile(r"\b(?:business|working|work|week)\s+days?\b"), "weekdays"),
    (re.compile(r"\bweek\s?-?\s?ends?\b"), "weekends"),
    (re.compile(r"\bthis\s+(morning|afternoon|evening)\b"), r"today \1"),
)


def time_words(text: str) -> list[str]:
    """Split what is said about time; commas part words, and what belongs together is one."""
    said = unicodedata.normalize("NFKC", text).lower()
    said = _WORD_NUMBER.sub(_in_digits, said)
    for pattern, written in _SPELLINGS:
        said = pattern.sub(written, said)
    return said.replace(",", " ").replace(";", " ").split()


def _in_digits(found: re.Match[str]) -> str:
    if not (found["before"] or found["after"]):
        return found[0]  # "seven" alone may be anything
    number = NUMBERS.index(found["number"]) + 1
    return f"{found['before'] or ''}{number}{found['after'] or ''}"
