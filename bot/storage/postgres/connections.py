"""A pool of connections to one database."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool

from bot.domain.errors import StoreError
from bot.storage.open import shown
from bot.storage.postgres.errors import translate
from bot.storage.postgres.migrate import migrate

PREPARED = 300  # statements that a connection keeps prepared; we have about half as many
GIVE_UP = timedelta(seconds=4)
"""The pool waits twice as long before each further try of a connection. Given up so soon, it is
begun anew by whoever needs one next: a database that was away for an hour is found at once."""
CONNECT_SECONDS = 10
REACHING: Mapping[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    # A way on which everything is lost without a word is noticed within half a minute.
    "tcp_user_timeout": 20_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
"""How a connection is made, and how long its other end may be silent about what it was sent."""
MISSED: Mapping[str, str] = {
    "idle_in_transaction_session_timeout": "30s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": "20s",
}
"""How soon the database misses us: whose cable is cut amid a transaction must not hold its locks
for the two hours that it usually takes. Between two statements we think for milliseconds."""


class Connections:
    """Where the store gets its connections; each is used by one thread at a time."""

    def __init__(self, url: str, patience: timedelta, size: int, *, queues: bool = False) -> None:
        """Connect, bring the database up to date, and keep connections at hand.

        Raises:
            StoreTooNew: a newer release has written the database.
            StoreError: there is no such database, or it is another program's.
        """
        self.place = place_of(url)
        self._patience = patience
        try:
            with connect(url) as first:
                migrate(first, self.place)
                if queues:
                    from bot.storage.postgres.jobs import install

                    install(first, url)
        except psycopg.Error as error:
            raise translate(error, self.place) from error
        # That the database is away is said by whoever needs it, not at every try to reach it.
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=size,
            timeout=patience.total_seconds(),
            reconnect_timeout=GIVE_UP.total_seconds(),
            # A connection that broke while nobody used it is replaced before somebody does.
            check=ConnectionPool.check_connection,
            configure=self._configure,
            kwargs={"autocommit": True, **REACHING},
            open=True,
        )

    @contextmanager
    def taken(self) -> Iterator[psycopg.Connection]:
        """Hold a connection of which nobody else knows."""
        try:
            connection = self._pool.getconn()
        except psycopg.Error as error:
            raise translate(error, self.place) from error
        try:
            yield connection
        finally:
            self._pool.putconn(connection)  # rolls back what is open, replaces what is broken

    def close(self) -> None:
        """Close what is idle now and what is in use when it comes back; safe to call twice."""
        self._pool.close()

    def _configure(self, connection: psycopg.Connection) -> None:
        connection.prepared_max = PREPARED
        patience = round(self._patience.total_seconds() * 1000)
        for name, value in {**MISSED, "lock_timeout": f"{max(patience, 1)}ms"}.items():
            connection.execute("SELECT set_config(%s, %s, false)", (name, value), prepare=False)


def connect(url: str) -> psycopg.Connection:
    """Return a connection of its own, on which each statement is a transaction."""
    return psycopg.connect(url, autocommit=True, **REACHING)


def place_of(url: str) -> str:
    """Return a database's address as it may be shown: without its password.

    Raises:
        StoreError: nobody can make sense of it.
    """
    try:
        conninfo_to_dict(url)
    except psycopg.ProgrammingError:  # which names what it cannot read: perhaps the password
        raise StoreError(
            f"The store's address {shown(url)!r} cannot be read; it is written"
            " postgresql://user:password@host:5432/database?sslmode=require, and % @ / ? # within"
            " a name or a password are written %25 %40 %2F %3F %23."
        ) from None
    return shown(url)
