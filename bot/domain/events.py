"""Events: whether two outlets that count the dead or the hurt speak of one event.

A story's background is often of the same kind, and told in the same words: other dead, elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.domain.articles import Report
from bot.domain.event_words import COMMON
from bot.domain.figures import Figure
from summarizer import stem, stop_words, telling_words, words

FEWEST = 2  # telling words that two sentences share if a name does not decide
TELLING = frozenset({"fire", "mine"})  # that tell of an event, though stop words
DECLINING = frozenset({"ru"})  # the names too
LEAD = 3  # sentences of an article that say with its headline what it is about

_WORD = re.compile(r"[^\W_][\w’'.-]*")
_TIE = re.compile(r"['’]")
_GERMAN_PLACE = re.compile(r"\b(?:[Ii]n|[Bb]ei|nahe|[Aa]us) ([A-ZÄÖÜ][\w-]+)")
_SHORT = 3  # letters that may be small in a headline where all words are written large


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number that an outlet gives, with what is said around it.

    That is its sentence; around a number in a headline it is the beginning of the article.
    """

    report: Report
    figure: Figure
    heads: bool  # whether it stands in the headline
    names: frozenset[str]
    words: frozenset[str]
    telling: frozenset[str]  # stems

    @property
    def language(self) -> str:
        """The language in which it was said."""
        return self.report.summary.language


def count_of(report: Report, figure: Figure, place: int) -> Count:
    """Return what a report counts in its headline (place 0) or in one of its sentences."""
    language = report.summary.language
    sentences = (report.article.title, *report.summary.sentences)
    about = sentences[place : place + 1] if place else sentences[: LEAD + 1]
    common, known = _common(language)
    parts = {part for one in about for part in _parts(one)} - known
    names = {name for one in about for name in _names(one, language)} & parts
    stems = telling_words(" ".join(about), language) - common
    stems |= {word for one in about for word in words(one)} & TELLING
    return Count(
        report=report,
        figure=figure,
        heads=place == 0,
        names=_without_case(names, language),
        words=_without_case(parts, language),
        telling=frozenset(word for word in stems if not word[0].isdigit()),
    )


def may_be_one(mine: Count, theirs: Count) -> bool:
    """Say whether two counts are of one event, and not of another one in a story's background.

    They share a name then; or at least one of them has none, and they share other telling words,
    beside those of tolls and of who says it. Languages share names alone; but headlines are about
    their story.
    """
    if mine.names & theirs.words or theirs.names & mine.words:
        return True
    if mine.language != theirs.language:
        return mine.heads and theirs.heads
    if mine.names and theirs.names:
        return False
    return len(mine.telling & theirs.telling) >= FEWEST


@cache
def _common(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return words that say nothing of an event, as stems and as they are."""
    common = COMMON[language]
    return telling_words(common, language), frozenset(words(common)) | stop_words(language)


def _without_case(found: Iterable[str], language: str) -> frozenset[str]:
    """Return words so that names are found in all their cases: `в Кабуле`, `Кабул`."""
    return frozenset(stem(word, language) if language in DECLINING else word for word in found)


def _names(sentence: str, language: str) -> Iterator[str]:
    """Yield words that begin with a capital letter and no sentence; in German, places."""
    if language == "de":
        found: Sequence[str] = _GERMAN_PLACE.findall(sentence)
    else:
        written = _WORD.findall(sentence)
        if not any(word[0].islower() and len(word) > _SHORT for word in written):
            return
        found = [word for word in written[1:] if word[0].isupper()]
    yield from (part for word in found for part in _parts(word))


def _parts(text: str) -> Iterator[str]:
    """Yield the words of a text without what an apostrophe ties to them: `Iran's`, `l'Iran`."""
    return (part for word in words(text) for part in _TIE.split(word) if len(part) > 1)
