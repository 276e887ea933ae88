"""What operators want to see at once, read from the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.commands.lately import Lately, lately
from bot.domain.deliveries import PartState
from bot.domain.feeds import Feed, Notice
from bot.domain.subscriptions import Subscription
from bot.ports.records import Sighting, Volume
from bot.ports.store import Store, Transaction

SHOWN = 12  # rejected items, next runs
SHOWN_SOURCES = 25
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """How one source stands."""

    name: str
    articles: int = 0  # of the last week
    newest_at: datetime | None = None
    read_at: datetime | None = None  # of a feed: when it was last had
    next_at: datetime | None = None  # of a feed: when it is asked again
    problem: str | None = None
    is_silent: bool = False  # a feed that brought nothing for long


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """Everything that an operator wants to see at once."""

    articles: int
    stories: int
    backlog: int  # articles that are in no story yet
    edits: int  # corrections that wait
    waiting_since: datetime | None  # since when the message waits that waits for longest
    tally: dict[str, int]
    holds: Sequence[tuple[str, datetime]]
    sources: Sequence[SourceView]  # those in trouble first
    more_sources: int
    rejected: Sequence[Sighting]
    rejected_count: int
    next_runs: Sequence[Subscription]
    lately: Lately


def status(store: Store, now: datetime) -> StatusView:
    """Return how everything stands."""
    with store.snapshot() as tx:
        tally = tx.outbox.tally()
        sources = list(_sources(tx, now))
        return StatusView(
            articles=tx.articles.count(),
            stories=tx.stories.count(),
            backlog=tx.archive.backlog(),
            edits=tx.edits.waiting(),
            waiting_since=tx.archive.waiting_since(now),
            tally={state.value: tally.get(state, 0) for state in PartState},
            holds=list(tx.outbox.holds(now).items()),
            sources=sources[:SHOWN_SOURCES],
            more_sources=max(0, len(sources) - SHOWN_SOURCES),
            rejected=tx.sources.rejected(SHOWN),
            rejected_count=tx.sources.rejected_count(),
            next_runs=tx.subscriptions.due(now + timedelta(days=3650), SHOWN),
            lately=lately(tx, now),
        )


def _sources(tx: Transaction, now: datetime) -> Iterator[SourceView]:
    """Yield the sources: those in trouble, then those that bring most."""
    outlets = {one.name.casefold(): one for one in tx.sources.outlets(now - 7 * A_DAY)}
    troubles = [SourceView(name=one.source, problem=one.reason) for one in tx.sources.troubles()]
    feeds = [_of_feed(feed, outlets.pop(feed.label.casefold(), None)) for feed in tx.feeds.all()]
    yield from troubles
    yield from (one for one in feeds if one.problem)
    well = [one for one in feeds if not one.problem]
    well += [
        SourceView(name=one.name, articles=one.articles, newest_at=one.newest_at)
        for one in outlets.values()
    ]
    yield from sorted(well, key=lambda one: (not one.is_silent, -one.articles, one.name))


def _of_feed(feed: Feed, volume: Volume | None) -> SourceView:
    return SourceView(
        name=feed.label,
        articles=volume.articles if volume else 0,
        newest_at=volume.newest_at if volume else feed.newest_at,
        read_at=feed.read_at,
        next_at=feed.next_poll_at,
        problem=feed.problem,
        is_silent=Notice.SILENT in feed.told,
    )
