"""Digests, and what each chat has been told, in SQLite."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.chats import ChatAddress
from bot.domain.digests import Digest, DigestId
from bot.domain.stories import StoryId
from bot.storage.chat_rows import digest_from_row, digest_to_row
from bot.storage.rows import to_json
from bot.storage.sqlite.session import Session


class Digests:
    """Digests, and what each chat has been told."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, digest: Digest, *, tell: bool = True) -> None:
        """Keep a digest and mark its stories as told to its chat, unless `tell` is False.

        A story that was told before stays marked by the digest that told it first.
        """
        self._session.insert("digests", digest_to_row(digest))
        if not tell:
            return
        for entry in digest.entries:
            self._session.change(
                "INSERT INTO told (address, story_id, digest_id) VALUES (?, ?, ?)"
                " ON CONFLICT (address, story_id) DO NOTHING",
                (str(digest.address), entry.story_id, digest.id),
            )

    def last(self, address: ChatAddress) -> Digest | None:
        """Return the digest that the chat was given last, told or only shown.

        One whose stories were given back never arrived.
        """
        row = self._session.row(
            "SELECT * FROM digests WHERE address = ? AND given_back = 0"
            " ORDER BY made_at DESC, seq DESC LIMIT 1",
            (str(address),),
        )
        return None if row is None else digest_from_row(row)

    def told(self, address: ChatAddress, story_ids: Collection[StoryId]) -> frozenset[StoryId]:
        """Return those of the stories that the chat has been told."""
        found = self._session.pairs(
            "SELECT asked.value FROM json_each(?) asked WHERE EXISTS ("
            "SELECT 1 FROM told t WHERE t.address = ? AND t.story_id = asked.value)",
            (to_json(list(story_ids)), str(address)),
        )
        return frozenset(StoryId(story_id) for (story_id,) in found)

    def give_back(self, digest_id: DigestId) -> None:
        """Unmark a digest's stories: it will never arrive, so the next one may tell them."""
        self._session.change("DELETE FROM told WHERE digest_id = ?", (digest_id,))
        self._session.change("UPDATE digests SET given_back = 1 WHERE id = ?", (digest_id,))
