"""Salvaging rows: tables of a damaged database are read from both ends, past what cannot be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

SHADOWS = ("article_terms", "sqlite_", "_sqlite_")  # made anew, not copied


def tables(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the tables that hold rows of ours."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if not name.startswith(SHADOWS)]


def copy_table(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> tuple[int, bool]:
    """Copy what can be read of a table; return how many rows, and whether that was all."""
    columns = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
    try:
        had = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
    except sqlite3.Error:
        return 0, False
    columns = [column for column in columns if column in had]
    keys = _keys(new, table)
    if not columns:
        return 0, True
    read, whole = 0, True
    for order in ("ASC", "DESC"):
        rows = _Rows(old, table, columns, keys, order)
        for row in rows:
            # What breaks a rule of the table was damaged.
            read += new.execute(
                f"INSERT OR IGNORE INTO {table} ({', '.join(columns)})"  # noqa: S608 -- ours
                f" VALUES ({', '.join('?' * len(columns))})",
                row,
            ).rowcount
        whole = rows.ended
        if whole:
            break
    return read, whole


def drop_orphans(connection: sqlite3.Connection) -> int:
    """Remove rows that refer to rows that are not there, until none is left; return how many."""
    removed = 0
    while True:
        found = connection.execute("PRAGMA foreign_key_check").fetchall()
        if not found:
            return removed + _halves(connection)
        before = removed
        for table, rowid, *_ in found:
            if rowid is not None:
                sql = f"DELETE FROM {table} WHERE rowid = ?"  # noqa: S608 -- ours
                removed += connection.execute(sql, (rowid,)).rowcount
        for table, _, parent, number in dict.fromkeys(
            (table, None, parent, number) for table, rowid, parent, number in found if rowid is None
        ):
            column, target = next(
                (row[3], row[4])
                for row in connection.execute(f"PRAGMA foreign_key_list({table})")
                if row[0] == number
            )
            removed += connection.execute(
                f"DELETE FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608 -- ours
                f" AND {column} NOT IN (SELECT {target} FROM {parent})"
            ).rowcount
        if removed == before:
            return removed


def _halves(connection: sqlite3.Connection) -> int:
    """Mend what no reference says: parts of deliveries, articles without a state, empty stories."""
    connection.execute(
        "INSERT OR IGNORE INTO progress (article_id, collected_at)"
        " SELECT id, collected_at FROM articles"
    )
    removed = connection.execute(
        "DELETE FROM deliveries WHERE id NOT IN (SELECT delivery_id FROM parts)"
    ).rowcount
    # A story without its leading article cannot be told: what is left of it is grouped anew.
    lost = (
        "SELECT id FROM stories WHERE lead NOT IN"
        " (SELECT article_id FROM story_articles WHERE position IS NOT NULL)"
    )
    connection.execute(f"CREATE TEMP TABLE lost AS {lost}")
    connection.execute(
        "UPDATE progress SET grouped = 0 WHERE article_id IN"
        " (SELECT article_id FROM story_articles WHERE story_id IN (SELECT id FROM temp.lost))"
    )
    connection.execute("DELETE FROM story_articles WHERE story_id IN (SELECT id FROM temp.lost)")
    removed += connection.execute(
        "DELETE FROM stories WHERE id IN (SELECT id FROM temp.lost)"
    ).rowcount
    connection.execute("DROP TABLE temp.lost")
    connection.execute(
        "UPDATE progress SET grouped = 0 WHERE grouped = 1"
        " AND article_id NOT IN (SELECT article_id FROM story_articles)"
    )
    return removed


class _Rows:
    """The rows of a table from one end, as far as they can be read."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        table: str,
        columns: Sequence[str],
        keys: Sequence[str],
        order: str,
    ) -> None:
        self.ended = False
        self._connection = connection
        ordered = ", ".join(f"{key} {order}" for key in keys)
        # NOT INDEXED: an index may be damaged where the table is not.
        self._sql = f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED ORDER BY {ordered}"  # noqa: S608

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._connection.execute(self._sql)
        except sqlite3.Error:
            return
        self.ended = True


def _keys(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns in whose order a table is stored."""
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    keyed = [row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]]
    return keyed or ["rowid"]
