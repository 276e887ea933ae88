"""Opening a store by its address."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.errors import SettingsError

if TYPE_CHECKING:
    from bot.ports.store import Store

ALLOWED = (
    "sqlite:///data/bot.db (below the current folder), sqlite:////var/lib/bot.db (from the root) "
    "or sqlite:///:memory: (nothing is kept)"
)
PATIENCE = timedelta(seconds=10)  # a transaction takes milliseconds; longer means that one hangs


def open_store(url: str, *, patience: timedelta = PATIENCE) -> Store:
    """Open the store at `url`, making it and its folders if they are missing.

    Args:
        url: `sqlite:///relative/path.db`, `sqlite:////absolute/path.db` or `sqlite:///:memory:`.
        patience: how long a transaction waits for another one before it raises StoreBusy.

    Raises:
        SettingsError: the address is none that we know; the message says what is allowed.
        StoreTooNew: a newer release has written the store.
        StoreError: the store cannot be opened; the message says what to do.
    """
    scheme, separator, rest = url.partition("://")
    if scheme.startswith("postgres") and separator:
        raise SettingsError(
            f"The store {scheme}://… is for PostgreSQL, which comes with a later release; "
            f"allowed are {ALLOWED}."
        )
    if scheme != "sqlite" or not rest.startswith("/") or not rest[1:].strip("/"):
        raise SettingsError(f"{url!r} is no store; allowed are {ALLOWED}.")

    # Loaded when needed: sqlite-utils takes longer to load than many a command to run.
    from bot.storage.sqlite.connections import FileConnections, MemoryConnections
    from bot.storage.sqlite.store import SqliteStore

    if rest == "/:memory:":
        return SqliteStore(MemoryConnections(patience))
    return SqliteStore(FileConnections(Path(rest[1:]).expanduser(), patience))
