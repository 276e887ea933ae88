"""What SQLite says, in the words of the port: every error leaves as a StoreError."""

from __future__ import annotations

import sqlite3

from bot.domain.errors import StoreBusy, StoreError

PRIMARY_CODE = 0xFF  # extended result codes carry the primary one in their low byte

_MEANINGS = {
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore the latest back-up",
    sqlite3.SQLITE_NOTADB: "it is no database, or it is damaged; give another path or restore it",
    sqlite3.SQLITE_FULL: "the disk is full; make room and start again",
    sqlite3.SQLITE_READONLY: "it cannot be written; check who owns the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the path and who owns its folder",
    sqlite3.SQLITE_PERM: "it cannot be opened; check who owns the file and its folder",
    sqlite3.SQLITE_IOERR: "the disk does not answer as it should; check it, then start again",
}


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
    if primary in _MEANINGS:
        return StoreError(f"The store {place}: {_MEANINGS[primary]}. (SQLite: {error})")
    return StoreError(f"The store {place} refuses: {error}.")
