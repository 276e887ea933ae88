"""How much there was on each day, in every store."""

from __future__ import annotations

from datetime import datetime

from bot.domain.stories import StoryId
from bot.ports.store import Store
from bot.ports.store_days import Day, DayTopic
from tests.fakes.builders import (
    DAY,
    HOUR,
    NOW,
    a_coverage,
    a_digest,
    a_report,
    an_article,
    keep,
)

MIDNIGHT = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
LONG_AGO = MIDNIGHT - 400 * DAY


def tell(store: Store, name: str, at: datetime, *tags: str) -> None:
    report = a_report(an_article(key=f"{name}.txt", title=name, tags=tags, collected_at=at))
    with store.transaction() as t:
        keep(t, a_coverage(report, id=name, first_seen_at=at))


def counted(store: Store, before: datetime, since: datetime = LONG_AGO) -> None:
    with store.snapshot() as t:
        days, topics = t.days.uncounted(before)
    with store.transaction() as t:
        t.days.keep(days, topics, since=since, before=before)


def seen(
    store: Store, since: datetime = MIDNIGHT - 9 * DAY
) -> tuple[list[tuple[str, int, int, int]], list[DayTopic]]:
    with store.snapshot() as t:
        found = [(d.day, d.articles, d.stories, d.digests) for d in t.days.since(since)]
        return found, list(t.days.topics(since))


def on(days: int) -> str:
    return f"{NOW + days * DAY:%Y-%m-%d}"


def test_days_and_topics_are_counted(store: Store) -> None:
    tell(store, "old", NOW - DAY, "space")
    tell(store, "a", NOW, "space", "sea")
    tell(store, "b", NOW, "space")
    tell(store, "c", NOW + DAY)
    with store.transaction() as t:
        t.digests.add(a_digest(made_at=NOW + DAY))
    with store.snapshot() as t:
        assert t.days.since(MIDNIGHT) == [
            Day(day=on(0), articles=2, stories=2),
            Day(day=on(1), articles=1, stories=1, digests=1),
        ]
        assert t.days.topics(MIDNIGHT) == [DayTopic(on(0), "sea", 1), DayTopic(on(0), "space", 2)]


def test_it_is_the_same_whether_a_day_is_kept_or_counted_anew(store: Store) -> None:
    for n in range(-5, 2):
        tell(store, f"at the first moment {n}", MIDNIGHT + n * DAY, "space")
        tell(store, f"later {n}", NOW + n * DAY, "sea", "space")
    with store.transaction() as t:
        t.digests.add(a_digest(made_at=NOW - 3 * DAY))
    before = seen(store)
    assert len(before[0]) == 7
    for midnight in (MIDNIGHT - 3 * DAY, MIDNIGHT - DAY, MIDNIGHT - DAY):
        counted(store, midnight)
        assert seen(store) == before
    with store.snapshot() as t:
        assert t.days.uncounted(MIDNIGHT - DAY) == ([], [])
        assert [one.day for one in t.days.uncounted(MIDNIGHT)[0]] == [on(-1)]


def test_what_a_day_came_to_stays_when_that_goes(store: Store) -> None:
    tell(store, "a", NOW - 5 * DAY, "space")
    counted(store, MIDNIGHT)
    before = seen(store)
    with store.transaction() as t:
        t.keeping.remove_stories([StoryId("a")])
    assert seen(store) == before == ([(on(-5), 1, 1, 0)], [DayTopic(on(-5), "space", 1)])


def test_a_day_is_counted_once_even_if_it_brought_nothing(store: Store) -> None:
    counted(store, MIDNIGHT)
    tell(store, "dated back", NOW - DAY)
    tell(store, "today", NOW)
    assert [day for day, *_ in seen(store)[0]] == [on(0)]


def test_days_that_are_too_old_go(store: Store) -> None:
    tell(store, "a", NOW - 5 * DAY, "space")
    tell(store, "b", NOW - 2 * DAY, "sea")
    counted(store, MIDNIGHT)
    counted(store, MIDNIGHT, since=MIDNIGHT - 3 * DAY)
    assert seen(store) == ([(on(-2), 1, 1, 0)], [DayTopic(on(-2), "sea", 1)])


def test_days_that_a_wrong_clock_counted_are_counted_anew(store: Store) -> None:
    tell(store, "a", NOW - 5 * DAY, "space")
    tell(store, "b", NOW - HOUR, "sea")
    before = seen(store)
    ahead = MIDNIGHT + 3650 * DAY
    counted(store, ahead, since=ahead - 400 * DAY)
    tell(store, "c", NOW, "sea")
    counted(store, MIDNIGHT - DAY)
    found, topics = seen(store)
    assert found == [before[0][0], (on(0), 2, 2, 0)]
    assert topics == [DayTopic(on(-5), "space", 1), DayTopic(on(0), "sea", 2)]
