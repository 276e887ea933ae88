"""A file that was told is changed: the messages on both platforms are put right."""

from __future__ import annotations

from tests.bot.conftest import HARBOR
from tests.e2e.conftest import Program
from tests.e2e.service import PATIENCE, running
from tests.fakes.slack_api import SlackApi
from tests.fakes.telegram_api import TelegramApi

CHANGED = HARBOR.replace("2,100 meters", "2,400 meters")


async def test_a_changed_file_edits_what_was_posted_on_both_platforms(
    program: Program, telegram: TelegramApi, slack: SlackApi
) -> None:
    ann = telegram.person("Ann", language_code="en")
    chat = telegram.private(ann)
    team = slack.team("T1")
    bob, news = team.person("Bob"), team.channel("news", bot_is_member=True)
    async with running(program, telegram, slack) as service:
        await service.says("service.ready")
        asked = await chat.says(ann, "/subscribe everything instant")
        await chat.shows("Subscribed to everything: instant", after=asked)
        await bob.command(news, "/digest", "subscribe everything instant")
        await news.shows("Subscribed to everything: instant")
        program.put("harbor.txt", HARBOR)
        on_telegram = await chat.shows("2,100 meters", within=PATIENCE)
        await news.shows("2,100 meters", within=PATIENCE)
        program.put("harbor.txt", CHANGED)
        await service.says("edit.settled")
        right = await chat.shows("2,400 meters", within=PATIENCE)
        await news.shows("2,400 meters", within=PATIENCE)
        assert await service.stops() == 0
    assert right.id == on_telegram.id
    assert "corrected" in right.text
    assert "2,100 meters" not in right.text
    assert right.buttons == ["More", "Why", "More like this", "Less like this"]
    assert len(telegram.calls("editMessageText")) == 1
    assert len(telegram.calls("sendMessage", chat=chat)) == 2
