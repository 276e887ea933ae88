"""What is kept, as people look it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.chats import ChatAddress, parse_address
from bot.domain.digests import Digest, DigestId
from bot.domain.stories import StoryId
from bot.domain.times import from_text, to_text
from bot.storage.chat_rows import digest_from_row
from bot.storage.session import Session
from bot.storage.tables.texts import Texts
from bot.storage.tables.turns import WORKSPACE


class Archive:
    """Looking back. Nothing here changes anything."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._texts = Texts(session)

    def chats(
        self, limit: int, after: tuple[datetime, ChatAddress] | None = None
    ) -> Sequence[tuple[ChatAddress, datetime]]:
        """Return chats that were given digests, with when each got its last, the latest first."""
        moment, address = (to_text(after[0]), str(after[1])) if after else ("~", "")
        found = self._session.pairs(
            """
            -- From one chat to the next in the index: each costs a look, however much it was told.
            WITH RECURSIVE of_chats (address) AS (
                SELECT min(address) FROM digests WHERE given_back = 0
                UNION ALL
                SELECT (
                    SELECT min(d.address) FROM digests d
                    WHERE d.given_back = 0 AND d.address > c.address
                ) FROM of_chats c WHERE c.address IS NOT NULL
            ), lasts (address, latest) AS (
                SELECT c.address, (
                    SELECT max(d.made_at) FROM digests d
                    WHERE d.given_back = 0 AND d.address = c.address
                ) FROM of_chats c WHERE c.address IS NOT NULL
            )
            SELECT address, latest FROM lasts
            WHERE latest < :moment OR latest = :moment AND address > :address
            ORDER BY latest DESC, address LIMIT :limit
            """,
            {"moment": moment, "address": address, "limit": limit},
        )
        return [(parse_address(address), from_text(made_at)) for address, made_at in found]

    def sent(
        self, address: ChatAddress, before: tuple[datetime, DigestId], limit: int
    ) -> Sequence[Digest]:
        """Return digests made before that one that reached the chat, the latest first."""
        rows = self._session.rows(
            """
            SELECT d.* FROM digests d
            WHERE d.address = ? AND d.given_back = 0 AND (d.made_at, d.id) < (?, ?) AND (
                EXISTS (
                    SELECT 1 FROM deliveries l JOIN parts p ON p.delivery_id = l.id
                    WHERE l.digest_id = d.id AND p.state IN ('sent', 'carded')
                ) OR (
                    NOT EXISTS (SELECT 1 FROM deliveries l WHERE l.digest_id = d.id)
                    AND EXISTS (
                        SELECT 1 FROM told t WHERE t.address = d.address AND t.digest_id = d.id
                    )
                )
            )
            ORDER BY d.made_at DESC, d.id DESC LIMIT ?
            """,
            (str(address), to_text(before[0]), before[1], limit),
        )
        return [digest_from_row(row) for row in self._texts.put_in(rows, "entries", "[]")]

    def stories(self, before: tuple[datetime, StoryId], limit: int) -> Sequence[StoryId]:
        """Return stories last seen before that one, the latest first, then by id backward."""
        found = self._session.pairs(
            "SELECT id FROM stories WHERE (last_seen_at, id) < (?, ?)"
            " ORDER BY last_seen_at DESC, id DESC LIMIT ?",
            (to_text(before[0]), before[1], limit),
        )
        return [StoryId(story_id) for (story_id,) in found]

    def summaries(self) -> int:
        """Return how many summaries are kept, of all methods and versions."""
        return int(self._session.value("SELECT count(*) FROM summaries"))

    def backlog(self) -> int:
        """Return how many articles are in no story yet."""
        return int(self._session.value("SELECT count(*) FROM progress WHERE grouped = 0"))

    def waiting_since(self, now: datetime) -> datetime | None:
        """Return since when the part waits that may go and is due for longest; None: none is."""
        found = self._session.value(
            "SELECT min(next_at) FROM parts WHERE state = 'planned' AND next_at <= ?",
            (to_text(now),),
        )
        return None if found is None else from_text(found)

    def queued(self) -> Mapping[str, int]:
        """Return how many parts are planned in each lane that has some."""
        found = self._session.pairs(
            f"SELECT p.platform, {WORKSPACE}, count(*) FROM parts p INDEXED BY parts_due"  # noqa: S608
            " WHERE p.state = 'planned' GROUP BY 1, 2"
        )
        return {workspace or platform: count for platform, workspace, count in found}

    def ahead_of(self, key: str, most: int) -> int:
        """Return how many parts go to other chats of its lane before this; at most `most`."""
        found = self._session.value(
            f"""
            SELECT count(*) FROM (
                SELECT 1 FROM parts p JOIN parts o INDEXED BY parts_due
                    ON o.platform = p.platform AND o.state = 'planned'
                WHERE p.key = ? AND p.state = 'planned' AND (o.next_at, o.seq) < (p.next_at, p.seq)
                    AND o.address <> p.address
                    AND {WORKSPACE.replace("p.address", "o.address")} = {WORKSPACE}
                LIMIT ?
            ) ahead
            """,  # noqa: S608 -- constants
            (key, most),
        )
        return int(found or 0)
