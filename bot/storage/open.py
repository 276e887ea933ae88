"""Opening a store by its address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.domain.errors import SettingsError

if TYPE_CHECKING:
    from bot.ports.store import Store

Counts: TypeAlias = Mapping[str, int]

ALLOWED = (
    "sqlite:///data/bot.db (below the current folder), sqlite:////var/lib/bot.db (from the root), "
    "sqlite:///:memory: (nothing is kept) or postgresql://user@host/database"
)
POSTGRES = ("postgresql://", "postgres://")
DEFAULT_POOL = 10  # connections at most: a courier, a few ticks and answers at once
PATIENCE = timedelta(seconds=10)  # a transaction takes milliseconds; longer means that one hangs


def open_store(
    url: str, *, patience: timedelta = PATIENCE, pool: int = DEFAULT_POOL, queues: bool = False
) -> Store:
    """Open the store at `url`, making it and its folders if they are missing.

    Args:
        url: `sqlite:///relative/path.db`, `sqlite:////absolute/path.db`, `sqlite:///:memory:` or
            `postgresql://user@host/database`, whose database is there and ours alone.
        patience: how long a transaction waits for another one before it raises StoreBusy.
        pool: how many connections to PostgreSQL this process may have.
        queues: whether what there is to do is queued for workers; only PostgreSQL can.

    Raises:
        SettingsError: the address is none that we know; the message says what is allowed.
        StoreTooNew: a newer release has written the store.
        StoreError: the store cannot be opened; the message says what to do.
    """
    if is_shared(url):
        return _open_postgres(url, patience, pool, queues=queues)
    if queues:
        raise SettingsError(
            f"Workers share a store in PostgreSQL; {url} is in one file, for one process."
            " `digestbot migrate --from … --to …` moves it."
        )
    path = _path(url)

    # Loaded when needed: sqlite-utils takes longer to load than many a command to run.
    from bot.storage.sqlite.connections import FileConnections, MemoryConnections
    from bot.storage.sqlite.store import SqliteStore

    if path is None:
        return SqliteStore(MemoryConnections(patience))
    return SqliteStore(FileConnections(path, patience))


def is_shared(url: str) -> bool:
    """Say whether several processes may work on the store at `url`."""
    return url.startswith(POSTGRES)


def shown(url: str) -> str:
    """Return a store's address as it may be read by anybody: without its password."""
    without = re.sub(r"^([^:/@]*:/*[^:/@]*):.*@", r"\1@", url)  # also where it is mistyped
    without = re.sub(r":[^/:@]+@", "@", without)
    return re.sub(r"(?<=[?&])(ssl)?password=[^&]*&?", "", without).rstrip("?&")


def repair_store(url: str, stamp: str) -> Sequence[str]:
    """Mend the store at `url` as far as that goes, and return what was done, a sentence each.

    A store that is damaged is kept beside the new one, under a name that ends in `stamp`.

    Raises:
        SettingsError: the address is none that we know.
        StoreBusy: a process has it open.
        StoreError: there is no store, or no way to mend it.
    """
    from bot.storage.sqlite.repair import repair

    return repair(_file(url), stamp)


def back_up_store(url: str, target: Path) -> Mapping[str, int]:
    """Write a whole copy of the store at `url` to `target`, and return what was counted in it.

    Raises:
        SettingsError: the address is none that we know, or of a store that has ways of its own.
        StoreError: it cannot be copied; the message says why.
    """
    from bot.storage.sqlite.backup import back_up

    return back_up(_file(url), target)


def restore_store(url: str, source: Path, stamp: str, now: datetime) -> Sequence[str]:
    """Put a back-up in the place of the store at `url`; return what was done, a sentence each.

    Raises:
        SettingsError: the address is none that we know, or of a store that has ways of its own.
        StoreBusy: a process has it open.
        StoreError: the back-up cannot be used.
    """
    from bot.storage.sqlite.backup import restore

    return restore(_file(url), source, stamp, now)


def move_store(url: str, target: str, now: datetime, *, replace: bool) -> tuple[bool, Counts]:
    """Move everything from the SQLite store at `url` to the PostgreSQL database `target`.

    Returns:
        Whether anything had to be moved, and how many rows each table has.

    Raises:
        SettingsError: these are not the addresses of such stores.
        StoreBusy: a process serves from the store.
        StoreError: the database holds something else, or cannot be written.
    """
    path = _file(url)
    if not target.startswith(POSTGRES):
        raise SettingsError(f"{shown(target)!r} is no database; one is postgresql://host/name.")
    open_store(url).close()  # brings it to the shape of this release
    from bot.storage.postgres.moving import move

    moved = move(path, target, now, replace=replace)
    return not moved.was_there, {name: one.rows for name, one in moved.tables.items()}


def _file(url: str) -> Path:
    if url.startswith(POSTGRES):
        raise SettingsError(
            "PostgreSQL has tools of its own to copy and mend what it keeps, such as pg_dump."
        )
    path = _path(url)
    if path is None:
        raise SettingsError(f"{url} is in memory; nothing of it stands in a file.")
    return path


def _open_postgres(url: str, patience: timedelta, pool: int, *, queues: bool) -> Store:
    try:
        from bot.storage.postgres.connections import Connections
        from bot.storage.postgres.store import PostgresStore
    except ImportError as error:
        raise SettingsError(
            "A store in PostgreSQL needs more than digestbot alone: install digestbot[postgres]."
            f" ({error})"
        ) from error
    return PostgresStore(Connections(url, patience, pool, queues=queues), queues=queues)


def folder_of(url: str) -> Path | None:
    """Return the folder that the file of a store is in; None: it has no file."""
    path = None if url.startswith("postgres") else _path(url)
    return None if path is None else path.absolute().parent


def _path(url: str) -> Path | None:
    """Return the file of a store; None: it is in memory."""
    scheme, _, rest = url.partition("://")
    if scheme != "sqlite" or not rest.startswith("/") or not rest[1:].strip("/"):
        raise SettingsError(f"{shown(url)!r} is no store; allowed are {ALLOWED}.")
    return None if rest == "/:memory:" else Path(rest[1:]).expanduser()
