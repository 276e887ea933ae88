"""Plan: subscriptions that are due become digests, rendered and frozen, in one transaction each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import structlog

from bot.domain.chats import Chat, ChatAddress
from bot.domain.composing import LONG_REACH, is_quiet_day, reach
from bot.domain.deliveries import Body, Delivery, DeliveryId, Part
from bot.domain.digests import Digest, DigestId
from bot.domain.errors import StoreBusy
from bot.domain.quiet import is_quiet, quiet_until
from bot.domain.ranking import NO_WEIGHTS, Weights
from bot.domain.schedules import Schedule, next_due
from bot.domain.stories import StoryId
from bot.domain.subscriptions import Subscription, SubscriptionId
from bot.messages.blocks import Message
from bot.messages.digest import digest_message
from bot.messages.wording import wording
from bot.pipeline.sharing import Sharing, template
from bot.ports.ambient import Ambient
from bot.ports.store import Store, Transaction

log = structlog.get_logger()

BATCH = 500  # subscriptions in one transaction
LATE = timedelta(minutes=30)  # a digest planned this long after its time says so
USE_BY = timedelta(hours=6)  # after its due time, or after planning if that was late
A_MOMENT = timedelta(microseconds=1)
A_DAY = timedelta(days=1)

Render: TypeAlias = Callable[[Message, ChatAddress], Sequence[Body]]
"""Turns a message into the parts that the address's platform takes; handed in by the wiring."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What one turn of planning came to."""

    digests: int
    quiet: int  # due, but with nothing to tell, or paused: only the due time moved
    failed: int = 0  # stood in nobody's way, and will be tried again


def plan(store: Store, ambient: Ambient, render: Render, weights: Weights = NO_WEIGHTS) -> Planned:
    """Make the digests that are due, and move each due time, exactly once.

    Raises:
        StoreBusy: what was planned until then stays planned.
    """
    digests = quiet = 0
    seen: set[SubscriptionId] = set()  # each gets one try a turn, whatever becomes of it
    failed: list[SubscriptionId] = []
    now, sharing = ambient.now(), None
    while True:
        with store.snapshot() as tx:
            found = tx.subscriptions.due(now, BATCH + len(failed))
            due = [one for one in found if one.id not in seen]
            if due and sharing is None:
                sharing = Sharing(tx.stories.recent(now - LONG_REACH), now, weights)
        if not due or sharing is None:
            return Planned(digests, quiet, len(failed))
        seen.update(one.id for one in due)
        made, not_planned = _plan(store, _Planner(ambient, render, now, sharing), due)
        digests += made
        quiet += len(due) - made - len(not_planned)
        failed += not_planned


def _plan(
    store: Store, planner: _Planner, due: Sequence[Subscription]
) -> tuple[int, Sequence[SubscriptionId]]:
    """Plan some subscriptions in one transaction; return how many digests, and what failed."""
    try:
        with store.transaction() as tx:
            return planner.plan(tx, due), ()
    except StoreBusy:
        raise
    except Exception:  # one chat's trouble must not keep the others from their digests
        if len(due) == 1:
            log.exception("plan.failed", subscription_id=due[0].id)
            return 0, [due[0].id]
    outcomes = [_plan(store, planner, [one]) for one in due]
    return sum(made for made, _ in outcomes), [one for _, failed in outcomes for one in failed]


