"""What the errors of the Bot API and of the way there mean for us."""

from __future__ import annotations

import aiohttp
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
from bot.adapters.telegram.sentences import Say, say_in_english
from bot.domain.chats import ChatAddress, Platform
from bot.domain.errors import (
    Moved,
    NotSent,
    PostError,
    Refused,
    TryLater,
    Unknown,
    Unreachable,
)

# Words of 400s that speak of the chat, not of the part (tdlib/telegram-bot-api, Client.cpp).
_CHAT_IS_GONE = (
    "chat not found",
    "group chat was deactivated",
    "group chat was deleted",
    "peer_id_invalid",
    "message thread not found",
    "topic_closed",
    "topic_deleted",
    "not enough rights",
    "have no rights to send",
    "need administrator rights in the channel chat",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "bot is not a member",
    "bot was kicked",
    "user is deactivated",
)

_TOPIC_IS_GONE = ("topic_closed", "topic_deleted", "message thread not found")
"""The other topics of the group are there; a group's first topic, General, has no number."""

# What a person can do something about is said in a sentence of ours.
_SENTENCES = {
    "topic_closed": "topic-closed",
    "topic_deleted": "topic-gone",
    "message thread not found": "topic-gone",
    "bot was blocked": "blocked",
    "bot was kicked": "removed",
    "bot is not a member": "removed",
    "rights": "silenced",
    "chat_write_forbidden": "silenced",
    "chat_restricted": "silenced",
}

NO_ADDRESS = (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError)
"""What is raised for an address that is none."""

# What is raised before the first byte of a request has left; a proxy that refuses is one.
_NEVER_LEFT = (
    *NO_ADDRESS,
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,  # while connecting, or waiting for a connection to be free
    aiohttp.ClientHttpProxyError,
)


def post_error(error: Exception, *, say: Say = say_in_english) -> PostError:
    """Return what an error of a call says about the part that was to be posted.

    Whatever is not known for sure is Unknown. `TimedOut` and `BadRequest` are subclasses of
    `NetworkError`: only exact classes and causes tell what happened.
    """
    words = str(error) or type(error).__name__
    found: PostError
    match error:
        case Flooded():
            found = TryLater(words, after=error.after)
        case ChatMigrated():
            to = ChatAddress(platform=Platform.TELEGRAM.value, chat=str(error.new_chat_id))
            found = Moved(f"The group is a supergroup now, {to}.", to=to)
        case Forbidden():
            found = Unreachable(_reason(words, say))
        case BadRequest():
            lower = words.casefold()
            is_gone = any(sign in lower for sign in _CHAT_IS_GONE)
            alone = any(sign in lower for sign in _TOPIC_IS_GONE)
            found = Refused(say("says", None, words=words))
            if is_gone:
                found = Unreachable(_reason(words, say), alone=alone)
        case InvalidToken() | Conflict():  # 401, 404, 409: the call itself was turned away
            found = NotSent("Telegram does not know this bot's token.")
        case NetworkError():
            found = _on_the_way(error, words)
        case TelegramError():
            found = Unknown(f"Telegram's answer was lost: {words}.")
        case _:  # the answer cannot be read
            found = Unknown(f"Telegram's answer was no answer: {type(error).__name__}.")
    return found


def _reason(words: str, say: Say) -> str:
    """Return why a chat cannot be posted to."""
    lower = words.casefold()
    key = next((key for sign, key in _SENTENCES.items() if sign in lower), None)
    return say("says", None, words=words) if key is None else say(key, None)


def _on_the_way(error: NetworkError, words: str) -> PostError:
    cause = error.__cause__
    if isinstance(cause, _NEVER_LEFT):
        return NotSent(f"Telegram cannot be reached: {type(cause).__name__}.")
    if isinstance(cause, RuntimeError):  # we have closed it
        return NotSent("The connection to Telegram is closed.")
    if isinstance(error, TimedOut):
        return Unknown("Telegram did not answer in time.")
    return Unknown(f"Telegram's answer was lost: {words}.")


GARBAGE = (TypeError, KeyError, ValueError, AttributeError, IndexError)
"""What the SDK raises for an answer that lacks what it looks for."""
