"""Bringing a database up to date: numbered files of SQL, forward only, each all or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from importlib.resources import files

from sqlite_utils import Database, Migrations

from bot.domain.errors import StoreError, StoreTooNew

SET_NAME = "digestbot"


def scripts() -> dict[str, str]:
    """Return every migration's name and SQL, in order."""
    folder = files("bot.storage.sqlite") / "migrations"
    found = {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".sql")
    }
    return dict(sorted(found.items()))


def migrate(database: Database, place: str, *, last: str | None = None) -> None:
    """Apply what is missing, up to the migration `last` or to the newest.

    Several processes may do so at once: each migration looks, under the write lock, whether it is
    still missing.

    Raises:
        StoreTooNew: the database has a migration that this release does not know.
        StoreError: it is the database of another program.
    """
    known = scripts()
    applied = _applied(database)
    _require_ours(database, place, applied=applied, known=set(known))
    for name in known:
        if name in applied or (last is not None and name > last):
            continue
        migrations = Migrations(SET_NAME)
        migrations(name=name)(_runner(known[name]))
        database.conn.execute("BEGIN IMMEDIATE")
        try:
            migrations.apply(database)  # inside our transaction, its own become savepoints
            database.conn.execute("COMMIT")
        except BaseException:
            database.rollback()
            raise


def _runner(script: str) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        for statement in _statements(script):
            database.conn.execute(statement)

    return run


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script, each of which ends at the end of a line.

    In a transaction, sqlite-utils asks after every character whether a statement has ended: that
    was half of the time that making a store took.
    """
    lines = ""
    for line in script.splitlines(keepends=True):
        lines += line
        if sqlite3.complete_statement(lines):
            yield lines
            lines = ""
    if lines.strip():
        yield lines  # a comment, or what SQLite calls incomplete


def _applied(database: Database) -> set[str]:
    return {migration.name for migration in Migrations(SET_NAME).applied(database)}


def _require_ours(database: Database, place: str, *, applied: set[str], known: set[str]) -> None:
    unknown = sorted(applied - known)
    if unknown:
        raise StoreTooNew(
            f"The store {place} was written by a newer release of digestbot (it has "
            f"{', '.join(unknown)}); install that release, or give another path."
        )
    if not applied and set(database.table_names()) - {Migrations.migrations_table}:
        raise StoreError(
            f"The store {place} is the database of another program; give another path."
        )
