"""What is kept, as people look it up: what was sent, and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.chats import ChatAddress
from bot.domain.digests import Digest, DigestId
from bot.domain.stories import StoryId


class Archive(Protocol):
    """Looking back. Nothing here changes anything."""

    def chats(
        self, limit: int, after: tuple[datetime, ChatAddress] | None = None
    ) -> Sequence[tuple[ChatAddress, datetime]]:
        """Return chats that were given digests, with when each got its last, the latest first.

        Those at one moment by address; the first ones of all, or those behind one of them.
        """
        ...

    def sent(
        self, address: ChatAddress, before: tuple[datetime, DigestId], limit: int
    ) -> Sequence[Digest]:
        """Return digests made before that one that reached the chat, the latest first.

        Those of one moment by id backward. By schedule, with at least one part sent or told by
        a card; or asked for there, and told.
        """
        ...

    def stories(self, before: tuple[datetime, StoryId], limit: int) -> Sequence[StoryId]:
        """Return stories last seen before that one, the latest first, then by id backward."""
        ...

    def summaries(self) -> int:
        """Return how many summaries are kept, of all methods and versions."""
        ...

    def backlog(self) -> int:
        """Return how many articles are in no story yet."""
        ...

    def waiting_since(self, now: datetime) -> datetime | None:
        """Return since when the part waits that may go and is due for longest; None: none is."""
        ...

    def queued(self) -> Mapping[str, int]:
        """Return how many parts are planned in each lane (`ChatAddress.lane`) that has some."""
        ...

    def ahead_of(self, key: str, most: int) -> int:
        """Return how many parts go to other chats of its platform before this one; at most `most`.

        0 for one that is not planned.
        """
        ...
