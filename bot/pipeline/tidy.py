"""Tidy: let go of what is old, a batch a transaction, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.boilerplate import WITHIN
from bot.domain.composing import LONG_REACH
from bot.domain.feeds import Origin
from bot.ports.ambient import Ambient
from bot.ports.store import Store

BATCH = 500
MARKS = 2000  # rows of two short texts
A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)
KEEP_DAYS = timedelta(days=400)  # for which it is known how much there was on each
ALONE = timedelta(days=7)  # notes on an article of whose sentences no other has one
ROOM_STEPS = 500  # at most in one turn: a gigabyte


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """How long things are kept."""

    articles: timedelta = timedelta(days=90)  # after their story was last seen
    digests: timedelta = timedelta(days=90)  # with the messages that brought them
    told: timedelta = timedelta(days=400)
    heard: timedelta = timedelta(days=2)  # platforms tell nothing twice after a day
    boilerplate: timedelta = timedelta(days=180)  # then it has to be found again


@dataclass(slots=True)
class Tidied:
    """What one turn let go of."""

    stories: int = 0
    articles: int = 0
    digests: int = 0
    marks: int = 0
    heard: int = 0


def tidy(
    store: Store, ambient: Ambient, keep: Keep, *, go_on: Callable[[], bool] = lambda: True
) -> Tidied:
    """Let go of what is older than is kept; `go_on` is asked between two transactions.

    Digests go first. A story stays, whatever its age, while a digest that is kept, or a message
    that waits, tells it.
    """
    now, done = ambient.now(), Tidied()
    count_days(store, now)
    _digests(store, now - keep.digests, done, go_on)
    _stories(store, now, keep, done, go_on)
    _marks(store, now - keep.told, done, go_on)
    _heard(store, now - keep.heard, done, go_on)
    _notes(store, now, go_on)
    _feeds(store, now - keep.articles)
    with store.transaction() as tx:
        tx.recurring.unlearn(now - keep.boilerplate)
        tx.outbox.release(now)
        tx.edits.release(now)
    for _ in range(ROOM_STEPS):
        if not go_on():
            break
        with store.transaction() as tx:
            if not tx.keeping.give_room_back():
                break
    store.wipe()
    return done


def count_days(store: Store, now: datetime) -> None:
    """Count the days for good that ended a day ago or earlier, before anything of them goes.

    Until then stories that turn out to be one may still become one.
    """
    before = now.replace(hour=0, minute=0, second=0, microsecond=0) - A_DAY
    with store.snapshot() as tx:
        days, topics = tx.days.uncounted(before)
    with store.transaction() as tx:
        tx.days.keep(days, topics, since=before - KEEP_DAYS, before=before)


def _digests(store: Store, before: datetime, done: Tidied, go_on: Callable[[], bool]) -> None:
    while go_on():
        with store.transaction() as tx:
            removed = tx.keeping.remove_digests(before, BATCH)
            texts = tx.keeping.remove_texts(before, BATCH)
        done.digests += removed
        if max(removed, texts) < BATCH:
            return


def _stories(
    store: Store, now: datetime, keep: Keep, done: Tidied, go_on: Callable[[], bool]
) -> None:
    before = now - keep.articles
    with store.snapshot() as tx:
        if not tx.keeping.old_stories(before, 0, 1):
            return
        # A schedule tells nothing that is older than its reach: its later digests are not read.
        quoted = tx.keeping.quoted(now - keep.digests, before + LONG_REACH)
    spared = 0
    while go_on():
        with store.transaction() as tx:
            found = tx.keeping.old_stories(before, spared, BATCH)
            # Somebody may have looked for one of them meanwhile.
            lately = tx.keeping.quoted(now - A_MINUTE, now - A_MINUTE) if found else frozenset()
            old = [one for one in found if one not in quoted and one not in lately]
            if old:
                done.articles += tx.keeping.remove_stories(old)
        done.stories += len(old)
        spared += len(found) - len(old)
        if len(found) < BATCH:
            return


def _marks(store: Store, before: datetime, done: Tidied, go_on: Callable[[], bool]) -> None:
    while go_on():
        with store.snapshot() as tx:  # it may have to look at all marks, which holds up nobody
            found = tx.keeping.old_marks(before, MARKS)
        if not found:
            return
        with store.transaction() as tx:
            tx.keeping.remove_marks(found)
        done.marks += len(found)


def _notes(store: Store, now: datetime, go_on: Callable[[], bool]) -> None:
    """Let go of what is noted of articles that are too old for their sentences to be counted."""
    while go_on():
        with store.snapshot() as tx:
            found = tx.recurring.old(now - WITHIN, now - ALONE, BATCH)
        if not found:
            return
        with store.transaction() as tx:
            tx.recurring.forget(found)


def _heard(store: Store, before: datetime, done: Tidied, go_on: Callable[[], bool]) -> None:
    while go_on():
        with store.transaction() as tx:
            forgotten = tx.hearing.forget(before, MARKS)
        done.heard += forgotten
        if forgotten < MARKS:
            return


def _feeds(store: Store, before: datetime) -> None:
    """Let go of the feeds that chats added and that nobody has wanted for so long."""
    with store.transaction() as tx:
        for feed in tx.feeds.all():
            rests = feed.origin is Origin.CHAT and feed.next_poll_at is None
            is_old = (feed.read_at or feed.added_at) < before
            if rests and is_old and not tx.subscriptions.of_source(feed.name):
                tx.feeds.remove(feed.id)
