"""What every use of Slack's SDK here has in common: a quiet logger, a session, no repeats."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Mapping
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.slack.errors import SDK_ERRORS, post_error
from bot.adapters.slack.sentences import Say, say_in_english
from bot.domain.errors import Unknown

SLACK = "https://slack.com/api/"

MUTE = logging.Logger("slack", level=logging.CRITICAL + 1)  # noqa: LOG001 -- nobody else's
"""What the SDK logs through: nothing.

At DEBUG it writes whole payloads with the addresses to answer at, at INFO the body of a request
with a wrong signature, at ERROR that it is connecting again. We log what matters ourselves.
"""

CONNECT_SECONDS = 5.0


def new_session(seconds: float) -> aiohttp.ClientSession:
    """Return a session whose requests take so long at most."""
    timeout = aiohttp.ClientTimeout(total=seconds, connect=min(CONNECT_SECONDS, seconds))
    return aiohttp.ClientSession(timeout=timeout)


def new_client(
    token: str | None, *, base_url: str, session: aiohttp.ClientSession
) -> AsyncWebClient:
    """Return a client that never repeats a call by itself: the SDK's usual one posts twice."""
    return AsyncWebClient(
        token=token, base_url=base_url, session=session, retry_handlers=[], logger=MUTE
    )


async def ask(
    call: Awaitable[AsyncSlackResponse], *, bot: str = "digestbot", say: Say = say_in_english
) -> Mapping[str, Any]:
    """Return what Slack answers to a call; `bot` is our name there.

    Raises:
        PostError: it was refused, or failed.
    """
    try:
        data = (await call).data
    except SDK_ERRORS as error:
        raise post_error(error, bot=bot, say=say) from error
    if not isinstance(data, dict):
        raise Unknown("Slack's answer cannot be read.")
    return data
