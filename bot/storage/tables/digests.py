"""Digests, and what each chat has been told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Delivery
from bot.domain.digests import Digest, DigestId
from bot.domain.stories import StoryId
from bot.domain.subscriptions import SubscriptionId
from bot.domain.times import from_text, to_text
from bot.domain.updates import Mark, Told
from bot.storage.chat_rows import (
    delivery_from_row,
    digest_from_row,
    digest_to_row,
    is_own,
    shared_entries,
)
from bot.storage.rows import to_json
from bot.storage.session import Session
from bot.storage.tables.texts import ENTRIES, Texts, reference

# The marks of a digest are found among those of its chat since that moment (later: it was redated):
# an index of them by digest would be a sixth of what it costs to plan.
OF_DIGEST = (
    "address = (SELECT address FROM digests WHERE id = :id)"
    " AND told_at >= (SELECT made_at FROM digests WHERE id = :id) AND digest_id = :id"
)


class Digests:
    """Digests, and what each chat has been told."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._texts = Texts(session)

    def add(self, digest: Digest, *, tell: bool = True) -> None:
        """Keep a digest and mark its stories as told to its chat, unless `tell` is False.

        A story that was told before stays marked by the digest that told it first; an update of
        it is marked besides.
        """
        self._session.insert("digests", digest_to_row(digest))
        self._show([digest])
        if tell:
            self._tell([digest])

    def add_all(self, digests: Sequence[Digest]) -> None:
        """Keep many digests, and mark their stories as told."""
        texts: dict[str, str] = {}
        rows = [
            # What names what was learned of a chat goes with the digest, if the chat is forgotten.
            digest_to_row(one, None if is_own(one) else reference(shared_entries(one), texts))
            for one in digests
        ]
        if texts:
            self._texts.keep(texts, max(digest.made_at for digest in digests))
        self._session.insert_all("digests", rows)
        self._show(digests)
        self._tell(digests)

    def get(self, digest_id: DigestId) -> Digest | None:
        """Return one digest, whether or not it arrived."""
        row = self._session.row("SELECT * FROM digests WHERE id = ?", (digest_id,))
        return None if row is None else self._read([row])[0]

    def listed(self, limit: int, *, after: Digest | None = None) -> Sequence[Digest]:
        """Return digests made after this one, or the first ever, by when they were made, then id.

        Whether or not they arrived.
        """
        made_at, digest_id = (to_text(after.made_at), after.id) if after else ("", "")
        rows = self._session.rows(
            "SELECT * FROM digests WHERE (made_at, id) > (?, ?) ORDER BY made_at, id LIMIT ?",
            (made_at, digest_id, limit),
        )
        return self._read(rows)

    def named(self, ending: str, limit: int) -> Sequence[Digest]:
        """Return digests whose id ends so, by when they were made, then id."""
        rows = self._session.rows(
            "SELECT * FROM digests WHERE substr(id, length(id) - length(:end) + 1) = :end"
            " ORDER BY made_at, id LIMIT :limit",
            {"end": ending, "limit": limit},
        )
        return self._read(rows)

    def last(self, address: ChatAddress) -> Digest | None:
        """Return the digest that the chat was given last, told or only shown.

        One whose stories were given back never arrived.
        """
        row = self._session.row(
            "SELECT * FROM digests WHERE address = ? AND given_back = 0"
            " ORDER BY made_at DESC, seq DESC LIMIT 1",
            (str(address),),
        )
        return None if row is None else self._read([row])[0]

    def of_chat(self, address: ChatAddress) -> Sequence[Digest]:
        """Return all digests of a chat, the oldest first."""
        rows = self._session.rows(
            "SELECT * FROM digests WHERE address = ? ORDER BY made_at, seq", (str(address),)
        )
        return self._read(rows)

    def marks(self, address: ChatAddress) -> Mapping[StoryId, datetime]:
        """Return every story that the chat has been told, and when first; the oldest first."""
        found = self._session.pairs(
            "SELECT story_id, told_at FROM told WHERE address = ? AND is_update = 0"
            " ORDER BY told_at, story_id",
            (str(address),),
        )
        return {StoryId(story_id): from_text(told_at) for story_id, told_at in found}

    def telling(self, story_ids: Collection[StoryId], since: datetime) -> Sequence[Delivery]:
        """Return the deliveries of digests made since then that told one of the stories."""
        rows = self._session.rows(
            """
            SELECT l.* FROM digests d
            -- CROSS: the few digests of the last days first; then their marks, from an index.
            CROSS JOIN deliveries l ON l.digest_id = d.id
            WHERE d.made_at >= ? AND EXISTS (
                SELECT 1 FROM told t WHERE t.address = d.address AND t.digest_id = d.id
                    AND t.story_id IN (SELECT value FROM json_each(?))
            )
            ORDER BY d.made_at, d.id
            """,
            (to_text(since), to_json(sorted(story_ids))),
        )
        return [delivery_from_row(row, ()) for row in rows]

    def note_correction(self, digest_id: DigestId, now: datetime) -> None:
        """Note that what was posted of a digest is put right; the digest stays as it was."""
        self._session.change(
            "UPDATE digests SET corrected_at = ? WHERE id = ?", (to_text(now), digest_id)
        )

    def answered(self, due: Mapping[SubscriptionId, datetime]) -> frozenset[SubscriptionId]:
        """Return those of the subscriptions that have a digest for this due time of theirs."""
        found = self._session.pairs(
            "SELECT d.subscription_id FROM json_each(?) asked JOIN digests d"
            " ON d.subscription_id = json_extract(asked.value, '$.id')"
            " AND d.window_end = json_extract(asked.value, '$.due')",
            (to_json([{"id": one, "due": to_text(moment)} for one, moment in due.items()]),),
        )
        return frozenset(SubscriptionId(one) for (one,) in found)

    def told(self, address: ChatAddress, story_ids: Collection[StoryId]) -> frozenset[StoryId]:
        """Return those of the stories that the chat has been told."""
        return frozenset(self.told_marks(address, story_ids))

    def told_marks(
        self, address: ChatAddress, story_ids: Collection[StoryId]
    ) -> Mapping[StoryId, Mark]:
        """Return those of the stories that the chat has been told, with when and of how much.

        That is of the newest update. Of a story that was given back, updates alone are no mark.
        """
        found = self._session.pairs(
            "SELECT t.address, t.story_id, t.told_at, t.is_update, t.articles"
            " FROM json_each(?) asked JOIN told t ON t.address = ? AND t.story_id = asked.value",
            (to_json(sorted(set(story_ids))), str(address)),
        )
        return _marks(found).get(str(address), {})

    def told_since(
        self, addresses: Collection[ChatAddress], moment: datetime
    ) -> Mapping[ChatAddress, Told]:
        """Return what each of the chats was told at `moment` or later; nothing: it is left out."""
        found = self._session.pairs(
            "SELECT t.address, t.story_id, t.told_at, t.is_update, t.articles"
            " FROM json_each(?) asked JOIN told t"
            " ON t.address = asked.value AND t.told_at >= ?",
            (to_json([str(address) for address in addresses]), to_text(moment)),
        )
        told = _marks(found)
        return {one: told[str(one)] for one in addresses if str(one) in told}

    def _read(self, rows: Sequence[dict[str, Any]]) -> list[Digest]:
        return [digest_from_row(row) for row in self._texts.put_in(rows, "entries", "[]")]

    def _show(self, digests: Sequence[Digest]) -> None:
        """Mark stories as shown: only those that were not, as it is a few for very many chats."""
        stories = {entry.story_id for digest in digests for entry in digest.entries}
        self._session.change(
            "UPDATE stories SET shown = 1 WHERE shown = 0"
            " AND id IN (SELECT value FROM json_each(?))",
            (to_json(sorted(stories)),),
        )

    def _tell(self, digests: Sequence[Digest], only: Collection[StoryId] | None = None) -> None:
        names = {one.story_id for digest in digests for one in digest.entries}
        seen = dict(
            self._session.pairs(
                "SELECT s.id, s.first_seen_at FROM json_each(?) asked"
                " JOIN stories s ON s.id = asked.value",
                (to_json(sorted(names)),),
            )
        )
        self._session.change_all(
            "INSERT INTO told (address, story_id, digest_id, told_at, is_update, articles)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                (
                    *(address, one.story_id, digest.id),
                    # No earlier than it was first seen, which a clock that was ahead may have said:
                    # marks are looked for from then on.
                    max(made_at, seen.get(one.story_id, "")),
                    *(int(one.is_update), one.article_count),
                )
                for digest in digests
                for address, made_at in [(str(digest.address), to_text(digest.made_at))]
                for one in digest.entries
                if only is None or one.story_id in only
            ],
        )

    def tell_again(self, digest_id: DigestId, story_ids: Collection[StoryId]) -> None:
        """Mark stories that were given back as told by their digest after all."""
        digest = self.get(digest_id)
        if digest is not None:
            self._tell([digest], frozenset(story_ids))
        self._session.change("UPDATE digests SET given_back = 0 WHERE id = ?", (digest_id,))

    def give_back(self, digest_id: DigestId, story_ids: Collection[StoryId] | None = None) -> None:
        """Unmark a digest's stories, or some of them: they will never arrive with it."""
        if story_ids is None:
            self._session.change(
                f"DELETE FROM told WHERE {OF_DIGEST}",  # noqa: S608 -- a constant
                {"id": digest_id},
            )
            self._session.change("UPDATE digests SET given_back = 1 WHERE id = ?", (digest_id,))
            return
        values = {"id": digest_id, "stories": to_json(sorted(story_ids))}
        self._session.change(
            f"DELETE FROM told WHERE {OF_DIGEST}"  # noqa: S608 -- a constant
            " AND story_id IN (SELECT value FROM json_each(:stories))",
            values,
        )
        # Its marks do not tell whether it arrived: an update's mark is the first digest's.
        self._session.change(
            f"UPDATE digests AS d SET given_back = 1 WHERE d.id = :id AND NOT EXISTS ("  # noqa: S608
            f"SELECT 1 FROM json_each({ENTRIES}) e WHERE json_extract(e.value, '$.story')"
            " NOT IN (SELECT value FROM json_each(:stories)))",
            values,
        )


def _marks(rows: Iterable[tuple[Any, ...]]) -> dict[str, dict[StoryId, Mark]]:
    """Return, by chat, the newest mark of each story; many are alike and are made once."""
    made: dict[tuple[str, int], Mark] = {}
    newest: dict[str, dict[StoryId, Mark]] = {}
    updates: list[tuple[str, StoryId, Mark]] = []
    for address, story_id, told_at, is_update, articles in rows:
        mark = made.get((told_at, articles))
        if mark is None:
            mark = made[told_at, articles] = Mark(from_text(told_at), articles)
        if is_update:
            updates.append((address, story_id, mark))
        else:
            newest.setdefault(address, {})[story_id] = mark
    for address, story_id, mark in updates:
        told = newest.get(address, {})
        if story_id in told:
            other = told[story_id]
            told[story_id] = Mark(
                max(mark.told_at, other.told_at), max(mark.articles, other.articles)
            )
    return newest
