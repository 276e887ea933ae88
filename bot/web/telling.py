"""What the pages of stories and of status show, read from the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.articles import Article, ArticleId
from bot.domain.deliveries import PartState
from bot.domain.stories import Coverage, StoryId
from bot.domain.subscriptions import Subscription
from bot.ports.records import Sighting, Volume
from bot.ports.store import Store
from bot.ports.store_archive import Day
from bot.web.reading import TextView, text_view
from summarizer import similarity

ON_A_PAGE = 20  # stories
MOST_FOUND = 20  # stories that a search shows
SHOWN = 12  # sources, rejected items, next runs
WEEKS = 4
MOST_TOPICS = 5  # that a chart tells apart
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One article of a story."""

    article: Article
    outlet: str
    at: datetime  # when it was published, or else came in
    likeness: float  # to the article that leads, from 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """Everything that an operator wants to see at once."""

    articles: int
    stories: int
    tally: dict[str, int]
    holds: Sequence[tuple[str, datetime]]
    troubles: Sequence[Sighting]
    rejected: Sequence[Sighting]
    outlets: Sequence[Volume]
    next_runs: Sequence[Subscription]
    days: Sequence[Day]  # each day of the last weeks, the oldest first
    topics: Sequence[str]  # the fullest of them
    by_topic: Sequence[tuple[str, Sequence[int]]]  # of each day, in the order of `topics`; the rest


def newest(
    store: Store, before: tuple[datetime, StoryId]
) -> tuple[Sequence[Coverage], tuple[datetime, StoryId] | None]:
    """Return stories seen before that one, and where the next page begins; None: nowhere."""
    with store.snapshot() as tx:
        found = tx.archive.stories(before, ON_A_PAGE + 1)
        shown = tx.stories.coverage(found[:ON_A_PAGE])
    more = len(found) > ON_A_PAGE and shown
    last = shown[-1].story if shown else None
    return shown, (last.last_seen_at, last.id) if more and last else None


def found(store: Store, query: str, since: datetime) -> Sequence[Coverage]:
    """Return the newest stories about some words."""
    with store.snapshot() as tx:
        return tx.stories.coverage(tx.articles.search(query, since, MOST_FOUND))


def story(store: Store, story_id: StoryId) -> tuple[Coverage, Sequence[Teller]] | None:
    """Return a story and who told it, the first one first; None: there is none."""
    with store.snapshot() as tx:
        coverages = tx.stories.coverage([story_id])
    if not coverages:
        return None
    coverage = coverages[0]
    tellers = [
        Teller(
            article=report.article,
            outlet=report.outlet,
            at=report.article.published_at or report.article.collected_at,
            likeness=similarity(coverage.lead.fingerprint, report.fingerprint),
        )
        for report in coverage.reports
    ]
    return coverage, sorted(tellers, key=lambda one: (one.at, one.article.id))


def article(store: Store, article_id: ArticleId) -> tuple[TextView, StoryId | None] | None:
    """Return an article with its telling sentences marked, and its story; None: there is none."""
    with store.snapshot() as tx:
        kept = tx.articles.get(article_id)
        if kept is None:
            return None
        told = tx.stories.of_article(article_id)
        coverages = tx.stories.coverage([told.id]) if told else ()
    reports = [one for c in coverages for one in c.reports if one.article.id == article_id]
    spans = [span for one in reports for span in one.summary.spans]
    view = text_view(kept, [(span, number) for number, span in enumerate(spans, 1)])
    return view, told.id if told else None


def status(store: Store, now: datetime) -> StatusView:
    """Return how everything stands."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight - timedelta(weeks=WEEKS) + A_DAY
    names = [f"{since + n * A_DAY:%Y-%m-%d}" for n in range(WEEKS * 7)]
    with store.snapshot() as tx:
        tally = tx.outbox.tally()
        days = {one.day: one for one in tx.archive.days(since)}
        fullest, by_topic = _by_topic(names, tx.archive.topics(since))
        return StatusView(
            articles=tx.articles.count(),
            stories=tx.stories.count(),
            tally={state.value: tally.get(state, 0) for state in PartState},
            holds=list(tx.outbox.holds(now).items()),
            troubles=tx.sources.troubles(),
            rejected=tx.sources.rejected(SHOWN),
            outlets=tx.sources.outlets(now - 7 * A_DAY)[:SHOWN],
            next_runs=tx.subscriptions.due(now + timedelta(days=3650), SHOWN),
            days=[days.get(name, Day(day=name)) for name in names],
            topics=fullest,
            by_topic=by_topic,
        )


def _by_topic(
    days: Sequence[str], counted: Sequence[tuple[str, str, int]]
) -> tuple[Sequence[str], Sequence[tuple[str, Sequence[int]]]]:
    totals: Counter[str] = Counter()
    for _, topic, count in counted:
        totals[topic] += count
    fullest = sorted(totals, key=lambda topic: (-totals[topic], topic))[:MOST_TOPICS]
    of = {(day, topic): count for day, topic, count in counted}
    rest: Counter[str] = Counter()
    for day, topic, count in counted:
        rest[day] += 0 if topic in fullest else count
    has_rest = len(totals) > len(fullest)
    return fullest, [
        (day, [*(of.get((day, topic), 0) for topic in fullest), *([rest[day]] if has_rest else [])])
        for day in days
    ]
