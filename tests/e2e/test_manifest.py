"""The Slack app's manifest in the repository is the one that the program makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Program

MANIFEST = Path(__file__).parents[2] / "config" / "slack-manifest.json"


def test_the_manifest_is_current(program: Program) -> None:
    made = program.run("slack-manifest")
    assert made.code == 0
    assert MANIFEST.read_text("utf-8") == made.out, "write it anew: digestbot slack-manifest"


def test_with_an_address_slack_is_told_where_we_are(program: Program) -> None:
    made = json.loads(program.run("slack-manifest", "--url", "https://bot.example.org").out)
    assert made["settings"]["socket_mode_enabled"] is False
    events = made["settings"]["event_subscriptions"]
    assert events["request_url"] == "https://bot.example.org/slack/events"


@pytest.mark.parametrize("made", [True, False])
def test_check_takes_a_key_that_was_made_and_no_other(program: Program, made: bool) -> None:
    checked = program.run(
        "check",
        DIGESTBOT_SLACK__CLIENT_ID="1.2",
        DIGESTBOT_SLACK__CLIENT_SECRET="s",
        DIGESTBOT_SLACK__ENCRYPTION_KEY=program.run("new-key").out.strip() if made else "secret",
        DIGESTBOT_SLACK__APP_TOKEN="xapp-1-test",
        DIGESTBOT_SLACK__BASE_URL="http://127.0.0.1:9",
    )
    told = next(line for line in checked.out.splitlines() if line.startswith("slack"))
    if made:
        assert told.split(maxsplit=1)[1].startswith("cannot be reached now")
    else:
        assert told.endswith("slack.encryption_key is no key; `digestbot new-key` makes one.")


def test_a_platform_that_is_set_up_wrongly_keeps_nothing_else_from_being_checked(
    program: Program,
) -> None:
    checked = program.run(
        "check", DIGESTBOT_TELEGRAM__TOKEN="abc", DIGESTBOT_SLACK__BOT_TOKEN="xoxb-1"
    )
    rows = dict(line.split(maxsplit=1) for line in checked.out.splitlines())
    assert checked.code == 2
    assert rows["telegram"].startswith("The setting telegram.token has not the shape")
    assert rows["slack"].startswith("Socket Mode needs the setting slack.app_token")
    assert {"store", "inbox"} <= rows.keys()
