"""Stories: what happened, as told by one or more articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from bot.domain.articles import ArticleId, Report
from bot.domain.times import require_utc

StoryId = NewType("StoryId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What happened, as told by one or more articles; moments are when it was grouped."""

    id: StoryId
    lead: ArticleId  # the article that a digest quotes first
    articles: tuple[ArticleId, ...]  # current versions, in the order in which they came
    first_seen_at: datetime
    last_seen_at: datetime

    def __post_init__(self) -> None:
        """Refuse a story that its own articles contradict."""
        require_utc(self.first_seen_at, "first_seen_at")
        require_utc(self.last_seen_at, "last_seen_at")
        if self.lead not in self.articles:
            raise ValueError(f"The lead {self.lead} is not among the articles of story {self.id}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A story with its reports, the lead's first."""

    story: Story
    reports: tuple[Report, ...]

    @property
    def lead(self) -> Report:
        """The report that a digest quotes first."""
        return self.reports[0]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who told it, the lead's first, each once."""
        return tuple(dict.fromkeys(report.outlet for report in self.reports))

    @property
    def topics(self) -> frozenset[str]:
        """The topics of all its articles."""
        return frozenset().union(*(report.article.tags for report in self.reports))
