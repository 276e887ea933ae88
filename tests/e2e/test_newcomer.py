"""First minutes with it: `digestbot init`, a digest of the samples, then one of your own."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

import pytest

from bot.runtime.setup_files import write_secret
from tests.bot.conftest import HARBOR
from tests.e2e.dialog import Dialog, beginning
from tests.e2e.service import PATIENCE, running, variables
from tests.guides.setting_up import both_subscribe

ADDRESSES = ("DIGESTBOT_TELEGRAM__BASE_URL", "DIGESTBOT_SLACK__BASE_URL")


@pytest.fixture
def init(program, telegram, slack):
    def begun(*arguments: str, before: Sequence[str] = ()) -> AbstractAsyncContextManager[Dialog]:
        given = variables(telegram, slack)
        asked = (*before, "init", *arguments)
        return beginning(program, *asked, **{name: given[name] for name in ADDRESSES})

    return begun


async def test_from_nothing_to_a_digest_on_both_platforms(program, telegram, slack, init):
    ann, team = telegram.person("Ann", language_code="en"), slack.team("T1")
    chat, bob = telegram.private(ann), team.person("Bob")
    direct = team.dm(bob)
    async with init() as dialog:
        await dialog.asks("Folder of articles [inbox]", "")
        await dialog.asks("Time zone [UTC]", "Europe/Nowhere")
        await dialog.asks("is no time zone; one looks like Europe/Berlin", "IST")
        await dialog.asks("IST may be Asia/Kolkata, Europe/Dublin, ", "berlin")
        await dialog.asks("berlin is in Europe/Berlin.", None)
        await dialog.asks("Address for websites", "nobody")
        await dialog.asks("one looks like ann@example.org", "mailto:ann@example.org")
        await dialog.asks("Telegram token", "12:nonsense")
        await dialog.asks("copy it from @BotFather once more", f"12345:{'nonsense' * 5}")
        await dialog.asks("Telegram does not know this token (telegram.token); ", telegram.token)
        await dialog.asks("Telegram takes it.", None)
        for bot, app, wrong in (
            ("xoxb-1-nobody", slack.app_token, "bot token (slack.bot_token)"),
            (team.bot_token, "xapp-1-nobody", "app token (slack.app_token)"),
        ):
            await dialog.asks("Slack bot token", bot)
            await dialog.asks("Slack app token", app)
            await dialog.asks(f"Slack refuses the {wrong}: invalid_auth. Copy it once more", None)
        await dialog.asks("Slack bot token", team.bot_token)
        await dialog.asks("Slack app token", slack.app_token)
        await dialog.asks("Slack takes it.", None)
        await dialog.asks("Try it on Telegram?", "")
        await dialog.asks("write anything to your bot", None)
        await chat.says(ann, "hello?")
        await chat.shows("Sorrel Sound Bridge opens to traffic", within=PATIENCE)
        await dialog.asks(f"telegram:{ann.id} wrote, and was answered", None)
        await dialog.asks("Is that you?", "y")
        await dialog.asks("Try it on Slack?", "")
        await dialog.asks("write anything to the app", None)
        await slack.connected(within=PATIENCE)
        await bob.says(direct, "hello?")
        await direct.shows("Sorrel Sound Bridge opens to traffic", within=PATIENCE)
        await dialog.asks("Is that you?", "")
        await dialog.asks("`digestbot run` serves", None)
        assert await dialog.ends() == 0
    written = tomllib.loads((program.folder / "config/bot.toml").read_text())
    assert written == {
        "inbox": "inbox",
        "timezone": "Europe/Berlin",
        "operators": [f"telegram:{ann.id}"],
        "fetch": {"contact": "mailto:ann@example.org"},
    }
    assert " (+mailto:ann@example.org) reads them\n" in dialog.told
    secrets = program.folder / "config/secrets"
    assert {file.name: file.stat().st_mode & 0o777 for file in secrets.iterdir()} == dict.fromkeys(
        (
            "digestbot_telegram__token",
            "digestbot_slack__bot_token",
            "digestbot_slack__app_token",
        ),
        0o600,
    )
    for secret in (telegram.token, team.bot_token, slack.app_token):
        assert secret not in dialog.told


async def test_what_it_wrote_is_enough_to_serve(program, telegram, slack, init):
    async with init() as dialog:
        for asked, answer in (
            ("Folder of articles", ""),
            ("Time zone", ""),
            ("Address for websites", ""),
            ("Telegram token", telegram.token),
            ("Slack bot token", slack.team("T1").bot_token),
            ("Slack app token", slack.app_token),
            ("Try it on Telegram?", "n"),
            ("Try it on Slack?", "n"),
        ):
            await dialog.asks(asked, answer)
        assert await dialog.ends() == 0
    unset = dict.fromkeys(variables(telegram, slack).keys() - set(ADDRESSES), "")
    async with running(program, telegram, slack, **unset) as service:
        await service.says("service.ready")
        await both_subscribe(program, telegram, slack, HARBOR)
        assert await service.stops() == 0


@pytest.mark.parametrize("given", ["own/bot.toml", ""])
async def test_both_can_be_left_out_and_what_is_there_is_kept(program, init, given):
    settings = program.folder / (given or "config/bot.toml")
    settings.parent.mkdir()
    ours = (
        '# ours\ninbox = "news"  # where it comes in\nlog_level = "WARNING"\n'
        "[fetch]\nlinks = false # no\n"
    )
    settings.write_text(ours)
    async with init(before=["--config", given] if given else []) as dialog:
        await dialog.asks("Folder of articles [news]", "")
        await dialog.asks("Time zone", "Europe/Rome")
        await dialog.asks("Address for websites: ", "https://ann.example/bot")
        await dialog.asks(f"timezone is now in {given or 'config/bot.toml'}, but stays UTC", None)
        await dialog.asks("Telegram token", "")
        await dialog.asks("Slack bot token", "")
        assert await dialog.ends() == 0
    written = settings.read_text()
    ours = ours.replace("[fetch]", 'timezone = "Europe/Rome"\n\n[fetch]')
    assert written == f'{ours}contact = "https://ann.example/bot"\n'
    assert (program.folder / "config").exists() == (not given)
    assert not (program.folder / "config/secrets").exists()
    assert "off: no credentials" in dialog.told


async def test_nobody_has_to_write(telegram, init):
    async with init("--wait", "0.2") as dialog:
        await dialog.asks("Folder of articles", "")
        await dialog.asks("Time zone", "")
        await dialog.asks("Address for websites", "")
        await dialog.asks("Telegram token", telegram.token)
        await dialog.asks("Slack bot token", "")
        await dialog.asks("Try it on Telegram?", "")
        await dialog.asks("Nobody wrote.", None)
        assert await dialog.ends() == 0


async def test_a_folder_may_be_below_home_and_has_to_be_one(program, init, monkeypatch):
    monkeypatch.setenv("HOME", str(program.folder / "home"))
    (program.folder / "notes").write_text("no folder")
    async with init() as dialog:
        await dialog.asks("Folder of articles", "notes")
        await dialog.asks("notes is a file; a folder is wanted.", None)
        await dialog.asks("Folder of articles", "notes/news")
        await dialog.asks("notes/news cannot be the folder: Not a directory.\n", None)
        await dialog.asks("Folder of articles", "~nobody-of-this-name/news")
        await dialog.asks("Nobody here has the home folder of ~nobody-of-this-name", None)
        await dialog.asks("Folder of articles", "~/news")
        for asked in ("Time zone", "Address for websites", "Telegram token", "Slack bot token"):
            await dialog.asks(asked, "")
        assert await dialog.ends() == 0
    news = program.folder / "home/news"
    assert news.is_dir()
    assert not (program.folder / "~").exists()
    written = tomllib.loads((program.folder / "config/bot.toml").read_text())
    assert written["inbox"] == str(news)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
async def test_what_may_not_be_written_is_said(program, init):
    settings = program.folder / "bot.toml"
    settings.write_text("")
    settings.chmod(0o400)
    async with init(before=["--config", "bot.toml"]) as dialog:
        await dialog.asks("may not write to bot.toml, so the answers go to config/bot.toml", None)
        for asked in ("Folder", "Time zone", "Address", "Telegram token", "Slack bot token"):
            await dialog.asks(asked, "")
        assert await dialog.ends() == 0
    assert tomllib.loads((program.folder / "config/bot.toml").read_text())["inbox"] == "inbox"


def test_a_secret_is_its_owners_alone_whatever_the_file_was_before(tmp_path):
    file = tmp_path / "digestbot_telegram__token"
    file.write_text("1:old")
    file.chmod(0o644)
    assert write_secret("telegram.token", "1:new", tmp_path) == file
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("1:new\n", 0o600)
