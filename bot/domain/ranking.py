"""Ranking: which stories come first, and what speaks for each. A function of its arguments.

A story's rank is a sum of merits, each a named part that `why` shows. Those of one wish are the
same for every chat that has it; what a chat was told and what it likes are put on top.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from types import MappingProxyType

from bot.domain.filters import Reason
from bot.domain.merits import Aspect, Merit, merit, total
from bot.domain.stories import Coverage, StoryId
from bot.domain.taste import Taste, by_mark, marks_of, merits_for
from bot.domain.updates import News

HOUR = timedelta(hours=1)
HALF_LIFE = 24 * HOUR  # after which a story's freshness counts half
ENOUGH_SENTENCES = 8  # more telling sentences than this add nothing

FOR_SOURCES = 2.0  # points for eight independent sources; a third of it for two
FOR_FRESHNESS = 1.0
FOR_SUBSTANCE = 0.5
FOR_FIT = 1.0
FOR_NOVELTY = 0.5
FOR_VARIETY = -0.4  # for each story on the same topic that stands before, as far as these count
MOST_BEFORE = 3

Weights = Mapping[str, float]
"""What the operator thinks of sources, by their case-folded names: 2 counts double, 0.5 half."""

NO_WEIGHTS: Weights = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Match:
    """A story that is wanted, why, and what speaks for it."""

    coverage: Coverage
    reason: Reason
    merits: tuple[Merit, ...]
    news: News | None = None  # it was told: only this is new

    @cached_property
    def total(self) -> float:
        """What it is ordered by."""
        return total(self.merits)

    @property
    def rank(self) -> tuple[float, str]:
        """What sorts the best story first."""
        return -self.total, self.coverage.story.id

    def but(self, *others: Merit, without: Aspect | None = None) -> Match:
        """Return it with other merits at the end, and without those of one part."""
        kept = (one for one in self.merits if one.aspect is not without)
        return replace(self, merits=(*kept, *others))

    def back(self, news: News) -> Match:
        """Return it as it is ranked for a chat that was told it, and for which this is new."""
        update = merit(Aspect.UPDATE, 0.0)
        return replace(self.but(update, without=Aspect.NEW), news=news)


def ranked(
    found: Iterable[tuple[Coverage, Reason]], *, now: datetime, weights: Weights = NO_WEIGHTS
) -> list[Match]:
    """Return wanted stories with their merits, the first to tell first; ties break on the id."""
    matches = [
        Match(coverage, reason, merits_of(coverage, reason, now=now, weights=weights))
        for coverage, reason in found
    ]
    return sorted(matches, key=lambda match: match.rank)


def merits_of(
    coverage: Coverage, reason: Reason, *, now: datetime, weights: Weights = NO_WEIGHTS
) -> tuple[Merit, ...]:
    """Return what speaks for a story at `now`, whoever asks; as if it were new to everybody."""
    age = now - newest(coverage, now)
    sources = len(coverage.outlets) - len(coverage.copied)
    sentences = len(coverage.lead.summary.spans)
    substance = min(sentences, ENOUGH_SENTENCES) / ENOUGH_SENTENCES
    found = [
        merit(Aspect.SOURCES, FOR_SOURCES * math.log2(sources) / 3, str(sources)),
        merit(Aspect.FRESH, FOR_FRESHNESS * 0.5 ** (age / HALF_LIFE), str(age // HOUR)),
        merit(Aspect.SUBSTANCE, FOR_SUBSTANCE * substance, str(sentences)),
        merit(Aspect.NEW, FOR_NOVELTY),
    ]
    if reason.fit:
        found.append(merit(Aspect.FIT, FOR_FIT * reason.fit, reason.value))
    found += _weighed(coverage, weights)
    return tuple(found)


def for_chat(
    matches: Sequence[Match],
    *,
    akin: Collection[StoryId] = (),
    taste: Taste = (),
    marks: Callable[[Coverage], frozenset[str]] = marks_of,
) -> Sequence[Match]:
    """Return the matches as they are ranked for one chat.

    Args:
        matches: As they are ranked for everybody.
        akin: The stories that are much like what it was told.
        taste: What it asked for more or less of.
        marks: Returns what a story has that can be liked.
    """
    if not akin and not taste:
        return matches
    liked = by_mark(taste)
    found: list[Match] = []
    for match in matches:
        added = merits_for(marks(match.coverage), liked) if liked else []
        if match.coverage.story.id in akin:
            found.append(match.but(merit(Aspect.AKIN, 0.0), *added, without=Aspect.NEW))
        else:
            found.append(match.but(*added) if added else match)
    return sorted(found, key=lambda match: match.rank)


def newest(coverage: Coverage, now: datetime) -> datetime:
    """Return when the story was last written about, but never later than `now`."""
    return max(
        min(report.article.published_at or report.article.collected_at, now)
        for report in coverage.reports
    )


def _weighed(coverage: Coverage, weights: Weights) -> list[Merit]:
    """Return what the weight of its heaviest source adds, if any of them was given one."""
    if not weights:
        return []
    heaviest = max(coverage.outlets, key=lambda name: weights.get(name.casefold(), 1.0))
    weight = weights.get(heaviest.casefold(), 1.0)
    return [] if weight == 1.0 else [merit(Aspect.WEIGHT, math.log2(weight), heaviest)]


@dataclass(slots=True)
class Variety:
    """The topics that have been told of, so that one of them does not take all the room."""

    asked_for: Collection[str] = ()  # topics that a chat asked for by name: of these it wants more
    _told: dict[str, int] = field(default_factory=dict)

    def best(self, matches: Sequence[Match]) -> Match:
        """Return the match to tell next, with what variety takes from it; the first of equals."""
        return min(map(self._after_others, matches), key=lambda match: match.rank)

    def tell(self, match: Match) -> None:
        """Count a story that is told."""
        for topic in match.coverage.topics:
            self._told[topic] = self._told.get(topic, 0) + 1

    def _after_others(self, match: Match) -> Match:
        before = {
            topic: count
            for topic in match.coverage.topics
            if topic not in self.asked_for and (count := self._told.get(topic, 0))
        }
        if not before:
            return match
        topic = min(before, key=lambda name: (-before[name], name))
        points = FOR_VARIETY * min(before[topic], MOST_BEFORE)
        return match.but(merit(Aspect.VARIETY, points, topic))
