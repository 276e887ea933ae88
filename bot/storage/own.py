"""What each back-end does in a way of its own, and the collections leave to it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from bot.domain.articles import ArticleId
from bot.domain.stories import StoryId
from bot.domain.times import to_text
from bot.storage.session import Session
from bot.storage.terms import UNKNOWN_LANGUAGE, article_terms, query_terms

COMMON = 2000  # articles: what more of them say is worth a look at the latest stories first
LATEST = 500  # stories whose articles are looked at one by one, which takes a few milliseconds


class Span(NamedTuple):
    """Between which stories is searched, from the latest on, and of one time by their ids."""

    since: str
    until: str = "~"  # later than any time
    behind: str = ""  # of those seen `until` then: what comes behind this id

    @property
    def values(self) -> tuple[str, str, str, str]:
        """What stands for `time >= ? AND time <= ? AND (time < ? OR id > ?)`."""
        return self.since, self.until, self.until, self.behind


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

    def find(
        self,
        query: str,
        since: datetime,
        limit: int,
        after: tuple[datetime, StoryId] | None = None,
    ) -> Sequence[StoryId]:
        """Return stories of a time, behind another one, with an article that has all words."""
        languages = self._session.pairs("SELECT language FROM term_languages")
        wanted = query_terms(query, [language for (language,) in languages])
        if not wanted:
            return []
        span = Span(to_text(since), *((to_text(after[0]), after[1]) if after else ()))
        if limit <= LATEST // 2 and self._has_more(wanted, COMMON):
            # It is in the latest stories, too: all that have it need not be read and sorted.
            latest = self._among_latest(wanted, span, limit)
            if len(latest) == limit:
                return latest
        return self._found(wanted, span, limit)

    @abstractmethod
    def forget(self, article_ids: Collection[str]) -> None:
        """Let these articles not be found any more."""

    @abstractmethod
    def _put(self, seq: int, terms: Sequence[str]) -> None:
        """Keep the terms of an article, in the place of those that it had."""

    @abstractmethod
    def _found(self, wanted: Sequence[Sequence[str]], span: Span, limit: int) -> Sequence[StoryId]:
        """Return stories with an article that has one term of each group, the latest first."""

    @abstractmethod
    def _has_more(self, wanted: Sequence[Sequence[str]], count: int) -> bool:
        """Say whether more articles than that have one term of each group."""

    @abstractmethod
    def _among_latest(
        self, wanted: Sequence[Sequence[str]], span: Span, limit: int
    ) -> Sequence[StoryId]:
        """Return those that `_found` would if there were no stories but the latest of the span."""


class Room(Protocol):
    """The room that a database takes on its disk."""

    def give_back(self) -> bool:
        """Do a small part of giving free room back; False: nothing is left to do."""
        ...
