"""Letting go of what is old."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.domain.chats import ChatAddress, parse_address
from bot.domain.digests import DigestId
from bot.domain.stories import StoryId
from bot.domain.times import to_text
from bot.storage.own import Room, Search
from bot.storage.rows import to_json
from bot.storage.session import Session
from bot.storage.tables.texts import ENTRIES, Texts

STORY_OF_ENTRY = "json_extract(e.value, '$.story')"
QUOTED = f"""
    SELECT {STORY_OF_ENTRY} FROM digests d, json_each({ENTRIES}) e
    WHERE d.made_at >= :since AND (d.subscription_id IS NULL OR d.made_at < :young_from)
    UNION
    SELECT {STORY_OF_ENTRY}
    FROM parts p INDEXED BY parts_open
    JOIN deliveries l ON l.id = p.delivery_id
    JOIN digests d ON d.id = l.digest_id, json_each({ENTRIES}) e
    WHERE p.state IN ('planned', 'sending', 'unknown')
"""  # noqa: S608 -- a constant
IDS = "(SELECT value FROM json_each(:ids))"

PUT_OFF = "state IN ('planned', 'unknown') AND next_at > :late"
BRING_BACK = (
    f"""
    UPDATE deliveries SET expires_at = :by
    WHERE expires_at > :by AND id IN (SELECT delivery_id FROM parts WHERE {PUT_OFF})
    """,  # noqa: S608 -- a constant
    f"UPDATE parts SET expires_at = :by WHERE expires_at > :by AND {PUT_OFF}",  # noqa: S608
    f"UPDATE parts SET next_at = :to WHERE {PUT_OFF}",  # noqa: S608
    "UPDATE edits SET next_at = :to WHERE state = 'waiting' AND next_at > :late",
    # One that fails may have asked for a longer rest, unless it fails since a time to come.
    """
    UPDATE feeds SET next_poll_at = :to WHERE next_poll_at > :late AND (
        next_poll_at > :longest OR coalesce(json_extract(state, '$.failing_since'), :to) >= :to
    )
    """,
    "DELETE FROM holds WHERE until > :late",
    "DELETE FROM leases WHERE until > :late",
    # What was news to whoever subscribed then is news of any time from now on.
    "UPDATE subscriptions SET since = :to WHERE since > :to",
)
# The marks stay: planning sees those since its oldest story was first seen, by the same clock.
REDATE = """
    UPDATE digests SET
        made_at = json_extract(asked.value, '$.at'),
        window_end = CASE WHEN window_end > json_extract(asked.value, '$.at')
            THEN json_extract(asked.value, '$.at') ELSE window_end END
    FROM json_each(:asked) asked WHERE digests.id = json_extract(asked.value, '$.id')
