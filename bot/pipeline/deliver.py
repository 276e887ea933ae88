"""Deliver: what a part's outcome means for it, its digest and its chat. The courier posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.domain import deliveries
from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Doubt, Part, PartState, Receipt
from bot.domain.errors import (
    Moved,
    NotSent,
    PostError,
    Refused,
    TryLater,
    Unknown,
    Unreachable,
)
from bot.pipeline.overtaken import plan_anew
from bot.pipeline.presence import give_back, gone, moved
from bot.ports.ambient import Ambient
from bot.ports.records import Claim
from bot.ports.store import Store, Transaction

log = structlog.get_logger()

TOO_LATE = "They could not be posted in time. The next digests may tell their stories."
NEVER_BEGAN = "The store did not answer before this was posted."
SETTLE = timedelta(seconds=60)  # what a platform accepts later than this was cut off by us before
FRESH = timedelta(seconds=30)  # what was claimed longer ago may be another process's by now
AT_ONCE = 250  # deliveries that are given up in one transaction: others wait to write
OF_A_CHAT = 50  # parts that are unclear or on their way at a time; really one or two


class CutOff(Unknown):
    """Whoever was posting it is taken for dead: it was killed, or is cut off from the store."""

    def __init__(self) -> None:
        super().__init__("The process ended while this was being posted.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of posting a claimed part, or of looking after one."""

    claim: Claim
    result: Receipt | PostError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is done about doubt on each platform, and when it is looked into."""

    doubts: Mapping[str, Doubt] = field(default_factory=dict)  # not named: SKIP
    settle: timedelta = SETTLE  # how long what was accepted late may take to show
    others: timedelta = timedelta()  # how long another process may take to say what came of it

    def of(self, claim: Claim) -> Doubt:
        """Return what is done about a part of the claim's platform."""
        return self.doubts.get(claim.address.platform, Doubt.SKIP)


def claim(
    store: Store,
    platforms: Collection[str],
    ambient: Ambient,
    *,
    resting: Collection[str] = (),
    limit: int = 1,
    room: Callable[[ChatAddress], int] | None = None,
) -> Sequence[Claim]:
    """Return the next parts that may go, their state `sending` committed before any byte is sent.

    Each is of another chat, and none of a chat that is `resting`, nor of its threads. `room` says
    how many may go in the lane of an address now.
    """
    now = ambient.now()
    with store.snapshot() as tx:  # an idle courier must not hold up a writer
        next_at = tx.outbox.next_at(platforms, now)
    if next_at is None or next_at > now:
        return ()
    claims: list[Claim] = []
    busy = set(resting)
    taken: Counter[str] = Counter()  # by lane
    open_ = set(platforms)
    with store.transaction() as tx:
        while open_ and len(claims) < limit:
            found = tx.outbox.claim(open_, now, resting=busy)
            if found is None:
                break
            claims.append(found)
            busy.add(str(found.address.whole))
            lane = found.address.lane
            taken[lane] += 1
            if room is not None and taken[lane] >= room(found.address):
                busy.add(lane)
                open_.discard(lane)
    return claims


def settle(
    store: Store, outcomes: Sequence[Outcome], ambient: Ambient, rules: Rules | None = None
) -> list[Part]:
    """Write what became of claimed parts, and what follows for their chats, in one transaction.

    Of what was given up meanwhile, by a process that took us for dead, it counts as far as it is
    more than is known.
    """
    rules = rules or Rules()
    parts: list[Part] = []
    with store.transaction() as tx:
        for one in outcomes:
            after = _after(one.claim.part, one.result, ambient, rules.of(one.claim), rules)
            written = _written(tx, one.claim, after)
            parts.append(after if written is None else written.part)
            if written is not None:
                follow(tx, written, one.result, written.part, ambient)
    return parts


def _written(tx: Transaction, claim: Claim, after: Part) -> Claim | None:
    """Write what came of an attempt, and return the part as it stands then; None: it is known."""
    if tx.outbox.settle(claim.delivery_id, after):
        return replace(claim, part=after)
    found = tx.outbox.by_key(claim.part.key)
    if found is None:
        return None
    known = deliveries.known_after_all(found.part, claim.part, after)
    if known is None or not tx.outbox.settle(found.delivery_id, known, was=found.part.state):
        return None
    return replace(found, part=known)


def recover(
    store: Store,
    platforms: Collection[str],
    ambient: Ambient,
    rules: Rules | None = None,
    *,
    flying: Collection[str] = (),
) -> int:
    """Settle the parts that a crash cut off: nobody can say whether they arrived.

    Only for platforms that no other process serves at the time; `flying` are the keys of what this
    one is seeing through, such as outcomes that the store could not take yet.
    """
    with store.snapshot() as tx:
        found = [one for one in tx.outbox.interrupted(platforms) if one.part.key not in flying]
    if found:
        cut_off(store, found, ambient, rules)
    return len(found)


