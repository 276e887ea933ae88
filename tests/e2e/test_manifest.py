"""The Slack app's manifest in the repository is the one that the program makes."""

from __future__ import annotations

import json
from pathlib import Path

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


def test_a_key_that_is_made_is_taken(program: Program) -> None:
    key = program.run("new-key").out.strip()
    checked = program.run(
        "check",
        DIGESTBOT_SLACK__CLIENT_ID="1.2",
        DIGESTBOT_SLACK__CLIENT_SECRET="s",
        DIGESTBOT_SLACK__ENCRYPTION_KEY=key,
        DIGESTBOT_SLACK__APP_TOKEN="xapp-1-test",
        DIGESTBOT_SLACK__BASE_URL="http://127.0.0.1:9",
    )
    assert "no key" not in checked.err
