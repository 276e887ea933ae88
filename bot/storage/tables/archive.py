"""What is kept, as people look it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.chats import ChatAddress, parse_address
from bot.domain.digests import Digest
from bot.domain.stories import StoryId
from bot.domain.times import from_text, to_text
from bot.ports.store_archive import Day
from bot.storage.chat_rows import digest_from_row
from bot.storage.session import Session

_DAY = "substr({}, 1, 10)"


class Archive:
    """Looking back. Nothing here changes anything."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def chats(self, limit: int) -> Sequence[tuple[ChatAddress, datetime]]:
        """Return chats that were given digests, with when each got its last, the latest first."""
        found = self._session.pairs(
            "SELECT address, max(made_at) FROM digests WHERE given_back = 0"
            " GROUP BY address ORDER BY max(made_at) DESC, address LIMIT ?",
            (limit,),
        )
        return [(parse_address(address), from_text(made_at)) for address, made_at in found]

    def sent(self, address: ChatAddress, before: datetime, limit: int) -> Sequence[Digest]:
        """Return digests made before then that reached the chat, the latest first."""
        rows = self._session.rows(
            """
            SELECT d.* FROM digests d
            WHERE d.address = ? AND d.given_back = 0 AND d.made_at < ? AND (
                EXISTS (
                    SELECT 1 FROM deliveries l JOIN parts p ON p.delivery_id = l.id
                    WHERE l.digest_id = d.id AND p.state IN ('sent', 'carded')
                ) OR (
                    NOT EXISTS (SELECT 1 FROM deliveries l WHERE l.digest_id = d.id)
                    AND EXISTS (SELECT 1 FROM told t WHERE t.digest_id = d.id)
                )
            )
            ORDER BY d.made_at DESC, d.seq DESC LIMIT ?
            """,
            (str(address), to_text(before), limit),
        )
        return [digest_from_row(row) for row in rows]

    def stories(self, before: tuple[datetime, StoryId], limit: int) -> Sequence[StoryId]:
        """Return stories last seen before that one, the latest first, then by id backward."""
        found = self._session.pairs(
            "SELECT id FROM stories WHERE (last_seen_at, id) < (?, ?)"
            " ORDER BY last_seen_at DESC, id DESC LIMIT ?",
            (to_text(before[0]), before[1], limit),
        )
        return [StoryId(story_id) for (story_id,) in found]

    def days(self, since: datetime) -> Sequence[Day]:
        """Return how much there was each day from `since` on, days without anything left out."""
        counts = [
            self._by_day(table, moment, since)
            for table, moment in (
                ("articles", "collected_at"),
                ("stories", "first_seen_at"),
                ("digests", "made_at"),
            )
        ]
        articles, stories, digests = counts
        return [
            Day(
                day=day,
                articles=articles.get(day, 0),
                stories=stories.get(day, 0),
                digests=digests.get(day, 0),
            )
            for day in sorted({*articles, *stories, *digests})
        ]

    def summaries(self) -> int:
        """Return how many summaries are kept, of all methods and versions."""
        return int(self._session.value("SELECT count(*) FROM summaries"))

    def waiting_since(self, now: datetime) -> datetime | None:
        """Return since when the part waits that may go and is due for longest; None: none is."""
        found = self._session.value(
            "SELECT min(next_at) FROM parts WHERE state = 'planned' AND next_at <= ?",
            (to_text(now),),
        )
        return None if found is None else from_text(found)

    def topics(self, since: datetime) -> Sequence[tuple[str, str, int]]:
        """Return of each day and topic how many stories were first seen then."""
        return [
            (day, topic, count)
            for day, topic, count in self._session.pairs(
                f"""
                SELECT {_DAY.format("s.first_seen_at")} AS day, t.tag, count(*)
                FROM stories s JOIN article_tags t ON t.article_id = s.lead
                WHERE s.first_seen_at >= ? GROUP BY 1, 2 ORDER BY 1, 2
                """,  # noqa: S608 -- a constant
                (to_text(since),),
            )
        ]

    def _by_day(self, table: str, moment: str, since: datetime) -> dict[str, int]:
        found = self._session.pairs(
            f"SELECT {_DAY.format(moment)}, count(*) FROM {table}"  # noqa: S608 -- names of ours
            f" WHERE {moment} >= ? GROUP BY 1",
            (to_text(since),),
        )
        return dict(found)
