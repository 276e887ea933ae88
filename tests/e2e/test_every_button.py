"""Whatever can be tapped is tapped, on both platforms: each answers, whenever it was shown."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.commands.pages import PAGES
from tests.e2e.service import PATIENCE, shown
from tests.fakes.slack_api import SlackApi
from tests.fakes.slack_messages import Message, elements_of
from tests.fakes.telegram_api import TelegramApi
from tests.fakes.telegram_message import Message as TelegramMessage

pytestmark = pytest.mark.usefixtures("quick")

OF_A_SHAPE = 3  # "settings timezone …" has hundreds
BEGINNINGS = ("start", "settings", "subscribe", "subscribe everything off", "schedule", "timezone",
              "quiet", "digest", "mute", "unsubscribe")  # fmt: skip
COMMANDS = {"digest", "less", "more", "mute", "settings", "subscribe", "summary", "topics",
            "unsubscribe", "why"}  # fmt: skip


class Shapes:
    """Which buttons were tapped: a few of each shape are enough."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._shapes: Counter[tuple[str, ...]] = Counter()

    def wants(self, says: str) -> bool:
        """Say whether this one is to be tapped, and note that it is."""
        shape = (*says.split()[:2], str(len(says.split())))
        if says in self._seen or self._shapes[shape] >= OF_A_SHAPE:
            return False
        self._seen.add(says)
        self._shapes[shape] += 1
        return True

    @property
    def commands(self) -> set[str]:
        return {says.split()[0] for says in self._seen}

    @property
    def pages(self) -> set[str]:
        """The pages of the settings of which something was tapped."""
        return {says.split()[1] for says in self._seen if says.startswith("settings ")}


async def test_on_telegram(serves, telegram: TelegramApi) -> None:
    ann = telegram.private(telegram.person("Ann", language_code="en"))
    tapped = Shapes()

    def next_one() -> tuple[TelegramMessage, str] | None:
        buttons = (
            (message, str(button["callback_data"]))
            for message in ann.messages
            for row in message.keyboard
            for button in row
        )
        return next((one for one in buttons if tapped.wants(one[1])), None)

    async with serves() as bot:
        bot.news("Harbor bridge opens", "Probe lands on the moon")
        for said in BEGINNINGS:
            bot.clock.jumps(seconds=30)  # nobody is told that they say too much
            await ann.shows("", PATIENCE, after=await ann.says(ann.person, f"/{said}"))
        while found := next_one():
            bot.clock.jumps(seconds=30)
            tap = await ann.person.taps(found[0], data=found[1])
            await tap.answered(PATIENCE)
            await bot.until(lambda tx: not tx.hearing.open("telegram"))
        assert shown(ann, "went wrong") == 0
    assert tapped.commands >= COMMANDS
    assert tapped.pages >= set(PAGES)


async def test_on_slack(serves, slack: SlackApi) -> None:
    team = slack.team("T1")
    bob = team.person("Bob")
    dm = team.dm(bob)
    tapped = Shapes()

    def next_one() -> tuple[Message, str] | None:
        buttons = (
            (message, element)
            for message in dm.every_message
            if message.bot_id == team.bot_id and not message.deleted
            for _, element in elements_of(message.blocks)
            if element["type"] == "button" and "value" in element
        )
        found = next((one for one in buttons if tapped.wants(one[1]["value"])), None)
        return found and (found[0], found[1]["text"]["text"])

    async with serves() as bot:
        bot.news("Harbor bridge opens", "Probe lands on the moon")
        for said in BEGINNINGS:
            bot.clock.jumps(seconds=30)
            await dm.shows("", PATIENCE, after=await bob.says(dm, said))
        while found := next_one():
            bot.clock.jumps(seconds=30)
            assert (await bob.taps(*found)).acked
            await bot.until(lambda tx: not tx.hearing.open("slack"))
        assert shown(dm, "went wrong") == 0
    assert slack.complaints == []
    assert tapped.commands >= COMMANDS
