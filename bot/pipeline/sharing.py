"""Sharing: what many subscriptions have in common is worked out once in a turn of planning.

A hundred thousand chats have a few hundred different wishes. Which stories a wish matches, in which
order, what a choice of them says and how that looks on a platform are kept for the turn; what is
left for each chat is what it was told already.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias, TypeVar

from bot.domain.chats import Budget
from bot.domain.composing import Composed, chosen, looked_at, matches
from bot.domain.kinship import Kinship
from bot.domain.mentions import Texts
from bot.domain.ranking import Match, Weights, for_chat
from bot.domain.stories import Coverage, StoryId
from bot.domain.subscriptions import Wants
from bot.domain.taste import Taste, marks_of
from bot.domain.updates import Told, may_return, news_of

Key: TypeAlias = tuple[Any, ...]
T = TypeVar("T")

MOST_KEPT = 10_000  # of what was composed and rendered: some 50 MB
MOST_MATCHES = 250_000  # of all wishes, each a story that one wants: some 280 MB


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The stories that a wish matches, the first to tell first."""

    ranked: Sequence[Match]
    seen: Mapping[StoryId, datetime]  # when each was last seen
    moments: Sequence[datetime]  # the same, in order
    several: Mapping[StoryId, Match]  # those of more than one article: they may come back

    def since(self, begin: datetime) -> int:
        """Return how many were seen after `begin`."""
        return len(self.moments) - bisect_right(self.moments, begin)


