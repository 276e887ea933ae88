"""Is a file whole, or is somebody still writing it?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.sources.inbox import Found

_SPARE_WAITS: Final = 4
_SECOND: Final = 10**9  # nanoseconds


class Settling:
    """Remembers between looks which files may be growing. Lost at a restart without harm.

    A file is whole when nobody has written to it for `settle`. One that was renamed into place
    waits as well: its times are those of a file whose writer has just changed its mode or owner.
    A file whose time lies in the future (another machine's clock, an unpacked archive) is whole
    when it looks the same at two looks that are `settle` apart.
    """

    def __init__(self, settle: timedelta) -> None:
        self._settle = _nanoseconds(settle)
        # A second each, enough to see a file settle twice over; then the next tick's scan has it
        self._most_waits = -(-self._settle // _SECOND) + _SPARE_WAITS
        self._waits = 0
        self._now = 0
        self._first_seen: dict[str, tuple[str, int]] = {}  # key: the stamp, and since when
        self._left: dict[str, tuple[str, int]] = {}

    def start(self, now: datetime) -> None:
        """Begin a look."""
        self._now = _nanoseconds(now - datetime.fromtimestamp(0, now.tzinfo))
        self._left = {}

    def may_be_growing(self, item: Found) -> bool:
        """Whether to leave this file for a later look, which is then remembered."""
        age = self._now - item.mtime_ns
        if age >= self._settle:
            return False
        stamp, since = self._first_seen.get(item.key, ("", 0))
        if stamp == item.stamp and self._now - since >= self._settle:
            return False
        self.leave(item)
        return True

    def leave(self, item: Found) -> None:
        """Remember that this file was left."""
        stamp, since = self._first_seen.get(item.key, ("", 0))
        same = stamp == item.stamp and since <= self._now
        self._left[item.key] = (item.stamp, since if same else self._now)

    def finish(self) -> None:
        """End a look: forget the files that were not left."""
        self._first_seen = self._left
        if not self._left:
            self._waits = 0

    def worth_waiting(self) -> bool:
        """Whether files were left and we have not waited for them too often in a row."""
        if not self._left or self._waits >= self._most_waits:
            self._waits = 0
            return False
        self._waits += 1
        return True


def _nanoseconds(span: timedelta) -> int:
    return span // timedelta(microseconds=1) * 1000
