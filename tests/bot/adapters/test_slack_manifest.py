"""The manifest: what Slack takes, and nothing that is not used."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bot.adapters.slack.manifest import EVENTS, SCOPES, manifest

COMMANDS = [("help", "what I can do"), ("summary", "what is new"), ("subscribe", "get digests")]
SOURCE = "".join(path.read_text() for path in Path("bot/adapters/slack").glob("*.py"))

NEEDS = {
    "chat_postMessage": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history", "mpim:history"},
    "conversations_replies": {"channels:history", "groups:history", "im:history", "mpim:history"},
    "conversations_info": {"channels:read", "groups:read", "mpim:read"},
    "users_conversations": {"channels:read", "groups:read", "mpim:read"},
    "users_info": {"users:read"},
    "files_info": {"files:read"},
    "files_upload_v2": {"files:write"},
    "conversations_open": {"im:write"},
    "views_open": set(),
    "views_update": set(),
    "views_publish": set(),
    "auth_test": set(),
    "apps_connections_open": set(),  # connections:write, of the app-level token
}
"""The scopes of every method that we call: docs.slack.dev/reference/methods."""

HEARING = {
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    **{f"channel_{what}": {"channels:read"} for what in ("archive", "deleted", "left")},
    **{f"group_{what}": {"groups:read"} for what in ("archive", "deleted", "left")},
    "channel_unarchive": {"channels:read"},
    "group_unarchive": {"groups:read"},
    "app_home_opened": set(),
    "app_uninstalled": set(),
    "tokens_revoked": set(),
}
"""The scopes of every event that we hear: docs.slack.dev/reference/events."""


def test_it_asks_for_exactly_what_is_used() -> None:
    called = set(re.findall(r"client\(?\)?\.([a-z]+(?:_[a-zA-Z0-9]+)+)\(", SOURCE))
    of_sockets = {"is_connected", "send_socket_mode_response"}
    assert called - of_sockets - {"api_call"} == set(NEEDS)
    assert set(EVENTS) == set(HEARING)
    used = set().union(*NEEDS.values(), *HEARING.values(), {"commands"})
    assert set(SCOPES) == used
    assert manifest(COMMANDS)["oauth_config"]["scopes"]["bot"] == sorted(used)


def test_by_socket_there_is_no_address_in_it() -> None:
    made = manifest(COMMANDS)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps(made)


def test_by_http_everything_comes_to_one_address() -> None:
    made = manifest(COMMANDS, public_url="https://bot.example.org/")
    assert made["settings"]["socket_mode_enabled"] is False
    addresses = set(re.findall(r"https://[^\"]+", json.dumps(made)))
    assert addresses == {
        "https://bot.example.org/slack/events",
        "https://bot.example.org/slack/oauth_redirect",
    }


def test_it_is_within_the_limits_of_slack() -> None:
    made = manifest([(f"command-{n}", "x" * 3000) for n in range(500)] + [("summary", "y" * 3000)])
    assert len(made["display_information"]["description"]) <= 140
    for command in made["features"]["slash_commands"]:
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    (shortcut,) = made["features"]["shortcuts"]
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150


def test_the_commands_are_named() -> None:
    digest, summary = manifest(COMMANDS)["features"]["slash_commands"]
    assert digest["usage_hint"] == "help | summary | subscribe"
    assert summary["description"] == "what is new"


def test_the_same_commands_make_the_same_manifest() -> None:
    assert json.dumps(manifest(COMMANDS)) == json.dumps(manifest(list(COMMANDS)))
