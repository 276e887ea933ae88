"""Operating: what an operator says is to become of parts that did not arrive."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.domain import deliveries
from bot.domain.deliveries import DEAD, DROPPABLE, REVIVABLE, PartState
from bot.domain.digests import DigestId, Entry
from bot.domain.edits import Edit, EditState, given_up
from bot.domain.errors import NothingThere, UsageError
from bot.domain.updates import was_told
from bot.pipeline.drafting import USE_BY
from bot.pipeline.presence import give_back
from bot.ports.ambient import Ambient
from bot.ports.records import Claim
from bot.ports.store import Store, Transaction

DROPPED = "An operator gave it up."
LOOKED_THROUGH = 200  # parts that may share an ending, or a delivery

_WHY_NOT_AGAIN = {
    PartState.SENT: "it was sent, and nothing is told twice",
    PartState.PLANNED: "it is waiting already, and goes by itself",
    PartState.SENDING: "it is being posted now; if no service runs, the next start settles it",
}
_WHY_NOT_DROPPED = {
    PartState.SENT: "it was sent",
    PartState.SENDING: "it is being posted now; if no service runs, the next start settles it",
    PartState.FAILED: "it was given up already",
    PartState.EXPIRED: "it was given up already",
    PartState.SKIPPED: "it was given up already",
}


def retry(store: Store, ambient: Ambient, ending: str) -> Sequence[Claim | Edit]:
    """Let a part, or all parts of a delivery that did not arrive, go again; return them.

    Stories that were given back count as told again. Of parts that were sent, corrections that
    were given up are made once more, unless it is too late.

    Args:
        store: where the outbox is.
        ambient: what the time is.
        ending: an ending of the part's key, or of the delivery's id, that no other one has.

    Raises:
        NothingThere: there is none.
        UsageError: there are several, or it makes no sense; the message says why.
    """
    now = ambient.now()
    with store.transaction() as tx:
        found = _found(tx, ending)
        again: list[Claim | Edit] = [
            edit
            for edit in _edits(tx, found, EditState.DROPPED)
            if edit.expires_at >= now
            and tx.edits.put(edit.key, edit.body, now=now, expires_at=edit.expires_at)
        ]
        chosen = _chosen(found, REVIVABLE, _WHY_NOT_AGAIN, "go again", or_none=bool(again))
        for claim in chosen:
            entries = _given_back(tx, claim)
            stories = [entry.story_id for entry in entries]
            told = tx.digests.told_marks(claim.address, stories)
            if entries and all(was_told(one, told.get(one.story_id)) for one in entries):
                continue
            part = deliveries.revived(claim.part, now)
            if tx.outbox.revive(claim.delivery_id, part, was=claim.part.state, by=now + USE_BY):
                if stories:
                    tx.digests.tell_again(_digest_id(tx, claim), stories)
                again.append(Claim(delivery_id=claim.delivery_id, address=claim.address, part=part))
    if not again:
        raise UsageError(f"{ending} cannot go again: a later digest has told its stories since.")
    return again


def drop(store: Store, ending: str) -> Sequence[Claim | Edit]:
    """Give up a part, or all parts of a delivery that still may arrive; return them.

    Stories of what never arrived are given back: the next digest may tell them. Of parts that were
    sent, corrections that wait are given up: what was posted stays as it is.

    Raises:
        NothingThere: there is none with this ending.
        UsageError: there are several, or it makes no sense; the message says why.
    """
    with store.transaction() as tx:
        found = _found(tx, ending)
        edits = [given_up(edit, DROPPED) for edit in _edits(tx, found, EditState.WAITING)]
        edits = [edit for edit in edits if tx.edits.settle(edit)]
        dropped: list[Claim] = []
        what = "be given up"
        for claim in _chosen(found, DROPPABLE, _WHY_NOT_DROPPED, what, or_none=bool(edits)):
            part = deliveries.dropped(claim.part, DROPPED)
            if tx.outbox.settle(claim.delivery_id, part, was=claim.part.state):
                dropped.append(
                    Claim(delivery_id=claim.delivery_id, address=claim.address, part=part)
                )
        for delivery_id in dict.fromkeys(claim.delivery_id for claim in dropped):
            delivery = tx.outbox.of(delivery_id)
            give_back(tx, [delivery] if delivery else [])
    return [*edits, *dropped]


def _edits(tx: Transaction, found: Sequence[Claim], state: EditState) -> Sequence[Edit]:
    """Return the edits of these parts that stand so."""
    edits = (tx.edits.of(one.part.key) for one in found if one.part.state is PartState.SENT)
    return [edit for edit in edits if edit is not None and edit.state is state]


def _found(tx: Transaction, ending: str) -> Sequence[Claim]:
    """Return the part that has this ending, or the parts of the delivery that has."""
    found = tx.outbox.named(ending, LOOKED_THROUGH) if ending else ()
    if not found:
        raise NothingThere(
            f"There is no message or delivery whose ID ends in {ending!r};"
            " `digestbot outbox` lists what there is."
        )
    whole = [one for one in found if ending in {one.part.key, one.delivery_id}]
    fits: Callable[[str], bool] = ending.__eq__ if whole else lambda name: name.endswith(ending)
    names = dict.fromkeys(
        name for one in found for name in (one.delivery_id, one.part.key) if fits(name)
    )
    if len(names) > 1:
        shown = ", ".join(list(names)[:5])
        raise UsageError(f"Several IDs end in {ending!r}: {shown}. Give more of it.")
    (name,) = names
    return [one for one in found if name in {one.delivery_id, one.part.key}]


def _chosen(
    found: Sequence[Claim],
    allowed: frozenset[PartState],
    why_not: dict[PartState, str],
    what: str,
    *,
    or_none: bool,
) -> Sequence[Claim]:
    chosen = [one for one in found if one.part.state in allowed]
    if not chosen and not or_none:
        reasons = dict.fromkeys(why_not[one.part.state] for one in found)
        name = found[0].part.key if len(found) == 1 else found[0].delivery_id
        raise UsageError(f"{name} cannot {what}: {'; '.join(reasons)}.")
    return chosen


def _given_back(tx: Transaction, claim: Claim) -> Sequence[Entry]:
    """Return what a part says of stories that were given back when it died."""
    if claim.part.state not in DEAD:
        return ()
    delivery = tx.outbox.of(claim.delivery_id)
    digest = tx.digests.get(delivery.digest_id) if delivery else None
    if delivery is None or digest is None:
        return ()
    numbers = claim.part.items
    if numbers is None:
        alone = all(part.state in DEAD for part in delivery.parts)
        numbers = frozenset(range(1, len(digest.entries) + 1)) if alone else frozenset()
    return [entry for n, entry in enumerate(digest.entries, 1) if n in numbers]


def _digest_id(tx: Transaction, claim: Claim) -> DigestId:
    delivery = tx.outbox.of(claim.delivery_id)
    assert delivery is not None, "its part was just written"
    return delivery.digest_id