def cut_off(
    store: Store, claims: Sequence[Claim], ambient: Ambient, rules: Rules | None = None
) -> None:
    """Settle parts of which whoever was posting them is taken for dead."""
    settle(store, [Outcome(claim, CutOff()) for claim in claims], ambient, rules)


def is_stale(claim: Claim, ambient: Ambient) -> bool:
    """Say whether a part was claimed so long ago that another process may see to it by now.

    A machine that slept goes on in the middle of what it did.
    """
    tried_at = claim.part.tried_at
    return tried_at is not None and ambient.now() - tried_at > FRESH


def let_go(store: Store, address: ChatAddress, claimed_at: datetime, ambient: Ambient) -> None:
    """Let a part of a chat go later that was claimed then, although we were told that it was not.

    Such as when the connection broke in the commit: it was never posted.
    """
    states = {PartState.SENDING, PartState.UNKNOWN}
    with store.snapshot() as tx:
        found = tx.outbox.listed(states, OF_A_CHAT, address)
    began = [
        replace(one, part=replace(one.part, state=PartState.SENDING))
        for one in found
        if one.part.tried_at == claimed_at
    ]
    if began:
        settle(store, [Outcome(one, NotSent(NEVER_BEGAN)) for one in began], ambient)


def take_back(
    store: Store, platforms: Collection[str], ambient: Ambient, flying: Collection[str]
) -> int:
    """Let parts go later whose claim was kept, although we were told that it failed.

    Such as when the connection broke in the commit: they were never posted. Only for platforms that
    no other process serves at the time; `flying` are the keys of what we did begin to post.
    """
    with store.snapshot() as tx:
        found = [one for one in tx.outbox.interrupted(platforms) if one.part.key not in flying]
    if found:
        settle(store, [Outcome(claim, NotSent(NEVER_BEGAN)) for claim in found], ambient)
    return len(found)


def expire(store: Store, ambient: Ambient) -> int:
    """Give up what is too late to be posted, and say so; the next digest may tell its stories.

    What quiet hours have overtaken is planned anew. Waits that are over are forgotten.
    """
    now, late = ambient.now(), 0
    while True:
        with store.snapshot() as tx:  # an idle courier must not hold up a writer
            if not tx.outbox.overdue(now):
                break
        with store.transaction() as tx:
            expired = tx.outbox.expire(now, AT_ONCE)
            tx.outbox.release(now)
            give_back(tx, expired)
            anew = plan_anew(tx, expired)
        late += len(expired) - anew
    if late:
        log.warning("delivery.expired", deliveries=late, problem=TOO_LATE)
    return late


def _after(
    part: Part,
    result: Receipt | PostError,
    ambient: Ambient,
    doubt: Doubt,
    rules: Rules,
) -> Part:
    now = ambient.now()
    match result:
        case Receipt():
            after = deliveries.posted(part, result)
        case TryLater():
            after = deliveries.told_to_wait(part, now + result.after, str(result))
        case Moved():
            after = deliveries.redirected(part, now, str(result))
        case NotSent():
            after = deliveries.not_sent(part, now, str(result), jitter=ambient.jitter())
        case Unreachable() | Refused():
            after = deliveries.refused(part, str(result))
        case _ if doubt is Doubt.REPEAT:
            after = deliveries.not_sent(part, now, str(result), jitter=ambient.jitter())
        case _:  # Unknown, and whatever says no more than that something went wrong
            wait = rules.others if isinstance(result, CutOff) else timedelta()
            if doubt is Doubt.LOOK_UP:
                wait = max(wait, rules.settle)
            after = deliveries.lost_sight(part, now + wait, str(result))
    return after


def follow(
    tx: Transaction,
    claim: Claim,
    result: Receipt | PostError | None,
    part: Part,
    ambient: Ambient,
) -> None:
    """Write what follows for a chat and its digest from what became of one part."""
    match result:
        case Moved():
            moved(tx, claim.address, result.to)
        case Unreachable():
            address = claim.address
            if result.everywhere:  # one call has told it for all
                address = replace(address, chat="*", thread=None)
            gone(tx, address, str(result), alone=result.alone)
        case TryLater():
            tx.outbox.hold(str(claim.address.whole), ambient.now() + result.after)
        case _:
            pass
    if part.state is PartState.FAILED:
        delivery = tx.outbox.of(claim.delivery_id)
        give_back(tx, [delivery] if delivery else [])
