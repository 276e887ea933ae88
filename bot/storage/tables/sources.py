"""What each source was seen to hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.domain.articles import ArticleId
from bot.domain.times import to_text
from bot.ports.records import Sighting, Volume
from bot.storage.rows import sighting_from_row, sighting_to_row, to_json, volume_from_row
from bot.storage.session import Session


class Sources:
    """What each source was seen to hold."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def known(self, source: str) -> Mapping[str, str]:
        """Return every key that is there in the source, with the stamp that it was seen with."""
        found = self._session.pairs(
            "SELECT key, stamp FROM sightings WHERE source = ? AND key <> '' AND stamp <> ''",
            (source,),
        )
        return dict(found)

    def stamps(self, source: str, keys: Collection[str]) -> Mapping[str, str]:
        """Return those of these keys that are there in the source, with their stamps."""
        found = self._session.pairs(
            "SELECT key, stamp FROM sightings WHERE source = ? AND stamp <> ''"
            " AND key IN (SELECT value FROM json_each(?))",
            (source, to_json(sorted(keys))),
        )
        return dict(found)

    def shown(
        self, source: str, since: datetime, before: datetime, limit: int, *, with_stamp: str = ""
    ) -> Sequence[Sighting]:
        """Return what is there of a source, was last seen until `before`, and was told or shown."""
        rows = self._session.rows(
            """
            SELECT s.* FROM sightings s
            JOIN articles a ON a.id = s.article_id
            JOIN story_articles l ON l.article_id = a.id
            JOIN stories t ON t.id = l.story_id
            WHERE s.source = :source AND s.stamp <> '' AND s.stamp LIKE :stamp
                AND s.seen_at <= :before
                AND a.collected_at >= :since AND t.shown = 1
            ORDER BY s.seen_at, s.key LIMIT :limit
            """,
            {
                "source": source,
                "since": to_text(since),
                "before": to_text(before),
                "limit": limit,
                "stamp": f"%{with_stamp}%",
            },
        )
        return [sighting_from_row(row) for row in rows]

    def see(self, sighting: Sighting) -> None:
        """Keep how an item was last seen, replacing what was kept under its key."""
        self._session.change(
            """
            INSERT INTO sightings (source, key, stamp, article_id, reason, seen_at)
            VALUES (:source, :key, :stamp, :article_id, :reason, :seen_at)
            ON CONFLICT (source, key) DO UPDATE SET
                stamp = excluded.stamp, article_id = excluded.article_id,
                reason = excluded.reason, seen_at = excluded.seen_at
            """,
            sighting_to_row(sighting),
        )

    def sighting(self, source: str, key: str) -> Sighting | None:
        """Return how an item was last seen."""
        row = self._session.row(
            "SELECT * FROM sightings WHERE source = ? AND key = ?", (source, key)
        )
        return None if row is None else sighting_from_row(row)

    def keys_of(self, source: str, article_id: ArticleId) -> Sequence[str]:
        """Return the keys that were last seen to hold this article and are there, in order."""
        found = self._session.pairs(
            "SELECT key FROM sightings"
            " WHERE article_id = ? AND source = ? AND stamp <> '' ORDER BY key",
            (article_id, source),
        )
        return [key for (key,) in found]

    def forget(self, source: str, keys: Collection[str]) -> None:
        """Forget items that are gone. Articles made from them stay.

        Of a key that held an article the sighting stays, without a stamp: it may come back.
        """
        gone = (source, to_json(list(keys)))
        self._session.change(
            "DELETE FROM sightings WHERE source = ? AND article_id IS NULL"
            " AND key IN (SELECT value FROM json_each(?))",
            gone,
        )
        self._session.change(
            "UPDATE sightings SET stamp = '' WHERE source = ?"
            " AND key IN (SELECT value FROM json_each(?))",
            gone,
        )

    def elsewhere(self, names: Collection[str]) -> bool:
        """Say whether one of these is the author of an article of a source that is none of them."""
        these = to_json(sorted(names))
        found = self._session.value(
            "SELECT 1 FROM articles WHERE author IN (SELECT value FROM json_each(?))"
            " AND source NOT IN (SELECT value FROM json_each(?)) LIMIT 1",
            (these, these),
        )
        return found is not None

    def rename(self, source: str, name: str) -> None:
        """Let what was seen of a source be another's, in place of what that had of the same key."""
        self._session.change(
            "DELETE FROM sightings WHERE source = ?"
            " AND key IN (SELECT key FROM sightings WHERE source = ?)",
            (name, source),
        )
        self._session.change("UPDATE sightings SET source = ? WHERE source = ?", (name, source))

    def let_go(
        self, source: str, before: datetime, there: Collection[str], now: datetime, since: datetime
    ) -> None:
        """Forget what was last seen before then and is not there any more, as if it never was.

        What is there and was not seen for half as long is seen now. What was there at `since`, when
        the source last had news, counts as last seen half as long ago: nobody looked meanwhile.
        """
        half = (now - before) / 2
        self._session.change(  # seldom: else each poll would write every item
            """
            UPDATE sightings SET seen_at = CASE
                WHEN key IN (SELECT value FROM json_each(:there)) THEN :now ELSE :half END
            WHERE source = :source AND key <> '' AND seen_at <= :half
                AND (seen_at > :since OR key IN (SELECT value FROM json_each(:there)))
            """,
            {
                "source": source,
                "there": to_json(sorted(there)),
                "now": to_text(now),
                "half": to_text(now - half),
                "since": to_text(since - half),  # what was there then was seen later than this
            },
        )
        self._session.change(
            "DELETE FROM sightings WHERE source = ? AND key <> '' AND seen_at < ?"
            " AND key NOT IN (SELECT value FROM json_each(?))",
            (source, to_text(before), to_json(sorted(there))),
        )

    def rejected(self, limit: int, source: str | None = None) -> Sequence[Sighting]:
        """Return rejected items, of one source or of all, the latest first."""
        only = "" if source is None else " AND source = :source"
        rows = self._session.rows(
            f"SELECT * FROM sightings WHERE article_id IS NULL AND key <> ''{only}"  # noqa: S608 -- ours
            " ORDER BY seen_at DESC, source, key LIMIT :limit",
            {"limit": limit, "source": source},
        )
        return [sighting_from_row(row) for row in rows]

    def rejected_count(self) -> int:
        """Return how many items of all sources are rejected."""
        found: int = self._session.value(
            "SELECT count(*) FROM sightings WHERE article_id IS NULL AND key <> ''"
        )
        return found

    def troubles(self) -> Sequence[Sighting]:
        """Return what was seen of sources that cannot be read as a whole, in order of names."""
        rows = self._session.rows(
            "SELECT * FROM sightings WHERE article_id IS NULL AND key = '' ORDER BY source"
        )
        return [sighting_from_row(row) for row in rows]

    def outlets(self, since: datetime) -> Sequence[Volume]:
        """Return who spoke since then (author, or else source), the most talkative first.

        An article in several versions counts once.
        """
        rows = self._session.rows(
            """
            SELECT coalesce(nullif(a.author, ''), a.source) AS name,
                count(*) AS amount, max(a.collected_at) AS newest_at
            FROM articles a
            WHERE a.collected_at >= ?
                AND NOT EXISTS (SELECT 1 FROM articles later WHERE later.replaces = a.id)
            GROUP BY 1 ORDER BY amount DESC, name
            """,
            (to_text(since),),
        )
        return [volume_from_row(row) for row in rows]

    def topics(self, since: datetime) -> Sequence[Volume]:
        """Return the topics that articles had since then, the fullest first.

        An article in several versions counts once.
        """
        rows = self._session.rows(
            """
            SELECT t.tag AS name, count(*) AS amount, max(a.collected_at) AS newest_at
            FROM articles a JOIN article_tags t ON t.article_id = a.id
            WHERE a.collected_at >= ?
                AND NOT EXISTS (SELECT 1 FROM articles later WHERE later.replaces = a.id)
            GROUP BY t.tag ORDER BY amount DESC, name
            """,
            (to_text(since),),
        )
        return [volume_from_row(row) for row in rows]
