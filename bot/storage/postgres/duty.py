"""Duties: what one process of all may do at a time, while its connection lives.

An advisory lock of a session of its own: the database gives it to the next one as soon as the
process ends, or was not heard of for as long as a duty lasts.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta

import psycopg

from bot.ports.ambient import Ambient
from bot.storage.postgres.connections import connect

LASTS = timedelta(seconds=20)  # the database lets go of whoever was silent for so long
OURS = timedelta(seconds=15)  # we stop before that: what was begun then is seen through
ASK_SECONDS = 2.0  # between two tries to take it, or to prove that we are there


class Duty:
    """The right to be the only one to do something.

    Not safe to use from several threads, but for `left`, `holds` and `break_off`.
    """

    def __init__(self, url: str, name: str, ambient: Ambient) -> None:
        """Take the database, and a name that those share who must not do it at once."""
        self._url = url
        self._name = f"digestbot duty {name}"
        self._ambient = ambient
        self._connection: psycopg.Connection | None = None
        self._proved: datetime | None = None

    def take(self) -> bool:
        """Take the duty, or prove that we are still there; False: somebody else has it, or may."""
        asked = self._ambient.now()
        try:
            taken = self._taken()
        except psycopg.Error:
            self.give()
            return False
        self._proved = asked if taken else None
        return taken

    def holds(self) -> bool:
        """Say whether we proved lately that it is ours."""
        return self.left() > timedelta(0)

    def left(self) -> timedelta:
        """Return for how long it is ours without another proof."""
        proved = self._proved
        gone = timedelta(0) if proved is None else proved + OURS - self._ambient.now()
        return max(gone, timedelta(0))

    def break_off(self) -> None:
        """Let `take`, which waits for a database that says nothing, fail in its thread."""
        connection = self._connection
        if connection is not None:
            with (
                suppress(psycopg.Error, OSError),
                socket.socket(fileno=os.dup(connection.fileno())) as there,
            ):
                there.shutdown(socket.SHUT_RDWR)

    def give(self) -> None:
        """Let somebody else have it; safe to call twice."""
        self._proved = None
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None

    def _taken(self) -> bool:
        if self._connection is None:
            self._connection = connect(self._url)
            lasts = f"{LASTS.seconds}s"
            self._connection.execute(
                "SELECT set_config('idle_session_timeout', %s, false)", (lasts,)
            )
        elif self._proved is not None:
            self._connection.execute("SELECT 1")  # the lock is held as long as the session lives
            return True
        found = self._connection.execute(
            "SELECT pg_try_advisory_lock(hashtext(%s))", (self._name,)
        ).fetchone()
        return bool(found and found[0])
