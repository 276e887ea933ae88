"""Names: what a sentence calls by name, as far as that tells whether two speak of one thing.

A storm passes over several countries, and an article on one of them names the others as well: so
what counts is what is named beside a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.domain.event_words import COMMON
from bot.domain.name_words import (
    AND,
    ASIDE,
    EVENT_NOUNS,
    MONTHS,
    OF_COUNTRY,
    PLACED,
    SAYING,
    WHOLE,
    WIDE,
)
from summarizer import stem, stop_words, telling_words, words

DECLINING = frozenset({"ru"})  # the names too
ALIKE = 4  # letters with which two forms of a name begin: Afghan, Afghanistan

_WORD = re.compile(r"[^\W_][\w’'.-]*")
_TIE = re.compile(r"['’]")
_COMMA = re.compile(r"[,;](?!\d)")
_GERMAN_PLACE = re.compile(r"\b(?:[Ii]n|[Bb]ei|nahe|[Aa]us) ([A-ZÄÖÜ][\w-]+)")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
LEAD = 3  # sentences of an article that say with its headline what it is about
_SHORT = 3  # letters that may be small in a headline where all words are written large


def parts(text: str) -> Iterator[str]:
    """Yield the words of a text without what an apostrophe ties to them: `Iran's`, `l'Iran`."""
    return (
        part for word in words(text) for part in _TIE.split(word) if len(part) > 1 or part in AND
    )


@cache
def common(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return words that say nothing of an event, as stems and as they are."""
    said = COMMON[language]
    return telling_words(said, language), frozenset(words(said)) | stop_words(language)


def without_case(found: Iterable[str], language: str) -> frozenset[str]:
    """Return words so that names are found in all their cases: `в Кабуле`, `Кабул`."""
    return frozenset(_in_one_case(found, language))


def names(sentence: str, language: str) -> Iterator[str]:
    """Yield words that begin with a capital letter and no sentence; in German, places."""
    if language == "de":
        found: Sequence[str] = _GERMAN_PLACE.findall(sentence)
    else:
        if not _has_small_words(sentence):
            return
        found = [word for word in _WORD.findall(sentence)[1:] if word[0].isupper()]
    yield from (part for word in found for part in parts(word))


def _has_small_words(sentence: str) -> bool:
    """Say whether words begin with small letters there, so that the others are names."""
    return any(word[0].islower() and len(word) > _SHORT for word in _WORD.findall(sentence))


@dataclass(frozen=True, slots=True)
class Named:
    """What is named beside a number, and what is called a place in the article."""

    nearby: tuple[tuple[str, ...], ...]  # the words around the number, the nearest first
    names: frozenset[str]
    places: frozenset[str]


def beside(sentences: Sequence[str], at: int, said: str, language: str) -> Named:
    """Return what is named beside what is `said` in the sentence `at`, the headline being 0.

    That is in its clause. If there is no place, it is in all of a headline, then where the article
    begins; or before it in its sentence, then in the headline.
    """
    start, stop = clause(sentences[at], said)
    nearby = sentences[: LEAD + 1] if at == 0 else (sentences[at][:stop], sentences[0])
    without = [without_asides(one, language) for one in nearby]
    names_of, places = _known_names(sentences, language)
    return Named(
        nearby=tuple(
            _in_one_case(parts(text), language) for text in (sentences[at][start:stop], *without)
        ),
        names=without_case(names_of, language),
        places=without_case(places, language),
    )


def throughout(sentences: Sequence[str], at: int, said: str, language: str) -> Named:
    """Return what is named in the sentence in which a share or a sum is `said`, and when it is.

    The word with which it begins may be a name, and is its subject otherwise: `Sales`, `Honda`.
    """
    text = without_asides(sentences[at].replace(said, " ", 1), language)
    names_of, places = _known_names(sentences, language)
    more = set(_DIGITS.findall(text)) | (set(words(text)) & MONTHS)
    large = [one for one in _WORD.findall(text) if one[0].isupper()]
    if language != "de":  # where nouns are written large, too
        large = [one for one in large[:1] if text.lstrip().startswith(one)]
    more |= {part for one in large for part in parts(one)} - common(language)[1]
    return Named(
        nearby=(_in_one_case([*parts(text), *_DIGITS.findall(text)], language),),
        names=without_case(names_of | more, language),
        places=without_case(places, language),
    )


