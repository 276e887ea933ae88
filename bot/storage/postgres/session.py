"""One open door to a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg.sql import SQL

from bot.domain.errors import StoreError
from bot.domain.followups import FollowUp
from bot.storage.postgres.dialect import to_postgres
from bot.storage.postgres.errors import translate
from bot.storage.session import Cursor, Session, Values

SEEN_TO = "30 seconds"  # since the job queue's clock did it last; several times as long as a tick


class PostgresSession(Session):
    """What the collections may do with a PostgreSQL database while a door is open."""

    failures = (psycopg.Error, UnicodeEncodeError)

    def __init__(self, connection: psycopg.Connection, place: str, *, writes: bool) -> None:
        super().__init__()
        self._connection = connection
        self._place = place
        self._writes = writes
        self.follow_ups: list[FollowUp] = []

    def execute(self, sql: str, values: Values) -> Cursor:
        """Run a statement."""
        return self._connection.execute(self._said(sql), values)

    def execute_all(self, sql: str, values: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each of the values, without waiting for an answer to each."""
        with self._connection.cursor() as cursor:
            cursor.executemany(self._said(sql), values)

    def translate(self, error: Exception) -> StoreError:
        """Return what an error of PostgreSQL means."""
        return translate(error, self._place)

    def behind_all(self, table: str) -> int:
        """Return the number that the next row would have had."""
        return int(self.value(f"SELECT nextval(pg_get_serial_sequence('{table}', 'seq'))"))

    def alone(self, name: str) -> None:
        """Take an advisory lock that ends with the transaction."""
        if self._writes:
            self.value("SELECT pg_advisory_xact_lock(hashtext(?))", (f"digestbot {name}",))

    def follow(self, follow_up: FollowUp) -> None:
        """Note it, to be queued with the commit."""
        self.follow_ups.append(follow_up)

    def waits(self, step: str) -> bool:
        """Say whether the job queue has some of these, waiting or running."""
        return bool(
            self.value("SELECT EXISTS (SELECT 1 FROM pgqueuer WHERE entrypoint = ?)", (step,))
        )

    def is_seen_to(self, tick: str) -> bool:
        """Say whether the job queue's clock made it happen lately, by its own time."""
        return bool(
            self.value("SELECT to_regclass('pgqueuer_schedules') IS NOT NULL")
            and self.value(
                "SELECT EXISTS (SELECT 1 FROM pgqueuer_schedules WHERE entrypoint = ?"
                " AND updated > now() - CAST(? AS INTERVAL))",
                (tick, SEEN_TO),
            )
        )

    def _said(self, sql: str) -> SQL:
        # The statements are ours; values are never part of them.
        return SQL(to_postgres(sql, writes=self._writes))
