"""Stories: what happened, as told by one or more articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NewType

from bot.domain.additions import Addition, additions
from bot.domain.articles import ArticleId, Report
from bot.domain.copies import own_words
from bot.domain.differing import Difference, differences
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


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """A story with its reports, the lead's first; what follows from them is worked out once."""

    story: Story
    reports: tuple[Report, ...]

    @property
    def lead(self) -> Report:
        """The report that a digest quotes first."""
        return self.reports[0]

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Who told it, the lead's first, each once."""
        names: dict[str, str] = {}
        for report in self.reports:
            names.setdefault(report.outlet.casefold(), report.outlet)
        return tuple(names.values())

    @cached_property
    def own_words(self) -> tuple[Report, ...]:
        """The reports that are no copy of one before them, the lead's first."""
        return own_words(self.reports)

    @cached_property
    def copied(self) -> tuple[str, ...]:
        """Those of the outlets that have nothing but another's text."""
        tellers = {report.outlet.casefold() for report in self.own_words}
        return tuple(name for name in self.outlets if name.casefold() not in tellers)

    @cached_property
    def additions(self) -> tuple[Addition, ...]:
        """What others add to what the lead says, the most telling first."""
        return additions(self.lead, self.own_words[1:])

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """The numbers on which its outlets do not agree."""
        return differences(self.reports)

    @cached_property
    def topics(self) -> frozenset[str]:
        """The topics of all its articles."""
        return frozenset().union(*(report.article.tags for report in self.reports))
