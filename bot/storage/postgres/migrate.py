"""Bringing a database up to date: numbered files of SQL, forward only, each all or nothing."""

from __future__ import annotations

from importlib.resources import files

import psycopg
from psycopg.sql import SQL

from bot.domain.errors import StoreError, StoreTooNew

LOCK = 7_216_044_310_095_214  # of all that use this database, those who migrate it for digestbot
RECORD = "digestbot_migrations"
OF_THE_ENGINE = "pgqueuer%"  # the tables of the job queue live beside ours


def scripts() -> dict[str, str]:
    """Return every migration's name and SQL, in order."""
    folder = files("bot.storage.postgres") / "migrations"
    found = {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".sql")
    }
    return dict(sorted(found.items()))


def migrate(connection: psycopg.Connection, place: str, *, last: str | None = None) -> None:
    """Apply what is missing, up to the migration `last` or to the newest.

    Several processes may do so at once: they take turns at an advisory lock.

    Raises:
        StoreTooNew: the database has a migration that this release does not know.
        StoreError: it is the database of another program.
    """
    known = scripts()
    if _applied(connection) == set(known):
        return  # the usual start waits for nobody
    with connection.transaction():
        connection.execute("SET LOCAL lock_timeout = 0")
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        applied = _applied(connection)
        _require_ours(connection, place, applied=applied, known=set(known))
        connection.execute(
            "CREATE TABLE IF NOT EXISTS digestbot_migrations (name TEXT PRIMARY KEY)"
        )
    for name, script in known.items():
        if last is None or name <= last:
            _apply(connection, name, script)


def _apply(connection: psycopg.Connection, name: str, script: str) -> None:
    with connection.transaction():
        connection.execute("SET LOCAL lock_timeout = 0")
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        if name not in _applied(connection):
            connection.execute(SQL(script))
            connection.execute("INSERT INTO digestbot_migrations (name) VALUES (%s)", (name,))


def _applied(connection: psycopg.Connection) -> set[str]:
    if connection.execute("SELECT to_regclass(%s)", (RECORD,)).fetchone() == (None,):
        return set()
    return {name for (name,) in connection.execute("SELECT name FROM digestbot_migrations")}


def _require_ours(
    connection: psycopg.Connection, place: str, *, applied: set[str], known: set[str]
) -> None:
    unknown = sorted(applied - known)
    if unknown:
        raise StoreTooNew(
            f"The store {place} was written by a newer release of digestbot (it has "
            f"{', '.join(unknown)}); install that release, or give another database."
        )
    others = connection.execute(
        "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE %s"
        " AND tablename <> %s LIMIT 1",
        (OF_THE_ENGINE, RECORD),
    )
    if not applied and others.fetchone() is not None:
        raise StoreError(f"The store {place} is the database of another program; give another one.")
