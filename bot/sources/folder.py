"""A folder that people and programs drop articles into; its sub-folders are topics."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.ports.source import Gone, Known, RawArticle, Unreadable
from bot.sources.cut_short import cut_again, rests
from bot.sources.extract import Extractor
from bot.sources.filed import ARCHIVE, Content, articles, text_article
from bot.sources.inbox import Found, listing
from bot.sources.killable import CutShortError
from bot.sources.names import READ_TYPES, TEXT_TYPES, is_of_type
from bot.sources.opening import MovedError, read
from bot.sources.settling import Settling

_LONGEST_PAUSE: Final = timedelta(seconds=1)
_DECIMAL: Final = 1000


class FolderSource:
    """The articles of a folder and of all folders below it; implements bot.ports.source.Source.

    A file is an article once it is whole: it has not been written to for `settle`. Its key is its
    path below the folder. It is read again when its size, times or inode changed; content alone
    tells collecting whether it is a new version. Without an `extractor` only text files are read;
    with one, documents of every kind, and archives of these.
    """

    def __init__(
        self,
        root: Path | str,
        *,
        name: str = "inbox",
        max_bytes: int = 5_000_000,
        settle: timedelta = timedelta(seconds=1),
        extractor: Extractor | None = None,
        now: Callable[[], datetime],
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self._root = Path(root)
        self._max_bytes = max_bytes
        self._extractor = extractor
        self._types = TEXT_TYPES if extractor is None else READ_TYPES
        self._now = now
        self._pause = pause
        self._settle = settle
        self._settling = Settling(settle)

    def scan(self, known: Known) -> Iterator[RawArticle | Unreadable | Gone]:
        """Yield what is new or changed since `known`, and what is gone, in the order of the paths.

        Raises:
            SourceError: the folder is missing, or cannot be listed.
        """
        found = listing(self._root, self._types)
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
        inside: set[str] = set()  # keys of archives' documents, as far as archives were read again
        opened: set[str] = set()
        for item in found:
            before = known.get(item.key, "")
            if before == item.stamp or rests(before, item.stamp, now):
                continue
            if item.trouble is not None:
                yield Unreadable(key=item.key, stamp=item.stamp, reason=item.trouble)
            elif self._settling.may_be_growing(item):
                continue
            elif content := self._read(item, now, before):
                if content[0].stamp == item.stamp:  # else it was cut short
                    opened.add(item.key)
                inside.update(one.key for one in content)
                yield from content
        self._settling.finish()
        here = {item.key for item in found} | inside
        closed = tuple(
            item.key.removesuffix("/") + "/"
            for item in found
            if item.key not in opened and item.key.lower().endswith((ARCHIVE, "/"))
        )
        for key in sorted(known):
            if key not in here and not key.startswith(closed):
                yield Gone(key=key)

    def _read(self, item: Found, now: datetime, before: str) -> Content:
        """Return the articles, or why there are none; nothing, to look at it again at once."""
        try:
            return self._content(item, self._bytes(item), now.astimezone(UTC))
        except MovedError:
            self._settling.leave(item)
            return []
        except CutShortError as trouble:
            stamp = cut_again(before, item.stamp, now)
            return [Unreadable(key=item.key, stamp=stamp, reason=str(trouble))]
        except ValueError as trouble:
            return [Unreadable(key=item.key, stamp=item.stamp, reason=str(trouble))]
        except OSError as trouble:
            reason = f"It cannot be read: {trouble.strerror or trouble}."
            return [Unreadable(key=item.key, stamp=item.stamp, reason=reason)]

    def _content(self, item: Found, data: bytes, now: datetime) -> Content:
        if self._extractor is None or is_of_type(item.parts[-1], TEXT_TYPES):
            return [text_article(item, data, now)]
        return articles(item, data, self._extractor, now)

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
