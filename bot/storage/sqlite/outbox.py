"""Deliveries, rendered parts on their way to chats, in SQLite."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Delivery, DeliveryId, Part, PartState
from bot.domain.times import from_text, to_text
from bot.ports.records import Claim
from bot.storage.chat_rows import (
    claim_from_row,
    delivery_from_row,
    delivery_to_row,
    outcome_to_row,
    parts_to_rows,
)
from bot.storage.rows import to_json
from bot.storage.sqlite.session import Session

# For each platform asked for, its next part `p` whose turn it is: nothing of its chat is on its
# way, and what comes before it is done. A part of which nobody knows whether it arrived holds up
# the ones after it. One look-up for each platform, because then an index has them in order: with
# `platform IN …` every claim would sort all that waits.
NEXT_OF_EACH_PLATFORM = """
    SELECT (
        SELECT p.seq FROM parts p
        WHERE p.platform = asked.value AND p.state = 'planned' AND {condition}
            AND NOT EXISTS (
                SELECT 1 FROM parts o WHERE o.address = p.address AND o.state = 'sending'
            )
            AND NOT EXISTS (
                SELECT 1 FROM parts o
                WHERE o.delivery_id = p.delivery_id AND o.n < p.n
                    AND o.state IN ('planned', 'sending', 'unknown')
            )
        ORDER BY p.next_at, p.delivery_id, p.n LIMIT 1
    ) AS seq
    FROM json_each(:platforms) asked
"""
MAY_GO_NOW = NEXT_OF_EACH_PLATFORM.format(
    condition="p.next_at <= :now AND p.expires_at >= :now",
)
MAY_GO_SOME_TIME = NEXT_OF_EACH_PLATFORM.format(condition="p.next_at <= p.expires_at")


class Outbox:
    """Deliveries: rendered parts on their way to chats."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, delivery: Delivery) -> None:
        """Keep a delivery with its parts."""
        self._session.insert("deliveries", delivery_to_row(delivery))
        for row in parts_to_rows(delivery):
            self._session.insert("parts", row)

    def claim(self, platforms: Collection[str], now: datetime) -> Claim | None:
        """Mark the next part that may go as `sending` and return it; None: nothing may go now.

        Due parts of the named platforms, the longest due first; part n + 1 only after part n is
        sent, failed, carded or expired; at most one part of a chat is `sending` at any time;
        nothing past its delivery's `expires_at`.
        """
        row = self._session.row(
            f"""
            UPDATE parts SET state = 'sending' WHERE seq = (
                SELECT first.seq FROM ({MAY_GO_NOW}) next JOIN parts first ON first.seq = next.seq
                ORDER BY first.next_at, first.delivery_id, first.n LIMIT 1
            ) RETURNING *
            """,  # noqa: S608 -- a constant
            {"platforms": to_json(sorted(platforms)), "now": to_text(now)},
        )
        return None if row is None else claim_from_row(row)

    def settle(self, delivery_id: DeliveryId, part: Part) -> bool:
        """Write a claimed part's outcome; False if it is not `sending` any more."""
        settled = self._session.change(
            """
            UPDATE parts SET
                state = :state, attempts = :attempts, next_at = :next_at, problem = :problem,
                message_id = :message_id
            WHERE delivery_id = :delivery_id AND n = :n AND state = 'sending'
            """,
            {**outcome_to_row(part), "delivery_id": delivery_id, "n": part.n},
        )
        return settled == 1

    def interrupted(self, platforms: Collection[str]) -> Sequence[Claim]:
        """Return these platforms' parts found `sending`: at start, what a crash cut off."""
        rows = self._session.rows(
            "SELECT * FROM parts INDEXED BY parts_sending WHERE state = 'sending'"
            " AND platform IN (SELECT value FROM json_each(?)) ORDER BY delivery_id, n",
            (to_json(sorted(platforms)),),
        )
        return [claim_from_row(row) for row in rows]

    def expire(self, now: datetime) -> Sequence[Delivery]:
        """Expire planned parts of deliveries past their `expires_at`; return those deliveries."""
        expired = self._session.pairs(
            "UPDATE parts SET state = 'expired' WHERE state = 'planned' AND expires_at < ?"
            " RETURNING delivery_id",
            (to_text(now),),
        )
        return self._deliveries(sorted({delivery_id for (delivery_id,) in expired}))

    def overdue(self, now: datetime) -> bool:
        """Say whether `expire` has something to do."""
        found = self._session.value(
            "SELECT 1 FROM parts WHERE state = 'planned' AND expires_at < ? LIMIT 1",
            (to_text(now),),
        )
        return found is not None

    def of(self, delivery_id: DeliveryId) -> Delivery | None:
        """Return one delivery with its parts as they stand."""
        return next(iter(self._deliveries([delivery_id])), None)

    def tally(self, address: ChatAddress | None = None) -> Mapping[PartState, int]:
        """Return how many parts stand where, for one chat or for all; every state is named."""
        counted = (
            self._session.pairs("SELECT state, count(*) FROM parts GROUP BY state")
            if address is None
            else self._session.pairs(
                "SELECT state, count(*) FROM parts WHERE address = ? GROUP BY state",
                (str(address),),
            )
        )
        amounts = dict(counted)
        return {state: amounts.get(state.value, 0) for state in PartState}

    def next_at(self, platforms: Collection[str]) -> datetime | None:
        """Return when a planned part of these platforms may next go; None: none is waiting.

        Parts whose turn it is not, and parts that will be too late, are not waited for.
        """
        found = self._session.value(
            f"""
            SELECT min(first.next_at)
            FROM ({MAY_GO_SOME_TIME}) next JOIN parts first ON first.seq = next.seq
            """,  # noqa: S608 -- a constant
            {"platforms": to_json(sorted(platforms))},
        )
        return None if found is None else from_text(found)

    def _deliveries(self, delivery_ids: Sequence[str]) -> list[Delivery]:
        deliveries = self._session.rows(
            "SELECT d.* FROM json_each(?) asked JOIN deliveries d ON d.id = asked.value"
            " ORDER BY d.due_at, d.id",
            (to_json(delivery_ids),),
        )
        rows = self._session.rows(
            "SELECT p.* FROM json_each(?) asked JOIN parts p ON p.delivery_id = asked.value"
            " ORDER BY p.delivery_id, p.n",
            (to_json(delivery_ids),),
        )
        parts = {key: list(group) for key, group in groupby(rows, itemgetter("delivery_id"))}
        return [delivery_from_row(row, parts.get(row["id"], [])) for row in deliveries]
