"""Giving free room back: autovacuum does it; but what the job queue notes is for us to forget."""

from __future__ import annotations

from bot.storage.session import Session

NOTED = ("pgqueuer_log", "pgqueuer_statistics")
"""Of every job when it was queued, begun and ended, and how many there were in each second."""

KEPT = "1 day"  # by the database's clock, as is when it was noted; for who looks into the queue
PART = 20_000  # notes a transaction


class Room:
    """The room that a database takes on its disk."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def give_back(self) -> bool:
        """Forget some of what was noted of old jobs; False: nothing is left to forget."""
        there = [
            table
            for table in NOTED
            if self._session.value("SELECT to_regclass(?) IS NOT NULL", (table,))
        ]
        return sum(map(self._forget, there)) > 0

    def _forget(self, table: str) -> int:
        return self._session.change(
            f"DELETE FROM {table} WHERE ctid = ANY (ARRAY ("  # noqa: S608 -- a constant
            f"SELECT ctid FROM {table} WHERE created < now() - CAST(? AS INTERVAL) LIMIT ?))",
            (KEPT, PART),
        )