@dataclass(frozen=True, slots=True)
class _Planner:
    ambient: Ambient
    render: Render
    now: datetime
    sharing: Sharing

    def plan(self, tx: Transaction, due: Sequence[Subscription]) -> int:
        """Plan due subscriptions and return how many digests that makes."""
        batch = _Batch(tx, due, self.sharing)
        for subscription in due:
            self._plan(tx, subscription, batch)
        tx.digests.add_all(batch.digests)
        tx.outbox.add_all(batch.deliveries)
        return len(batch.digests)

    def _plan(self, tx: Transaction, subscription: Subscription, batch: _Batch) -> None:
        due = subscription.next_due_at
        if due is None:
            return
        chat = batch.chat(subscription.address)
        held = self._held_until(chat)
        if held is not None:
            tx.subscriptions.move_due(subscription.id, seen=due, to=held)
            return
        folded = self._move(tx, subscription, chat, due)
        # Nothing: somebody else planned it, or the person changed it.
        if not folded or chat.is_paused(self.now):
            return
        # A clock that was set back comes by the same due time twice.
        if due > self.now - A_DAY and tx.digests.answers(subscription.id, due):
            return
        digest = self._compose(folded, chat, due, batch.told(chat.address))
        if digest.entries:
            batch.add(digest, self._delivery(digest, chat))

    def _held_until(self, chat: Chat) -> datetime | None:
        """Return when the chat's quiet hours end, if they hold now what is due."""
        if chat.quiet is None or chat.quiet.silent:
            return None
        end = quiet_until(self.now, chat.quiet, ZoneInfo(chat.timezone))
        return end if end > self.now else None

    def _move(
        self, tx: Transaction, subscription: Subscription, chat: Chat, due: datetime
    ) -> Sequence[Subscription]:
        """Move the due time on, and return what becomes one digest: nothing if it moved before.

        What quiet hours held until their end comes as one digest, whatever it is of.
        """
        together = [subscription]
        if chat.quiet is not None and is_quiet(due - A_MOMENT, chat.quiet, ZoneInfo(chat.timezone)):
            others = tx.subscriptions.of_chat(chat.address)
            together += [o for o in others if o.next_due_at == due and o.id != subscription.id]
        return [
            one
            for one in together
            if tx.subscriptions.move_due(one.id, seen=due, to=self._next(one.schedule, chat))
        ]

    def _next(self, schedule: Schedule, chat: Chat) -> datetime | None:
        """Return the next due time; counted from now, so that missed ones fold into this digest."""
        return self.sharing.once(
            ("next", schedule, chat.timezone),
            lambda: next_due(schedule, self.now, ZoneInfo(chat.timezone)),
        )

    def _compose(
        self,
        folded: Sequence[Subscription],
        chat: Chat,
        due: datetime,
        told: frozenset[StoryId],
    ) -> Digest:
        wishes = [(one.wants, max(one.since, self.now - reach(one.schedule))) for one in folded]
        composed = self.sharing.compose(wishes, told, chat.budget, chat.taste)
        return Digest(
            id=DigestId(self.ambient.new_id()),
            subscription_id=folded[0].id,
            address=chat.address,
            entries=composed.entries,
            left_out=composed.left_out,
            window_end=due,
            late=self.now - due > LATE,
            quiet_day=is_quiet_day(composed, chat.budget, folded[0].schedule),
            made_at=self.now,
        )

    def _delivery(self, digest: Digest, chat: Chat) -> Delivery:
        return Delivery(
            id=DeliveryId(self.ambient.new_id()),
            digest_id=digest.id,
            address=chat.address,
            due_at=digest.window_end,
            expires_at=self.now + USE_BY,
            parts=tuple(
                Part(n=n, body=body, key=self.ambient.new_id(), next_at=self.now)
                for n, body in enumerate(self._bodies(digest, chat), 1)
            ),
        )

    def _bodies(self, digest: Digest, chat: Chat) -> Sequence[Body]:
        """Return the rendered parts; chats that are told the same differ in the digest's id."""
        silent = chat.quiet is not None and is_quiet(self.now, chat.quiet, ZoneInfo(chat.timezone))
        looks = (chat.address.platform, chat.timezone, chat.language, silent)
        says = (
            id(digest.entries),
            digest.left_out,
            digest.window_end,
            digest.late,
            digest.quiet_day,
        )

        def make() -> Sequence[Callable[[str], Body]]:
            zone, words = ZoneInfo(chat.timezone), wording(chat.language)
            message = replace(digest_message(digest, words, zone, self.now), silent=silent)
            bodies = self.render(message, chat.address)
            return [template(body, digest.id) for body in bodies]

        return [fill(digest.id) for fill in self.sharing.once(("bodies", *looks, *says), make)]


@dataclass(slots=True)
class _Batch:
    """What one transaction reads at once and writes at once."""

    tx: Transaction
    due: Sequence[Subscription]
    sharing: Sharing
    digests: list[Digest] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    _chats: Mapping[ChatAddress, Chat] = field(init=False)
    _told: dict[ChatAddress, frozenset[StoryId]] = field(init=False)

    def __post_init__(self) -> None:
        addresses = {one.address for one in self.due}
        self._chats = self.tx.chats.several(addresses)
        first_seen = (one.story.first_seen_at for one in self.sharing.recent)
        since = min(first_seen, default=self.sharing.now) - A_DAY  # clocks may be set
        self._told = dict(self.tx.digests.told_since(addresses, since))

    def chat(self, address: ChatAddress) -> Chat:
        return self._chats.get(address) or Chat(address=address)

    def told(self, address: ChatAddress) -> frozenset[StoryId]:
        return self._told.get(address, frozenset())

    def add(self, digest: Digest, delivery: Delivery) -> None:
        self.digests.append(digest)
        self.deliveries.append(delivery)
        now_told = {entry.story_id for entry in digest.entries}
        self._told[digest.address] = self.told(digest.address) | now_told
