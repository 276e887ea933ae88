"""Feeds, and when each is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.feeds import Feed, FeedId
from bot.domain.times import to_text
from bot.storage.feed_rows import feed_from_row, feed_to_row
from bot.storage.rows import Row
from bot.storage.session import Session

ADDING = "adding feeds"  # whoever looks whether there is one, to add it if not, does so alone


class Feeds:
    """Feeds, and when each is asked again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, feed: Feed) -> None:
        """Keep a feed, replacing what was kept under its id."""
        self._session.upsert("feeds", feed_to_row(feed), "id")

    def get(self, feed_id: FeedId) -> Feed | None:
        """Return one feed."""
        return _feed(
            self._session.row(
                "SELECT * FROM feeds WHERE id = ? /*pg write: FOR UPDATE */", (feed_id,)
            )
        )

    def at(self, url: str) -> Feed | None:
        """Return the feed that is asked at this address, or else one that was added by it."""
        self._session.alone(ADDING)
        return _feed(
            self._session.row(
                "SELECT * FROM feeds WHERE url = ? OR given = ? ORDER BY url <> ?, id LIMIT 1",
                (url, url, url),
            )
        )

    def named(self, name: str) -> Feed | None:
        """Return the feed of this name, whatever its capitals."""
        self._session.alone(ADDING)
        return _feed(
            self._session.row("SELECT * FROM feeds WHERE folded = ?", (name.casefold() or None,))
        )

    def all(self) -> Sequence[Feed]:
        """Return all feeds by name, then by address; those without a name come first."""
        self._session.alone(ADDING)
        rows = self._session.rows("SELECT * FROM feeds ORDER BY coalesce(folded, ''), url")
        return [feed_from_row(row) for row in rows]

    def names(self) -> Sequence[str]:
        """Return the names of feeds, in order."""
        found = self._session.pairs("SELECT name FROM feeds WHERE name <> '' ORDER BY name")
        return [name for (name,) in found]

    def remove(self, feed_id: FeedId) -> None:
        """Forget a feed, and what of it was rejected. Articles and subscriptions stay."""
        self._session.change(
            "DELETE FROM sightings WHERE article_id IS NULL AND source IN"
            " (SELECT name FROM feeds WHERE id = ? AND name <> '')",
            (feed_id,),
        )
        self._session.change("DELETE FROM feeds WHERE id = ?", (feed_id,))

    def is_due(self, now: datetime) -> bool:
        """Say whether any feed is due."""
        found = self._session.value(
            "SELECT 1 FROM feeds WHERE next_poll_at <= ? LIMIT 1", (to_text(now),)
        )
        return found is not None

    def due(self, now: datetime, limit: int) -> Sequence[Feed]:
        """Return feeds that are due, the longest waiting first."""
        return [feed_from_row(row) for row in self._due(now, limit)]

    def claim(self, now: datetime, until: datetime, limit: int) -> Sequence[Feed]:
        """Take feeds that are due, the longest waiting first, and let none be due until then."""
        return [
            feed_from_row({**row, "next_poll_at": to_text(until)})
            for row in self._due(now, limit)
            if self._claim(row, until)
        ]

    def _due(self, now: datetime, limit: int) -> Sequence[Row]:
        return self._session.rows(
            "SELECT * FROM feeds WHERE next_poll_at <= ? ORDER BY next_poll_at, id LIMIT ?",
            (to_text(now), limit),
        )

    def _claim(self, row: Row, until: datetime) -> bool:
        claimed = self._session.change(
            "UPDATE feeds SET next_poll_at = ? WHERE id = ? AND next_poll_at = ?",
            (to_text(until), row["id"], row["next_poll_at"]),
        )
        return claimed == 1


def _feed(row: Row | None) -> Feed | None:
    return None if row is None else feed_from_row(row)
