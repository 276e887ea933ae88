"""Calls of the Bot API: python-telegram-bot over aiohttp, each request sent once.

Over httpx, the SDK's own way, fifty answers at once take three times as long (300 ms against
100): its pool looks at every connection for every request.
"""

from __future__ import annotations

import json
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

POLL = timedelta(seconds=30)
"""How long Telegram holds an answer back when there is nothing new; it allows 50 seconds."""

_CONNECTIONS = 32  # at once; further calls wait


class Flooded(TelegramError):  # noqa: N818 -- an answer of Telegram
    """Telegram asks to wait.

    `telegram.error.RetryAfter` warns about the future of its own attribute whenever it is made.
    """

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"Telegram asks to wait {after.total_seconds():g} s.")
        self.after = after


class Calls(BaseRequest):
    """Sends requests, and looks at the answers that the SDK would log as errors."""

    def __init__(self, *, patience: timedelta) -> None:
        """Take how long to wait for a connection, and then for each piece of an answer."""
        self._patience = patience.total_seconds()
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer."""
        return self._patience

    async def initialize(self) -> None:
        """Do nothing: the first request connects."""

    async def shutdown(self) -> None:
        """Disconnect for good."""
        self._closed = True
        if self._session is not None:
            await self._session.close()

    async def do_request(  # noqa: PLR0917 -- the SDK's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,  # noqa: ANN401 -- seconds, or a mark of the SDK's for "as usual"
        write_timeout: Any = None,  # noqa: ANN401
        connect_timeout: Any = None,  # noqa: ANN401
        pool_timeout: Any = None,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        """Return the status and body of the answer.

        Raises:
            Flooded: Telegram asks to wait.
            TimedOut, NetworkError: there is no answer, or none of the Bot API's.
        """
        del write_timeout, connect_timeout, pool_timeout
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._patience
        data = request_data.json_parameters if request_data else None
        status, payload = await self._send(url, method, data, seconds)
        if method == "GET" and status == HTTPStatus.OK:
            return status, payload  # a file
        return status, _looked_at(status, payload)

    async def _send(
        self, url: str, method: str, data: dict[str, str] | None, seconds: float
    ) -> tuple[int, bytes]:
        if self._closed:
            raise NetworkError("The connection is closed.") from RuntimeError("closed")
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=True
            )
        timeout = aiohttp.ClientTimeout(total=None, connect=self._patience, sock_read=seconds)
        try:
            async with self._session.request(
                method, url, data=data, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # The words of some of these hold the address, and with it the token.
            raise NetworkError(type(error).__name__) from error


def _looked_at(status: int, payload: bytes) -> bytes:
    try:
        answer = json.loads(payload)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or "ok" not in answer:
        if status in {HTTPStatus.NOT_FOUND, HTTPStatus.UNAUTHORIZED}:
            return b"{}"  # no Bot API stands there
        raise NetworkError(f"The answer, with status {status}, is not one of Telegram's.")
    wait = (answer.get("parameters") or {}).get("retry_after")
    if wait:
        raise Flooded(timedelta(seconds=wait))
    return payload


def connect(
    token: str, *, base_url: str, base_file_url: str, patience: timedelta
) -> tuple[Bot, tuple[Calls, Calls]]:
    """Return the Bot API, and what it speaks through, which must be shut down in the end."""
    polling, calls = Calls(patience=patience), Calls(patience=patience)
    bot = Bot(
        token,
        base_url=base_url,
        base_file_url=base_file_url,
        request=calls,
        get_updates_request=polling,
    )
    return bot, (polling, calls)