def are_elsewhere(mine: Named, theirs: Named, *, wide: bool = False) -> bool:
    """Say whether two numbers are of two places, or one of a part of the other's.

    `wide`: it is of something that strikes a whole country, as storms do. There, a place that
    the other lacks is a part; while of a crash it says more exactly where it was.
    """
    places = mine.places | theirs.places
    here, there = _near(mine, places), _near(theirs, places)
    names_of = mine.names | theirs.names | places
    mine_alone, theirs_alone = _lacking(here, there, names_of), _lacking(there, here, names_of)
    if WHOLE.isdisjoint(here) != WHOLE.isdisjoint(there):
        return True
    if _listed(here, mine_alone & places, places) or _listed(there, theirs_alone & places, places):
        return True
    alone = (mine_alone | theirs_alone) & places
    called = {  # "in Hurricane Melissa" is no place
        one
        for text in (here, there)
        for pair in pairwise(text)
        if pair[0].startswith(WIDE)
        for one in pair
    }
    is_part = wide and bool(alone - called)
    return is_part or bool(alone and mine_alone and theirs_alone)


def are_apart(mine: Named, theirs: Named) -> bool:
    """Say whether shares or sums are of two things, or one of a part of the other's."""
    places = mine.places | theirs.places
    (here,), (there,) = mine.nearby, theirs.nearby
    names_of = mine.names | theirs.names | places
    mine_alone, theirs_alone = _lacking(here, there, names_of), _lacking(there, here, names_of)
    return bool((mine_alone and theirs_alone) or (mine_alone | theirs_alone) & places)


def _near(one: Named, places: frozenset[str]) -> tuple[str, ...]:
    """Return the nearest words to a number that hold a place, or those of its sentence."""
    return next((near for near in one.nearby if not places.isdisjoint(near)), one.nearby[1])


def _lacking(
    mine: Sequence[str], theirs: Sequence[str], names_of: frozenset[str]
) -> frozenset[str]:
    """Return the names of one that the other lacks, in any form of them."""
    starts = {word[:ALIKE] for word in theirs if len(word) >= ALIKE}
    missing = names_of.intersection(mine).difference(theirs)
    return frozenset(one for one in missing if one[0].isdigit() or one[:ALIKE] not in starts)


def _listed(said: Sequence[str], alone: frozenset[str], places: frozenset[str]) -> bool:
    """Say whether one of several places is lacking elsewhere: "in Haiti and Jamaica"."""
    of = [at for at, word in enumerate(said) if word in places]
    return bool(alone) and not AND.isdisjoint(said[of[0] + 1 : of[-1]])


def _known_names(sentences: Sequence[str], language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return an article's names and, of them, those of places, as they are said."""
    ordinary = common(language)[1] | MONTHS
    found = [
        part
        for one in sentences
        if _has_small_words(one)
        for run in _places(language).findall(one)
        for part in parts(run)
        if not (language == "de" and _event_noun().search(part))
    ]
    small = {word.casefold() for one in sentences for word in _WORD.findall(one) if word.islower()}
    places = frozenset(found) - ordinary - small
    if language == "de":
        return places, places
    called = {name for one in sentences for name in names(one, language)}
    return (places | frozenset(called - small)) - ordinary, places


def _in_one_case(said: Iterable[str], language: str) -> tuple[str, ...]:
    if language in DECLINING:
        return tuple(stem(word, language) for word in said)
    return tuple(OF_COUNTRY.get(word, word) for word in said)


def clause(sentence: str, said: str) -> tuple[int, int]:
    """Return from where to where, between commas, the clause goes in which something is said."""
    at = sentence.find(said)
    ends = [one.start() for one in _COMMA.finditer(sentence)]
    start = max((end for end in ends if end < at), default=-1) + 1
    stop = min((end for end in ends if end >= at + len(said)), default=len(sentence))
    return start, stop


def without_asides(sentence: str, language: str) -> str:
    """Return a sentence without who says it, or what is told of something else, behind commas."""
    pattern = _asides(language)
    return pattern.sub(" ", sentence) if pattern else sentence


@cache
def _asides(language: str) -> re.Pattern[str] | None:
    if language not in SAYING:
        return None
    said = rf",[^,;:]*\b(?:{SAYING[language]})\b[^,;]*"
    return re.compile(rf"{said}|, (?:{ASIDE})\b[^,;]*", re.IGNORECASE)


@cache
def _places(language: str) -> re.Pattern[str]:
    if language not in PLACED:
        return re.compile(r"(?!)")
    capital = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'-]*"
    also = rf"(?: (?:und|et|y|e|и|and) {capital})?"
    return re.compile(rf"\b(?i:{PLACED[language]}) ((?:{capital})(?: {capital})*{also})")


@cache
def _event_noun() -> re.Pattern[str]:
    return re.compile(rf"(?:{EVENT_NOUNS})$")
