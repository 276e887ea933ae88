"""What each back-end does in a way of its own, and the collections leave to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.articles import ArticleId
from bot.domain.stories import StoryId


class Search(Protocol):
    """The index of article terms."""

    def index(self, article_id: ArticleId, recognized: str) -> None:
        """Make an article findable, in the language that it states or else the recognized one."""
        ...

    def find(self, query: str, since: datetime, limit: int) -> Sequence[StoryId]:
        """Return stories last seen at `since` or later with an article that has all words."""
        ...

    def forget(self, article_ids: Collection[str]) -> None:
        """Let these articles not be found any more."""
        ...


class Room(Protocol):
    """The room that a database takes on its disk."""

    def give_back(self) -> bool:
        """Do a small part of giving free room back; False: nothing is left to do."""
        ...
