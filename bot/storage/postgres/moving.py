"""Moving everything from a SQLite file into a PostgreSQL database, and proving that it arrived.

Nobody writes to the file meanwhile. All of it becomes visible in one transaction, after every
table was read back and compared: row counts and a digest over all values.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from graphlib import TopologicalSorter
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.sql import SQL, Identifier

from bot.domain.articles import ArticleId
from bot.domain.errors import StoreBusy, StoreError
from bot.domain.times import to_text
from bot.storage.postgres.connections import connect, place_of
from bot.storage.postgres.errors import translate
from bot.storage.postgres.migrate import migrate
from bot.storage.postgres.search import Search
from bot.storage.postgres.session import PostgresSession
from bot.storage.sqlite.errors import translate as translate_sqlite

OF_SEARCHING = "article_terms"  # made anew: each database searches in its own way
OF_RUNNING = "leases"  # nobody serves from the new database yet
ROWS = 500  # that are read at a time


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: how many rows, and a digest of all their values in order of the key."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of moving."""

    tables: dict[str, Content]
    was_there: bool  # it had been moved before: nothing was written


def move(path: Path, url: str, now: datetime, *, replace: bool) -> Moved:
    """Move the SQLite file at `path`, which has this release's shape, to the database at `url`.

    Args:
        path: the file; it stays as it is.
        url: an existing database, empty or of an earlier move.
        now: decides whether a process still serves from the file.
        replace: empty the database first if it holds something else.

    Raises:
        StoreBusy: a process serves from the file, or writes to it.
        StoreError: the database holds something else; or what arrived is not what was sent.
    """
    place = place_of(url)
    try:
        with (
            _locked(path, now) as source,
            connect(url) as target,
        ):
            migrate(target, place)
            with target.transaction():
                return _move(source, target, place, replace=replace)
    except psycopg.Error as error:
        raise translate(error, place) from error
    except sqlite3.Error as error:
        raise translate_sqlite(error, str(path)) from error


def _move(
    source: sqlite3.Connection, target: psycopg.Connection, place: str, *, replace: bool
) -> Moved:
    tables = _tables(source, target)
    for table in tables:
        target.execute(SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(Identifier(table)))
    sent = {table: _content(_sqlite_rows(source, table, key)) for table, key in tables.items()}
    there = {table: _content(_rows(target, table, key)) for table, key in tables.items()}
    if there == sent:
        return Moved(sent, was_there=True)
    full = [table for table, content in there.items() if content.rows]
    if full and not replace:
        raise StoreError(
            f"The store {place} holds something else already ({', '.join(full)}); nothing was"
            " changed. Give an empty database, or --replace, which empties it first."
        )
    emptied = SQL(", ").join(Identifier(table) for table in (*tables, OF_SEARCHING))
    target.execute(SQL("TRUNCATE {}").format(emptied))
    for table in tables:
        _copy(source, target, table)
    arrived = {table: _content(_rows(target, table, key)) for table, key in tables.items()}
    wrong = [table for table in tables if arrived[table] != sent[table]]
    if wrong:
        raise StoreError(
            f"What arrived in {place} is not what was sent ({', '.join(wrong)}); nothing was kept."
        )
    _index(source, PostgresSession(target, place, writes=True))
    return Moved(sent, was_there=False)


@contextmanager
def _locked(path: Path, now: datetime) -> Iterator[sqlite3.Connection]:
    """Open a file that nobody writes to until the end."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        serving = connection.execute(
            "SELECT owner FROM leases WHERE until > ? ORDER BY name", (to_text(now),)
        ).fetchone()
        if serving is not None:
            host, process, *_ = serving[0].split()
            raise StoreBusy(
                f"Process {process} on {host} serves from {path}; stop the bot before you move."
            )
        yield connection
        connection.rollback()


def _tables(source: sqlite3.Connection, target: psycopg.Connection) -> dict[str, Sequence[str]]:
    """Return the tables, with the columns of their keys, so that none refers to a later one."""
    names = {
        name
        for (name,) in target.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        )
        if name.partition("_")[0] not in {"pgqueuer", "digestbot"}
    } - {OF_SEARCHING, OF_RUNNING}
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(names, ()))
    for table, other in target.execute(
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid <> confrelid"
        " AND connamespace = current_schema()::regnamespace"
    ):
        order.add(table, other)
    return {table: _key(source, table) for table in order.static_order()}


def _key(source: sqlite3.Connection, table: str) -> list[str]:
    found = source.execute(
        "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,)
    )
    return [name for (name,) in found]


def _columns(source: sqlite3.Connection, table: str) -> list[str]:
    found = source.execute("SELECT name FROM pragma_table_info(?) ORDER BY name", (table,))
    return [name for (name,) in found]


def _sqlite_rows(
    source: sqlite3.Connection, table: str, key: Sequence[str]
) -> Iterator[tuple[object, ...]]:
    columns = ", ".join(f'"{name}"' for name in _columns(source, table))
    yield from source.execute(f"SELECT {columns} FROM {table} ORDER BY {', '.join(key)}")  # noqa: S608


def _rows(
    target: psycopg.Connection, table: str, key: Sequence[str]
) -> Iterator[tuple[object, ...]]:
    found = target.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        " AND table_name = %s",
        (table,),
    )
    columns = sorted(name for (name,) in found)  # as SQLite sorts them
    query = SQL("SELECT {} FROM {} ORDER BY {}").format(
        SQL(", ").join(map(Identifier, columns)),
        Identifier(table),
        SQL(", ").join(map(Identifier, key)),
    )
    with target.cursor(name=f"all_of_{table}") as cursor:
        cursor.itersize = ROWS
        yield from cursor.execute(query)


def _content(rows: Iterable[tuple[object, ...]]) -> Content:
    count, digest = 0, hashlib.sha256()
    for row in rows:
        count += 1
        digest.update(repr(row).encode())
    return Content(count, digest.hexdigest())


def _copy(source: sqlite3.Connection, target: psycopg.Connection, table: str) -> None:
    columns = _columns(source, table)
    said = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(table), SQL(", ").join(map(Identifier, columns))
    )
    with target.cursor() as cursor, cursor.copy(said) as copy:
        for row in _sqlite_rows(source, table, _key(source, table)):
            copy.write_row(row)
    if "seq" in columns:
        target.execute(
            SQL(
                "SELECT setval(pg_get_serial_sequence({}, 'seq'), max(seq)) FROM {}"
                " HAVING max(seq) IS NOT NULL"
            ).format(sql.Literal(table), Identifier(table))
        )


def _index(source: sqlite3.Connection, session: PostgresSession) -> None:
    search = Search(session)
    for article_id, language in source.execute(
        "SELECT p.article_id, s.language FROM progress p JOIN summaries s ON s.seq = p.summary_seq"
    ):
        search.index(ArticleId(article_id), language)
