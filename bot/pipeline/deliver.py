"""Deliver: what a part's outcome means for it, its digest and its chat. The courier posts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.domain import deliveries
from bot.domain.chats import ChatAddress, Paused
from bot.domain.deliveries import DeliveryId, Part, PartState, Receipt
from bot.domain.errors import NotSent, PostError, Refused, TryLater, Unknown, Unreachable
from bot.ports.ambient import Ambient
from bot.ports.records import Claim
from bot.ports.store import Store, Transaction

CUT_OFF = "The process ended while this was being posted."


def claim(store: Store, platforms: Collection[str], ambient: Ambient) -> Claim | None:
    """Return the next part that may go, its state `sending` committed before any byte is sent."""
    with store.snapshot() as tx:  # an idle courier must not hold up a writer
        next_at = tx.outbox.next_at(platforms)
    now = ambient.now()
    if next_at is None or next_at > now:
        return None
    with store.transaction() as tx:
        return tx.outbox.claim(platforms, now)


def settle(
    store: Store,
    claim: Claim,
    outcome: Receipt | PostError,
    ambient: Ambient,
    repeat: Collection[str] = (),
) -> Part:
    """Write what became of a claimed part, and what follows for its chat, in one transaction.

    On the platforms in `repeat`, what may have arrived is posted again: there, seeing a digest
    twice is better than not at all.
    """
    if isinstance(outcome, Unknown) and claim.address.platform in repeat:
        outcome = NotSent(str(outcome))
    part = _after(claim.part, outcome, ambient)
    with store.transaction() as tx:
        if not tx.outbox.settle(claim.delivery_id, part):
            return part  # it was settled before, by a start that found it cut off
        if isinstance(outcome, Unreachable):
            _pause(tx, claim.address, str(outcome))
        if part.state is PartState.FAILED:
            _give_back(tx, claim.delivery_id)
    return part


def recover(
    store: Store, platforms: Collection[str], ambient: Ambient, repeat: Collection[str] = ()
) -> int:
    """Settle the parts that a crash cut off: nobody can say whether they arrived.

    Only for platforms that no other process serves at the time; `repeat` as for `settle`.
    """
    with store.snapshot() as tx:
        found = tx.outbox.interrupted(platforms)
    for cut in found:
        settle(store, cut, Unknown(CUT_OFF), ambient, repeat)
    return len(found)


def expire(store: Store, ambient: Ambient) -> int:
    """Give up what is too late to be posted; its stories may be told by the next digest."""
    now = ambient.now()
    with store.snapshot() as tx:  # an idle courier must not hold up a writer
        if not tx.outbox.overdue(now):
            return 0
    with store.transaction() as tx:
        expired = tx.outbox.expire(now)
        for delivery in expired:
            _give_back(tx, delivery.id)
    return len(expired)


def _after(part: Part, outcome: Receipt | PostError, ambient: Ambient) -> Part:
    match outcome:
        case Receipt():
            return deliveries.posted(part, outcome)
        case TryLater():
            return deliveries.told_to_wait(part, ambient.now() + outcome.after, str(outcome))
        case NotSent():
            return deliveries.not_sent(part, ambient.now(), str(outcome), jitter=ambient.jitter())
        case Unreachable() | Refused():
            return deliveries.refused(part, str(outcome))
        case _:  # Unknown, and whatever says no more than that something went wrong
            return deliveries.lost_sight(part, str(outcome))


def _pause(tx: Transaction, address: ChatAddress, reason: str) -> None:
    chat = tx.chats.get(address)
    if chat is not None:
        tx.chats.put(replace(chat, paused=Paused(reason=reason)))


def _give_back(tx: Transaction, delivery_id: DeliveryId) -> None:
    """Let the next digest tell the stories, unless a part of this one arrived or may have."""
    delivery = tx.outbox.of(delivery_id)
    arrived = {PartState.SENT, PartState.UNKNOWN, PartState.CARDED}
    if delivery is not None and not any(part.state in arrived for part in delivery.parts):
        tx.digests.give_back(delivery.digest_id)
