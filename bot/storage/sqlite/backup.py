"""Copying a database while it is used, and putting a copy in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreTooNew
from bot.domain.times import to_text
from bot.storage.sqlite.connections import FileConnections, make_room
from bot.storage.sqlite.errors import in_use, translate

A_MOMENT = timedelta(seconds=2)
BESIDE = ("", "-wal", "-shm")  # a database and what stands beside it
COUNTED = ("articles", "stories", "chats", "subscriptions", "digests", "deliveries")


def back_up(path: Path, target: Path) -> dict[str, int]:
    """Write a whole, consistent copy of the database at `path` to `target`; count what is in it.

    The bot may go on meanwhile. Nothing stands at `target` before the copy was found whole.

    Raises:
        StoreError: there is no database, something stands at `target`, or the copy is not whole.
    """
    if not path.is_file():
        raise StoreError(f"There is no store {path} to back up.")
    if target.exists():
        raise StoreError(f"{target} is there already; give a name that is free.")
    if not target.parent.is_dir():
        raise StoreError(f"There is no folder {target.parent} for the back-up {target.name}.")
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
            # In one go, which keeps no writer waiting, as they write to a log beside the file: in
            # several steps, it would begin anew whenever somebody has written between two of them.
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file, not three
            counted = _whole(copy, path)
        part.replace(target)
    except sqlite3.Error as error:
        raise translate(error, str(path)) from error
    except OSError as error:
        raise StoreError(f"The back-up {target} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return counted


def restore(path: Path, source: Path, stamp: str, now: datetime) -> list[str]:
    """Put a copy of the back-up `source` in the place of the database at `path`.

    What stood there is kept beside it, under a name that ends in `stamp`. Of messages that waited
    when the back-up was made, nobody can say whether they have been sent since: they are looked
    up, or their chats get a card.

    Raises:
        StoreBusy: a process has the database open.
        StoreTooNew: a newer release has written the back-up.
        StoreError: the back-up is missing, damaged or none of ours.
    """
    if not source.is_file():
        raise StoreError(f"There is no back-up {source}.")
    fresh, kept = path.with_name(f"{path.name}.restoring"), f"{path.name}.replaced-{stamp}"
    make_room(path)
    _remove(fresh)
    try:
        _take(source, fresh)
        doubtful = _doubt(fresh, now)
        had = path.is_file()
        if had:
            _require_alone(path)
        for ending in BESIDE if had else ():
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(path.with_name(kept + ending))
        fresh.replace(path)
    finally:
        _remove(fresh)
    told = [f"{path} is now what {source} held."]
    if had:
        told.append(f"The store that was there is kept as {kept}.")
    if doubtful:
        told.append(
            f"{doubtful} messages waited in the back-up and may have been sent since: on Slack they"
            " are looked up, on Telegram their chats get a card."
        )
    return [*told, "What was told after the back-up was made may be told once more."]


def _take(source: Path, fresh: Path) -> None:
    """Copy a back-up to `fresh`, in the shape of this release; what is wrong is wrong with it."""
    try:
        back_up(source, fresh)
        FileConnections(fresh, A_MOMENT).close()
    except StoreDamaged as error:
        found = str(error.__cause__ or error).removesuffix(".")
        raise StoreDamaged(
            f"The back-up {source} is damaged, or no back-up; restore another one. ({found})"
        ) from error
    except StoreTooNew as error:
        raise StoreTooNew(
            f"The back-up {source} was written by a newer release of digestbot; install that"
            " release, or restore another back-up."
        ) from error


def _doubt(path: Path, now: datetime) -> int:
    with closing(sqlite3.connect(path)) as connection:
        changed = connection.execute(
            "UPDATE parts SET state = 'unknown', next_at = :now,"
            " tried_at = coalesce(tried_at, next_at),"
            " problem = 'It waited in a back-up that was restored.'"
            " WHERE state IN ('planned', 'sending')",
            {"now": to_text(now)},
        ).rowcount
        connection.commit()
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    return changed


def _whole(copy: sqlite3.Connection, place: Path) -> dict[str, int]:
    """Return how many there are of everything that people know by name.

    Raises:
        StoreDamaged: an integrity check finds something.
        StoreError: it is no database of ours.
    """
    found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"]:
        raise StoreDamaged(f"{place} is damaged: {found[0].removesuffix('.')}.")
    names = {str(row[0]) for row in copy.execute("SELECT name FROM sqlite_master")}
    if not names.issuperset(COUNTED):
        raise StoreError(f"{place} is no store of digestbot.")
    return {
        table: int(copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 -- ours
        for table in COUNTED
    }


def _require_alone(path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=A_MOMENT.total_seconds())) as connection:
        try:
            # Leaving write-ahead logging needs the file to ourselves, whoever has it open and idle.
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.Error as error:
            made = translate(error, str(path))
            if not isinstance(made, StoreBusy):
                return  # damaged: that is why somebody restores
            raise in_use(path, "restored") from error


def _remove(path: Path) -> None:
    for ending in BESIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)
