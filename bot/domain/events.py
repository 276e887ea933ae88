"""Events: whether two outlets that count the dead or the hurt speak of one event.

A story's background is often of the same kind, and told in the same words: other dead, elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.articles import Report
from bot.domain.figures import Figure
from bot.domain.name_words import WIDE
from bot.domain.naming import (
    LEAD,
    Named,
    are_elsewhere,
    beside,
    common,
    names,
    parts,
    without_case,
)
from bot.domain.weekdays import days_of
from summarizer import telling_words, words

FEWEST = 2  # telling words that two sentences share if a name does not decide
TELLING = frozenset({"fire", "mine"})  # that tell of an event, though stop words


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
    beside: Named  # in the clause of the number, if a place is
    days: frozenset[str]  # of the week, on which it came about

    @property
    def language(self) -> str:
        """The language in which it was said."""
        return self.report.summary.language


def count_of(report: Report, figure: Figure, place: int) -> Count:
    """Return what a report counts in its headline (place 0) or in one of its sentences."""
    language = report.summary.language
    sentences = report.told
    about = sentences[place : place + 1] if place else sentences[: LEAD + 1]
    ordinary, known = common(language)
    said = {part for one in about for part in parts(one)} - known
    called = {name for one in about for name in names(one, language)} & said
    stems = telling_words(" ".join(about), language) - ordinary
    stems |= {word for one in about for word in words(one)} & TELLING
    return Count(
        report=report,
        figure=figure,
        heads=place == 0,
        names=without_case(called, language),
        words=without_case(said, language),
        telling=frozenset(word for word in stems if not word[0].isdigit()),
        beside=beside(sentences, place, figure.said, language),
        days=days_of(sentences, place, language),
    )


def may_be_one(mine: Count, theirs: Count) -> bool:
    """Say whether two counts are of one event, and not of another one in a story's background.

    They share a name then; or at least one of them has none, and they share other telling words,
    beside those of tolls and of who says it. Languages share names alone; but headlines are about
    their story. Whatever they share, in one language numbers of two places or days are of no one
    event.
    """
    if are_of_two_events(mine, theirs):
        return False
    if mine.names & theirs.words or theirs.names & mine.words:
        return True
    if mine.language != theirs.language:
        return mine.heads and theirs.heads
    if mine.names and theirs.names:
        return False
    return len(mine.telling & theirs.telling) >= FEWEST


def are_of_two_events(mine: Count, theirs: Count) -> bool:
    """Say whether two counts are of two places or days, or of a part and the whole of a storm."""
    if mine.language != theirs.language:
        return False
    wide = any(word.startswith(WIDE) for word in mine.words | theirs.words)
    if mine.days and theirs.days and mine.days.isdisjoint(theirs.days) and not wide:
        return True
    return are_elsewhere(mine.beside, theirs.beside, wide=wide and (mine.heads or theirs.heads))
