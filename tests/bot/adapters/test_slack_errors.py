"""Every way in which a call can fail, and what it means for a post."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.adapters.slack.errors import DEAD, GONE, is_dead, post_error
from bot.domain.errors import NotSent, PostError, Refused, TryLater, Unknown, Unreachable


class Response:
    """As the SDK hands over what Slack answered."""

    def __init__(self, status: int, data: object, headers: dict[str, str] | None = None) -> None:
        self.status_code = status
        self.data = data
        self.headers = headers or {}


def said(error: str, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    return SlackApiError("failed", Response(status, {"ok": False, "error": error}, headers))


def connector_error() -> aiohttp.ClientConnectorError:
    key: Any = type("Key", (), {"host": "slack.com", "port": 443, "is_ssl": True, "ssl": True})()
    return aiohttp.ClientConnectorError(key, OSError("refused"))


TABLE: list[tuple[BaseException, type[PostError]]] = [
    *((said(code), Unreachable) for code in (*GONE, *DEAD, "restricted_action_of_tomorrow")),
    *(
        (said(code), Refused)
        for code in (
            "invalid_blocks",
            "invalid_blocks_format",
            "msg_too_long",
            "msg_blocks_too_long",
            "no_text",
            "too_many_attachments",
            "message_not_found",
            "cant_update_message",
            "edit_window_closed",
            "metadata_too_large",
            "an_error_of_tomorrow",
        )
    ),
    (said("ratelimited", 429, {"Retry-After": "17"}), TryLater),
    (said("ratelimited", 200), TryLater),
    (SlackApiError("failed", Response(429, {})), TryLater),
    (said("internal_error"), Unknown),
    (said("fatal_error"), Unknown),
    (said("service_unavailable", 503), Unknown),
    (SlackApiError("failed", Response(502, {})), Unknown),
    (SlackApiError("failed", Response(200, {})), Unknown),
    (SlackApiError("unreadable", object()), Unknown),
    (connector_error(), NotSent),
    (aiohttp.ConnectionTimeoutError(), NotSent),
    (RuntimeError("Session is closed"), NotSent),
    (TimeoutError(), Unknown),
    (aiohttp.ServerTimeoutError(), Unknown),
    (aiohttp.ServerDisconnectedError(), Unknown),
    (aiohttp.ClientOSError(104, "reset"), Unknown),
    (ConnectionResetError(), Unknown),
    (aiohttp.ClientPayloadError(), Unknown),
    (ValueError("half an answer"), Unknown),
    (AttributeError("'str' object has no attribute 'get'"), Unknown),
    (NotSent("already ours"), NotSent),
]


@pytest.mark.parametrize(
    ("error", "means"), TABLE, ids=range(len(TABLE))
)  # errors name places in memory
def test_what_an_error_means(error: BaseException, means: type[PostError]) -> None:
    assert type(post_error(error)) is means


@pytest.mark.parametrize(("header", "seconds"), [("17", 17), ("0", 0), ("soon", 30), ("", 30)])
def test_it_waits_exactly_as_long_as_slack_asks(header: str, seconds: int) -> None:
    headers = {"retry-after": header} if header else {}
    later = post_error(said("ratelimited", 429, headers))
    assert isinstance(later, TryLater)
    assert later.after == timedelta(seconds=seconds)


def test_who_is_not_in_a_channel_says_how_to_be_invited() -> None:
    assert "/invite @newsie" in str(post_error(said("not_in_channel"), bot="newsie"))


def test_a_dead_token_is_told_from_a_lost_channel() -> None:
    assert is_dead(said("token_revoked"))
    assert not is_dead(said("channel_not_found"))
    assert not is_dead(TimeoutError())


def test_no_error_says_where_it_was_sent() -> None:
    url = "https://hooks.slack.com/commands/T1/1/secret"
    assert "secret" not in str(post_error(aiohttp.InvalidURL(url)))
