"""The second look: stories that turned out to be one, once both have been quiet for a while.

When an article comes in, nobody knows yet what else will be told of its event, so it joins a story
only if it is much like it. Hours later it can be seen whether a small story that was left over has
exactly one event that it is near to. To be near is not enough, as most articles are alone with
their event, and others are of their field: the two have to share what hardly anybody else names,
such as the names, numbers and places of their event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from statistics import fmean

from bot.domain.articles import ArticleId
from bot.domain.grouping import StoryIndex
from bot.domain.stories import StoryId

QUIET = timedelta(hours=6)  # so long after its last article a story is looked at again
SMALL = 3  # articles; larger stories are never given up for another one
NEAR = 0.12  # mean similarity of the articles of two stories that may be one
ALONE = 1.4  # so much nearer than to any other event
FEW = 2000  # a term is rare if no more than one in so many other articles has it, or a single one
RARE = 1  # rare terms that they must share
OF_TWO = 0.4  # their number times the similarity, of two single articles: each may be alone
OF_SEVERAL = 0.6  # and of a small story of several articles: it may well be an event of its own
COHESION = 0.45  # share of the similarity within each of them
NEIGHBORS = 6  # stories that are compared as wholes
MEMBERS = 8  # articles of each


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two stories that are one; `small` has the fewer articles."""

    large: StoryId
    small: StoryId
    alike: float  # mean similarity of their articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look found: the pairs, and which stories are near to one that still goes on."""

    pairs: Sequence[Twins]
    early: Mapping[StoryId, datetime]  # from when on it is worth looking at them again


@dataclass(slots=True)
class SecondLook:
    """What has been looked at: each story once after every time that it fell quiet.

    If the one that it is near to was not quiet then, it is looked at again when that may be. What
    finding them costs depends on what has changed, not on how many stories there are.
    """

    _index: StoryIndex | None = None  # the one that is followed
    _changed: dict[StoryId, None] = field(default_factory=dict)  # in it, since the last look
    _waiting: list[tuple[datetime, StoryId]] = field(default_factory=list)  # a heap: not before
    _given: dict[StoryId, None] = field(default_factory=dict)  # due, and not looked at yet
    _looked: dict[StoryId, datetime] = field(default_factory=dict)  # when it was seen last, then
    _again: dict[StoryId, datetime] = field(default_factory=dict)  # not before

    def due(self, index: StoryIndex, now: datetime, limit: int) -> Sequence[StoryId]:
        """Return small stories that have been quiet for long enough, those that wait longest first.

        They are due until they were `looked_at`.
        """
        self._changed |= self._given
        self._given.clear()
        self._follow(index)
        while self._waiting and self._waiting[0][0] <= now and len(self._given) < limit:
            _, story_id = heappop(self._waiting)
            if self._is_due(index, story_id, now):
                self._given[story_id] = None
        return list(self._given)

    def looked_at(
        self, index: StoryIndex, story_ids: Iterable[StoryId], early: Mapping[StoryId, datetime]
    ) -> None:
        """Remember that these were looked at, and which of them too early."""
        for story_id in story_ids:
            if story_id in early:
                self._again[story_id] = early[story_id]
                self._changed[story_id] = None
            elif story_id in index.last_seen:
                self._looked[story_id] = index.last_seen[story_id]

    def _follow(self, index: StoryIndex) -> None:
        """Let what changed wait until it may be quiet, and forget what is gone."""
        if index is not self._index:
            self._index, self._changed = index, index.watch()
            self._changed |= dict.fromkeys([*self._looked, *self._again])
        for story_id in self._changed:
            seen_at = index.last_seen.get(story_id)
            if seen_at is None:
                self._looked.pop(story_id, None)
                self._again.pop(story_id, None)
            elif self._looked.get(story_id) != seen_at:
                quiet_at = max(seen_at + QUIET, self._again.get(story_id, seen_at))
                heappush(self._waiting, (quiet_at, story_id))
        self._changed.clear()

    def _is_due(self, index: StoryIndex, story_id: StoryId, now: datetime) -> bool:
        """Say whether one that waited is still to be looked at: it may have changed since."""
        if not is_small(index, story_id):
            return False
        seen_at = index.last_seen[story_id]
        quiet_at = max(seen_at + QUIET, self._again.get(story_id, seen_at))
        return quiet_at <= now and self._looked.get(story_id) != seen_at


