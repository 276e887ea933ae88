"""What the settings make of the platforms, by the real command: a webhook, HTTP, workspaces."""

from __future__ import annotations

import json
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from bot.adapters.slack.manifest import SCOPES
from bot.messages.wording import languages, wording
from bot.runtime.vault import new_key
from tests.bot.conftest import HARBOR
from tests.e2e.conftest import Program, Runs
from tests.e2e.service import PATIENCE, is_so
from tests.fakes.slack_api import SlackApi
from tests.fakes.slack_world import Team
from tests.fakes.telegram_api import TelegramApi

SECRET = "a-secret_of-the_webhook"


async def test_telegram_tells_us_at_a_webhook_and_is_told_everything(
    program: Program, telegram: TelegramApi, runs: Runs, unused_tcp_port: int
) -> None:
    telegram.is_local = True  # else only public addresses with TLS are taken
    where = f"http://127.0.0.1:{unused_tcp_port}/telegram"
    program.put("harbor.txt", HARBOR)
    ann = telegram.person("Ann", language_code="en")
    private, group = telegram.private(ann), telegram.group("Friends", admins=[ann])
    async with runs(
        DIGESTBOT_TELEGRAM__WEBHOOK_URL=where,
        DIGESTBOT_TELEGRAM__WEBHOOK_SECRET=SECRET,
        DIGESTBOT_TELEGRAM__WEBHOOK_PORT=str(unused_tcp_port),
        DIGESTBOT_TOPICS=json.dumps({"harbor": ["bridge"]}),
    ) as service:
        await service.is_ready()
        asked = await private.says(ann, "/start harbor")
        await private.shows("Subscribed to harbor: daily 08:00.", PATIENCE, after=asked)
        asked = await group.says(ann, "/start@digest_test_bot harbor")  # ?startgroup=harbor
        await group.shows("Subscribed to harbor: daily 08:00.", PATIENCE, after=asked)
        await is_so(lambda: program_has_stories(program))
        query = await telegram.inline_query(ann, "bridge")
        await query.answered(PATIENCE)
        await telegram.asked("setMyCommands", times=3 * (len(languages()) + 1), within=PATIENCE)
        assert await service.stops() == 0
    assert [one["title"] for one in query.results] == ["Harbor bridge opens after nine years"]
    assert telegram.calls("getUpdates") == []
    (told,) = telegram.calls("setWebhook")
    assert (told.params["url"], told.params["secret_token"]) == (where, SECRET)
    for language in languages():
        shown = {
            row["command"]: row["description"] for row in telegram.commands["default", language]
        }
        assert shown["summary"] == wording(language).say("command.summary")
        assert shown.keys() > {
            row["command"] for row in telegram.commands["all_group_chats", language]
        }


def program_has_stories(program: Program) -> bool:
    done = program.run("stories", "--all")
    return "Harbor bridge" in done.out


async def test_slack_comes_by_http_and_installs_in_another_workspace(
    program: Program, slack: SlackApi, runs: Runs, unused_tcp_port: int
) -> None:
    root = f"http://127.0.0.1:{unused_tcp_port}"
    slack.request_url = f"{root}/slack/events"
    team = slack.team("T1")
    bob, news = team.person("Bob"), team.channel("news")
    async with runs(
        DIGESTBOT_SLACK__HTTP="true",
        DIGESTBOT_SLACK__HTTP_PORT=str(unused_tcp_port),
        DIGESTBOT_SLACK__SIGNING_SECRET=slack.signing_secret,
        DIGESTBOT_SLACK__CLIENT_ID=slack.client_id,
        DIGESTBOT_SLACK__CLIENT_SECRET=slack.client_secret,
        DIGESTBOT_SLACK__ENCRYPTION_KEY=new_key(),
        DIGESTBOT_SLACK__APP_TOKEN="",
    ) as service:
        await service.is_ready()
        await service.says("slack.http-listening")
        assert (await bob.command(news, "/digest", "status")).acked
        await news.shows("Archive", PATIENCE)
        other = await installed(slack, root)
        cleo, room = other.person("Cleo", tz="Asia/Tokyo"), other.channel("room")
        assert (await cleo.command(room, "/digest", "subscribe everything instant")).acked
        await room.shows("Subscribed to everything", PATIENCE)
        program.put("harbor.txt", HARBOR)
        digest = await room.shows("Harbor bridge opens", 2 * PATIENCE)
        await cleo.taps(digest, "More")
        more = await room.shows("The council expects 20,000 cars a day", PATIENCE, after=digest)
        assert more.thread_ts == digest.ts
        await cleo.command(room, "/digest", "timezone")
        await room.shows("Asia/Tokyo", PATIENCE)  # of the profile
        assert await service.stops() == 0
    assert slack.courier.sockets.opened == 0
    for kept in read_all(program.folder / "data"):
        assert other.bot_token.encode() not in kept
    assert other.bot_token not in service.log


def read_all(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.iterdir()]


async def installed(slack: SlackApi, root: str) -> Team:
    """Let somebody install the bot in a workspace of theirs; return it."""
    jar = aiohttp.CookieJar(unsafe=True)  # which keeps cookies of addresses that are numbers
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        async with browser.get(f"{root}/slack/install", allow_redirects=False) as page:
            asked = URL(page.headers["Location"])
        async with browser.get(asked, allow_redirects=False) as agreed:
            back = URL(agreed.headers["Location"])
        async with browser.get(URL(f"{root}/slack/oauth_redirect").with_query(back.query)) as page:
            assert "is installed in" in await page.text()
    (made,) = [team for team in slack.teams.values() if team.id != "T1"]
    made.grant(SCOPES)
    return made


@pytest.mark.usefixtures("quick")
async def test_in_silent_hours_a_digest_makes_no_sound(serves, telegram: TelegramApi) -> None:
    ann = telegram.private(telegram.person("Ann"))
    async with serves() as bot:
        for said, answer in (
            ("/quiet 00:00-23:59 silent", "00:00-23:59"),
            ("/subscribe everything instant", "Subscribed to everything"),
        ):
            asked = await ann.says(ann.person, said)
            await ann.shows(answer, after=asked)
        bot.news("Harbor bridge opens")
        bot.clock.jumps(minutes=2)
        assert (await ann.shows("Harbor bridge opens")).silent
