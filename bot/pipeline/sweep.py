"""Sweep: what there is to do by now, and what was missed, is handed to those who distribute work.

Usually a step is queued in the transaction that makes it necessary. What becomes necessary because
time passes is found here; and what was written by a process that queues nothing, or whose job was
lost. Handing something over twice is harmless: every step looks at how things stand.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.followups import (
    CORRECT,
    DELIVER,
    EDIT,
    GROUP,
    PLAN,
    POLL,
    SUMMARIZE,
    FollowUp,
    for_platform,
)
from bot.pipeline.deliver import expire
from bot.pipeline.summarize import METHOD
from bot.ports.ambient import Ambient
from bot.ports.store import Store
from summarizer import VERSION

DUE = 25_000  # subscriptions that are handed over at a time
ARTICLES, CHATS, FEEDS = 2000, 2000, 2000


def due(store: Store, ambient: Ambient) -> int:
    """Hand over the subscriptions that are due, unless earlier ones are still being planned."""
    with store.transaction() as tx:
        if tx.work.waits(PLAN):
            return 0
        found = tx.subscriptions.due(ambient.now(), DUE)
        tx.work.follow([FollowUp(PLAN, one.id) for one in found])
    return len(found)


def feeds(store: Store, ambient: Ambient) -> None:
    """Hand over the feeds that are due; those that are being polled are, until that is kept."""
    now = ambient.now()
    with store.snapshot() as tx:
        if not tx.feeds.is_due(now):
            return
    with store.transaction() as tx:
        tx.work.follow([FollowUp(POLL, one.id) for one in tx.feeds.due(now, FEEDS)])


def missed(store: Store, ambient: Ambient, platforms: Collection[str]) -> None:
    """Hand over what waits for a step and is in no queue; end what is too late."""
    now = ambient.now()
    expire(store, ambient)
    with store.transaction() as tx:
        if not tx.work.waits(SUMMARIZE):
            articles = tx.articles.without_summary(METHOD, VERSION, ARTICLES)
            tx.work.follow([FollowUp(SUMMARIZE, one.id) for one in articles])
        if not tx.work.waits(GROUP) and tx.articles.without_story(METHOD, VERSION, 1):
            tx.work.follow([FollowUp(GROUP)])
        if tx.stories.changed(1):
            tx.work.follow([FollowUp(CORRECT)])
        for platform in sorted(platforms):
            chats = tx.outbox.waiting(platform, now, CHATS)
            step = for_platform(DELIVER, platform)
            tx.work.follow([FollowUp(step, str(address)) for address in chats])
            if tx.edits.due([platform], now, 1):
                tx.work.follow([FollowUp(for_platform(EDIT, platform))])
