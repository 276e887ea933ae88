"""A file that was told is changed: the messages on both platforms are put right."""

from __future__ import annotations

import pytest

from tests.bot.conftest import HARBOR
from tests.e2e.conftest import Program, Serves
from tests.e2e.service import ONE_PROCESS, PATIENCE, WORKERS
from tests.fakes.slack_api import SlackApi
from tests.fakes.telegram_api import TelegramApi

CHANGED = HARBOR.replace("2,100 meters", "2,400 meters")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("serves", [ONE_PROCESS, WORKERS], indirect=True)
async def test_a_changed_file_edits_what_was_posted_on_both_platforms(
    program: Program, telegram: TelegramApi, slack: SlackApi, serves: Serves
) -> None:
    ann = telegram.person("Ann", language_code="en")
    chat = telegram.private(ann)
    team = slack.team("T1")
    bob, news = team.person("Bob"), team.channel("news", bot_is_member=True)
    async with serves() as bot:
        asked = await chat.says(ann, "/subscribe everything instant")
        await chat.shows("Subscribed to everything: instant", after=asked)
        await bob.command(news, "/digest", "subscribe everything instant")
        await news.shows("Subscribed to everything: instant")
        program.put("harbor.txt", HARBOR)
        await bot.until(lambda tx: tx.stories.count() == 1)
        bot.clock.jumps(minutes=1)
        on_telegram = await chat.shows("2,100 meters", within=PATIENCE)
        await news.shows("2,100 meters", within=PATIENCE)
        await bot.stands(chat, sent=1)
        await bot.stands(news, sent=1)
        program.put("harbor.txt", CHANGED)
        right = await chat.shows("2,400 meters", within=PATIENCE)
        await news.shows("2,400 meters", within=PATIENCE)
        await bot.until(lambda tx: not tx.edits.waiting())
    assert right.id == on_telegram.id
    assert "corrected" in right.text
    assert "2,100 meters" not in right.text
    assert right.buttons == ["More", "Why", "More like this", "Less like this"]
    assert len(telegram.calls("editMessageText")) == 1
    assert len(telegram.calls("sendMessage", chat=chat)) == 2
