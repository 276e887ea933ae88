"""What each error of the SDK means for a part, and what it may show."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.adapters.telegram.calls import Flooded
from bot.adapters.telegram.errors import post_error
from bot.domain.errors import Moved, NotSent, Refused, TryLater, Unknown, Unreachable


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Flooded(timedelta(seconds=2.5)), TryLater),
        (ChatMigrated(-1001), Moved),
        (Forbidden("Forbidden: bot was blocked by the user"), Unreachable),
        (Forbidden("Forbidden: user is deactivated"), Unreachable),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Unreachable),
        (BadRequest("Bad Request: chat not found"), Unreachable),
        (BadRequest("Bad Request: message thread not found"), Unreachable),
        (BadRequest("Bad Request: TOPIC_CLOSED"), Unreachable),
        (BadRequest("Bad Request: not enough rights to send text messages"), Unreachable),
        (BadRequest("Bad Request: need administrator rights in the channel chat"), Unreachable),
        (BadRequest("Bad Request: message is too long"), Refused),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Refused),
        (BadRequest("Bad Request: message to edit not found"), Refused),
        (InvalidToken("Unauthorized"), NotSent),
        (Conflict("Conflict"), NotSent),
        (caused(NetworkError("x"), aiohttp.ClientConnectorError(None, OSError())), NotSent),
        (caused(NetworkError("x"), aiohttp.ClientConnectorDNSError(None, OSError())), NotSent),
        (caused(NetworkError("x"), aiohttp.ClientProxyConnectionError(None, OSError())), NotSent),
        (caused(NetworkError("x"), aiohttp.ClientHttpProxyError(None, (), status=403)), NotSent),
        (caused(NetworkError("x"), aiohttp.InvalidUrlClientError("x")), NotSent),
        (caused(TimedOut(), aiohttp.ConnectionTimeoutError()), NotSent),
        (caused(NetworkError("x"), RuntimeError("closed")), NotSent),
        (caused(TimedOut(), aiohttp.SocketTimeoutError()), Unknown),
        (caused(TimedOut(), TimeoutError()), Unknown),
        (caused(NetworkError("x"), aiohttp.ServerDisconnectedError()), Unknown),
        (caused(NetworkError("x"), aiohttp.ClientOSError()), Unknown),
        (caused(NetworkError("x"), aiohttp.ClientPayloadError()), Unknown),
        (NetworkError("Bad Gateway (502)"), Unknown),
        (TimedOut(), Unknown),
        (TelegramError("Invalid server response"), Unknown),
        (KeyError("result"), Unknown),
        (TypeError("no message"), Unknown),
    ],
)
def test_an_error_means_one_thing(error: Exception, kind: type[Exception]) -> None:
    assert type(post_error(error)) is kind


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (BadRequest("Bad Request: TOPIC_CLOSED"), "The topic is closed."),
        (BadRequest("Topic_closed"), "The topic is closed."),
        (BadRequest("Bad Request: message thread not found"), "The topic was deleted."),
        (Forbidden("Forbidden: bot was blocked by the user"), "The bot was blocked."),
        (Forbidden("Forbidden: bot was kicked from the channel chat"), "The bot was removed"),
        (BadRequest("not enough rights to send text messages"), "The bot may not write"),
        (BadRequest("Bad Request: chat not found"), "Telegram says: Chat not found."),
    ],
)
def test_why_a_chat_cannot_be_posted_to_is_a_sentence(error: Exception, sentence: str) -> None:
    assert str(post_error(error)).startswith(sentence)


def test_a_flood_says_exactly_how_long_to_wait() -> None:
    error = post_error(Flooded(timedelta(seconds=2.5)))
    assert isinstance(error, TryLater)
    assert error.after == timedelta(seconds=2.5)


def test_a_group_that_moved_says_where_to() -> None:
    error = post_error(ChatMigrated(-1001234))
    assert isinstance(error, Moved)
    assert str(error.to) == "telegram:-1001234"