@dataclass(slots=True)
class Sharing:
    """One turn's memory; `recent` are the stories that may be told at all."""

    recent: Sequence[Coverage]
    now: datetime
    weights: Weights = field(default_factory=dict)
    texts: Texts = field(default_factory=Texts)  # of these stories, and maybe of others
    _wanted: dict[tuple[Wants, ...], _Wanted] = field(default_factory=dict)
    _asked: dict[Key, Composed] = field(default_factory=dict)
    _composed: dict[Key, Composed] = field(default_factory=dict)
    _other: dict[Key, Any] = field(default_factory=dict)
    _kinship: Kinship = field(init=False)

    def __post_init__(self) -> None:
        """Compare nothing before somebody was told something."""
        self._kinship = Kinship(self.recent)

    def trim(self) -> bool:
        """Forget what is very much of it; True: something that many chats share was.

        It is where each chat was told other things. To be called while nobody holds anything of it.
        """
        if sum(1 + len(told) for *_, told in self._asked) > MOST_KEPT:
            self._asked.clear()  # what matters of it is still found in what was composed
        matches = sum(len(wanted.ranked) for wanted in self._wanted.values())
        if matches > MOST_MATCHES:
            self._wanted.clear()
        elif len(self._composed) + len(self._other) <= MOST_KEPT:
            return False
        # Together: bodies are found by the id of entries that stay alive in what was composed.
        self._asked.clear()
        self._composed.clear()
        self._other.clear()
        return True

    def compose(
        self,
        wishes: Sequence[tuple[Wants, datetime]],
        told: Told,
        budget: Budget,
        taste: Taste = (),
    ) -> Composed:
        """Return what a digest says of what is new to a chat.

        Args:
            wishes: What it answers, each with the moment after which a story must have been seen.
            told: The stories that the chat was told; each may be back with something new.
            budget: How much it may hold.
            taste: What the chat likes; nothing: what is worked out is shared with others.
        """
        key = (*wishes, budget, taste, frozenset(told.items()))
        if key not in self._asked:
            self._asked[key] = self._answer(wishes, told, budget, taste)
        return self._asked[key]

    def _answer(
        self,
        wishes: Sequence[tuple[Wants, datetime]],
        told: Told,
        budget: Budget,
        taste: Taste,
    ) -> Composed:
        named = tuple(wants for wants, _ in wishes)
        wanted, akin = self.wanted(named), self._kinship.of_any(told)
        if taste:  # all that it wants is ranked anew, for nobody else
            best, fresh = self._best(wanted, wishes, told, akin, most=None)
            mine = for_chat(best, akin=akin, taste=taste, marks=self._marks)
            return _composed(mine, named, budget, fresh)
        best, fresh = self._best(wanted, wishes, told, akin, looked_at(budget))
        names = tuple(match.coverage.story.id for match in best)
        near = akin.intersection(names)
        since = tuple(told[name].articles if name in told else None for name in names)
        key = (named, budget, names, since, fresh, near)  # all that matters of what it was told
        if key not in self._composed:
            self._composed[key] = _composed(for_chat(best, akin=near), named, budget, fresh)
        return self._composed[key]

    def _best(
        self,
        wanted: _Wanted,
        wishes: Sequence[tuple[Wants, datetime]],
        told: Told,
        akin: Collection[StoryId],
        most: int | None,
    ) -> tuple[Sequence[Match], int]:
        """Return what may be told, and how much is new: the first `most`, and what is back.

        Those `akin` to what was told do not count, as they may yet rank below others.
        """
        if len(wishes) == 1:
            ((_, begin),) = wishes
            fresh = wanted.since(begin) - sum(
                1 for one in told if one in wanted.seen and wanted.seen[one] > begin
            )
            new = (one for one in wanted.ranked if one.coverage.story.last_seen_at > begin)
            best = _until((m for m in new if m.coverage.story.id not in told), akin, most)
        else:
            every = self._any(wanted, wishes, told)
            fresh = len(every)
            best = _until(every, akin, most)
        back = self._back(wanted, wishes, told)
        return [*best, *back], fresh + len(back)

    def once(self, key: Key, make: Callable[[], T]) -> T:
        """Return what `make` made for this key, now or earlier in the turn."""
        if key not in self._other:
            self._other[key] = make()
        made: T = self._other[key]
        return made

    def wanted(self, wishes: tuple[Wants, ...]) -> _Wanted:
        """Return the stories that any of the wishes matches."""
        if wishes not in self._wanted:
            ranked = matches(
                self.recent, wishes, now=self.now, texts=self.texts, weights=self.weights
            )
            seen = {one.coverage.story.id: one.coverage.story.last_seen_at for one in ranked}
            several = {
                one.coverage.story.id: one for one in ranked if len(one.coverage.story.articles) > 1
            }
            self._wanted[wishes] = _Wanted(ranked, seen, sorted(seen.values()), several)
        return self._wanted[wishes]

    def _marks(self, coverage: Coverage) -> frozenset[str]:
        return self.once(("marks", coverage.story.id), lambda: marks_of(coverage))

    def _back(
        self, wanted: _Wanted, wishes: Sequence[tuple[Wants, datetime]], told: Told
    ) -> Sequence[Match]:
        """Return what a chat was told that has something new; what is new is shared."""
        found: list[Match] = []
        for name in wanted.several.keys() & told.keys():
            match, mark = wanted.several[name], told[name]
            coverage = match.coverage
            if not may_return(coverage.story, mark, self.now) or not self._seen(name, wishes):
                continue
            key = ("news", name, mark.articles)
            news = self.once(key, partial(news_of, coverage, mark.articles))
            if news is not None:
                found.append(match.back(news))
        return found

    def _seen(self, name: StoryId, wishes: Sequence[tuple[Wants, datetime]]) -> bool:
        """Say whether a wish matches a story that was seen after the wish begins."""
        found = ((self.wanted((wants,)).seen.get(name), begin) for wants, begin in wishes)
        return any(seen is not None and seen > begin for seen, begin in found)

    def _any(
        self,
        together: _Wanted,
        wishes: Sequence[tuple[Wants, datetime]],
        told: Told,
    ) -> list[Match]:
        """Return what is new to at least one of several wishes."""
        each = [(self.wanted((wants,)).seen, begin) for wants, begin in wishes]
        return [
            match
            for match in together.ranked
            if (name := match.coverage.story.id) not in told
            and any(name in seen and seen[name] > begin for seen, begin in each)
        ]


def _until(matches: Iterable[Match], akin: Collection[StoryId], most: int | None) -> list[Match]:
    """Return the first `most` matches, beside those akin to what was told; None: all."""
    best: list[Match] = []
    for match in matches:
        if most is not None and most <= 0:
            break
        best.append(match)
        if most is not None and match.coverage.story.id not in akin:
            most -= 1
    return best


def _composed(
    best: Sequence[Match], named: Sequence[Wants], budget: Budget, fresh: int
) -> Composed:
    first = sorted(best, key=lambda match: match.rank)[: looked_at(budget)]
    entries = chosen(first, named, budget)
    return Composed(entries, left_out=fresh - len(entries))
