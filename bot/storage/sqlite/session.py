"""One open door to a SQLite database."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from bot.domain.errors import StoreError
from bot.storage.session import Cursor, Session, Values
from bot.storage.sqlite.errors import translate


class SqliteSession(Session):
    """What the collections may do with a SQLite database while a door is open."""

    failures = (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError)

    def __init__(self, database: Database, place: str) -> None:
        super().__init__()
        self._connection = database.conn
        self._place = place

    def execute(self, sql: str, values: Values) -> Cursor:
        """Run a statement."""
        return self._connection.execute(sql, values)

    def execute_all(self, sql: str, values: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each of the values."""
        self._connection.executemany(sql, values)

    def translate(self, error: Exception) -> StoreError:
        """Return what an error of SQLite means."""
        return translate(error, self._place)

    def behind_all(self, table: str) -> int:
        """Return one more than the greatest, which SQLite gives to the next row, too."""
        return int(self.value(f"SELECT coalesce(max(seq), 0) + 1 FROM {table}"))  # noqa: S608 -- names are ours

    def alone(self, name: str) -> None:
        """Do nothing: whoever writes is alone."""
