"""Subscriptions and their due times."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.chats import ChatAddress
from bot.domain.subscriptions import Subscription, SubscriptionId
from bot.domain.times import to_text
from bot.storage.chat_rows import subscription_from_row, subscription_to_row
from bot.storage.rows import text_or_none, to_json
from bot.storage.session import Session

MOVE = """
    UPDATE subscriptions SET next_due_at = json_extract(asked.value, '$.to')
    FROM json_each(?) asked
    WHERE subscriptions.id = json_extract(asked.value, '$.id')
        AND subscriptions.next_due_at = json_extract(asked.value, '$.seen')
    RETURNING subscriptions.id
"""


class Subscriptions:
    """Subscriptions and their due times."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, subscription: Subscription) -> None:
        """Keep a subscription, replacing what was kept under its id."""
        self._session.upsert("subscriptions", subscription_to_row(subscription), "id")

    def remove(self, subscription_id: SubscriptionId) -> None:
        """Forget a subscription; what it was told stays told."""
        self._session.change("DELETE FROM subscriptions WHERE id = ?", (subscription_id,))

    def of_chat(self, address: ChatAddress) -> Sequence[Subscription]:
        """Return a chat's subscriptions in the order in which they were made."""
        rows = self._session.rows(
            "SELECT * FROM subscriptions WHERE address = ? ORDER BY seq", (str(address),)
        )
        return [subscription_from_row(row) for row in rows]

    def several(self, ids: Collection[SubscriptionId]) -> Sequence[Subscription]:
        """Return those of the subscriptions that there are, the longest waiting first."""
        rows = self._session.rows(
            "SELECT s.* FROM json_each(?) asked JOIN subscriptions s ON s.id = asked.value"
            " ORDER BY s.next_due_at, s.id",
            (to_json(list(ids)),),
        )
        return [subscription_from_row(row) for row in rows]

    def of_source(self, name: str) -> Sequence[Subscription]:
        """Return the subscriptions that want this source, as it is written, by address."""
        return [one for one in self.naming(name) if name in one.wants.sources]

    def naming(self, name: str) -> Sequence[Subscription]:
        """Return those that want this source or never want it, as it is written, by address."""
        written = re.sub(r"[\\%_]", "_", to_json(name))  # any character, where it has a meaning
        rows = self._session.rows(
            "SELECT * FROM subscriptions WHERE wants LIKE ? ORDER BY address, seq",
            (f"%{written}%",),
        )
        found = map(subscription_from_row, rows)
        return [one for one in found if name in one.wants.sources | one.wants.never]

    def due(self, now: datetime, limit: int) -> Sequence[Subscription]:
        """Return subscriptions whose due time is `now` or before, the longest waiting first."""
        rows = self._session.rows(
            "SELECT * FROM subscriptions WHERE next_due_at <= ? ORDER BY next_due_at, id LIMIT ?",
            (to_text(now), limit),
        )
        return [subscription_from_row(row) for row in rows]

    def due_after(self, moment: datetime, id_: str, limit: int) -> Sequence[Subscription]:
        """Return subscriptions due after that moment, or then with a later id; by both."""
        rows = self._session.rows(
            "SELECT * FROM subscriptions"
            " WHERE next_due_at >= :at AND (next_due_at, id) > (:at, :id)"
            " ORDER BY next_due_at, id LIMIT :limit",
            {"at": to_text(moment), "id": id_, "limit": limit},
        )
        return [subscription_from_row(row) for row in rows]

    def move_due(
        self, moves: Collection[tuple[SubscriptionId, datetime, datetime | None]]
    ) -> frozenset[SubscriptionId]:
        """Move due times, each from the one that was seen to another one; return which moved."""
        asked = [
            {"id": one, "seen": to_text(seen), "to": text_or_none(to)} for one, seen, to in moves
        ]
        moved = self._session.pairs(MOVE, (to_json(asked),))
        return frozenset(SubscriptionId(one) for (one,) in moved)
