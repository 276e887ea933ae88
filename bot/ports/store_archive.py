"""What is kept, as people look it up: what was sent, what happened, and how much there is of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.chats import ChatAddress
from bot.domain.digests import Digest
from bot.domain.stories import StoryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How much came in and went out on one day, in UTC."""

    day: str  # 2026-11-23
    articles: int = 0
    stories: int = 0  # first seen then
    digests: int = 0


class Archive(Protocol):
    """Looking back. Nothing here changes anything."""

    def chats(self, limit: int) -> Sequence[tuple[ChatAddress, datetime]]:
        """Return chats that were given digests, with when each got its last, the latest first."""
        ...

    def sent(self, address: ChatAddress, before: datetime, limit: int) -> Sequence[Digest]:
        """Return digests made before then that reached the chat, the latest first.

        By schedule, with at least one part sent or told by a card; or asked for there, and told.
        """
        ...

    def stories(self, before: tuple[datetime, StoryId], limit: int) -> Sequence[StoryId]:
        """Return stories last seen before that one, the latest first, then by id backward."""
        ...

    def days(self, since: datetime) -> Sequence[Day]:
        """Return how much there was each day from `since` on, days without anything left out."""
        ...

    def summaries(self) -> int:
        """Return how many summaries are kept, of all methods and versions."""
        ...

    def waiting_since(self, now: datetime) -> datetime | None:
        """Return since when the part waits that may go and is due for longest; None: none is."""
        ...

    def topics(self, since: datetime) -> Sequence[tuple[str, str, int]]:
        """Return of each day and topic how many stories were first seen then: day, topic, count.

        A story has the topics of its lead. By day, then topic.
        """
        ...
