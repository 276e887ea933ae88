"""The app manifest: what Slack has to know of us, in one paste. Pure.

https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.adapters.slack.events import CLOSING, REOPENING, SHORTCUT

SCOPES = {
    "app_mentions:read": "event app_mention",
    "channels:history": "conversations.history and conversations.replies in channels",
    "channels:read": "users.conversations, conversations.info; events channel_*, member_*",
    "chat:write": "chat.postMessage, chat.postEphemeral, chat.update",
    "commands": "slash commands, and the shortcut",
    "files:read": "files.info, and documents themselves",
    "files:write": "files.getUploadURLExternal: what `export` hands over",
    "groups:history": "conversations.history and conversations.replies in private channels",
    "groups:read": "users.conversations, conversations.info; events group_*, member_*",
    "im:history": "event message.im; conversations.history and conversations.replies there",
    "im:write": "conversations.open: files for one person alone",
    "mpim:history": "conversations.history and conversations.replies in group messages",
    "mpim:read": "users.conversations, conversations.info of group messages",
    "users:read": "users.info: time zone, language, administrators",
}
"""Every scope that we ask for, and what would not work without it."""

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "tokens_revoked",
    *CLOSING,
    *REOPENING,
)

MOST_DESCRIPTION = 2000  # characters of a slash command's description
MOST_HINT = 1000


def manifest(
    commands: Sequence[tuple[str, str]], *, public_url: str | None = None
) -> dict[str, Any]:
    """Return the manifest of an app with these commands, each with a line on what it does.

    Args:
        commands: The names that `/digest` takes; `summary` is a slash command of its own too.
        public_url: Where Slack reaches our HTTP server, such as `https://bot.example.org`; None:
            Socket Mode.
    """
    about = dict(commands)
    request = {} if public_url is None else {"request_url": f"{_root(public_url)}/slack/events"}
    url = {} if public_url is None else {"url": f"{_root(public_url)}/slack/events"}
    oauth: dict[str, Any] = {"scopes": {"bot": sorted(SCOPES)}}
    if public_url is not None:
        oauth["redirect_urls"] = [f"{_root(public_url)}/slack/oauth_redirect"]
    return {
        "display_information": {
            "name": "digestbot",
            "description": "News digests whose summaries are the articles' own sentences",
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "digestbot", "always_online": True},
            "shortcuts": [
                {
                    "name": "Summarize this",
                    "type": "message",
                    "callback_id": SHORTCUT,
                    "description": "The telling sentences of this message, or of its link",
                }
            ],
            "slash_commands": [
                {
                    "command": "/digest",
                    **url,
                    "description": "Everything that digestbot can do",
                    "usage_hint": " | ".join(about)[:MOST_HINT],
                    "should_escape": False,
                },
                {
                    "command": "/summary",
                    **url,
                    "description": about.get("summary", "What is new")[:MOST_DESCRIPTION],
                    "usage_hint": "[number | link | words]",
                    "should_escape": False,
                },
            ],
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {**request, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": public_url is None,
            "token_rotation_enabled": False,
        },
    }


def _root(url: str) -> str:
    return url.rstrip("/")
