"""The command `stats`: how much came in and went out lately, as lines of bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from bot.commands.spec import Desk
from bot.domain.deliveries import PartState
from bot.domain.errors import NotAllowed
from bot.messages.blocks import Block, Fine, Heading, Line, Message, Paragraph
from bot.messages.replies import bullets, said
from bot.messages.wording import Wording
from bot.ports.chat import Role
from bot.ports.store_archive import Day
from bot.render.chart import bars_text

DAYS: Final = 14
TOPICS: Final = 8


def stats(desk: Desk) -> Message:
    """Show the last two weeks to an operator.

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
        days = {one.day: one for one in tx.archive.days(since)}
        topics = tx.archive.topics(since)
        waiting = tx.outbox.tally().get(PartState.PLANNED, 0)
    if not days:
        return said(words, "stats.nothing", days=DAYS)
    every = [days.get(name, Day(day=name)) for name in names]
    blocks: list[Block] = [
        Heading(words.say("stats.title", days=DAYS)),
        bullets(
            (
                _row(words, "stats.articles", [one.articles for one in every]),
                _row(words, "stats.stories", [one.stories for one in every]),
                _row(words, "stats.digests", [one.digests for one in every]),
            )
        ),
    ]
    if fullest := _by_topic(names, topics):
        blocks.append(Paragraph(words.line("stats.by-topic")))
        blocks.append(
            bullets(_row(words, "stats.topic", counts, name) for name, counts in fullest.items())
        )
    blocks.append(Fine(words.line("stats.waiting", count=waiting)))
    return Message(tuple(blocks))


def _row(words: Wording, key: str, counts: Sequence[int], name: str = "") -> Line:
    return words.line(key, bars=bars_text(counts).replace(" ", "·"), count=sum(counts), name=name)


def _by_topic(
    names: Sequence[str], topics: Sequence[tuple[str, str, int]]
) -> Mapping[str, list[int]]:
    """Return the fullest topics, each with its stories of every day, the fullest first."""
    whole: Counter[str] = Counter()
    counts: dict[str, list[int]] = {}
    place = {name: n for n, name in enumerate(names)}
    for day, topic, count in topics:
        if day in place:
            whole[topic] += count
            counts.setdefault(topic, [0] * len(names))[place[day]] += count
    return {topic: counts[topic] for topic, _ in whole.most_common(TOPICS)}
