"""Overtaken: digests that could not be posted before their chat's quiet hours began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.chats import Chat
from bot.domain.deliveries import Delivery
from bot.domain.quiet import comes_at, overtaken_at
from bot.domain.subscriptions import SubscriptionId
from bot.pipeline.drafting import USE_BY
from bot.ports.store import Transaction


def keep_quiet(tx: Transaction, before: Chat | None, chat: Chat, now: datetime) -> None:
    """Let what is planned for a chat end when quiet hours begin that others were before."""
    same = before is not None and (before.quiet, before.timezone) == (chat.quiet, chat.timezone)
    if chat.quiet is not None and not same:
        tx.outbox.end_by(chat.address, overtaken_at(now, chat.quiet, ZoneInfo(chat.timezone)))


def plan_anew(tx: Transaction, ended: Sequence[Delivery]) -> int:
    """Let digests that ended before their time be planned for the end of the quiet hours.

    Where these only want no sound, at once. Returns how many; the stories of all of `ended` were
    given back already, and those of the others wait for their usual time.
    """
    moves = list(_moves(tx, ended))
    if moves:
        tx.subscriptions.move_due(moves)
    return len(moves)


def _moves(
    tx: Transaction, ended: Sequence[Delivery]
) -> Iterator[tuple[SubscriptionId, datetime, datetime]]:
    """Yield the subscriptions that fall due earlier, from when to when."""
    chats = tx.chats.several({one.address for one in ended})
    for delivery in ended:
        digest = tx.digests.get(delivery.digest_id)
        if digest is None or digest.subscription_id is None:
            continue
        if delivery.expires_at - digest.made_at >= USE_BY:
            continue  # it had all its time
        chat = chats.get(delivery.address) or Chat(address=delivery.address)
        due = comes_at(delivery.expires_at, chat)
        for one in tx.subscriptions.several([digest.subscription_id]):
            if one.next_due_at is not None and one.next_due_at > due:
                yield one.id, one.next_due_at, due
