"""Taste: what a chat asked for more or less of. Local, readable, bounded, and forgotten on request.

`more` and `less` teach a few words of a story, its topics and who told it. Each has a weight that
anybody can read, and moves stories that share them up or down; nothing is ever left out for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from bot.domain.articles import INBOX
from bot.domain.mentions import language_of
from bot.domain.merits import Aspect, Merit, merit
from bot.domain.stories import Coverage
from summarizer import stem, stop_words, words

MOST_LIKINGS = 40  # of one chat; those that say least make room
STRONGEST = 3.0
A_STEP = 1.0  # that `more` or `less` adds
A_SOURCE_STEP = 0.5  # who tells a story says less about it
TOLD_WORDS = 4  # that a story teaches
SENTENCES = 5  # of a story that are looked at, beside its headline
SHORTEST_WORD = 3  # letters, in scripts that write words apart
NAMED = 3  # likings that a merit names

FOR_TASTE = 1.5  # points that the strongest taste comes near to
HALF = 2.0  # the sum of weights that is worth half of it


class Kind(Enum):
    """What can be liked."""

    WORD = "word"
    TOPIC = "topic"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Liking:
    """One thing that a chat wants more of, or less if the weight is negative."""

    kind: Kind
    name: str  # as people write it
    weight: float  # from -STRONGEST to STRONGEST, never 0
    language: str = ""  # of a word

    @property
    def mark(self) -> str:
        """What a story has that it is about."""
        if self.kind is Kind.WORD:
            return _word_mark(self.name, self.language)
        return _mark(self.kind, self.name)


Taste: TypeAlias = tuple[Liking, ...]


def taught(taste: Taste, lessons: Sequence[Liking]) -> Taste:
    """Return a taste after these lessons, each added to what was known of the same thing.

    What is taught now stays: if there is no room, the weakest and oldest of all others goes.
    """
    known = {liking.mark: liking for liking in taste}
    for lesson in lessons:
        before = known.pop(lesson.mark, None)
        weight = max(-STRONGEST, min(STRONGEST, (before.weight if before else 0) + lesson.weight))
        if weight:
            known[lesson.mark] = replace(before or lesson, weight=weight)
    newest_first = list(known.values())[::-1]
    now = {lesson.mark for lesson in lessons}
    kept = sorted(newest_first, key=lambda one: (one.mark not in now, -abs(one.weight)))
    kept = kept[:MOST_LIKINGS]
    return tuple(liking for liking in known.values() if liking in kept)


def lessons_of(
    coverage: Coverage, headline: str, direction: int, asked_for: Collection[str] = ()
) -> list[Liking]:
    """Return what more (1) or less (-1) like a story means, apart from what was asked for."""
    step = direction * A_STEP
    language = language_of(coverage.lead)
    found = [Liking(Kind.WORD, w, step, language) for w in telling_words(headline, coverage)]
    found += [Liking(Kind.TOPIC, topic, step) for topic in sorted(coverage.topics)]
    found += [
        Liking(Kind.SOURCE, outlet, direction * A_SOURCE_STEP)
        for outlet in coverage.outlets[:1]
        if outlet != INBOX
    ]
    wanted = {name.casefold() for name in asked_for}
    return [one for one in found if one.name.casefold() not in wanted]


def telling_words(headline: str, coverage: Coverage) -> list[str]:
    """Return those words of a headline that its article speaks of most, in the headline's order."""
    report = coverage.lead
    language = language_of(report)
    skipped = stop_words(language)
    counts = Counter(stem(word, language) for word in words(report.article.body))
    spoken = dict.fromkeys(word for word in words(headline) if _tells(word))
    candidates = [word for word in spoken if word not in skipped]
    best = sorted(candidates, key=lambda word: (-counts[stem(word, language)], -len(word), word))
    return [word for word in candidates if word in best[:TOLD_WORDS]]


def marks_of(coverage: Coverage) -> frozenset[str]:
    """Return everything about a story that can be liked."""
    report = coverage.lead
    language, summary = language_of(report), report.summary
    said = [report.article.title, *(summary.sentences[n] for n in summary.order[:SENTENCES])]
    return frozenset(
        [
            *(_word_mark(word, language) for word in words("\n".join(said))),
            *(_mark(Kind.TOPIC, topic) for topic in coverage.topics),
            *(_mark(Kind.SOURCE, outlet) for outlet in coverage.outlets),
        ]
    )


def by_mark(taste: Taste) -> Mapping[str, Liking]:
    """Return what is liked by what a story has of it."""
    return {liking.mark: liking for liking in taste}


def merits_for(marks: frozenset[str], taste: Mapping[str, Liking]) -> list[Merit]:
    """Return what a taste adds to the rank of a story with these marks, and what it takes."""
    met = [liking for mark, liking in taste.items() if mark in marks]
    liked = [one for one in met if one.weight > 0]
    disliked = [one for one in met if one.weight < 0]
    found = ((Aspect.LIKED, liked, 1), (Aspect.DISLIKED, disliked, -1))
    return [
        merit(aspect, sign * _points(some), _names(some)) for aspect, some, sign in found if some
    ]


def _points(likings: Sequence[Liking]) -> float:
    strength = sum(abs(one.weight) for one in likings)
    return FOR_TASTE * strength / (strength + HALF)


def _names(likings: Sequence[Liking]) -> str:
    best = sorted(likings, key=lambda one: (-abs(one.weight), one.name))
    return ", ".join(one.name for one in best[:NAMED])


def _word_mark(word: str, language: str) -> str:
    return f"{language}~{stem(word, language)}"


def _mark(kind: Kind, name: str) -> str:
    return f"{kind.value}:{name.casefold()}"


def _tells(word: str) -> bool:
    return not word.isdecimal() and (len(word) >= SHORTEST_WORD or not word.isascii())
