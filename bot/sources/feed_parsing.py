"""Feeds and pages that name feeds, parsed in a process that may be killed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from bot.sources.killable import Killable

_READ: Final = "bot.sources.formats.feed:read_feed"
_FIND: Final = "bot.sources.formats.discover:find_feeds"


class FeedParser:
    """Parses what was fetched; may be used by several threads."""

    def __init__(self, killable: Killable) -> None:
        self._killable = killable

    def feed(
        self,
        data: bytes,
        *,
        url: str,
        now: datetime,
        charset: str = "",
        only: Sequence[str] | None = None,
    ) -> dict[str, Any]:
        """Return what a feed says, as `read_feed` does; of its items, the texts of `only` these.

        Raises:
            ValueError: it is no feed, or takes too much to read; the message is a sentence.
            CutShortError: reading was ended from outside.
        """
        moment = now.astimezone(UTC).isoformat()
        found: dict[str, Any] = self._killable.call(
            _READ, data, url=url, now=moment, charset=charset, only=only
        )
        return found

    def feeds_of(self, data: bytes, *, url: str, charset: str) -> list[str]:
        """Return where a page says that its feeds are; nothing where it cannot be read."""
        try:
            found: list[str] = self._killable.call(_FIND, data, url=url, charset=charset)
        except ValueError:
            return []
        return found
