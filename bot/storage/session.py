"""One open door to a database: SQL in, rows out, and no error that is not a StoreError.

The collections in `bot.storage.tables` say what they want in the SQL that SQLite and PostgreSQL
share, with SQLite's placeholders (`?`, `:name`). A back-end's session runs it on a connection of
its driver (DB-API 2.0). What only one of them understands is named here, or stands in its folder.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar

from bot.domain.errors import StoreError
from bot.domain.followups import FollowUp

Values: TypeAlias = Sequence[Any] | dict[str, Any]
T = TypeVar("T")


class Cursor(Protocol):
    """What a driver answers a statement with."""

    @property
    def description(self) -> Sequence[Any] | None: ...  # noqa: D102 -- the names of columns first
    @property
    def rowcount(self) -> int: ...  # noqa: D102 -- rows changed
    def fetchone(self) -> Any: ...  # noqa: ANN401, D102
    def fetchall(self) -> list[Any]: ...  # noqa: D102


class Session(ABC):
    """What the collections may do with the database while a door is open.

    An error spoils the session: what was done before it must not be kept without the rest, so a
    transaction that swallowed an error is rolled back all the same.
    """

    failures: tuple[type[Exception], ...]
    """What the driver raises."""

    def __init__(self) -> None:
        self._spoiled_by: StoreError | None = None
        self._over = False

    @abstractmethod
    def execute(self, sql: str, values: Values) -> Cursor:
        """Run a statement; whatever the driver raises is in `failures`."""

    @abstractmethod
    def execute_all(self, sql: str, values: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each of the values."""

    @abstractmethod
    def translate(self, error: Exception) -> StoreError:
        """Return what an error of the driver means."""

    @abstractmethod
    def behind_all(self, table: str) -> int:
        """Return a `seq` that is greater than that of every row of a table, now and later."""

    @abstractmethod
    def alone(self, name: str) -> None:
        """Keep every other transaction that says so under this name waiting until our end.

        For what is read, thought over and written. A session that only reads goes on at once.
        """

    def follow(self, follow_up: FollowUp) -> None:
        """Note what there is to do once this is kept, for a back-end that queues such things."""
        del follow_up

    def waits(self, step: str) -> bool:
        """Say whether follow-ups of this step are still queued."""
        del step
        return False

    def is_seen_to(self, tick: str) -> bool:
        """Say whether some process makes this happen for all, as time passes."""
        del tick
        return False

    def rows(self, sql: str, values: Values = ()) -> list[dict[str, Any]]:
        """Return the rows that a statement answers with."""

        def ask() -> list[dict[str, Any]]:
            cursor = self.execute(sql, values)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

        return self._do(ask)

    def row(self, sql: str, values: Values = ()) -> dict[str, Any] | None:
        """Return the first row that a statement answers with."""
        return next(iter(self.rows(sql, values)), None)

    def pairs(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return the rows as bare tuples: for answers of many short rows."""
        return self._do(lambda: self.execute(sql, values).fetchall())

    def value(self, sql: str, values: Values = ()) -> Any:  # noqa: ANN401 -- whatever the column holds
        """Return the first column of the first row; None if there is none."""
        found = self._do(lambda: self.execute(sql, values).fetchone())
        return None if found is None else found[0]

    def change(self, sql: str, values: Values = ()) -> int:
        """Run a statement and return how many rows it changed."""
        return self._do(lambda: self.execute(sql, values).rowcount)

    def change_all(self, sql: str, values: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each of the values."""
        if values:
            self._do(lambda: self.execute_all(sql, values))

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a row."""
        self.insert_all(table, [row])

    def insert_all(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add many rows, all with the same columns."""
        if rows:
            names = list(rows[0])
            self.change_all(_adding(table, names), [[row[name] for name in names] for row in rows])

    def upsert(self, table: str, row: Mapping[str, Any], key: str) -> None:
        """Add a row, or overwrite the columns of the one that has this key."""
        changes = ", ".join(f"{name} = excluded.{name}" for name in row if name != key)
        self.change(
            f"{_adding(table, list(row))} ON CONFLICT ({key}) DO UPDATE SET {changes}",
            list(row.values()),
        )

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

    def _do(self, action: Callable[[], T]) -> T:
        if self._over:
            raise StoreError("This transaction or snapshot is over; open another one.")
        try:
            return action()
        except self.failures as error:
            self._spoiled_by = self.translate(error)
            raise self._spoiled_by from error


def _adding(table: str, names: Sequence[str]) -> str:
    places = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 -- names are ours
