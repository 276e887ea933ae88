"""Figures: the numbers of a sentence that say how many died or were hurt, per cent, or money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.amounts import step_of
from bot.domain.event_words import CLAUSES, LOOKING_BACK, MAIN_CLAUSE, RELATIVE, REST
from bot.domain.figure_words import (
    COUNTS,
    DAYS,
    HEDGES,
    LABELED,
    MONEY,
    NUMBERS,
    PARTS,
    PEOPLE,
    PERCENT,
    SIGNS,
    TIMES,
)
from bot.domain.naming import common
from summarizer import telling_words

LANGUAGES = frozenset(COUNTS)
SHARE = "per cent"

_DIGITS = r"(?:\d{1,3}(?:[\u00a0\u202f’' ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?![.,]?\d)"
_GROUPED = re.compile(r"(?!0)\d{1,3}([.,])\d{3}(?:\1\d{3})*")
_COMMA_GROUPS = frozenset({"en", "zh"})  # 1,200.5; elsewhere 1.200,5
_MOST_DIGITS = 15  # that a float holds exactly
_SPACE = re.compile(r"[\u00a0\u202f’' ]")
_RANGE = re.compile(r"\d ?(?:-|–|to|bis|à|a|до|至|到) ?$")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d%])")
_POINTS = re.compile(r"[- ]?(?:points?|Punkte?|puntos?|пункт)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence, and what it is of."""

    what: str  # "dead", "hurt", SHARE or a currency
    value: float
    step: float  # what it may be rounded to
    is_loose: bool  # "about", "at least"
    said: str  # as it stands there
    context: frozenset[str]  # the other telling words of the sentence
    after: str  # the telling word that follows


def figures(sentence: str, language: str, year: int) -> Iterator[Figure]:
    """Yield the figures of a sentence of that year; none if it speaks of another year.

    Where it looks back, none of people: they died or were hurt when something else happened.
    """
    if language not in LANGUAGES or any(int(one[0]) != year for one in _YEAR.finditer(sentence)):
        return
    looks_back = _looking_back(language).search(sentence) is not None
    past = [one.span() for one in _past(language).finditer(sentence)]
    for what, pattern in _patterns(language):
        if looks_back and what in COUNTS[language]:
            continue
        for found in pattern.finditer(sentence):
            if what in COUNTS[language] and any(a < found.start("number") < b for a, b in past):
                continue
            before, rest = sentence[: found.start()], sentence[found.end() :]
            number_at = sentence[: found.start("number")]
            if _partial(language).search(before) or _RANGE.search(number_at):
                continue
            if what == SHARE and _POINTS.match(rest):
                continue
            times = TIMES.get((found["times"] or "").casefold(), 1.0)
            read = _read(found["number"].casefold(), language)
            if read is None:
                continue
            value, step = read
            if what in COUNTS[language] and (
                _until_now(language).match(rest)
                or _is_label(before, found[0], language)
                or _is_no_count(found["number"], value * times, year)
            ):
                continue
            yield Figure(
                what=what,
                value=value * times,
                step=step * times,
                is_loose=bool(found["hedge"]),
                said=found[0].strip(),
                context=_plain_words(f"{before} {rest}", language),
                after=_next_word(rest, language),
            )


@lru_cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = "|".join(sorted(NUMBERS[language], key=len, reverse=True))
    times = "|".join(re.escape(one) for one in sorted(TIMES, key=len, reverse=True))
    edge = "" if language == "zh" else r"(?!\w)"
    start = r"(?<!\d[:/])" + (r"(?<![\d.,])" if language == "zh" else r"(?<![\w.,-])")
    number = (
        rf"(?:(?P<hedge>{HEDGES[language]}) ?)?{start}(?P<number>{_DIGITS}|{words})"
        rf"(?: ?(?P<times>{times}){edge})?"
    )
    percent = f"|{PERCENT[language]}" if language in PERCENT else ""
    said = [(what, one) for what, kinds in COUNTS[language].items() for one in kinds]
    said.append((SHARE, rf"N ?(?:[%％]{percent}){edge}"))
    said += [(code, rf"N ?(?:{names}){edge}") for code, names in MONEY.items()]
    said += [(code, rf"(?:\bUS|(?<![A-Za-z])){re.escape(sign)} ?N") for sign, code in SIGNS.items()]
    return tuple(
        (what, re.compile(one.replace("N", number, 1), re.IGNORECASE)) for what, one in said
    )


