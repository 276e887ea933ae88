"""What each back-end does in a way of its own, and the collections leave to it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.articles import ArticleId
from bot.domain.stories import StoryId
from bot.storage.session import Session
from bot.storage.terms import UNKNOWN_LANGUAGE, article_terms, query_terms


class Search(ABC):
    """The index of article terms: which words, and of whom, is the same for every back-end."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def index(self, article_id: ArticleId, recognized: str) -> None:
        """Make an article findable, in the language that it states or else the recognized one."""
        row = self._session.row(
            "SELECT seq, title, body, language FROM articles WHERE id = ?", (article_id,)
        )
        assert row is not None, "a summary refers to it"
        language = row["language"] or recognized
        self._put(row["seq"], article_terms((row["title"], row["body"]), language))
        if language != UNKNOWN_LANGUAGE:
            self._session.change(
                "INSERT INTO term_languages (language) VALUES (?) ON CONFLICT DO NOTHING",
                (language,),
            )

    def find(self, query: str, since: datetime, limit: int) -> Sequence[StoryId]:
        """Return stories last seen at `since` or later with an article that has all words."""
        languages = self._session.pairs("SELECT language FROM term_languages")
        wanted = query_terms(query, [language for (language,) in languages])
        return self._found(wanted, since, limit) if wanted else []

    @abstractmethod
    def forget(self, article_ids: Collection[str]) -> None:
        """Let these articles not be found any more."""

    @abstractmethod
    def _put(self, seq: int, terms: Sequence[str]) -> None:
        """Keep the terms of an article, in the place of those that it had."""

    @abstractmethod
    def _found(
        self, wanted: Sequence[Sequence[str]], since: datetime, limit: int
    ) -> Sequence[StoryId]:
        """Return stories with an article that has one term of each group, the latest first."""


class Room(Protocol):
    """The room that a database takes on its disk."""

    def give_back(self) -> bool:
        """Do a small part of giving free room back; False: nothing is left to do."""
        ...
