"""The two doors of the SQLite store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlite_utils import Database

from bot.domain.errors import StoreBusy
from bot.ports import store as port
from bot.storage.door import Door
from bot.storage.sqlite.connections import Connections
from bot.storage.sqlite.errors import translate
from bot.storage.sqlite.room import Room
from bot.storage.sqlite.search import Search
from bot.storage.sqlite.session import SqliteSession
from bot.storage.transaction import Transaction

WIPE_MILLISECONDS = 500  # that emptying the log may wait


class SqliteStore:
    """Safe to use from several threads; a thread is behind one door at a time."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._door = Door()

    @contextmanager
    def snapshot(self) -> Iterator[port.Transaction]:
        """Read, consistently, never waiting for a writer; writing inside is an error.

        In memory there is a single connection, so that there a snapshot waits for its turn.
        """
        with self._door.passed(), self._connections.reading() as database:
            session = SqliteSession(database, self._connections.place)
            self._run(database, "BEGIN")
            try:
                # SQLite fixes what is seen at the first read, not at BEGIN.
                self._run(database, "SELECT 1 FROM chats LIMIT 1")
                yield _open(session)
            finally:
                session.end()
                self._roll_back(database)

    @contextmanager
    def transaction(self) -> Iterator[port.Transaction]:
        """Do all of it or, when the block raises, nothing; keep it short."""
        with self._door.passed(), self._connections.writing() as database:
            session = SqliteSession(database, self._connections.place)
            # A plain BEGIN would fail at once when another process wrote between our first read
            # and our first write; the busy timeout does not cover that.
            self._run(database, "BEGIN IMMEDIATE")
            try:
                yield _open(session)
                session.finish()
                self._run(database, "COMMIT")
            finally:
                session.end()
                self._roll_back(database)  # nothing happens if it was committed

    def check(self) -> Sequence[str]:
        """Return what is wrong with the store, a sentence each; nothing: it is whole."""
        problems: list[str] = []
        with self._door.passed(), self._connections.reading() as database:
            try:
                for (found,) in database.conn.execute("PRAGMA integrity_check"):
                    if found != "ok":
                        problems.append(f"The store {self._connections.place} is damaged: {found}.")
                for table, row, parent, _ in database.conn.execute("PRAGMA foreign_key_check"):
                    problems.append(
                        f"Row {row} of {table} refers to a row of {parent} that is not there."
                    )
            except sqlite3.Error as error:
                problems.append(str(translate(error, self._connections.place)))
        return problems

    def wipe(self) -> bool:
        """Empty the log that is written ahead: it holds pages as they were; False: it is read."""
        try:
            with self._door.passed(), self._connections.writing() as database:
                ((patience,),) = database.conn.execute("PRAGMA busy_timeout")
                # Nobody writes while it waits for who reads: a back-up does so for minutes.
                database.conn.execute(f"PRAGMA busy_timeout = {min(patience, WIPE_MILLISECONDS)}")
                try:
                    ((busy, _, _),) = database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    database.conn.execute(f"PRAGMA busy_timeout = {patience}")
        except (StoreBusy, sqlite3.OperationalError):
            return False
        return not busy

    def close(self) -> None:
        """Let go of every connection; safe to call twice."""
        self._connections.close()

    def _run(self, database: Database, sql: str) -> None:
        try:
            database.conn.execute(sql).fetchone()
        except sqlite3.Error as error:
            raise translate(error, self._connections.place) from error

    def _roll_back(self, database: Database) -> None:
        try:
            database.rollback()
        except sqlite3.Error as error:
            raise translate(error, self._connections.place) from error


def _open(session: SqliteSession) -> Transaction:
    return Transaction(session, Search(session), Room(session))
