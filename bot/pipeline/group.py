"""Group: every summarized article becomes part of one story.

Which stories there are is read from the store into an index, which is kept between batches and
caught up before each: what another process grouped is in it, and after a restart it is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from bot.domain.articles import Article, ArticleId, Report
from bot.domain.grouping import WINDOW, StoryIndex, begun, joined, swapped
from bot.domain.stories import Story, StoryId
from bot.domain.tongues import Tongues
from bot.domain.twins import SecondLook, Twins, is_small, twins
from bot.pipeline.summarize import METHOD
from bot.ports.ambient import Ambient
from bot.ports.store import Store, Transaction
from summarizer import VERSION

BATCH = 250
LINKS = 2000  # read at once
SECOND_LOOKS = 500  # stories in one turn, which takes a second to three


@dataclass(slots=True)
class Grouping:
    """What one process knows of the stories of the last 72 hours; its threads take turns."""

    index: StoryIndex = field(default_factory=StoryIndex)
    looks: SecondLook = field(default_factory=SecondLook)
    tongues: Tongues | None = None  # None: languages are not compared
    turn: Lock = field(default_factory=Lock)


def group_new(
    store: Store,
    ambient: Ambient,
    grouping: Grouping | None = None,
    *,
    tick: Callable[[int], None] | None = None,
) -> int:
    """Put the articles that are in no story into one; return how many.

    Reading and writing happen in one transaction a batch, so two processes group as one would.
    """
    grouping = grouping or Grouping()
    with grouping.turn:
        return _group_all(store, ambient, grouping, tick)


def _group_all(
    store: Store, ambient: Ambient, grouping: Grouping, tick: Callable[[int], None] | None
) -> int:
    done = 0
    while True:
        with store.snapshot() as tx:  # most ticks find nothing and must not hold up a writer
            if not tx.articles.without_story(METHOD, VERSION, 1):
                return done
            catch_up(tx, grouping.index, ambient.now())
        try:
            with store.transaction() as tx:
                reports = tx.articles.without_story(METHOD, VERSION, BATCH)
                if reports:
                    _group(tx, reports, grouping.index, ambient.now())
        except BaseException:
            grouping.index = StoryIndex()  # this one may hold what was not kept
            raise
        done += len(reports)
        if tick is not None:
            tick(len(reports))


def merge_twins(
    store: Store,
    ambient: Ambient,
    grouping: Grouping,
    *,
    tick: Callable[[int], None] | None = None,
) -> int:
    """Make one of stories that turned out to be one; return how many were given up for another.

    A story that a digest told or showed is never given up.
    """
    with grouping.turn:
        return _merge_twins(store, ambient, grouping, tick)


def _merge_twins(
    store: Store, ambient: Ambient, grouping: Grouping, tick: Callable[[int], None] | None
) -> int:
    now = ambient.now()
    with store.snapshot() as tx:
        catch_up(tx, grouping.index, now)
    due = grouping.looks.due(grouping.index, now, SECOND_LOOKS)
    left, merged = list(due), 0
    while (found := twins(grouping.index, left, now)).pairs:
        joined = join(store, found.pairs)
        merged += len(joined)
        tried = {pair.small for pair in found.pairs if pair not in joined}  # digests showed both
        with store.snapshot() as tx:
            catch_up(tx, grouping.index, now)
        if tick is not None:
            tick(len(left))
        # What joined another story may have been the one that a third is near to.
        left = [one for one in left if one not in tried and is_small(grouping.index, one)]
    grouping.looks.looked_at(grouping.index, due, found.early)
    return merged


def join(store: Store, pairs: Sequence[Twins]) -> Sequence[Twins]:
    """Make one story of each pair; return of which: two that digests showed stay two."""
    if not pairs:
        return ()
    merged, moved = [], dict[StoryId, StoryId]()
    with store.transaction() as tx:
        shown = tx.stories.shown([one for pair in pairs for one in (pair.small, pair.large)])
        for pair in pairs:
            two = (pair.small, moved.get(pair.large, pair.large))
            small, large = reversed(two) if pair.small in shown else two
            if tx.stories.give_up(small, large):
                merged.append(pair)
                moved[small] = large
    return merged


def catch_up(tx: Transaction, index: StoryIndex, now: datetime) -> None:
    """Bring into the index what was grouped since it was last brought up to date."""
    index.forget_before(now - WINDOW)
    while links := tx.stories.links(index.seen, now - WINDOW, LINKS):
        for link in links:
            if link.is_current:
                index.add(
                    link.story_id, link.article_id, link.fingerprint, link.seen_at, link.language
                )
            else:
                index.remove(link.article_id)
        index.seen = links[-1].seq


def _group(tx: Transaction, reports: Sequence[Report], index: StoryIndex, now: datetime) -> None:
    catch_up(tx, index, now)
    for report in reports:
        story = _placed(tx, report, index, now)
        tx.stories.put(story)
        # What corrects an old story does not bring it back: that would depend on who read it when.
        if report.article.id in story.articles and story.last_seen_at >= now - WINDOW:
            index.add(
                story.id,
                report.article.id,
                report.fingerprint,
                story.last_seen_at,
                report.summary.language,
            )


def _placed(tx: Transaction, report: Report, index: StoryIndex, now: datetime) -> Story:
    article = report.article
    if article.replaces is not None:
        before = tx.stories.of_article(article.replaces)
        if before is not None:
            index.remove(article.replaces)
            return _next_version(tx, before, article, article.replaces, now)
    found = index.find(report.fingerprint, now - WINDOW, report.summary.language)
    story = None if found is None else tx.stories.get(found)
    if story is not None:
        return joined(story, article, now)
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
