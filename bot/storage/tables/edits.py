"""Edits of posted parts."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.bodies import body_text
from bot.domain.chats import ChatAddress, Platform, parse_address
from bot.domain.deliveries import Body, Receipt
from bot.domain.edits import Edit, EditState
from bot.domain.followups import EDIT, FollowUp, for_platform
from bot.domain.times import from_text, to_text
from bot.storage.rows import Row, to_json
from bot.storage.session import Session
from bot.storage.tables.turns import CHAT, HELD, PAUSED, WORKSPACE

OF_SENT = "e.*, p.address, p.message_id FROM edits e JOIN parts p ON p.key = e.key"
IS_SENT = "p.state = 'sent' AND p.message_id IS NOT NULL"
PLATFORMS = to_json([platform.value for platform in Platform])


class Edits:
    """What is to stand in the place of parts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, key: str, body: Body, *, now: datetime, expires_at: datetime) -> bool:
        """Let a body stand in the place of a part once that is sent; False: there is no part."""
        kept = self._session.change(
            """
            INSERT INTO edits
                (key, platform, revision, state, attempts, next_at, expires_at, body)
            SELECT key, platform, 1, 'waiting', 0, :now, :expires_at, :body
            FROM parts WHERE key = :key
            ON CONFLICT (key) DO UPDATE SET
                revision = edits.revision + 1, state = 'waiting', attempts = 0, problem = NULL,
                next_at = excluded.next_at, expires_at = excluded.expires_at, body = excluded.body
            """,
            {
                "key": key,
                "body": body_text(body),
                "now": to_text(now),
                "expires_at": to_text(expires_at),
            },
        )
        if kept:
            platform = self._session.value("SELECT platform FROM edits WHERE key = ?", (key,))
            self._session.follow(FollowUp(for_platform(EDIT, platform)))
        return kept == 1

    def latest(self, key: str) -> Body | None:
        """Return what was last to stand in the place of a part; None: nothing ever was."""
        found = self._session.value("SELECT body FROM edits WHERE key = ?", (key,))
        return None if found is None else dict(json.loads(found))

    def due(self, platforms: Collection[str], now: datetime, limit: int) -> Sequence[Edit]:
        """Return edits of sent parts that may be made now, the longest due first."""
        rows = self._session.rows(
            f"""
            SELECT e.*, p.address, p.message_id
            FROM json_each(:platforms) asked
            JOIN edits e INDEXED BY edits_due
                ON e.platform = asked.value AND e.state = 'waiting' AND e.next_at <= :now
            JOIN parts p ON p.key = e.key
            WHERE e.expires_at >= :now AND p.state = 'sent' AND p.message_id IS NOT NULL
                AND asked.value NOT IN {HELD} AND {CHAT} NOT IN {HELD}
                AND {WORKSPACE} NOT IN {HELD} AND NOT {PAUSED}
            ORDER BY e.next_at, e.seq LIMIT :limit
            """,  # noqa: S608 -- constants
            {"platforms": to_json(sorted(platforms)), "now": to_text(now), "limit": limit},
        )
        return [_from_row(row) for row in rows]

    def of(self, key: str) -> Edit | None:
        """Return the edit of a part that is sent, as it stands; None: there is none."""
        rows = self._session.rows(
            f"SELECT {OF_SENT} WHERE e.key = :key AND {IS_SENT}",
            {"key": key},
        )
        return next(map(_from_row, rows), None)

    def unmade(self, now: datetime, limit: int) -> Sequence[Edit]:
        """Return edits of sent parts that were not made, and for which it is not too late."""
        rows = self._session.rows(
            f"""
            SELECT * FROM (
                SELECT {OF_SENT} WHERE e.platform IN (SELECT value FROM json_each(:platforms))
                    AND e.state = 'waiting' AND e.expires_at >= :now AND {IS_SENT}
                UNION ALL
                SELECT {OF_SENT} WHERE e.state = 'dropped' AND e.problem IS NOT NULL
                    AND e.expires_at >= :now AND {IS_SENT}
            ) unmade
            ORDER BY state DESC, next_at, seq LIMIT :limit
            """,  # noqa: S608 -- constants
            {"platforms": PLATFORMS, "now": to_text(now), "limit": limit},
        )
        return [_from_row(row) for row in rows]

    def waiting(self, address: ChatAddress | None = None) -> int:
        """Return how many edits wait to be made, for one chat or for all."""
        here = "" if address is None else "AND p.address = :address"  # of the join
        return int(
            self._session.value(
                f"""
                SELECT count(*) FROM json_each(:platforms) asked
                JOIN edits e INDEXED BY edits_due
                    ON e.platform = asked.value AND e.state = 'waiting'
                JOIN parts p ON p.key = e.key {here}
                """,  # noqa: S608 -- constants
                {"platforms": PLATFORMS, "address": str(address)},
            )
        )

    def settle(self, edit: Edit) -> bool:
        """Write what became of an edit; False: there is a newer one for its part."""
        settled = self._session.change(
            "UPDATE edits SET state = ?, attempts = ?, next_at = ?, problem = ?"
            " WHERE key = ? AND revision = ? AND state = 'waiting'",
            (
                edit.state.value,
                edit.attempts,
                to_text(edit.next_at),
                edit.problem,
                edit.key,
                edit.revision,
            ),
        )
        return settled == 1

    def release(self, now: datetime) -> int:
        """Drop the edits that are too late; return how many."""
        return self._session.change(
            "UPDATE edits SET state = 'dropped' WHERE state = 'waiting' AND expires_at < ?",
            (to_text(now),),
        )


def _from_row(row: Row) -> Edit:
    return Edit(
        key=row["key"],
        address=parse_address(row["address"]),
        receipt=Receipt(message_id=row["message_id"]),
        body=json.loads(row["body"]),
        revision=row["revision"],
        state=EditState(row["state"]),
        attempts=row["attempts"],
        next_at=from_text(row["next_at"]),
        expires_at=from_text(row["expires_at"]),
        problem=row["problem"],
    )
