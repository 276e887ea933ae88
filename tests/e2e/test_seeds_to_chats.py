"""The whole bot as a person meets it: `digestbot run`, two platforms, an article, two digests."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.bot.conftest import HARBOR
from tests.e2e.conftest import Program, Runs
from tests.e2e.service import ONE_PROCESS, PATIENCE, WORKERS
from tests.fakes.slack_api import SlackApi
from tests.fakes.telegram_api import TelegramApi

QUOTED = (
    "The bridge across Sorrel Sound opened to traffic on Sunday, nine years after work on it "
    "began. "
    "It is 2,100 meters long and replaces a ferry that ran every half hour. Some 14,000 people "
    "walked across it before the first cars were let on, the city council said."
)
TELEGRAM_SHOWS = f"""\
Your digest · {{day}}

1. Harbor bridge opens after nine years
{QUOTED}
source not named"""
SLACK_SHOWS = f"""\
Your digest · {{day}}
1. Harbor bridge opens after nine years
{QUOTED}
source not named
More
Why
More like this
Less like this"""


@pytest.mark.parametrize("runs", [ONE_PROCESS, WORKERS], indirect=True)
async def test_an_article_in_the_inbox_becomes_a_digest_on_both_platforms(
    program: Program, telegram: TelegramApi, slack: SlackApi, runs: Runs
) -> None:
    ann = telegram.person("Ann", language_code="en")
    chat = telegram.private(ann)
    team = slack.team("T1")
    bob, news = team.person("Bob"), team.channel("news", bot_is_member=True)
    begun = datetime.now(UTC)
    async with runs() as service:
        await service.is_ready()
        asked = await chat.says(ann, "/subscribe everything instant")
        await chat.shows("Subscribed to everything: instant", after=asked)
        await bob.command(news, "/digest", "subscribe everything instant")
        await news.shows("Subscribed to everything: instant")
        program.put("harbor.txt", HARBOR)
        on_telegram = await chat.shows("Harbor bridge opens", within=2 * PATIENCE)
        on_slack = await news.shows("Harbor bridge opens", within=2 * PATIENCE)
        await ann.taps(on_telegram, "More")
        await chat.shows("The council expects 20,000 cars a day", after=on_telegram)
        await bob.taps(on_slack, "More")
        in_thread = await news.shows("The council expects 20,000 cars a day", after=on_slack)
        assert await service.stops() == 0
    # Midnight may pass meanwhile.
    days = [f"{at:%A}, {at.day} {at:%B} {at.year}" for at in (begun, datetime.now(UTC))]
    assert on_telegram.text in [TELEGRAM_SHOWS.format(day=day) for day in days]
    assert on_slack.read in [SLACK_SHOWS.format(day=day) for day in days]
    assert (
        on_telegram.buttons
        == on_slack.buttons
        == ["More", "Why", "More like this", "Less like this"]
    )
    assert in_thread.thread_ts == on_slack.ts
    assert sum("Harbor bridge" in message.text for message in chat.messages) == 2
    for secret in (telegram.token, team.bot_token, slack.app_token):
        assert secret not in service.log
