"""What SQLite says, in the words of the port: every error leaves as a StoreError.

Each of these is a sentence for whoever runs the bot: what is wrong, and the way on. The service
tries again by itself, so that nothing has to be started anew once it is mended.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreTrouble

PRIMARY_CODE = 0xFF  # extended result codes carry the primary one in their low byte

_FULL = "the disk is full; make room, and the bot goes on by itself"
_DAMAGED = (
    "it is damaged; stop the bot and run `digestbot check --repair`, which keeps the damaged file,"
    " or restore the latest back-up"
)
_READ_ONLY = (
    "it cannot be written; check who owns the file and its folder, and whether the disk is mounted"
    " read-only"
)
_MEANINGS = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the path and who owns its folder",
    sqlite3.SQLITE_PERM: "it cannot be opened; check who owns the file and its folder",
    sqlite3.SQLITE_IOERR: "the disk does not answer as it should; check it",
}
_DAMAGES = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: f"it is no database, or {_DAMAGED}; or give another path",
}
# A write that is cut short by a limit or a quota is told as an error of the disk.
_EXTENDED = {
    sqlite3.SQLITE_IOERR_WRITE: "the disk does not take what is written: it is full, or a limit or"
    " quota is reached; make room, and the bot goes on by itself",
    sqlite3.SQLITE_IOERR_SHMSIZE: _FULL,
}


def in_use(path: Path, done: str) -> StoreBusy:
    """Return the refusal to do something to a store that others have open."""
    return StoreBusy(
        f"The store {path} is in use; stop the bot, and any other digestbot command that runs,"
        f" such as `digestbot tail`, before it is {done}."
    )


def translate(error: Exception, place: str) -> StoreError:
    """Return what `error` means for the store at `place`; raise it `from` the error."""
    if isinstance(error, StoreError):
        return error
    if isinstance(error, UnicodeEncodeError):
        return StoreError(f"The store {place} cannot keep a text that is no valid Unicode: {error}")
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & PRIMARY_CODE
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreBusy(f"The store {place} is held by another process; try again in a moment.")
    if primary in _DAMAGES:
        return StoreDamaged(f"The store {place}: {_DAMAGES[primary]}. (SQLite: {error})")
    meaning = _EXTENDED.get(code or 0) or _MEANINGS.get(primary or 0)
    if meaning:
        return StoreTrouble(f"The store {place}: {meaning}. (SQLite: {error})")
    return StoreError(f"The store {place} refuses: {error}.")
