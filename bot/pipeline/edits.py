"""Edits: what becomes of one after the platform was asked to make it. The courier asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.domain import edits
from bot.domain.edits import Edit
from bot.domain.errors import Moved, PostError, Refused, TryLater, Unreachable
from bot.ports.ambient import Ambient
from bot.ports.store import Store


def due(store: Store, platforms: Collection[str], ambient: Ambient, limit: int) -> Sequence[Edit]:
    """Return the edits that may be made now."""
    with store.snapshot() as tx:
        return tx.edits.due(platforms, ambient.now(), limit)


def settle_edit(store: Store, edit: Edit, result: PostError | None, ambient: Ambient) -> Edit:
    """Write what came of an edit; None: it was made.

    A chat that is gone or moved is told of when the next part goes to it; nothing follows here.
    """
    after = _after(edit, result, ambient)
    with store.transaction() as tx:
        tx.edits.settle(after)
        if isinstance(result, TryLater):
            tx.outbox.hold(str(edit.address.whole), after.next_at)
    return after


def _after(edit: Edit, result: PostError | None, ambient: Ambient) -> Edit:
    now = ambient.now()
    match result:
        case None:
            after = edits.made(edit)
        case TryLater():
            after = edits.told_to_wait(edit, now + result.after, str(result))
        case Refused() | Unreachable() | Moved():
            after = edits.given_up(edit, str(result))
        case _:  # an edit that was made unseen is made again: nothing changes by that
            after = edits.not_made(edit, now, str(result), jitter=ambient.jitter())
    return after
