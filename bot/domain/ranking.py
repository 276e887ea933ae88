"""Ranking: which stories come first. A function of its arguments; ties break on the id."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.stories import Coverage

HALF_LIFE = timedelta(hours=24)  # after which a story's freshness counts half
ENOUGH_SENTENCES = 8  # more telling sentences than this add nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The parts of a story's rank, each 0 to about 1."""

    outlets: float  # 0 for one outlet, 1 for eight
    freshness: float  # 1 for now, 0.5 a day later
    substance: float  # how much there is to tell

    @property
    def total(self) -> float:
        """What stories are ordered by."""
        return 2 * self.outlets + self.freshness + 0.5 * self.substance


def score(coverage: Coverage, now: datetime) -> Score:
    """Return the parts of a story's rank at `now`."""
    moments = [
        min(report.article.published_at or report.article.collected_at, now)
        for report in coverage.reports
    ]
    age = now - max(moments)
    return Score(
        outlets=math.log2(len(coverage.outlets)) / 3,
        freshness=0.5 ** (age / HALF_LIFE),
        substance=min(len(coverage.lead.summary.spans), ENOUGH_SENTENCES) / ENOUGH_SENTENCES,
    )


def by_rank(coverages: list[Coverage], now: datetime) -> list[Coverage]:
    """Return the stories, the first to tell first."""
    return sorted(coverages, key=lambda c: (-score(c, now).total, c.story.id))
