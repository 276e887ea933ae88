"""The last four weeks as charts show them: `stats` in a chat, the status page in a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.ports.store import Transaction
from bot.ports.store_days import Day

DAYS: Final = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """What each of the latest days came to, the oldest first; today is the last of them."""

    days: Sequence[Day]
    topics: Mapping[str, Sequence[int]]  # stories of each day, the fullest topic first
    is_empty: bool  # nothing happened on any of them


def lately(tx: Transaction, now: datetime) -> Lately:
    """Return the last four weeks. Days are those of UTC, as the store counts them."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight - timedelta(days=DAYS - 1)
    names = [f"{since + timedelta(days=n):%Y-%m-%d}" for n in range(DAYS)]
    place = {name: n for n, name in enumerate(names)}
    # A clock that was put back leaves days that are still to come.
    days = {one.day: one for one in tx.days.since(since) if one.day in place}
    whole: Counter[str] = Counter()
    topics: dict[str, list[int]] = {}
    for one in tx.days.topics(since):
        if one.day in place:
            whole[one.topic] += one.stories
            topics.setdefault(one.topic, [0] * DAYS)[place[one.day]] += one.stories
    fullest = sorted(topics, key=lambda topic: (-whole[topic], topic))
    return Lately(
        days=[days.get(name, Day(day=name)) for name in names],
        topics={topic: topics[topic] for topic in fullest},
        is_empty=not days,
    )
