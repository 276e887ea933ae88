"""Tongues: stories in several languages that tell one event.

Words cannot tell that; vectors of meaning can (`summarizer.Meanings`). A story is known by its
first article in each of its languages. Two become one if they are near, nothing is nearer to the
one, and nothing in its languages is nearer to the other. A number in common makes less enough: two
events of one kind differ in theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """What stories say in their languages: what has been looked at, of the window's stories."""

    meanings: Meanings = field(default_factory=Meanings)
    _numbers: dict[ArticleId, frozenset[float]] = field(default_factory=dict)
    _two: set[frozenset[StoryId]] = field(default_factory=set)

    def missing(self, index: StoryIndex) -> Mapping[ArticleId, str]:
        """Return the articles by which stories are known and that are not, with their languages.

        None as long as all are in one language; forgets those that are not needed any more.
        """
        needed = dict(_known_by(index))
        self.forget(self._numbers.keys() - needed.keys())
        self._two = {pair for pair in self._two if pair <= index.last_seen.keys()}
        if len(set(needed.values())) < 2:  # noqa: PLR2004 -- nobody says it in another language
            return {}
        return {one: tongue for one, tongue in needed.items() if one not in self._numbers}

    def add(self, articles: Iterable[Article], tongues: Mapping[ArticleId, str]) -> None:
        """Look at some of the missing articles."""
        beginnings: dict[str, dict[str, str]] = {}
        for article in articles:
            text = f"{article.title}. {article.body[:BEGINNING]}"
            beginnings.setdefault(tongues[article.id], {})[article.id] = text
            found = amounts(words(plainly_numbered(text)))
            self._numbers[article.id] = frozenset(one for one in found if _is_telling(one))
        for tongue, texts in beginnings.items():
            self.meanings.add(texts, tongue)

    def forget(self, article_ids: Iterable[ArticleId]) -> None:
        """Know nothing of these any more: those that are still needed are missing again."""
        for article_id in article_ids:
            del self._numbers[article_id]
            self.meanings.remove(article_id)

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


def _known_by(index: StoryIndex) -> Iterator[tuple[ArticleId, str]]:
    for story_id in index.last_seen:
        for tongue, article_id in index.firsts(story_id).items():
            if tongue in MEANT_LANGUAGES:
                yield article_id, tongue
