"""How much there was on each day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How much came in and went out on one day, in UTC."""

    day: str  # 2026-11-23
    articles: int = 0
    stories: int = 0  # first seen then
    digests: int = 0


@dataclass(frozen=True, slots=True)
class DayTopic:
    """How many stories of a topic were first seen on one day; a story has those of its lead."""

    day: str
    topic: str
    stories: int


class Days(Protocol):
    """How much there was on each day.

    Days that are long over are kept as they were counted then, whatever was let go of since;
    the others are counted when somebody asks.
    """

    def since(self, moment: datetime) -> Sequence[Day]:
        """Return how much there was each day from a midnight on, days without anything left out."""
        ...

    def topics(self, moment: datetime) -> Sequence[DayTopic]:
        """Return the stories of each day from a midnight on by topic, ordered by day and topic."""
        ...

    def uncounted(self, before: datetime) -> tuple[Sequence[Day], Sequence[DayTopic]]:
        """Return what the days before a midnight come to that are not kept yet."""
        ...

    def keep(
        self, days: Sequence[Day], topics: Sequence[DayTopic], *, since: datetime, before: datetime
    ) -> None:
        """Keep what `uncounted` returned; of days before `since` nothing stays.

        Nor of days from `before` on: they were counted by a clock that ran ahead.
        """
        ...
