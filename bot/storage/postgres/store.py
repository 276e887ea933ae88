"""The two doors of the PostgreSQL store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import psycopg

from bot.domain.errors import StoreError
from bot.ports import store as port
from bot.storage.door import Door
from bot.storage.postgres.connections import Connections
from bot.storage.postgres.errors import translate
from bot.storage.postgres.room import Room
from bot.storage.postgres.search import Search
from bot.storage.postgres.session import PostgresSession
from bot.storage.transaction import Transaction

# One snapshot for all that is read behind the door, taken at once.
READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1"
# What must not change between a look and a write is locked or compared by the statements
# themselves (see bot.storage.tables): a stricter level would refuse work that harms nobody, and
# whoever is refused would have to begin again.
WRITING = "BEGIN ISOLATION LEVEL READ COMMITTED"


class PostgresStore:
    """Safe to use from several threads and processes; a thread is behind one door at a time."""

    def __init__(self, connections: Connections, *, queues: bool = False) -> None:
        """Take connections, and whether what there is to do is to be queued for workers."""
        self._connections = connections
        self._queues = queues
        self._door = Door()

    @contextmanager
    def snapshot(self) -> Iterator[port.Transaction]:
        """Read, consistently, never waiting for a writer; writing inside is an error."""
        with self._door.passed(), self._connections.taken() as connection:
            session = PostgresSession(connection, self._connections.place, writes=False)
            self._run(connection, READING)
            try:
                yield _open(session)
                _finish(connection)
            finally:
                session.end()
                _roll_back(connection)

    @contextmanager
    def transaction(self) -> Iterator[port.Transaction]:
        """Do all of it or, when the block raises, nothing; keep it short."""
        with self._door.passed(), self._connections.taken() as connection:
            session = PostgresSession(connection, self._connections.place, writes=True)
            self._run(connection, WRITING)
            try:
                yield _open(session)
                session.finish()
                if self._queues:
                    self._queue(connection, session)
                self._run(connection, "COMMIT")
            finally:
                session.end()
                _roll_back(connection)  # nothing happens if it was committed

    def wipe(self) -> bool:
        """Leave it to the server, which cleans up after whatever was removed."""
        return True

    def check(self) -> Sequence[str]:
        """Return what is wrong with the store, a sentence each; nothing: it is whole."""
        place = self._connections.place
        try:
            with self._door.passed(), self._connections.taken() as connection:
                broken = connection.execute(
                    "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
                ).fetchall()
        except psycopg.Error as error:
            return [str(translate(error, place))]
        except StoreError as error:
            return [str(error)]
        return [
            f"The store {place}: the index {name} is not valid; REINDEX it." for (name,) in broken
        ]

    def close(self) -> None:
        """Let go of every connection; safe to call twice."""
        self._connections.close()

    def _queue(self, connection: psycopg.Connection, session: PostgresSession) -> None:
        from bot.storage.postgres.jobs import enqueue  # the engine is loaded only for workers

        try:
            enqueue(connection, session.follow_ups)
        except psycopg.Error as error:
            raise translate(error, self._connections.place) from error

    def _run(self, connection: psycopg.Connection, sql: str) -> None:
        try:
            connection.execute(sql, prepare=False)
        except psycopg.Error as error:
            raise translate(error, self._connections.place) from error


def _finish(connection: psycopg.Connection) -> None:
    """End a snapshot so that its statements stay prepared: psycopg forgets them at a rollback.

    To make a plan anew takes PostgreSQL longer than most look-ups.
    """
    with suppress(psycopg.Error):  # everything was read
        connection.execute("COMMIT", prepare=False)


def _roll_back(connection: psycopg.Connection) -> None:
    with suppress(psycopg.Error):  # a connection that broke took its transaction with it
        connection.rollback()


def _open(session: PostgresSession) -> Transaction:
    return Transaction(session, Search(session), Room(session))
