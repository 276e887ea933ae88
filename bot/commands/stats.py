"""The command `stats`: how much came in and went out lately, as a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from bot.commands.spec import Desk
from bot.domain.deliveries import PartState
from bot.domain.errors import NotAllowed
from bot.messages.blocks import Chart, Fine, Heading, Message, Panel, Series
from bot.messages.replies import said
from bot.messages.wording import Wording
from bot.ports.chat import Role
from bot.ports.store_days import Day, DayTopic

DAYS: Final = 28  # those of the charts on the status page
TOPICS: Final = 8


def stats(desk: Desk) -> Message:
    """Show the last four weeks to an operator.

    Raises:
        NotAllowed: somebody else asks.
    """
    # Days are those of UTC, as the store counts them.
    midnight = desk.now.replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight - timedelta(days=DAYS - 1)
    names = [f"{since + timedelta(days=n):%Y-%m-%d}" for n in range(DAYS)]
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
        if desk.invocation.role.value < Role.OPERATOR.value:
            raise NotAllowed(words.say("stats.operators"))
        days = {one.day: one for one in tx.days.since(since)}
        topics = tx.days.topics(since)
        waiting = tx.outbox.tally().get(PartState.PLANNED, 0)
    if not days:
        return said(words, "stats.nothing", days=DAYS)
    every = [days.get(name, Day(day=name)) for name in names]
    panels = [
        Panel((_series(words, "stats.articles", [one.articles for one in every]),)),
        Panel((_series(words, "stats.stories", [one.stories for one in every]),)),
        Panel((_series(words, "stats.digests", [one.digests for one in every]),)),
    ]
    if fullest := _by_topic(names, topics):
        series = [_series(words, "stats.topic", counts, name) for name, counts in fullest.items()]
        panels.append(Panel(tuple(series), words.line("stats.by-topic")))
    return Message(
        (
            Heading(words.say("stats.title", days=DAYS)),
            Chart(tuple(names), tuple(panels)),
            Fine(words.line("stats.waiting", count=waiting)),
        )
    )


def _series(words: Wording, key: str, counts: Sequence[int], name: str = "") -> Series:
    return Series(words.line(key, count=sum(counts), name=name), tuple(counts))


def _by_topic(names: Sequence[str], topics: Sequence[DayTopic]) -> Mapping[str, list[int]]:
    """Return the fullest topics, each with its stories of every day, the fullest first."""
    whole: Counter[str] = Counter()
    counts: dict[str, list[int]] = {}
    place = {name: n for n, name in enumerate(names)}
    for one in topics:
        if one.day in place:
            whole[one.topic] += one.stories
            counts.setdefault(one.topic, [0] * len(names))[place[one.day]] += one.stories
    return {topic: counts[topic] for topic, _ in whole.most_common(TOPICS)}
