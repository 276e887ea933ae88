"""Leases: one process at a time serves a platform from a store."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta

import structlog

from bot.domain.errors import SettingsError
from bot.ports.ambient import Ambient
from bot.ports.store import Store

log = structlog.get_logger()

LASTS = timedelta(seconds=30)
RENEW_SECONDS = 10.0


class Lease:
    """The right to serve a platform; taken at start, renewed while we serve, given back at the end.

    One whose process has died on this machine is taken over at once, that of another machine when
    it runs out.
    """

    def __init__(self, store: Store, platform: str, ambient: Ambient) -> None:
        self._store = store
        self._name = f"serve {platform}"
        self._platform = platform
        self._ambient = ambient
        self._until: datetime | None = None
        self._owner = f"{socket.gethostname()} {os.getpid()} {ambient.new_id()}"

    def take(self) -> None:
        """Take the lease, or renew it.

        Raises:
            SettingsError: another process has it.
        """
        now = self._ambient.now()
        with self._store.transaction() as tx:
            other = tx.leases.take(self._name, self._owner, now, now + LASTS)
            if other is not None and _is_dead(other):
                tx.leases.give(self._name, other)
                other = tx.leases.take(self._name, self._owner, now, now + LASTS)
        self._until = None if other is not None else now + LASTS
        if other is not None:
            host, process, _ = other.split()
            raise SettingsError(
                f"Process {process} on {host} serves {self._platform} from this store already. "
                f"Stop it first; if it is gone, try again in {LASTS.seconds} seconds."
            )

    @property
    def platform(self) -> str:
        """What it is the right to serve."""
        return self._platform

    def holds(self) -> bool:
        """Say whether it was renewed in time: if not, another process may serve meanwhile."""
        return self._until is not None and self._ambient.now() < self._until

    def give_back(self) -> None:
        """Let another process serve."""
        self._until = None
        with self._store.transaction() as tx:
            tx.leases.give(self._name, self._owner)


def _is_dead(owner: str) -> bool:
    """Say whether the owner ran on this machine and does not any more."""
    host, process, _ = owner.split()
    if host != socket.gethostname() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
