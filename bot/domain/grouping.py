"""Grouping: which story an article belongs to. Decides; the pipeline reads and writes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import chain, islice, zip_longest
from statistics import fmean

from bot.domain.articles import Article, ArticleId, Report
from bot.domain.copies import COPY
from bot.domain.stories import Story, StoryId
from summarizer import SAME_STORY, Fingerprint, Neighbors, likeness, similarity

WINDOW = timedelta(hours=72)  # a story takes in articles for so long after its last one
CANDIDATES = 48  # articles looked at: those that share most of the rare words of the new one
STORIES = 6  # of these articles' stories, those that are compared as wholes
MEMBERS = 24  # articles of a story that it is compared by: its first and its last ones
FEWEST_TERMS = 10  # texts of a line or two share too much by chance: only copies of them are one
SAME_TEXT = 0.8  # share of runs of words that makes two texts versions of one


@dataclass(slots=True)
class StoryIndex:
    """Recent stories, found by the rare words that their articles share with a new one.

    Kept between batches: `seen` is how far the store has been read into it (`Stories.links`).
    """

    seen: int = 0
    needed: float = SAME_STORY  # how alike a story and an article of it are at the least
    _articles: Neighbors = field(default_factory=Neighbors)
    _story_of: dict[ArticleId, StoryId] = field(default_factory=dict)
    _tongues: dict[ArticleId, str] = field(default_factory=dict)
    _members: dict[StoryId, dict[ArticleId, None]] = field(default_factory=dict)
    last_seen: dict[StoryId, datetime] = field(default_factory=dict)
    _ends: list[tuple[datetime, StoryId]] = field(default_factory=list)  # a heap; some are past
    _watched: list[dict[StoryId, None]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._story_of)

    def watch(self) -> dict[StoryId, None]:
        """Return where the names of stories are put as they change or go; now all of them.

        Whoever asked for it takes them out.
        """
        changed = dict.fromkeys(self.last_seen)
        self._watched.append(changed)
        return changed

    def add(
        self,
        story_id: StoryId,
        article_id: ArticleId,
        fingerprint: Fingerprint,
        seen_at: datetime,
        tongue: str = "",
    ) -> None:
        """Remember an article of a story; one of another story has moved to this one."""
        before = self._story_of.get(article_id)
        if before is not None and before != story_id:
            self.remove(article_id)
        if before != story_id:
            self._articles.add(article_id, fingerprint)
            self._story_of[article_id] = story_id
            self._tongues[article_id] = sys.intern(tongue)
            self._members.setdefault(story_id, {})[article_id] = None
        held = self.last_seen.get(story_id)
        if held is None or seen_at > held:
            self.last_seen[story_id] = seen_at
            heappush(self._ends, (seen_at, story_id))
        self._note(story_id)

    def remove(self, article_id: ArticleId) -> None:
        """Forget an article: it has a newer version, or moved."""
        story_id = self._story_of.pop(article_id, None)
        if story_id is None:
            return
        self._articles.remove(article_id)
        del self._tongues[article_id]
        members = self._members[story_id]
        del members[article_id]
        if not members:
            del self._members[story_id], self.last_seen[story_id]
        self._note(story_id)

    def forget_before(self, moment: datetime) -> None:
        """Let go of stories that were not seen since `moment`."""
        while self._ends and self._ends[0][0] < moment:
            seen_at, story_id = heappop(self._ends)
            if self.last_seen.get(story_id) == seen_at:  # not seen again, nor gone, since then
                for article_id in list(self._members[story_id]):
                    self.remove(article_id)

    def find(self, fingerprint: Fingerprint, since: datetime, tongue: str = "") -> StoryId | None:
        """Return the story that an article belongs to; None: to none that was seen since then.

        Half of what counts is the most similar article of a story, half is the mean over its
        articles in its language, so that one article between two look-alike events does not make
        them one. Of equals the first wins, so order alone decides.
        """
        near: dict[StoryId, float] = {}
        articles = self._articles.nearest(fingerprint, CANDIDATES)
        poor = len(fingerprint.terms) < FEWEST_TERMS
        for one, alike in zip(articles, self._articles.alike(fingerprint, articles), strict=True):
            story_id = self._story_of[ArticleId(one)]
            if self.last_seen[story_id] < since:
                continue
            if alike >= COPY and self._likeness(fingerprint, one) >= (SAME_TEXT if poor else COPY):
                return story_id
            near[story_id] = max(alike, near.get(story_id, 0.0))
        return None if poor else self._best(fingerprint, near, tongue)

    def members(self, story_id: StoryId) -> list[ArticleId]:
        """Return the articles of a story, in the order in which they came."""
        return list(self._members[story_id])

    def story_of(self, article_id: ArticleId) -> StoryId | None:
        """Return the story of an article; None: it is in none that is known."""
        return self._story_of.get(article_id)

    def firsts(self, story_id: StoryId) -> Mapping[str, ArticleId]:
        """Return the first article of a story in each of its languages."""
        found: dict[str, ArticleId] = {}
        for article_id in self._members[story_id]:
            found.setdefault(self._tongues[article_id], article_id)
        return found

    def near(self, article_ids: Iterable[ArticleId], most: int) -> list[StoryId]:
        """Return up to so many stories that share rare words with these articles.

        Each article has its say in turn: first what is nearest to each, then what comes next.
        """
        marks = (self._articles.fingerprint(one) for one in article_ids)
        ranked = [self._articles.nearest(one, CANDIDATES) for one in marks]
        turns = chain.from_iterable(zip_longest(*ranked))
        found = dict.fromkeys(self._story_of[ArticleId(one)] for one in turns if one is not None)
        return list(islice(found, most))

    def alike(self, article_id: ArticleId, others: Sequence[ArticleId]) -> list[float]:
        """Return how alike an article and each of the others are."""
        return self._articles.alike(self._articles.fingerprint(article_id), others)

    def shared_by_few(
        self, some: Sequence[ArticleId], others: Sequence[ArticleId], most: int
    ) -> int:
        """Return how many terms both have that no more than `most` other articles have."""
        return self._articles.shared_by_few(some, others, most)

    def _note(self, story_id: StoryId) -> None:
        for changed in self._watched:
            changed[story_id] = None

    def _best(
        self, fingerprint: Fingerprint, near: Mapping[StoryId, float], tongue: str
    ) -> StoryId | None:
        stories = sorted(near, key=lambda one: -near[one])[:STORIES]
        samples = [self._sample(one, tongue) for one in stories]
        alike = iter(self._articles.alike(fingerprint, [*chain.from_iterable(samples)]))
        best, found = self.needed, None
        for story_id, sample in zip(stories, samples, strict=True):
            score = (near[story_id] + fmean(islice(alike, len(sample)))) / 2
            if score > best:
                best, found = score, story_id
        return found

    def _likeness(self, fingerprint: Fingerprint, article_id: str) -> float:
        return likeness(fingerprint, self._articles.fingerprint(article_id))

    def _sample(self, story_id: StoryId, tongue: str) -> list[str]:
        """Return articles of a story in a language, if it has any: others have other words."""
        known = self._members[story_id]
        members: list[str] = [one for one in known if self._tongues[one] == tongue] or [*known]
        half = MEMBERS // 2
        return members if len(members) <= MEMBERS else [*members[:half], *members[-half:]]


def tell_the_same(one: Fingerprint, other: Fingerprint) -> bool:
    """Say whether two articles tell one story."""
    return similarity(one, other) >= _needed(one, other)


def _needed(one: Fingerprint, other: Fingerprint) -> float:
    poor = min(len(one.terms), len(other.terms)) < FEWEST_TERMS
    return SAME_TEXT if poor else SAME_STORY


def begun(story_id: StoryId, report: Report, now: datetime) -> Story:
    """Return the story that an article begins.

    A story is seen when it is grouped: whoever subscribes before that has not missed it.
    """
    article = report.article
    return Story(
        id=story_id,
        lead=article.id,
        articles=(article.id,),
        first_seen_at=now,
        last_seen_at=now,
    )


def joined(story: Story, article: Article, now: datetime) -> Story:
    """Return the story with one more article, or with a newer version of one that it has."""
    if article.replaces is not None and article.replaces in story.articles:
        return swapped(story, article.replaces, article.id)
    return replace(
        story,
        articles=(*story.articles, article.id),
        last_seen_at=max(story.last_seen_at, now),
    )


def swapped(story: Story, old: ArticleId, new: ArticleId) -> Story:
    """Return the story with another version of one of its articles.

    A new version is no new article: the story is as old, and as told, as it was.
    """
    articles = tuple(new if one == old else one for one in story.articles)
    return replace(story, articles=articles, lead=new if story.lead == old else story.lead)
