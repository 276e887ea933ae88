"""Grouping: which story an article belongs to. Decides; the pipeline reads and writes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.articles import Article, ArticleId, Report
from bot.domain.stories import Story, StoryId
from summarizer import SAME_STORY, Fingerprint, similarity

WINDOW = timedelta(hours=72)  # a story takes in articles for so long after its last one
# Articles compared in full: those that share most with the new one. On ECB+ and Multi-News 8 give
# the same stories as 100, in a fifth of the time.
MOST_COMPARED = 8
FEWEST_TERMS = 10  # texts of a line or two share too much by chance: only copies of them are one
SAME_TEXT = 0.8


@dataclass(slots=True)
class StoryIndex:
    """The articles of recent stories, found by the words and phrases that they share."""

    _fingerprints: list[tuple[StoryId, Fingerprint]] = field(default_factory=list)
    _postings: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, story_id: StoryId, fingerprint: Fingerprint) -> None:
        """Remember an article of a story."""
        place = len(self._fingerprints)
        self._fingerprints.append((story_id, fingerprint))
        for mark in {*fingerprint.terms, *fingerprint.sketch}:
            self._postings[mark].append(place)

    def find(self, fingerprint: Fingerprint) -> StoryId | None:
        """Return the story of the most similar article; None: no article is similar enough.

        Of equally similar ones the first that was added wins, so order alone decides.
        """
        shared: Counter[int] = Counter()
        for mark in {*fingerprint.terms, *fingerprint.sketch}:
            shared.update(self._postings.get(mark, ()))
        compared = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:MOST_COMPARED]
        best, found = 0.0, None
        for place, _ in sorted(compared):
            story_id, other = self._fingerprints[place]
            alike = similarity(fingerprint, other)
            if alike > best and alike >= _needed(fingerprint, other):
                best, found = alike, story_id
        return found


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
