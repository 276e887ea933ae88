"""Repairing a database: what is whole is tightened, what is damaged is copied as far as it reads.

Nothing is thrown away: a damaged file is kept beside the new one. Nobody else may have it open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.domain.articles import ArticleId
from bot.domain.errors import StoreBusy, StoreDamaged, StoreError
from bot.storage.sqlite.connections import FileConnections, write_zeros
from bot.storage.sqlite.errors import in_use, translate
from bot.storage.sqlite.salvage import copy_table, drop_orphans, tables
from bot.storage.sqlite.search import Search
from bot.storage.sqlite.session import SqliteSession

A_MOMENT = timedelta(seconds=2)
BESIDE = ("", "-wal", "-shm")  # a database and what stands beside it


def repair(path: Path, stamp: str) -> list[str]:
    """Mend the database at `path`, and return what was done, a sentence each.

    Args:
        path: its file.
        stamp: what the name of a damaged file that is kept ends in.

    Raises:
        StoreBusy: another process has it open.
        StoreError: there is nothing to be repaired there, or no way to.
    """
    if not path.is_file():
        raise StoreError(f"There is no store {path} to be repaired.")
    try:
        return _tightened(path)
    except StoreDamaged:
        return _salvaged(path, stamp)


def _tightened(path: Path) -> list[str]:
    """Make indexes and the search anew; whatever is then still wrong is damage."""
    with closing(_alone(path)) as connection:
        try:
            before = _problems(connection)
            connection.execute("REINDEX")
            connection.execute("INSERT INTO article_terms (article_terms) VALUES ('rebuild')")
            orphans = drop_orphans(connection)
            left = _problems(connection)
            if left:
                raise StoreDamaged(f"The store {path} is damaged: {left[0]}.")
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise translate(error, str(path)) from error
    done = [f"Mended: {problem}." for problem in before[:5]]
    if orphans:
        done.append(f"{orphans} rows that referred to nothing were removed.")
    return [*done, "All indexes and the search index were made anew; free room was given back."]


def _salvaged(path: Path, stamp: str) -> list[str]:
    """Copy what can be read into a new file, and put that in the place of the damaged one."""
    fresh, kept = path.with_name(f"{path.name}.repairing"), f"{path.name}.damaged-{stamp}"
    _remove(fresh)
    connections = FileConnections(fresh, A_MOMENT)
    try:
        with connections.writing() as new, closing(_reading(path)) as old:
            cut = _copied(old, new, str(path))
    except StoreError:
        connections.close()
        _remove(fresh)
        raise
    finally:
        connections.close()
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(path.with_name(kept + ending))
    for ending in reversed(BESIDE):
        with suppress(FileNotFoundError):
            fresh.with_name(fresh.name + ending).rename(path.with_name(path.name + ending))
    return [
        f"{path} was damaged: what could be read was copied into a new file of that name.",
        f"The damaged one is kept as {kept}.",
        *(f"Of {table}, {read} rows could be read, and some not." for table, read in cut.items()),
        "What is lost comes again with `digestbot collect` as far as its files are there; a chat"
        " may be told again what it was told."
        if cut
        else "Every row could be read.",
    ]


def _remove(path: Path) -> None:
    for ending in BESIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _copied(old: sqlite3.Connection, new: Database, place: str) -> dict[str, int]:
    """Copy every table; return those of which rows could not be read, with how many could."""
    try:
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise StoreError(
            f"Nothing in the store {place} can be read, so there is nothing to repair; restore the"
            " latest back-up, or move the file away to begin anew."
        ) from error
    cut: dict[str, int] = {}
    new.conn.execute("PRAGMA foreign_keys = OFF")
    new.conn.execute("BEGIN IMMEDIATE")
    for table in tables(new.conn):
        read, whole = copy_table(old, new.conn, table)
        if not whole:
            cut[table] = read
    drop_orphans(new.conn)
    for article_id, language in _summarized(new.conn):
        Search(SqliteSession(new, place)).index(article_id, language)
    new.conn.execute("COMMIT")
    new.conn.execute("PRAGMA foreign_keys = ON")
    return cut


def _summarized(connection: sqlite3.Connection) -> Iterator[tuple[ArticleId, str]]:
    found = connection.execute(
        "SELECT p.article_id, s.language FROM progress p JOIN summaries s ON s.seq = p.summary_seq"
    ).fetchall()
    yield from found


def _problems(connection: sqlite3.Connection) -> list[str]:
    """Return what an integrity check finds; a table of the search that is cut counts, too."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    return [] if found == ["ok"] else [line.removesuffix(".") for line in found]


def _alone(path: Path) -> sqlite3.Connection:
    """Open the database for us alone.

    Raises:
        StoreBusy: another process has it open.
        StoreDamaged: it cannot be read.
    """
    connection = sqlite3.connect(path, timeout=A_MOMENT.total_seconds(), isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        write_zeros(connection)
        # Leaving write-ahead logging needs the file to ourselves, whoever has it open and idle.
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.Error as error:
        connection.close()
        made = translate(error, str(path))
        if isinstance(made, StoreBusy):
            raise in_use(path, "repaired") from error
        raise made from error
    return connection


def _reading(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    return connection
