"""Put off: what a clock that was ahead has planned for too late is brought back to its time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.chats import Chat, QuietHours
from bot.domain.digests import DigestId
from bot.domain.quiet import comes_at
from bot.domain.schedules import Schedule, next_due
from bot.pipeline.drafting import USE_BY
from bot.ports.ambient import Ambient
from bot.ports.store import Store

A_DAY = timedelta(hours=27)  # of what is done daily: also where clocks change, with its jitter
LONGEST = timedelta(days=8)  # nothing at all is meant to wait for longer
MEANWHILE = timedelta(minutes=10)  # what is planned while we look, and by clocks that differ
A_MINUTE = timedelta(minutes=1)  # by which clocks of several machines may differ
A_MOMENT = timedelta(microseconds=1)
PAGE = 1000  # subscriptions, or digests, at a time


def bring_back(store: Store, ambient: Ambient) -> int:
    """Let nothing wait longer than it can have been meant to; return how many due times moved.

    A clock that was a year ahead, and then set, would keep chats waiting for a year.
    """
    now = ambient.now()
    _redate(store, now)
    with store.transaction() as tx:
        tx.keeping.bring_back(now, now + A_DAY, longest=now + LONGEST, use_by=now + USE_BY)
    latest: dict[tuple[Schedule, str, QuietHours | None], datetime | None] = {}
    moved, at, id_ = 0, now, ""
    while True:
        with store.snapshot() as tx:
            found = tx.subscriptions.due_after(at, id_, PAGE)
            chats = tx.chats.several({one.address for one in found})
        moves = []
        for one in found:
            chat = chats.get(one.address) or Chat(address=one.address)
            kind = one.schedule, chat.timezone, chat.quiet  # many are alike
            if kind not in latest:
                latest[kind] = _latest(one.schedule, chat, now)
            last = latest[kind]
            if last is not None and one.next_due_at is not None and one.next_due_at > last:
                due = next_due(one.schedule, now, ZoneInfo(chat.timezone))
                moves.append((one.id, one.next_due_at, due))
        if moves:
            with store.transaction() as tx:
                moved += len(tx.subscriptions.move_due(moves))
        if len(found) < PAGE:
            return moved
        at, id_ = found[-1].next_due_at or at, found[-1].id


def _redate(store: Store, now: datetime) -> None:
    """Let no digest be of a time that has not come.

    What is due then would count as answered, and what was told since not as told last. What it told
    stays told when it was, as it is found by when its stories were seen: by the same clock.
    """
    moment = now
    while True:
        with store.snapshot() as tx:
            found = tx.keeping.made_after(now + A_MINUTE, PAGE)
        if not found:
            return
        moments: dict[DigestId, datetime] = {}
        for one in found:  # the latest first: their order stays as it is
            moment -= A_MOMENT
            moments[one] = moment
        with store.transaction() as tx:
            tx.keeping.redate(moments)


def _latest(schedule: Schedule, chat: Chat, now: datetime) -> datetime | None:
    """Return when something with that schedule is due at the latest; None: it may be any time."""
    due = next_due(schedule, now + MEANWHILE, ZoneInfo(chat.timezone))
    return None if due is None else comes_at(due, chat)
