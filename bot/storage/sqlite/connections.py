"""Connections to one database, and who may use them when.

A file has one connection that writes, taken in turns, and as many that read as snapshots were
ever open at once; with write-ahead logging neither waits for the other. Threads of one process
queue at a lock instead of SQLite's busy handler, which polls. A database in memory has a single
connection, for which snapshots queue too.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from sqlite_utils import Database

from bot.domain.errors import StoreBusy, StoreError
from bot.storage.sqlite.errors import translate
from bot.storage.sqlite.migrate import migrate

OLDEST_SQLITE = (3, 38, 0)  # STRICT tables, RETURNING, JSON always built in
CACHE_KILOBYTES = 32_000  # of pages, at most; a small store fills little of it
LOG_PAGES = 4000  # 16 MB of write-ahead log, before it is copied into the file
BUSY_STEP = 0.01  # seconds between two tries to switch a database to write-ahead logging


class Connections(Protocol):
    """Where the store gets its connections; each is used by one thread at a time."""

    place: str  # what error messages call the database

    def writing(self) -> AbstractContextManager[Database]:
        """Hold the connection that writes; StoreBusy if nobody lets go of it in time."""
        ...

    def reading(self) -> AbstractContextManager[Database]:
        """Hold a connection that cannot write."""
        ...

    def close(self) -> None:
        """Close what is idle now and what is in use when it comes back; safe to call twice."""
        ...


class MemoryConnections:
    """The only connection to a database in memory, which readers and writers take in turns."""

    place = ":memory:"

    def __init__(self, patience: timedelta) -> None:
        _require_sqlite()
        self._turn = _Turn(patience, self.place)
        self._database: Database | None = _connect(self.place, patience)
        _prepare(self._database, self.place)

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """Hold the connection."""
        with self._turn.taken():
            yield _still_open(self._database, self.place)

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Hold the connection, unable to write for as long as it is held."""
        with self._turn.taken():
            database = _still_open(self._database, self.place)
            database.conn.execute("PRAGMA query_only = ON")
            try:
                yield database
            finally:
                database.conn.execute("PRAGMA query_only = OFF")

    def close(self) -> None:
        """Forget everything."""
        with self._turn.taken():
            if self._database is not None:
                self._database.conn.close()
                self._database = None


class FileConnections:
    """One connection that writes, and a stack of idle ones that read."""

    def __init__(self, path: Path, patience: timedelta) -> None:
        _require_sqlite()
        self.place = str(path)
        self._patience = patience
        self._turn = _Turn(patience, self.place)
        self._lock = threading.Lock()  # of the two below
        self._idle: list[Database] = []
        self._closed = False
        make_room(path)
        self._writer: Database | None = _connect(self.place, patience)
        try:
            _prepare(self._writer, self.place)
        except BaseException:
            self._writer.conn.close()
            raise

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """Hold the connection that writes."""
        with self._turn.taken():
            yield _still_open(self._writer, self.place)

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Hold a connection of which nobody else knows."""
        database = self._take()
        try:
            yield database
        finally:
            self._put_back(database)

    def close(self) -> None:
        """Close the idle connections and, after its turn, the one that writes."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for database in idle:
            database.conn.close()
        with self._turn.taken():
            if self._writer is not None:
                self._writer.conn.close()
                self._writer = None

    def _take(self) -> Database:
        with self._lock:
            if self._closed:
                raise StoreError(f"The store {self.place} is closed.")
            if self._idle:
                return self._idle.pop()
        database = _connect(self.place, self._patience)
        try:
            _set_rules(database)
            database.conn.execute("PRAGMA query_only = ON")
        except sqlite3.Error as error:
            database.conn.close()
            raise translate(error, self.place) from error
        return database

    def _put_back(self, database: Database) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(database)
                return
        database.conn.close()


class _Turn:
    """A lock with patience."""

    def __init__(self, patience: timedelta, place: str) -> None:
        self._lock = threading.Lock()
        self._patience = patience
        self._place = place

    @contextmanager
    def taken(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=self._patience.total_seconds()):
            raise StoreBusy(
                f"The store {self._place} is held by another thread; try again in a moment."
            )
        try:
            yield
        finally:
            self._lock.release()


def _still_open(database: Database | None, place: str) -> Database:
    if database is None:
        raise StoreError(f"The store {place} is closed.")
    return database


def _require_sqlite() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        raise StoreError(
            f"SQLite {wanted} or newer is needed, this Python has {sqlite3.sqlite_version}; "
            "a newer Python brings a newer SQLite."
        )


def make_room(path: Path) -> None:
    """Make the folder of a database.

    Raises:
        StoreError: it cannot be made, or a folder stands in the place of the file.
    """
    if path.is_dir():
        raise StoreError(f"The store {path} is a folder; give the path of a file in it.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {path.parent} for the store cannot be made: {error.strerror}; "
            "give another path or make it yourself."
        ) from error
    # The folder too: the log that is written ahead stands beside the file.
    if not all(os.access(place, os.W_OK) for place in (path.parent, path) if place.exists()):
        raise StoreError(
            f"The store {path} cannot be written; check who owns the file and its folder."
        )


def _connect(place: str, patience: timedelta) -> Database:
    """Open a connection that starts no transaction by itself and may change threads."""
    try:
        connection = sqlite3.connect(
            place,
            timeout=patience.total_seconds(),
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
    except sqlite3.Error as error:
        raise translate(error, place) from error
    return Database(connection, recursive_triggers=False, execute_plugins=False)


def _prepare(database: Database, place: str) -> None:
    """Bring a database up to date before anybody uses it."""
    try:
        write_zeros(database.conn)  # also over tables that are rebuilt
        if database.conn.execute("PRAGMA page_count").fetchone()[0] == 0:
            # So that pages that become free can be given back to the disk step by step. In a file
            # that has tables it would change nothing, and wait for whoever writes.
            database.conn.execute("PRAGMA auto_vacuum = INCREMENTAL")
        _log_ahead(database.conn)
        migrate(database, place)  # foreign keys are off, so that tables may be rebuilt
        _set_rules(database)
    except sqlite3.Error as error:
        raise translate(error, place) from error


def _set_rules(database: Database) -> None:
    database.conn.execute("PRAGMA foreign_keys = ON")
    write_zeros(database.conn)
    # Every commit reaches the disk: what was confirmed to a person, or claimed to be sent, stays
    # so when the power fails.
    database.conn.execute("PRAGMA synchronous = FULL")
    # With SQLite's own 4 MB, pages that many transactions change are copied from the log to the
    # file again and again; of planning very many chats that is a tenth.
    database.conn.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    # Of 2 MB, SQLite's own choice, the indexes of large stores are read again and again.
    database.conn.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")


def write_zeros(connection: sqlite3.Connection) -> None:
    """Write zeros over what is removed, also where SQLite was built to leave it in the file.

    Whoever asks to be forgotten is. The index of words needs nothing of its own: articles alone
    are in it.
    """
    connection.execute("PRAGMA secure_delete = ON")


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging; the busy timeout does not cover two who switch at once."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] in {"wal", "memory"}:
        return
    for _ in range(200):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(BUSY_STEP)
        else:
            return
