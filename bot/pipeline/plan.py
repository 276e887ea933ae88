"""Plan: subscriptions that are due become digests, rendered and frozen, many in a transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import structlog

from bot.domain.chats import Chat, ChatAddress
from bot.domain.composing import LONG_REACH
from bot.domain.deliveries import Delivery
from bot.domain.digests import Digest
from bot.domain.errors import StoreBusy
from bot.domain.quiet import is_quiet, quiet_until
from bot.domain.ranking import NO_WEIGHTS, Weights
from bot.domain.schedules import Schedule, next_due
from bot.domain.stories import Coverage
from bot.domain.subscriptions import Subscription, SubscriptionId
from bot.domain.updates import Told, marked
from bot.pipeline.drafting import Drafting, Render, missed_since
from bot.pipeline.queues import Queues
from bot.pipeline.recent import Recent
from bot.pipeline.sharing import Key, Sharing
from bot.ports.ambient import Ambient
from bot.ports.links import ReadAt, nowhere
from bot.ports.store import Store, Transaction

log = structlog.get_logger()

BATCH = 250  # subscriptions in one transaction
A_MOMENT = timedelta(microseconds=1)
A_DAY = timedelta(days=1)

_Move: TypeAlias = tuple[SubscriptionId, datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class Planned:
    """What one turn of planning came to."""

    digests: int
    quiet: int  # due, but with nothing to tell, or paused: only the due time moved
    failed: int = 0  # stood in nobody's way, and will be tried again


def plan(
    store: Store,
    ambient: Ambient,
    render: Render,
    weights: Weights = NO_WEIGHTS,
    *,
    go_on: Callable[[], bool] = lambda: True,
    read_at: ReadAt = nowhere,
    queues: Queues | None = None,
    recent: Recent | None = None,
) -> Planned:
    """Make the digests that are due, and move each due time, exactly once.

    `go_on` is asked between two transactions: what is left is due at the next turn. `queues` and
    `recent` may be used again by the next turn.

    Raises:
        StoreBusy: what was planned until then stays planned.
    """
    digests = quiet = 0
    seen: set[SubscriptionId] = set()  # each gets one try a turn, whatever becomes of it
    failed: list[SubscriptionId] = []
    now, planner, queues, recent = ambient.now(), None, queues or Queues(), recent or Recent()
    while go_on():
        with store.snapshot() as tx:
            found = tx.subscriptions.due(now, BATCH + len(failed))
            due = [one for one in found if one.id not in seen]
            if due and planner is None:
                sharing = Sharing(_recent(tx, due, now, recent), now, weights, recent.texts)
                queues.count(tx, now)
                planner = _Planner(Drafting(ambient, render, now, sharing, read_at, queues))
        if not due or planner is None:
            break
        seen.update(one.id for one in due)
        made, not_planned = _plan(store, planner, due)
        digests += made
        quiet += len(due) - made - len(not_planned)
        failed += not_planned
    return Planned(digests, quiet, len(failed))


def plan_these(
    store: Store,
    ambient: Ambient,
    render: Render,
    ids: Collection[SubscriptionId],
    weights: Weights = NO_WEIGHTS,
    *,
    read_at: ReadAt = nowhere,
    queues: Queues | None = None,
    recent: Recent | None = None,
) -> Planned:
    """Make the digests of those of these subscriptions that are due.

    Raises:
        StoreBusy: what was planned until then stays planned.
    """
    now, queues, recent = ambient.now(), queues or Queues(), recent or Recent()
    with store.snapshot() as tx:
        found = tx.subscriptions.several(ids)
        due = [one for one in found if one.next_due_at is not None and one.next_due_at <= now]
        stories = _recent(tx, due, now, recent) if due else ()
        if due:
            queues.count(tx, now)
    if not due:
        return Planned(0, 0)
    sharing = Sharing(stories, now, weights, recent.texts)
    planner = _Planner(Drafting(ambient, render, now, sharing, read_at, queues))
    made, failed = _plan(store, planner, due)
    return Planned(made, len(due) - made - len(failed), len(failed))


def _recent(
    tx: Transaction, due: Sequence[Subscription], now: datetime, recent: Recent
) -> Sequence[Coverage]:
    """Return the stories that any of these may be told; the first is due for longest."""
    first = due[0].next_due_at or now
    return recent.since(tx, missed_since(first, now) - LONG_REACH)


def _plan(
    store: Store, planner: _Planner, due: Sequence[Subscription]
) -> tuple[int, Sequence[SubscriptionId]]:
    """Plan some subscriptions in one transaction; return how many digests, and what failed."""
    try:
        with store.snapshot() as tx:
            planner.prepare(tx, due)
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
class _Group:
    """Subscriptions of one chat that fall due together and become one digest."""

    chat: Chat
    due: datetime
    members: Sequence[Subscription]


@dataclass(frozen=True, slots=True)
class _Planner:
    drafting: Drafting
    _prepared: set[Key] = field(default_factory=set)

    @property
    def now(self) -> datetime:
        return self.drafting.now

    def prepare(self, tx: Transaction, due: Sequence[Subscription]) -> None:
        """Work out what many chats share, before the transaction for which other writers wait.

        Matching stories, picking sentences and rendering must not happen in that. What the first
        chat of each kind would be told now is drafted, and what each that likes something would;
        the draft itself is dropped.
        """
        if self.drafting.sharing.trim():
            self._prepared.clear()
        first: list[_Group] = []
        for group in self._groups(tx, due)[0]:
            chat = group.chat
            if chat.is_paused(self.now):
                continue
            asked = tuple((one.wants, one.schedule) for one in group.members)
            kind = (asked, group.due, chat.address.platform, chat.timezone, chat.language,
                    chat.budget, chat.quiet,
                    self.drafting.is_late(group.due, chat.address))  # fmt: skip
            if chat.taste:  # which is nobody else's
                first.append(group)
            elif kind not in self._prepared:
                self._prepared.add(kind)
                first.append(group)
        told = self._told(tx, {group.chat.address for group in first})
        for group in first:
            before = told.get(group.chat.address, {})
            drafted = self.drafting.draft(group.members, group.chat, group.due, before)
            if drafted is not None:
                told[group.chat.address] = marked(before, drafted[0].entries, self.now)

    def plan(self, tx: Transaction, due: Sequence[Subscription]) -> int:
        """Plan due subscriptions and return how many digests that makes."""
        groups, held = self._groups(tx, due)
        tx.subscriptions.move_due(held)
        # Not moved: somebody else planned it, or the person changed it.
        moved = tx.subscriptions.move_due(
            [(one.id, group.due, self._next(one.schedule, group.chat))
             for group in groups for one in group.members]
        )  # fmt: skip
        # A clock that was set back comes by the same due time twice.
        answered = tx.digests.answered(
            {one.id: group.due for group in groups if group.due > self.now - A_DAY
             for one in group.members}
        )  # fmt: skip
        turns = Counter(group.chat.address for group in groups)
        told = self._told(tx, turns)
        digests: list[Digest] = []
        deliveries: list[Delivery] = []
        for group in groups:
            folded = [one for one in group.members if one.id in moved]
            if not folded or group.chat.is_paused(self.now) or folded[0].id in answered:
                continue
            address = group.chat.address
            before = told.get(address, {})
            drafted = self.drafting.draft(folded, group.chat, group.due, before)
            if drafted is not None:
                digest, delivery = drafted
                digests.append(digest)
                deliveries.append(delivery)
                self.drafting.queues.join(address, len(delivery.parts))
                if turns[address] > 1:
                    told[address] = marked(before, digest.entries, self.now)
        tx.digests.add_all(digests)
        tx.outbox.add_all(deliveries)
        return len(digests)

    def _groups(
        self, tx: Transaction, due: Sequence[Subscription]
    ) -> tuple[Sequence[_Group], Sequence[_Move]]:
        """Return what falls due together, and the moves of what quiet hours hold to their end.

        What quiet hours held until their end comes as one digest, whatever it is of.
        """
        chats = tx.chats.several({one.address for one in due})
        held: list[_Move] = []
        groups: list[_Group] = []
        taken: set[SubscriptionId] = set()
        for one in due:
            moment = one.next_due_at
            if moment is None or one.id in taken:
                continue
            chat = chats.get(one.address) or Chat(address=one.address)
            until = self._held_until(chat)
            if until is not None:
                held.append((one.id, moment, until))
                continue
            members = [one, *self._held_with(tx, one, chat, moment)]
            taken.update(member.id for member in members)
            groups.append(_Group(chat, moment, members))
        return groups, held

    def _held_until(self, chat: Chat) -> datetime | None:
        """Return when the chat's quiet hours end, if they hold now what is due."""
        if chat.quiet is None or chat.quiet.silent:
            return None
        end = quiet_until(self.now, chat.quiet, ZoneInfo(chat.timezone))
        return end if end > self.now else None

    def _held_with(
        self, tx: Transaction, one: Subscription, chat: Chat, due: datetime
    ) -> Sequence[Subscription]:
        """Return the chat's other subscriptions that its quiet hours held until the same moment."""
        quiet = chat.quiet
        if quiet is None or not is_quiet(due - A_MOMENT, quiet, ZoneInfo(chat.timezone)):
            return ()
        others = tx.subscriptions.of_chat(chat.address)
        return [o for o in others if o.next_due_at == due and o.id != one.id]

    def _next(self, schedule: Schedule, chat: Chat) -> datetime | None:
        """Return the next due time; counted from now, so that missed ones fold into this digest."""
        return self.drafting.sharing.once(
            ("next", schedule, chat.timezone),
            lambda: next_due(schedule, self.now, ZoneInfo(chat.timezone)),
        )

    def _told(self, tx: Transaction, addresses: Collection[ChatAddress]) -> dict[ChatAddress, Told]:
        """Return what the chats were told of the stories that may be told now."""
        sharing = self.drafting.sharing
        first_seen = (one.story.first_seen_at for one in sharing.recent)
        since = min(first_seen, default=sharing.now) - A_DAY  # clocks may be set
        return dict(tx.digests.told_since(addresses, since))