"""


class Keeping:
    """How much is kept."""

    def __init__(self, session: Session, search: Search, room: Room) -> None:
        self._session = session
        self._search = search
        self._room = room

    def quoted(self, since: datetime, young_from: datetime) -> frozenset[StoryId]:
        """Return the stories of digests made at `since` or later, and of those on their way."""
        found = self._session.pairs(
            QUOTED, {"since": to_text(since), "young_from": to_text(young_from)}
        )
        return frozenset(StoryId(story_id) for (story_id,) in found)

    def old_stories(self, before: datetime, skip: int, limit: int) -> Sequence[StoryId]:
        """Return stories last seen before then, the oldest first; so many are skipped."""
        found = self._session.pairs(
            "SELECT id FROM stories WHERE last_seen_at < ?"
            " ORDER BY last_seen_at, id LIMIT ? OFFSET ?",
            (to_text(before), limit, skip),
        )
        return [StoryId(story_id) for (story_id,) in found]

    def remove_stories(self, story_ids: Collection[StoryId]) -> int:
        """Forget stories with their articles, and all that was made of these."""
        stories = {"ids": to_json(sorted(story_ids))}
        found = self._session.pairs(
            f"SELECT article_id FROM story_articles WHERE story_id IN {IDS}",  # noqa: S608
            stories,
        )
        articles = {"ids": to_json([article_id for (article_id,) in found])}
        self._search.forget([article_id for (article_id,) in found])
        self._delete("story_articles", "story_id", stories)
        self._delete("stories", "id", stories)
        self._delete("changed_stories", "story_id", stories)
        for table in ("progress", "summaries", "article_tags", "picks"):
            self._delete(table, "article_id", articles)
        self._session.change(
            f"UPDATE articles SET replaces = NULL WHERE replaces IN {IDS} AND id NOT IN {IDS}",  # noqa: S608
            articles,
        )
        return self._delete("articles", "id", articles)

    def remove_digests(self, before: datetime, limit: int) -> int:
        """Forget digests made and posted before then, with their deliveries; return how many."""
        found = self._session.pairs(
            "SELECT d.id FROM digests d WHERE d.made_at < :before AND NOT EXISTS ("
            "SELECT 1 FROM deliveries l JOIN parts p ON p.delivery_id = l.id"
            " WHERE l.digest_id = d.id AND"
            " (p.state IN ('planned', 'sending', 'unknown') OR p.tried_at >= :before))"
            " ORDER BY d.made_at, d.id LIMIT :limit",
            {"before": to_text(before), "limit": limit},
        )
        digests = {"ids": to_json([digest_id for (digest_id,) in found])}
        theirs = self._session.pairs(
            f"SELECT id FROM deliveries WHERE digest_id IN {IDS}",  # noqa: S608
            digests,
        )
        deliveries = {"ids": to_json([delivery_id for (delivery_id,) in theirs])}
        self._session.change(
            f"DELETE FROM edits WHERE key IN (SELECT key FROM parts WHERE delivery_id IN {IDS})",  # noqa: S608
            deliveries,
        )
        self._delete("parts", "delivery_id", deliveries)
        self._delete("deliveries", "id", deliveries)
        return self._delete("digests", "id", digests)

    def remove_texts(self, before: datetime, limit: int) -> int:
        """Forget what only digests made before then said, if none of them is kept; how many."""
        return Texts(self._session).forget_unused(before, limit)

    def old_marks(self, before: datetime, limit: int) -> Sequence[tuple[ChatAddress, StoryId]]:
        """Return who was told what before then, and no update of it since."""
        found = self._session.pairs(
            "SELECT address, story_id FROM told GROUP BY address, story_id"
            " HAVING max(told_at) < ? LIMIT ?",
            (to_text(before), limit),
        )
        return [(parse_address(address), StoryId(story_id)) for address, story_id in found]

    def remove_marks(self, marks: Collection[tuple[ChatAddress, StoryId]]) -> None:
        """Forget that these chats were told these stories."""
        self._session.change_all(
            "DELETE FROM told WHERE address = ? AND story_id = ?",
            [(str(address), story_id) for address, story_id in marks],
        )

    def bring_back(
        self, to: datetime, late: datetime, *, longest: datetime, use_by: datetime
    ) -> None:
        """Let what waits for a time that nobody can have meant go at `to`."""
        values = {
            "to": to_text(to),
            "late": to_text(late),
            "longest": to_text(longest),
            "by": to_text(use_by),
        }
        for statement in BRING_BACK:
            names = {name: value for name, value in values.items() if f":{name}" in statement}
            self._session.change(statement, names)

    def made_after(self, moment: datetime, limit: int) -> Sequence[DigestId]:
        """Return digests that were made after that moment, the latest first."""
        found = self._session.pairs(
            "SELECT id FROM digests WHERE made_at > ? ORDER BY made_at DESC, id DESC LIMIT ?",
            (to_text(moment), limit),
        )
        return [DigestId(digest_id) for (digest_id,) in found]

    def redate(self, moments: Mapping[DigestId, datetime]) -> None:
        """Let digests be made at earlier moments, each at one of its own; their marks stay.

        None answers a due time after its moment then.
        """
        asked = [{"id": one, "at": to_text(moment)} for one, moment in moments.items()]
        self._session.change(REDATE, {"asked": to_json(asked)})

    def give_room_back(self) -> bool:
        """Do a small part of giving free room back to the disk; False: nothing is left to do."""
        return self._room.give_back()

    def _delete(self, table: str, column: str, values: dict[str, str]) -> int:
        return self._session.change(
            f"DELETE FROM {table} WHERE {column} IN {IDS}",  # noqa: S608 -- names are ours
            values,
        )
