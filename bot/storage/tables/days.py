"""How much there was on each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.domain.times import LAST, to_text
from bot.ports.store_days import Day, DayTopic
from bot.storage.session import Session

_A_DAY = timedelta(days=1)
_FIRST = datetime(1, 1, 1, tzinfo=UTC)

# A story that was first seen then was last seen then, too, or later: there is an index of that.
_STORIES = "last_seen_at >= :since AND first_seen_at >= :since AND first_seen_at < :before"
_BY_DAY = "SELECT substr({0}, 1, 10), count(*) FROM {1} WHERE {2} GROUP BY 1"
_COUNTS = (
    _BY_DAY.format("collected_at", "articles", "collected_at >= :since AND collected_at < :before"),
    _BY_DAY.format("first_seen_at", "stories", _STORIES),
    _BY_DAY.format("made_at", "digests", "made_at >= :since AND made_at < :before"),
)
_TOPICS = f"""
    SELECT substr(s.first_seen_at, 1, 10), t.tag, count(*)
    FROM stories s CROSS JOIN article_tags t ON t.article_id = s.lead
    WHERE {_STORIES} GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 -- ours


class Days:
    """Days that are long over, as they were counted then; the others are counted anew."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def since(self, moment: datetime) -> Sequence[Day]:
        """Return how much there was each day from a midnight on, days without anything left out."""
        rows = self._session.rows(
            "SELECT * FROM days WHERE day >= ? AND articles + stories + digests > 0 ORDER BY day",
            (_day(moment),),
        )
        return [
            *(Day(**row) for row in rows),
            *self._days(max(moment, self._open_from(LAST)), LAST),
        ]

    def topics(self, moment: datetime) -> Sequence[DayTopic]:
        """Return the stories of each day from a midnight on by topic, ordered by day and topic."""
        kept = self._session.pairs(
            "SELECT day, topic, stories FROM day_topics WHERE day >= ? ORDER BY day, topic",
            (_day(moment),),
        )
        counted = self._topics(max(moment, self._open_from(LAST)), LAST)
        return [*(DayTopic(*row) for row in kept), *counted]

    def uncounted(self, before: datetime) -> tuple[Sequence[Day], Sequence[DayTopic]]:
        """Return what the days before a midnight come to that are not kept yet."""
        since = self._open_from(before)
        return self._days(since, before), self._topics(since, before)

    def keep(
        self, days: Sequence[Day], topics: Sequence[DayTopic], *, since: datetime, before: datetime
    ) -> None:
        """Keep what `uncounted` returned; of days before `since` nothing stays.

        Nor of days from `before` on: they were counted by a clock that ran ahead.
        """
        for table in ("days", "day_topics"):
            self._session.change(
                f"DELETE FROM {table} WHERE day < ? OR day >= ?",  # noqa: S608 -- names of ours
                (_day(since), _day(before)),
            )
        last = Day(day=_day(before - _A_DAY))  # until then all are counted: it is kept if empty
        kept = {last.day: last} | {one.day: one for one in days}
        self._session.change_all(
            "INSERT INTO days (day, articles, stories, digests) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [(one.day, one.articles, one.stories, one.digests) for one in kept.values()],
        )
        self._session.change_all(
            "INSERT INTO day_topics (day, topic, stories) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(one.day, one.topic, one.stories) for one in topics],
        )

    def _open_from(self, before: datetime) -> datetime:
        """Return the midnight from which on none of the days before then is kept."""
        last = self._session.value("SELECT max(day) FROM days WHERE day < ?", (_day(before),))
        return _FIRST if last is None else datetime.fromisoformat(last).replace(tzinfo=UTC) + _A_DAY

    def _days(self, since: datetime, before: datetime) -> Sequence[Day]:
        articles, stories, digests = (
            dict(self._session.pairs(sql, {"since": to_text(since), "before": to_text(before)}))
            for sql in _COUNTS
        )
        return [
            Day(
                day=day,
                articles=articles.get(day, 0),
                stories=stories.get(day, 0),
                digests=digests.get(day, 0),
            )
            for day in sorted({*articles, *stories, *digests})
        ]

    def _topics(self, since: datetime, before: datetime) -> Sequence[DayTopic]:
        found = self._session.pairs(_TOPICS, {"since": to_text(since), "before": to_text(before)})
        return [DayTopic(*row) for row in found]


def _day(moment: datetime) -> str:
    return to_text(moment)[:10]
