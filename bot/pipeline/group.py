"""Group: every summarized article becomes part of one story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain.articles import Article, ArticleId, Report
from bot.domain.grouping import WINDOW, StoryIndex, begun, joined, swapped
from bot.domain.stories import Story, StoryId
from bot.pipeline.summarize import METHOD
from bot.ports.ambient import Ambient
from bot.ports.store import Store, Transaction
from summarizer import VERSION

BATCH = 250


def group_new(store: Store, ambient: Ambient, *, tick: Callable[[int], None] | None = None) -> int:
    """Put the articles that are in no story into one; return how many.

    Reading and writing happen in one transaction a batch, so two processes group as one would.
    """
    done = 0
    while True:
        with store.snapshot() as tx:  # most ticks find nothing and must not hold up a writer
            if not tx.articles.without_story(METHOD, VERSION, 1):
                return done
        with store.transaction() as tx:
            reports = tx.articles.without_story(METHOD, VERSION, BATCH)
            if reports:
                _group(tx, reports, ambient.now())
        done += len(reports)
        if tick is not None:
            tick(len(reports))


def _group(tx: Transaction, reports: Sequence[Report], now: datetime) -> None:
    index = StoryIndex()
    stories: dict[StoryId, Story] = {}
    for story, fingerprints in tx.stories.since(now - WINDOW):
        stories[story.id] = story
        for fingerprint in fingerprints:
            index.add(story.id, fingerprint)
    for report in reports:
        story = _placed(tx, report, index, stories, now)
        stories[story.id] = story
        index.add(story.id, report.fingerprint)
        tx.stories.put(story)


def _placed(
    tx: Transaction,
    report: Report,
    index: StoryIndex,
    stories: dict[StoryId, Story],
    now: datetime,
) -> Story:
    article = report.article
    if article.replaces is not None:
        before = tx.stories.of_article(article.replaces)
        if before is not None:
            return _next_version(tx, before, article, article.replaces, now)
    found = index.find(report.fingerprint)
    if found is not None:
        return joined(stories[found], article, now)
    # The id of the first article serves as the story's: the same input gives the same ids.
    return begun(StoryId(article.id), report, now)


def _next_version(
    tx: Transaction, story: Story, article: Article, old: ArticleId, now: datetime
) -> Story:
    """Return the story with a newer version, or with the old one if the change was taken back."""
    tx.stories.note_change(story.id, now)
    newer = joined(story, article, now)
    held = [bool(tx.sources.keys_of(article.source, one)) for one in (old, article.id)]
    if held != [True, False] or article.id not in newer.articles:
        return newer
    tx.stories.put(newer)  # so that the newer version counts as grouped
    return swapped(newer, article.id, old)
