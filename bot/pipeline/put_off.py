"""Put off: what a clock that was ahead has planned for too late is brought back to its time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.chats import Chat
from bot.domain.quiet import comes_at
from bot.domain.schedules import next_due
from bot.domain.subscriptions import Subscription
from bot.pipeline.drafting import USE_BY
from bot.ports.ambient import Ambient
from bot.ports.store import Store

A_DAY = timedelta(hours=27)  # of what is done daily: also where clocks change, with its jitter
LONGEST = timedelta(days=8)  # nothing at all is meant to wait for longer


def bring_back(store: Store, ambient: Ambient) -> int:
    """Let nothing wait longer than it can have been meant to; return how many due times moved.

    A clock that was a year ahead, and then set, would keep chats waiting for a year.
    """
    now = ambient.now()
    with store.snapshot() as tx:
        found = tx.subscriptions.due_after(now + A_DAY)
        chats = tx.chats.several({one.address for one in found})
    moves = []
    for one in found:
        right = _right(one, chats.get(one.address) or Chat(address=one.address), now)
        if one.next_due_at is not None and right is not None:
            moves.append((one.id, one.next_due_at, right))
    with store.transaction() as tx:
        tx.keeping.bring_back(now, now + A_DAY, longest=now + LONGEST, use_by=now + USE_BY)
        return len(tx.subscriptions.move_due(moves)) if moves else 0


def _right(one: Subscription, chat: Chat, now: datetime) -> datetime | None:
    """Return when it ought to be due; None: when it is."""
    due = next_due(one.schedule, now, ZoneInfo(chat.timezone))
    if due is None or one.next_due_at is None or one.next_due_at <= comes_at(due, chat):
        return None
    return due
