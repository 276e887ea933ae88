"""What a store keeps of sentences that recur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.articles import Article, ArticleId, Report
from bot.domain.boilerplate import Boilerplate
from summarizer import Summary


class Recurring(Protocol):
    """Which sentences the summaries of the last weeks hold, and which of them are boilerplate."""

    def note(self, article: Article, summary: Summary) -> None:
        """Note the sentences of an article's summary, instead of those noted of it before."""
        ...

    def count(self, source: str, sentences: Sequence[str], since: datetime) -> Mapping[str, int]:
        """Return how many articles of a source, collected since then, are noted with a sentence.

        Sentences that no article is noted with are left out.
        """
        ...

    def held_by(self, source: str, sentence: str, since: datetime, limit: int) -> Sequence[Report]:
        """Return the articles that `count` counts, with their latest summaries, newest first."""
        ...

    def collected(self, source: str, since: datetime) -> int:
        """Return how many articles of a source were collected since then."""
        ...

    def learn(self, found: Boilerplate) -> None:
        """Keep a sentence as boilerplate of its source, replacing what was kept of it."""
        ...

    def learned(self, source: str, limit: int) -> Sequence[Boilerplate]:
        """Return the boilerplate of a source, the latest found first."""
        ...

    def rename(self, source: str, name: str) -> None:
        """Let the boilerplate of a source be another's, in place of what that had of the same."""
        ...

    def old(self, before: datetime, alone: datetime, limit: int) -> Sequence[ArticleId]:
        """Return articles collected before `before`, or before `alone` without anything in common.

        Of those with notes only. In common: a sentence that another article of its source is
        noted with.
        """
        ...

    def forget(self, article_ids: Sequence[ArticleId]) -> None:
        """Forget the notes of these articles."""
        ...

    def unlearn(self, before: datetime) -> int:
        """Forget boilerplate that was found before then; return how much."""
        ...
