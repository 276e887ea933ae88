"""What a store keeps of feeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.feeds import Feed, FeedId


class Feeds(Protocol):
    """Feeds, and when each is asked again."""

    def put(self, feed: Feed) -> None:
        """Keep a feed, replacing what was kept under its id.

        An address, and a name whatever its capitals, belong to one feed: a second one is an error.
        """
        ...

    def get(self, feed_id: FeedId) -> Feed | None:
        """Return one feed."""
        ...

    def at(self, url: str) -> Feed | None:
        """Return the feed that is asked at this address, or else one that was added by it."""
        ...

    def named(self, name: str) -> Feed | None:
        """Return the feed of this name, whatever its capitals."""
        ...

    def all(self) -> Sequence[Feed]:
        """Return all feeds by name, then by address; those without a name come first."""
        ...

    def names(self) -> Sequence[str]:
        """Return the names of feeds, in order."""
        ...

    def remove(self, feed_id: FeedId) -> None:
        """Forget a feed. Articles and subscriptions stay."""
        ...

    def is_due(self, now: datetime) -> bool:
        """Say whether any feed is due."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Feed]:
        """Return feeds that are due, the longest waiting first."""
        ...

    def claim(self, now: datetime, until: datetime, limit: int) -> Sequence[Feed]:
        """Take feeds that are due, the longest waiting first, and let none be due until then.

        Nobody else gets them before: of several processes, one polls each feed.
        """
        ...