def is_small(index: StoryIndex, story_id: StoryId) -> bool:
    """Say whether a story is there, and may be given up for another one."""
    return story_id in index.last_seen and len(index.members(story_id)) <= SMALL


def twins(index: StoryIndex, story_ids: Iterable[StoryId], now: datetime) -> Looked:
    """Return which of these stories are one with another, the surest first; one may take several.

    None that takes others is given up itself, so all of the pairs can be joined in this order.
    """
    found, early = [], {}
    for one in story_ids:
        nearest = _nearest(index, one)
        if nearest is None:
            continue
        pair, others = nearest
        quiet_at = index.last_seen[pair.large] + QUIET
        if quiet_at > now:
            early[one] = quiet_at
        elif _are_one(index, pair, others):
            found.append(pair)
    return Looked(pairs=_joinable(found), early=early)


def apart(found: Iterable[Twins]) -> Sequence[Twins]:
    """Return the surest of these pairs, each story once."""
    taken: set[StoryId] = set()
    chosen = []
    for pair in _surest_first(found):
        if taken.isdisjoint((pair.small, pair.large)):
            taken.update((pair.small, pair.large))
            chosen.append(pair)
    return chosen


def _joinable(found: Iterable[Twins]) -> Sequence[Twins]:
    given_up: set[StoryId] = set()
    takers: set[StoryId] = set()
    chosen = []
    for pair in _surest_first(found):
        if pair.small not in takers and given_up.isdisjoint((pair.small, pair.large)):
            given_up.add(pair.small)
            takers.add(pair.large)
            chosen.append(pair)
    return chosen


def _surest_first(found: Iterable[Twins]) -> Sequence[Twins]:
    return sorted(found, key=lambda pair: (-pair.alike, pair.small, pair.large))


def _nearest(
    index: StoryIndex, story_id: StoryId
) -> tuple[Twins, Sequence[tuple[float, StoryId]]] | None:
    """Return the story that one is nearest to, and the others that it is near to."""
    mine = index.members(story_id)
    near = [one for one in index.near(mine, NEIGHBORS + 1) if one != story_id][:NEIGHBORS]
    ranked = sorted(((_between(index, mine, one), one) for one in near), reverse=True)
    if not ranked:
        return None
    (alike, other), *others = ranked
    if len(index.members(other)) < len(mine) or alike < NEAR:
        return None
    return Twins(large=other, small=story_id, alike=alike), others


def _are_one(index: StoryIndex, pair: Twins, others: Sequence[tuple[float, StoryId]]) -> bool:
    mine, theirs = index.members(pair.small), index.members(pair.large)
    if any(_is_rival(index, theirs, *one, pair.alike) for one in others):
        return False
    few = max(1, len(index) // FEW)
    rare = index.shared_by_few(mine, theirs[:MEMBERS], few)
    if rare < RARE or rare * pair.alike < _evidence(len(mine), len(theirs)):
        return False
    cohesion = max(_within(index, pair.small), _within(index, pair.large))
    return pair.alike >= COHESION * cohesion


def _evidence(mine: int, theirs: int) -> float:
    if mine > 1:
        return OF_SEVERAL
    return OF_TWO if theirs == 1 else 0.0


def _is_rival(
    index: StoryIndex, best: Sequence[ArticleId], its: float, story_id: StoryId, alike: float
) -> bool:
    """Say whether another story is nearly as near, and tells another event than the best one."""
    return ALONE * its > alike and _between(index, best[:MEMBERS], story_id) < NEAR


def _between(index: StoryIndex, mine: Sequence[ArticleId], other: StoryId) -> float:
    theirs = index.members(other)[:MEMBERS]
    return round(fmean(_flat(index.alike(one, theirs) for one in mine)), 6)


def _within(index: StoryIndex, story_id: StoryId) -> float:
    """The mean similarity within a story; 0 if it has a single article."""
    members = index.members(story_id)[:MEMBERS]
    if len(members) == 1:
        return 0.0
    return fmean(
        _flat(index.alike(one, members[:place]) for place, one in enumerate(members) if place)
    )


def _flat(rows: Iterable[Sequence[float]]) -> list[float]:
    """Return the numbers of all rows."""
    return [number for row in rows for number in row]
