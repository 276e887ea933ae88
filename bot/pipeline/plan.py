"""Plan: subscriptions that are due become digests, rendered and frozen, in one transaction each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import structlog

from bot.domain.chats import Chat, ChatAddress
from bot.domain.composing import LONG_REACH, compose, reach
from bot.domain.deliveries import Body, Delivery, DeliveryId, Part
from bot.domain.digests import Digest, DigestId
from bot.domain.filters import Texts
from bot.domain.schedules import next_due
from bot.domain.stories import Coverage
from bot.domain.subscriptions import Subscription, SubscriptionId
from bot.messages.blocks import Message
from bot.messages.digest import digest_message
from bot.messages.wording import wording
from bot.ports.ambient import Ambient
from bot.ports.store import Store, Transaction

log = structlog.get_logger()

BATCH = 100
LATE = timedelta(minutes=30)  # a digest planned this long after its time says so
USE_BY = timedelta(hours=6)  # after its due time, or after planning if that was late

Render: TypeAlias = Callable[[Message, ChatAddress], Sequence[Body]]
"""Turns a message into the parts that the address's platform takes; handed in by the wiring."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What one turn of planning came to."""

    digests: int
    quiet: int  # due, but with nothing to tell, or paused: only the due time moved
    failed: int = 0  # stood in nobody's way, and will be tried again


def plan(store: Store, ambient: Ambient, render: Render) -> Planned:
    """Make the digests that are due, and move each due time, exactly once."""
    digests = quiet = 0
    seen: set[SubscriptionId] = set()  # each gets one try a turn, whatever becomes of it
    failed: list[SubscriptionId] = []
    while True:
        now = ambient.now()
        with store.snapshot() as tx:
            found = tx.subscriptions.due(now, BATCH + len(failed))
            due = [one for one in found if one.id not in seen]
            recent = tx.stories.recent(now - LONG_REACH) if due else ()
        if not due:
            return Planned(digests, quiet, len(failed))
        planner = _Planner(ambient, render, now, recent, Texts())
        for subscription in due:
            seen.add(subscription.id)
            try:
                with store.transaction() as tx:
                    made = planner.plan(tx, subscription)
            except Exception:  # one chat's trouble must not keep the others from their digests
                log.exception("plan.failed", subscription_id=subscription.id)
                failed.append(subscription.id)
                continue
            digests += made
            quiet += not made


@dataclass(frozen=True, slots=True)
class _Planner:
    ambient: Ambient
    render: Render
    now: datetime
    recent: Sequence[Coverage]
    texts: Texts

    def plan(self, tx: Transaction, subscription: Subscription) -> bool:
        """Plan one due subscription; False: there was nothing to tell, or nobody to be told."""
        due = subscription.next_due_at
        if due is None:
            return False
        chat = tx.chats.get(subscription.address) or Chat(address=subscription.address)
        # Missed times fold into this one digest: the next time is counted from now.
        after = next_due(subscription.schedule, max(due, self.now), ZoneInfo(chat.timezone))
        if not tx.subscriptions.move_due(subscription.id, seen=due, to=after):
            return False  # somebody else planned it, or the person changed it
        if chat.is_paused(self.now):
            return False
        digest = self._compose(tx, subscription, chat, due)
        if not digest.entries:
            return False
        tx.digests.add(digest)
        tx.outbox.add(self._delivery(digest, chat))
        return True

    def _compose(
        self, tx: Transaction, subscription: Subscription, chat: Chat, due: datetime
    ) -> Digest:
        begin = max(subscription.since, self.now - reach(subscription.schedule))
        new = [one for one in self.recent if one.story.last_seen_at > begin]
        told = tx.digests.told(chat.address, [one.story.id for one in new])
        fresh = [one for one in new if one.story.id not in told]
        composed = compose(
            fresh, [subscription.wants], budget=chat.budget, now=self.now, texts=self.texts
        )
        return Digest(
            id=DigestId(self.ambient.new_id()),
            subscription_id=subscription.id,
            address=chat.address,
            entries=composed.entries,
            left_out=composed.left_out,
            window_end=due,
            late=self.now - due > LATE,
            made_at=self.now,
        )

    def _delivery(self, digest: Digest, chat: Chat) -> Delivery:
        zone, words = ZoneInfo(chat.timezone), wording(chat.language)
        bodies = self.render(digest_message(digest, words, zone, self.now), chat.address)
        return Delivery(
            id=DeliveryId(self.ambient.new_id()),
            digest_id=digest.id,
            address=chat.address,
            due_at=digest.window_end,
            expires_at=self.now + USE_BY,
            parts=tuple(
                Part(n=n, body=body, key=self.ambient.new_id(), next_at=self.now)
                for n, body in enumerate(bodies, 1)
            ),
        )
