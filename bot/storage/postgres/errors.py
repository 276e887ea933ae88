"""What PostgreSQL says, in the words of the port: every error leaves as a StoreError.

Each of these is a sentence for whoever runs the bot. Whoever is told StoreBusy or StoreTrouble
tries again, so that nothing has to be started anew once the database is back.
"""

from __future__ import annotations

from psycopg import errors
from psycopg_pool import PoolClosed, PoolTimeout

from bot.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreTrouble

# A part of a chat is on its way already (found when two claim at once): try again.
ONE_AT_A_TIME = "parts_sending"

_BUSY = (
    errors.LockNotAvailable,
    errors.DeadlockDetected,
    errors.SerializationFailure,
    errors.QueryCanceled,
)
_MEANINGS: tuple[tuple[tuple[type[Exception], ...], type[StoreError], str], ...] = (
    ((PoolClosed,), StoreError, "is closed"),
    ((UnicodeEncodeError, errors.DataError), StoreError, "cannot keep this"),
    (
        (errors.DiskFull,),
        StoreTrouble,
        "has a full disk; make room, and the bot goes on by itself",
    ),
    (
        (errors.TooManyConnections,),
        StoreTrouble,
        "has no connection left; give each process fewer, or raise max_connections there",
    ),
    ((errors.ReadOnlySqlTransaction,), StoreTrouble, "cannot be written"),
    ((errors.InsufficientPrivilege,), StoreTrouble, "does not let its user do this; grant it"),
    ((errors.DataCorrupted, errors.IndexCorrupted), StoreDamaged, "is damaged; restore a back-up"),
    (
        (
            PoolTimeout,
            errors.OperationalError,
            errors.InterfaceError,
            errors.IdleInTransactionSessionTimeout,  # it took us for gone
        ),
        StoreTrouble,
        "cannot be reached; the bot goes on by itself when it can",
    ),
)


def translate(error: Exception, place: str) -> StoreError:
    """Return what `error` means for the store at `place`; raise it `from` the error."""
    if isinstance(error, StoreError):
        return error
    if _is_busy(error):
        return StoreBusy(f"The store {place} is held by another process; try again in a moment.")
    for kinds, meant, meaning in _MEANINGS:
        if isinstance(error, kinds):
            return meant(f"The store {place} {meaning}. ({_first_line(error)})")
    return StoreError(f"The store {place} refuses: {_first_line(error)}.")


def _is_busy(error: Exception) -> bool:
    if isinstance(error, errors.UniqueViolation):
        return error.diag.constraint_name == ONE_AT_A_TIME
    return isinstance(error, _BUSY)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
