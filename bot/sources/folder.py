"""A folder that people and programs drop articles into: `.txt` files, sub-folders are topics."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.ports.source import Gone, Known, RawArticle, Unreadable
from bot.sources.inbox import Found, listing
from bot.sources.names import topics_of
from bot.sources.opening import MovedError, read
from bot.sources.settling import Settling
from bot.sources.shape import shape
from bot.sources.text import decode

_LONGEST_PAUSE: Final = timedelta(seconds=1)
_DECIMAL: Final = 1000


class FolderSource:
    """The articles of a folder and of all folders below it; implements bot.ports.source.Source.

    A file is an article once it is whole: it has not been written to for `settle`. Its key is its
    path below the folder. It is read again when its size, times or inode changed; content alone
    tells collecting whether it is a new version.
    """

    def __init__(
        self,
        root: Path | str,
        *,
        name: str = "inbox",
        max_bytes: int = 5_000_000,
        settle: timedelta = timedelta(seconds=1),
        now: Callable[[], datetime],
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self._root = Path(root)
        self._max_bytes = max_bytes
        self._now = now
        self._pause = pause
        self._settle = settle
        self._settling = Settling(settle)

    def scan(self, known: Known) -> Iterator[RawArticle | Unreadable | Gone]:
        """Yield what is new or changed since `known`, and what is gone, in the order of the paths.

        Raises:
            SourceError: the folder is missing, or cannot be listed.
        """
        found = listing(self._root)
        return self._changes(found, known)

    def wait_until_settled(self) -> bool:
        """Pause for about a second if the last scan left files that may still be written.

        Returns:
            Whether to scan again. False also after some pauses in a row, so that whoever repeats
            while this is true comes to an end even if a file never stops growing.
        """
        if not self._settling.worth_waiting():
            return False
        self._pause(min(self._settle, _LONGEST_PAUSE).total_seconds())
        return True

    def _changes(
        self, found: list[Found], known: Known
    ) -> Iterator[RawArticle | Unreadable | Gone]:
        now = self._now()
        self._settling.start(now)
        for item in found:
            if known.get(item.key) == item.stamp:
                continue
            if item.trouble is not None:
                yield Unreadable(key=item.key, stamp=item.stamp, reason=item.trouble)
            elif self._settling.may_be_growing(item):
                continue
            elif (result := self._read(item, now)) is not None:
                yield result
        self._settling.finish()
        here = {item.key for item in found}
        closed = tuple(item.key for item in found if item.key.endswith("/"))
        for key in sorted(known):
            if key not in here and not key.startswith(closed):
                yield Gone(key=key)

    def _read(self, item: Found, now: datetime) -> RawArticle | Unreadable | None:
        """Return the article, or why it is none, or None if it must be looked at again later."""
        try:
            shaped = shape(decode(self._bytes(item)), now=now.astimezone(UTC))
        except MovedError:
            self._settling.leave(item)
            return None
        except ValueError as trouble:
            return Unreadable(key=item.key, stamp=item.stamp, reason=str(trouble))
        except OSError as trouble:
            reason = f"It cannot be read: {trouble.strerror or trouble}."
            return Unreadable(key=item.key, stamp=item.stamp, reason=reason)
        return RawArticle(
            key=item.key,
            stamp=item.stamp,
            title=shaped.headline,
            body=shaped.body,
            author=shaped.author,
            tags=topics_of(item.parts),
            published_at=shaped.published_at,
        )

    def _bytes(self, item: Found) -> bytes:
        if item.size > self._max_bytes:
            raise ValueError(_too_large(item.size, self._max_bytes))
        return read(self._root, item)


def _size_text(size: int) -> str:
    amount = float(size)
    for unit in ("bytes", "kB", "MB"):
        if amount < _DECIMAL:
            return f"{amount:.1f}".removesuffix(".0") + f" {unit}"
        amount /= _DECIMAL
    return f"{amount:.1f} GB"


def _too_large(size: int, limit: int) -> str:
    shown = _size_text(size), _size_text(limit)
    if shown[0] == shown[1]:
        shown = f"{size:,} bytes", f"{limit:,}"
    return f"{shown[0]} is over the limit of {shown[1]} (setting folder.max_bytes)."
