"""Sharing: what many subscriptions have in common is worked out once in a turn of planning.

A hundred thousand chats have a few hundred different wishes. Which stories a wish matches, in which
order, what a choice of them says and how that looks on a platform are kept for the turn; what is
left for each chat is what it was told already.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias, TypeVar

from bot.domain.bodies import WrittenBody, body_text
from bot.domain.chats import Budget
from bot.domain.composing import Composed, chosen, looked_at, matches
from bot.domain.deliveries import Body
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
    texts: Texts = field(default_factory=Texts)
    _wanted: dict[tuple[Wants, ...], _Wanted] = field(default_factory=dict)
    _composed: dict[Key, Composed] = field(default_factory=dict)
    _other: dict[Key, Any] = field(default_factory=dict)
    _kinship: Kinship = field(init=False)

    def __post_init__(self) -> None:
        """Compare nothing before somebody was told something."""
        self._kinship = Kinship(self.recent)

    def trim(self) -> bool:
        """Forget what was composed and rendered if it is very much; True: it was.

        It is where each chat was told other things. To be called while nobody holds anything of it.
        """
        if len(self._composed) + len(self._other) <= MOST_KEPT:
            return False
        self._composed.clear()
        self._other.clear()  # its keys name what was composed
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
        named = tuple(wants for wants, _ in wishes)
        wanted = self.wanted(named)
        akin = self._kinship.of_any(told)
        back = self._back(wanted, wishes, told)
        if taste:
            back = for_chat(back, akin=akin, taste=taste, marks=self._marks)
            mine = for_chat(wanted.ranked, akin=akin, taste=taste, marks=self._marks)
            wanted = replace(wanted, ranked=mine)
        if len(wishes) == 1:
            ((_, begin),) = wishes
            fresh = wanted.since(begin) - sum(
                1 for one in told if one in wanted.seen and wanted.seen[one] > begin
            )
            best = self._first(wanted, begin, told, looked_at(budget))
        else:
            best = self._any(wanted, wishes, told)
            fresh = len(best)
            best = best[: looked_at(budget)]
        if back:
            fresh += len(back)
            best = sorted([*best, *back], key=lambda match: match.rank)[: looked_at(budget)]
        names = tuple(match.coverage.story.id for match in best)
        if taste:  # nobody else is told this, and what is shared is kept for the turn
            entries = chosen(best, named, budget)
            return Composed(entries, left_out=fresh - len(entries))
        near = akin.intersection(names)
        since = tuple(told[name].articles if name in told else None for name in names)
        key = (named, budget, names, since, fresh, near)
        if key not in self._composed:
            entries = chosen(for_chat(best, akin=near), named, budget)
            self._composed[key] = Composed(entries, left_out=fresh - len(entries))
        return self._composed[key]

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

    def _first(self, wanted: _Wanted, begin: datetime, told: Told, most: int) -> list[Match]:
        best: list[Match] = []
        for match in wanted.ranked:
            if len(best) == most:
                break
            story = match.coverage.story
            if story.last_seen_at > begin and story.id not in told:
                best.append(match)
        return best

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


def template(body: Body, names: Sequence[str]) -> Callable[[Sequence[str]], Body]:
    """Return what makes bodies like this one with other names in the place of these.

    Names are letters and digits, or addresses that need no escaping, so that the replacing is done
    in the JSON text, once written.
    """
    text = body_text(body)

    def fill(others: Sequence[str]) -> Body:
        filled = text
        for name, other in zip(names, others, strict=True):
            filled = filled.replace(name, other)
        return WrittenBody(filled)

    return fill
