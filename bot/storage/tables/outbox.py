"""Deliveries, rendered parts on their way to chats."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import itemgetter

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Delivery, DeliveryId, Part, PartState
from bot.domain.followups import deliver_to
from bot.domain.subscriptions import SubscriptionId
from bot.domain.times import from_text, to_text
from bot.ports.records import Claim
from bot.storage.chat_rows import (
    delivery_from_row,
    delivery_to_row,
    outcome_to_row,
    parts_to_rows,
)
from bot.storage.rows import text_or_none, to_json
from bot.storage.tables.of_chats import OfChats
from bot.storage.tables.texts import body_reference
from bot.storage.tables.turns import (
    DOUBTFUL,
    END_BY,
    MAY_GO_NOW,
    MAY_GO_SOME_TIME,
)

LATE_CHATS = """
SELECT c.address FROM chats c WHERE c.address IN (
    SELECT address FROM parts WHERE state = 'planned' AND expires_at < :now
    ORDER BY expires_at LIMIT :limit
) ORDER BY c.address /*pg write: FOR UPDATE */
"""


class Outbox(OfChats):
    """Deliveries: rendered parts on their way to chats."""

    def add(self, delivery: Delivery) -> None:
        """Keep a delivery with its parts."""
        self.add_all([delivery])

    def add_all(self, deliveries: Sequence[Delivery]) -> None:
        """Keep many deliveries with their parts."""
        self._session.insert_all("deliveries", [delivery_to_row(one) for one in deliveries])
        texts: dict[str, str] = {}
        body_of = partial(body_reference, texts=texts)
        rows = [row for one in deliveries for row in parts_to_rows(one, body_of)]
        if texts:
            first = min(part.next_at for one in deliveries for part in one.parts)
            self._texts.keep(texts, first)
        self._session.insert_all("parts", rows)
        for one in deliveries:
            self._session.follow(deliver_to(one.address))

    def claim(
        self,
        platforms: Collection[str],
        now: datetime,
        *,
        resting: Collection[str] = (),
    ) -> Claim | None:
        """Mark the next part that may go as `sending` and return it; None: nothing may go now."""
        row = self._session.row(
            f"""
            UPDATE parts SET state = 'sending', tried_at = :now WHERE seq = (
                SELECT first.seq FROM ({MAY_GO_NOW}) next
                JOIN parts first ON first.seq = next.seq
                ORDER BY first.next_at, first.seq LIMIT 1
            ) RETURNING *
            """,  # noqa: S608 -- a constant
            {
                "platforms": to_json(sorted(platforms)),
                "now": to_text(now),
                "resting": to_json(sorted(resting)),
            },
        )
        return None if row is None else self._claims([row])[0]

    def settle(
        self, delivery_id: DeliveryId, part: Part, *, was: PartState = PartState.SENDING
    ) -> bool:
        """Write what became of a part; False if it is not what it `was`, or was tried anew."""
        settled = self._session.change(
            """
            UPDATE parts SET
                state = :state, attempts = :attempts, next_at = :next_at, problem = :problem,
                message_id = :message_id
            WHERE delivery_id = :delivery_id AND n = :n AND state = :was
                AND coalesce(tried_at, '') = :tried_at
            """,
            {
                **outcome_to_row(part),
                "delivery_id": delivery_id,
                "n": part.n,
                "was": was.value,
                "tried_at": text_or_none(part.tried_at) or "",
            },
        )
        return settled == 1

    def doubtful(self, platforms: Collection[str], now: datetime, limit: int) -> Sequence[Claim]:
        """Return parts that are `unknown` and to be looked after by now, the longest due first."""
        asked = {"now": to_text(now), "platforms": to_json(sorted(platforms)), "limit": limit}
        rows = self._session.rows(DOUBTFUL, asked)
        return self._claims(rows)

    def by_key(self, key: str) -> Claim | None:
        """Return the part that has this key, whatever its state."""
        row = self._session.row("SELECT * FROM parts WHERE key = ?", (key,))
        return None if row is None else self._claims([row])[0]

    def fail_chat(self, address: ChatAddress, problem: str) -> Sequence[Delivery]:
        """Fail a chat's planned parts; return the deliveries that had some, as they stand then."""
        failed = self._session.pairs(
            "UPDATE parts SET state = 'failed', problem = ? WHERE address = ? AND state = 'planned'"
            " RETURNING delivery_id",
            (problem, str(address)),
        )
        return self._deliveries(sorted({delivery_id for (delivery_id,) in failed}))

    def cancel(
        self, subscription_id: SubscriptionId, problem: str | None = None
    ) -> Sequence[Delivery]:
        """Expire the planned parts of a subscription's digests; return those deliveries."""
        expired = self._session.pairs(
            "UPDATE parts SET state = 'expired', problem = coalesce(?, problem)"
            " WHERE state = 'planned' AND delivery_id IN (SELECT l.id FROM digests d JOIN"
            " deliveries l ON l.digest_id = d.id WHERE d.subscription_id = ?)"
            " RETURNING delivery_id",
            (problem, subscription_id),
        )
        return self._deliveries(sorted({delivery_id for (delivery_id,) in expired}))

    def listed(
        self, states: Collection[PartState], limit: int, address: ChatAddress | None = None
    ) -> Sequence[Claim]:
        """Return parts that stand so, for one chat or for all, the oldest first."""
        # Found in an index: what was sent long ago has bodies that nobody wants to read again.
        here = "" if address is None else "AND address = :address"
        rows = self._session.rows(
            f"""
            SELECT p.* FROM (
                SELECT seq FROM parts WHERE state IN (SELECT value FROM json_each(:states)) {here}
                ORDER BY seq LIMIT :limit
            ) found JOIN parts p ON p.seq = found.seq ORDER BY p.seq
            """,  # noqa: S608 -- a constant
            {
                "states": to_json(sorted(state.value for state in states)),
                "address": str(address),
                "limit": limit,
            },
        )
        return self._claims(rows)

    def latest(self, limit: int) -> Sequence[Claim]:
        """Return the parts that were added last, however they stand, the newest first."""
        rows = self._session.rows("SELECT * FROM parts ORDER BY seq DESC LIMIT ?", (limit,))
        return self._claims(rows)

    def revive(self, delivery_id: DeliveryId, part: Part, *, was: PartState, by: datetime) -> bool:
        """Write a part that goes again; False if it is not what it `was` any more."""
        if not self.settle(delivery_id, part, was=was):
            return False
        values = {"delivery_id": delivery_id, "n": part.n, "by": to_text(by)}
        # Behind the others: one of them may be on its way, and two of a chat cannot be.
        self._session.change(
            "UPDATE parts SET seq = :seq WHERE delivery_id = :delivery_id AND n = :n",
            {**values, "seq": self._session.behind_all("parts")},
        )
        found = self.of(delivery_id)
        if found is not None:
            self._session.follow(deliver_to(found.address))
        for table, name in (("parts", "delivery_id"), ("deliveries", "id")):
            self._session.change(
                f"UPDATE {table} SET expires_at = :by"  # noqa: S608 -- ours
                f" WHERE {name} = :delivery_id AND expires_at < :by",
                values,
            )
        return True

    def named(self, ending: str, limit: int) -> Sequence[Claim]:
        """Return parts whose key, or whose delivery's id, ends so, in their order."""
        rows = self._session.rows(
            "SELECT * FROM parts WHERE substr(key, length(key) - length(:end) + 1) = :end"
            " OR substr(delivery_id, length(delivery_id) - length(:end) + 1) = :end"
            " ORDER BY seq LIMIT :limit",
            {"end": ending, "limit": limit},
        )
        return self._claims(rows)

    def interrupted(self, platforms: Collection[str]) -> Sequence[Claim]:
        """Return these platforms' parts found `sending`: at start, what a crash cut off."""
        rows = self._session.rows(
            "SELECT * FROM parts INDEXED BY parts_sending WHERE state = 'sending'"
            " AND platform IN (SELECT value FROM json_each(?)) ORDER BY delivery_id, n",
            (to_json(sorted(platforms)),),
        )
        return self._claims(rows)

    def expire(self, now: datetime, limit: int = 1000) -> Sequence[Delivery]:
        """Expire planned parts of some deliveries past their `expires_at`; return those."""
        asked = {"now": to_text(now), "limit": limit}
        # Chats before their parts, as what is said in a chat takes them, or two would wait for each
        # other: who expires them may plan anew for the chats in the same transaction.
        self._session.rows(LATE_CHATS, asked)
        expired = self._session.pairs(
            "UPDATE parts SET state = 'expired' WHERE state = 'planned' AND expires_at < :now"
            " AND delivery_id IN (SELECT delivery_id FROM parts"
            " WHERE state = 'planned' AND expires_at < :now ORDER BY expires_at LIMIT :limit)"
            " RETURNING delivery_id",
            asked,
        )
        return self._deliveries(sorted({delivery_id for (delivery_id,) in expired}))

    def end_by(self, address: ChatAddress, by: datetime) -> None:
        """Let no digest of a subscription that is planned for a chat go later than then."""
        for statement in END_BY:
            self._session.change(statement, {"address": str(address), "by": to_text(by)})

    def overdue(self, now: datetime) -> bool:
        """Say whether `expire` or `release` has something to do."""
        ended = (
            "SELECT EXISTS (SELECT 1 FROM parts WHERE state = 'planned' AND expires_at < :now)"
            " OR EXISTS (SELECT 1 FROM holds WHERE until <= :now)"
        )
        return bool(self._session.value(ended, {"now": to_text(now)}))

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

    def next_at(self, platforms: Collection[str], now: datetime) -> datetime | None:
        """Return when a planned part of these platforms may next go; None: none is waiting.

        Parts whose turn it is not, and parts that will be too late, are not waited for.
        """
        found = self._session.value(
            f"""
            SELECT min(first.next_at)
            FROM ({MAY_GO_SOME_TIME}) next JOIN parts first ON first.seq = next.seq
            """,  # noqa: S608 -- a constant
            {"platforms": to_json(sorted(platforms)), "now": to_text(now)},
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
        rows = self._texts.put_in(rows, "body", "{}")
        parts = {key: list(group) for key, group in groupby(rows, itemgetter("delivery_id"))}
        return [delivery_from_row(row, parts.get(row["id"], [])) for row in deliveries]
