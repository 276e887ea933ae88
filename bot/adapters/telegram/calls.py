"""Calls of the Bot API: python-telegram-bot over aiohttp, each request sent once.

Over httpx, the SDK's own way, fifty answers at once take three times as long (300 ms against
100): its pool looks at every connection for every request.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

POLL = timedelta(seconds=30)
"""How long Telegram holds an answer back when there is nothing new; it allows 50 seconds."""

_CONNECTIONS = 256  # at once, where the pace is paid for; further calls wait

_JSON = {"Content-Type": "application/json"}

_OF_POSTED = frozenset({"message_id", "date", "chat"})

POSTED: ContextVar[int | None] = ContextVar("POSTED", default=None)
"""The id of the message that this task posted last: all that we look at of the answer.

The SDK would make objects of all of it: a third of the work of posting. It is told True instead,
as Telegram answers for messages that have no chat, and hands that on.
"""


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
        self._proxies: dict[str, str | None] = {}  # by the host that is asked
        self._closed = False
        self.latest: Sequence[Mapping[str, Any]] = ()
        """What the latest poll brought, as it came: to be kept, and not put together again."""

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
        data = _payload(request_data) if request_data else None
        status, payload = await self._send(url, method, data, seconds)
        if status == HTTPStatus.OK:
            return status, payload  # a file, or what `parse_json_payload` looks at
        return status, _looked_at(status, payload)

    def parse_json_payload(self, payload: bytes) -> dict[str, Any]:  # type: ignore[override]
        """Return an answer; of a message that was posted, no more than that it was: see `POSTED`.

        Raises:
            NetworkError: it is none of the Bot API's.
        """
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or "ok" not in answer:
            raise NetworkError("The answer is not one of Telegram's.")
        posted = answer.get("result")
        if isinstance(posted, list):
            self.latest = posted
        if isinstance(posted, dict) and posted.keys() >= _OF_POSTED:
            POSTED.set(posted["message_id"])
            answer["result"] = True
        return answer

    async def _send(
        self, url: str, method: str, data: bytes | aiohttp.FormData | None, seconds: float
    ) -> tuple[int, bytes]:
        if self._closed:
            raise NetworkError("The connection is closed.") from RuntimeError("closed")
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar()
            )
        timeout = aiohttp.ClientTimeout(total=None, connect=self._patience, sock_read=seconds)
        try:
            async with self._session.request(
                method,
                url,
                data=data,
                headers=_JSON if isinstance(data, bytes) else None,
                timeout=timeout,
                allow_redirects=False,
                proxy=self._proxy(url),
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # The words of some of these hold the address, and with it the token.
            raise NetworkError(type(error).__name__) from error

    def _proxy(self, url: str) -> str | None:
        """Return the proxy of the environment for an address.

        The session would look for it, and for a .netrc, in a thread before every request.
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            return None  # the request says it better
        if parts.netloc not in self._proxies:
            bypassed = proxy_bypass(parts.hostname or "")
            self._proxies[parts.netloc] = None if bypassed else getproxies().get(parts.scheme)
        return self._proxies[parts.netloc]


def _payload(request: RequestData) -> bytes | aiohttp.FormData:
    """Return what is sent: JSON, or with files a form."""
    if not request.contains_files:
        return request.json_payload
    form = aiohttp.FormData()
    for name, value in request.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in (request.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _looked_at(status: int, payload: bytes) -> bytes:
    try:
        answer = json.loads(payload)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or "ok" not in answer:
        if status in {HTTPStatus.NOT_FOUND, HTTPStatus.UNAUTHORIZED}:
            return b'{"ok": false}'  # no Bot API stands there
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