@lru_cache
def _partial(language: str) -> re.Pattern[str]:
    return re.compile(rf"{_edge(language)}(?:{PARTS[language]})[ ,:]*$", re.IGNORECASE)


@lru_cache
def _looking_back(language: str) -> re.Pattern[str]:
    return re.compile(_whole(LOOKING_BACK[language], language), re.IGNORECASE)


@lru_cache
def _past(language: str) -> re.Pattern[str]:
    """Return what finds the parts of a sentence that are about another time or event."""
    said = [rf"{_whole(REST[language], language)}[^;；]*"]
    if language in CLAUSES:
        goes_on = rf"(?!{MAIN_CLAUSE})[^,;:]|[,:](?=\d| (?:{RELATIVE})\b)"
        said.append(rf"{_whole(CLAUSES[language], language)}(?:{goes_on})*")
    return re.compile("|".join(said), re.IGNORECASE)


@lru_cache
def _until_now(language: str) -> re.Pattern[str]:
    """Return what begins as a clause goes on that adds up: "were killed … since the truce"."""
    return re.compile(rf"[^,;:，；]*{_whole(REST[language], language)}", re.IGNORECASE)


def _is_label(before: str, said: str, language: str) -> bool:
    """Say whether a number dates or names something, or tells an age: `Flight 12 killed`."""
    labeled, dated, people = _labels(language)
    return bool(labeled.search(before) or (dated.search(before) and not people.search(said)))


def _is_no_count(number: str, value: float, year: int) -> bool:
    """Say whether a number cannot be one of people, or is the year: `in 2026 killed many`."""
    return number == str(year) or not round(value, 3).is_integer()


@lru_cache
def _labels(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    edge = _edge(language)
    labeled, dated = (rf"{edge}(?:{one[language]}) ?$" for one in (LABELED, DAYS))
    return (
        re.compile(labeled, re.IGNORECASE),
        re.compile(dated, re.IGNORECASE),
        re.compile(PEOPLE[language], re.IGNORECASE),
    )


def _whole(words: str, language: str) -> str:
    """Return a pattern of whole words, where words stand apart."""
    edge = "" if language == "zh" else r"\b"
    return rf"{edge}(?:{words}){edge}"


def _edge(language: str) -> str:
    return "" if language == "zh" else r"(?<!\w)"


def _read(number: str, language: str) -> tuple[float, float] | None:
    """Return a number's value, and what it may be rounded to; None if that is not clear."""
    if number in NUMBERS[language]:
        return NUMBERS[language].index(number) + 2.0, 1.0
    whole, decimals = _halves(_SPACE.sub("", number), "," if language in _COMMA_GROUPS else ".")
    if not whole.isdecimal() or len(whole + decimals) > _MOST_DIGITS:
        return None
    value = float(f"{whole}.{decimals or 0}")
    if decimals:
        return value, 10.0 ** -len(decimals)
    return value, step_of(value)


def _halves(number: str, group: str) -> tuple[str, str]:
    """Return the digits before and after a number's point, or something else before it.

    A sign that stands there twice, or before another one, parts groups; one that stands there
    alone does if it may, and is the `group` sign of the language.
    """
    signs = re.findall(r"[.,]", number)
    grouped = _GROUPED.fullmatch(number)
    if grouped and (len(signs) > 1 or signs == [group]):
        return number.replace(signs[0], ""), ""
    whole, _, decimals = number.rpartition(signs[-1]) if signs else (number, "", "")
    inner = _GROUPED.fullmatch(whole)
    if inner and inner[1] != signs[-1]:
        whole = whole.replace(inner[1], "")
    return whole, decimals


def _plain_words(text: str, language: str) -> frozenset[str]:
    return frozenset(word for word in telling_words(text, language) if not word[0].isdigit())


def _next_word(rest: str, language: str) -> str:
    """Return the first telling word of what follows, in the same clause; a day is not counted."""
    clause = re.split(r"[,;:.()，。；]", rest, maxsplit=1)[0]
    for word in clause.split():
        found = telling_words(word, language) - common(language)[0]
        if found:
            return min(found)
    return ""
