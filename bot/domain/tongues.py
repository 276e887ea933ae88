"""Tongues: stories in several languages that tell one event.

Words cannot tell that; vectors of meaning can (`summarizer.Meanings`). A story is known by its
first article in each of its languages. Two become one if they are near, nothing is nearer to the
one, and nothing in its languages is nearer to the other. A number in common makes less enough: two
events of one kind differ in theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from bot.domain.amounts import amounts, plainly_numbered
from bot.domain.articles import Article, ArticleId
from bot.domain.grouping import StoryIndex
from bot.domain.stories import StoryId
from bot.domain.twins import Twins, apart
from summarizer import MEANT_LANGUAGES, Meanings, words

NEAR = 0.58  # mean similarity of two stories that are one
NEAR_ENOUGH = 0.5  # if they have a telling number in common
DAYS = 31  # numbers up to here are everywhere: days, hours, ages
BEGINNING = 300  # characters of an article that are compared, with its headline
NEIGHBORS = 12  # articles in other languages whose stories are compared as wholes


@dataclass(slots=True)
class Tongues:
    """What stories say in their languages: what has been looked at, of the window's stories.

    What is kept of the others is brought up to date by what changed, not by all stories there are.
    """

    meanings: Meanings = field(default_factory=Meanings)
    _index: StoryIndex | None = None  # the one that is followed
    _changed: dict[StoryId, None] = field(default_factory=dict)  # in it, since it was last asked
    _known_by: dict[StoryId, Mapping[ArticleId, str]] = field(default_factory=dict)
    _spoken: Counter[str] = field(default_factory=Counter)  # by how many of these articles
    _missing: dict[ArticleId, str] = field(default_factory=dict)  # of these articles
    _numbers: dict[ArticleId, frozenset[float]] = field(default_factory=dict)
    _two: set[frozenset[StoryId]] = field(default_factory=set)

    def missing(self, index: StoryIndex) -> Mapping[ArticleId, str]:
        """Return the articles by which stories are known and that are not, with their languages.

        None as long as all are in one language; forgets those that are not needed any more.
        """
        self._follow(index)
        if len(self._spoken) < 2:  # noqa: PLR2004 -- nobody says it in another language
            return {}
        return dict(self._missing)

    def add(self, articles: Iterable[Article], tongues: Mapping[ArticleId, str]) -> None:
        """Look at some of the missing articles."""
        beginnings: dict[str, dict[str, str]] = {}
        for article in articles:
            self._missing.pop(article.id, None)
            text = f"{article.title}. {article.body[:BEGINNING]}"
            beginnings.setdefault(tongues[article.id], {})[article.id] = text
            found = amounts(words(plainly_numbered(text)))
            self._numbers[article.id] = frozenset(one for one in found if _is_telling(one))
        for tongue, texts in beginnings.items():
            self.meanings.add(texts, tongue)

    def miss(self, tongues: Mapping[ArticleId, str]) -> None:
        """Know nothing of these any more, that were missing: they are once more."""
        self._forget(tongues)
        self._missing |= tongues

    def stay_two(self, pairs: Iterable[Twins]) -> None:
        """Remember that these were told as two stories, and will be."""
        self._two.update(frozenset((one.small, one.large)) for one in pairs)

    def twins(self, index: StoryIndex, article_ids: Iterable[ArticleId]) -> Sequence[Twins]:
        """Return which of the stories of these articles are one with another, each story once."""
        mine = list(dict.fromkeys(one for name in article_ids if (one := index.story_of(name))))
        near = self._near(index, mine)
        best = {one: self._best(index, one, others) for one, others in near.items()}
        rivals = self._near(index, [one for one in best.values() if one is not None])
        found = []
        for one, other in best.items():
            if other is None:
                continue
            tongues = index.firsts(one).keys()
            same = [r for r in rivals[other] if not tongues.isdisjoint(index.firsts(r))]
            alike = self._alike(index, one, other)
            needed = NEAR_ENOUGH if self._same_number(index, one, other) else NEAR
            if alike >= needed and self._best(index, other, same) in {one, None}:
                sizes = sorted((one, other), key=lambda story: (-len(index.members(story)), story))
                found.append(Twins(large=sizes[0], small=sizes[1], alike=alike))
        return apart(found)

    def _follow(self, index: StoryIndex) -> None:
        """Find out which articles stories are known by now that changed."""
        if index is not self._index:
            self._index, self._changed = index, index.watch()
            self._changed |= dict.fromkeys(self._known_by)
        before: dict[ArticleId, str] = {}
        after: dict[ArticleId, str] = {}
        for story_id in self._changed:
            before |= self._known_by.pop(story_id, {})
            if known_by := _known_by(index, story_id):
                self._known_by[story_id] = known_by
                after |= known_by
        if any(one not in index.last_seen for one in self._changed):
            self._two = {pair for pair in self._two if pair <= index.last_seen.keys()}
        self._changed.clear()
        self._spoken.update(after.values())
        self._spoken.subtract(before.values())
        self._spoken = +self._spoken
        self._forget(before.keys() - after.keys())
        self._missing |= {one: after[one] for one in after if one not in self._numbers}

    def _forget(self, article_ids: Iterable[ArticleId]) -> None:
        for article_id in article_ids:
            self._missing.pop(article_id, None)
            if self._numbers.pop(article_id, None) is not None:
                self.meanings.remove(article_id)

    def _near(
        self, index: StoryIndex, story_ids: Sequence[StoryId]
    ) -> dict[StoryId, dict[StoryId, None]]:
        """Return for each story those that an article in another language is in, and near."""
        known = [(story, one) for story in story_ids for one in self._firsts(index, story)]
        near: dict[StoryId, dict[StoryId, None]] = {story: {} for story in story_ids}
        rows = self.meanings.nearest([one for _, one in known], NEIGHBORS)
        for (story, _), row in zip(known, rows, strict=True):
            others = (index.story_of(ArticleId(one)) for one in row)
            near[story] |= {one: None for one in others if one is not None}
        return near

    def _best(
        self, index: StoryIndex, story_id: StoryId, others: Iterable[StoryId]
    ) -> StoryId | None:
        """Return which of these is most like a story, of those that are in other languages, too."""
        tongues = index.firsts(story_id).keys()
        found = [
            one
            for one in others
            if one != story_id
            and index.firsts(one).keys() != tongues
            and frozenset((one, story_id)) not in self._two
        ]
        return max(found, key=lambda one: (self._alike(index, story_id, one), one), default=None)

    def _alike(self, index: StoryIndex, one: StoryId, other: StoryId) -> float:
        return self.meanings.alike(self._firsts(index, one), self._firsts(index, other))

    def _same_number(self, index: StoryIndex, one: StoryId, other: StoryId) -> bool:
        pairs = product(self._firsts(index, one), self._firsts(index, other))
        return any(not self._numbers[a].isdisjoint(self._numbers[b]) for a, b in pairs)

    def _firsts(self, index: StoryIndex, story_id: StoryId) -> list[ArticleId]:
        return [one for one in index.firsts(story_id).values() if one in self._numbers]


def _is_telling(number: float) -> bool:
    """Say whether a number is not likely to be in two articles by chance: 112 or 4.75, not 300."""
    return number != int(number) or (number > DAYS and len(str(int(number)).rstrip("0")) > 1)


def _known_by(index: StoryIndex, story_id: StoryId) -> Mapping[ArticleId, str]:
    """Return the articles that a story is known by, with their languages; none: it is gone."""
    if story_id not in index.last_seen:
        return {}
    firsts = index.firsts(story_id)
    return {one: tongue for tongue, one in firsts.items() if tongue in MEANT_LANGUAGES}
