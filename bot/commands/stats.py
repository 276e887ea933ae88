"""The command `stats`: how much came in and went out lately, as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.commands.lately import DAYS, lately
from bot.commands.spec import Desk
from bot.domain.deliveries import PartState
from bot.domain.errors import NotAllowed
from bot.messages.blocks import Chart, Fine, Heading, Message, Panel, Series
from bot.messages.replies import said
from bot.messages.wording import Wording
from bot.ports.chat import Role

TOPICS: Final = 8


def stats(desk: Desk) -> Message:
    """Show the last four weeks to an operator.

    Raises:
        NotAllowed: somebody else asks.
    """
    with desk.store.snapshot() as tx:
        words = desk.words(desk.chat(tx))
        if desk.invocation.role.value < Role.OPERATOR.value:
            raise NotAllowed(words.say("stats.operators"))
        four_weeks = lately(tx, desk.now)
        waiting = tx.outbox.tally().get(PartState.PLANNED, 0)
    if four_weeks.is_empty:
        return said(words, "stats.nothing", days=DAYS)
    every = four_weeks.days
    panels = [
        Panel((_series(words, "stats.articles", [one.articles for one in every]),)),
        Panel((_series(words, "stats.stories", [one.stories for one in every]),)),
        Panel((_series(words, "stats.digests", [one.digests for one in every]),)),
    ]
    if fullest := [*four_weeks.topics.items()][:TOPICS]:
        series = [_series(words, "stats.topic", counts, name) for name, counts in fullest]
        panels.append(Panel(tuple(series), words.line("stats.by-topic")))
    return Message(
        (
            Heading(words.say("stats.title", days=DAYS)),
            Chart(tuple(one.day for one in every), tuple(panels)),
            Fine(words.line("stats.waiting", count=waiting)),
        )
    )


def _series(words: Wording, key: str, counts: Sequence[int], name: str = "") -> Series:
    return Series(words.line(key, count=sum(counts), name=name), tuple(counts))
