"""One open door to the database: SQL in, rows out, and no error that is not a StoreError."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from sqlite_utils import Database

from bot.domain.errors import StoreError
from bot.storage.sqlite.errors import translate

Values: TypeAlias = Sequence[Any] | dict[str, Any]
T = TypeVar("T")

_OF_LIBRARIES = (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError)


class Session:
    """What the collections may do with the database while a door is open.

    An error spoils the session: what was done before it must not be kept without the rest, so a
    transaction that swallowed an error is rolled back all the same (as PostgreSQL does).
    """

    def __init__(self, database: Database, place: str) -> None:
        self._database = database
        self._place = place
        self._spoiled_by: StoreError | None = None
        self._over = False

    def rows(self, sql: str, values: Values = ()) -> list[dict[str, Any]]:
        """Return the rows that a statement answers with."""

        def ask(database: Database) -> list[dict[str, Any]]:
            cursor = database.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

        return self._do(ask)

    def row(self, sql: str, values: Values = ()) -> dict[str, Any] | None:
        """Return the first row that a statement answers with."""
        return next(iter(self.rows(sql, values)), None)

    def pairs(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return the rows as bare tuples: for answers of many short rows."""
        return self._do(lambda database: database.execute(sql, values).fetchall())

    def value(self, sql: str, values: Values = ()) -> Any:  # noqa: ANN401 -- whatever the column holds
        """Return the first column of the first row; None if there is none."""
        found = self._do(lambda database: database.execute(sql, values).fetchone())
        return None if found is None else found[0]

    def change(self, sql: str, values: Values = ()) -> int:
        """Run a statement and return how many rows it changed."""
        return self._do(lambda database: database.execute(sql, values).rowcount)

    def change_all(self, sql: str, values: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each of the values."""
        self._do(lambda database: database.conn.executemany(sql, values))

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a row."""
        self._do(lambda database: database.table(table).insert(dict(row)))

    def insert_all(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add many rows, all with the same columns."""
        if rows:
            names = list(rows[0])
            sql = (
                f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608 -- names are ours
                f" VALUES ({', '.join('?' * len(names))})"
            )
            self.change_all(sql, [tuple(row[name] for name in names) for row in rows])

    def upsert(self, table: str, row: Mapping[str, Any], key: str) -> None:
        """Add a row, or overwrite the columns of the one that has this key."""
        self._do(lambda database: database.table(table).upsert(dict(row), pk=key))

    def refuse(self, message: str) -> StoreError:
        """Return an error that spoils the session, for a rule that no constraint can say."""
        self._spoiled_by = StoreError(message)
        return self._spoiled_by

    def finish(self) -> None:
        """Raise if an error inside was swallowed; nothing of the session may be kept then."""
        if self._spoiled_by is not None:
            raise StoreError(
                "Nothing was written, because an error inside the transaction was ignored: "
                f"{self._spoiled_by}"
            ) from self._spoiled_by

    def end(self) -> None:
        """Close the door: whoever kept a collection cannot use it any more."""
        self._over = True

    def _do(self, action: Callable[[Database], T]) -> T:
        if self._over:
            raise StoreError("This transaction or snapshot is over; open another one.")
        try:
            return action(self._database)
        except _OF_LIBRARIES as error:
            self._spoiled_by = translate(error, self._place)
            raise self._spoiled_by from error
