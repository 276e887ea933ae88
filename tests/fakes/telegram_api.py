"""The Telegram Bot API on loopback, strict: a test's Telegram.

    async with TelegramApi() as api:
        ann = api.person("Ann")
        chat = api.private(ann)
        ...  # start the bot with api.token, api.base_url and api.file_url
        asked = await chat.says(ann, "/summary 3")
        shown = await chat.shows("Latest", after=asked)
        await ann.taps(shown, "More")

It checks what Telegram documents and answers with Telegram's words; `telegram_world.py` has the
people and chats, `telegram_faults.py` the trouble. What is never right fails the test at the end.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeAlias

from aiohttp import web

from tests.fakes import telegram_asking as asking
from tests.fakes import telegram_sending as sending
from tests.fakes import telegram_setup as setup
from tests.fakes.telegram_faults import POSTING, ChatKey, Fault, Faults, Pace
from tests.fakes.telegram_limits import (
    DOWNLOAD_BYTES,
    UPLOAD_BYTES,
    ApiError,
    bad,
    flood,
    not_found,
)
from tests.fakes.telegram_params import Params, Upload, read_params
from tests.fakes.telegram_world import World

__all__ = ["TOKEN", "Request", "TelegramApi"]

TOKEN = "7000000001:AAFakeTokenOfTheLoopbackTelegramFake00"
BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad "
    "Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)

Method: TypeAlias = Callable[[World, Params], Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": asking.get_me,
    "getUpdates": setup.get_updates,
    "setWebhook": setup.set_webhook,
    "deleteWebhook": setup.delete_webhook,
    "getWebhookInfo": setup.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "sendChatAction": sending.send_chat_action,
    "answerCallbackQuery": asking.answer_callback_query,
    "answerInlineQuery": asking.answer_inline_query,
    "getChat": asking.get_chat,
    "getChatMember": asking.get_chat_member,
    "getChatAdministrators": asking.get_chat_administrators,
    "leaveChat": asking.leave_chat,
    "getFile": asking.get_file,
    "setMyCommands": setup.set_my_commands,
    "getMyCommands": setup.get_my_commands,
    "deleteMyCommands": setup.delete_my_commands,
    "setMyName": setup.set_my("name"),
    "getMyName": setup.get_my("name"),
    "setMyDescription": setup.set_my("description"),
    "getMyDescription": setup.get_my("description"),
    "setMyShortDescription": setup.set_my("short_description"),
    "getMyShortDescription": setup.get_my("short_description"),
    "logOut": setup.yes,
    "close": setup.yes,
}
_NAMES = {name.lower(): name for name in METHODS}


@dataclass(slots=True, eq=False)
class Request:
    """One request that came, whole, and what was answered."""

    method: str  # as Telegram spells it
    params: dict[str, Any]  # objects read from their JSON
    files: dict[str, Upload]
    at: float  # monotonic
    chat: ChatKey | None
    headers: dict[str, str] = field(default_factory=dict)
    status: int | None = None  # None while it is under way, 0 if the connection was cut
    description: str = ""  # of an error


class TelegramApi(World):
    """The server. Give a bot `token`, `base_url` and `file_url`; ask `requests` what it did."""

    def __init__(self, *, token: str = TOKEN, **world: Any) -> None:
        super().__init__(**world)
        self.token = token
        self.requests: list[Request] = []
        self.faults = Faults(self._clock)
        self.pace = Pace(self._clock)
        self.enforce_pace = False
        self.port = 0
        self._runner: web.AppRunner | None = None

    @property
    def base_url(self) -> str:
        """What stands before the token in the address of a method."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def file_url(self) -> str:
        """What stands before the token in the address of a file."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    @property
    def conflicts(self) -> int:
        """How many polls were ended by another one."""
        return self.updates.conflicts

    @property
    def asked_again_during_penalty(self) -> int:
        """How many calls came before the wait of a 429 was over."""
        return self.faults.asked_again_during_penalty

    async def __aenter__(self) -> Self:
        await self.come_up()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.updates.closed()
        await self.go_down()
        assert kind is not None or not self.complaints, "\n".join(self.complaints)

    async def come_up(self) -> None:
        """Listen, on the same port as before."""
        app = web.Application(client_max_size=UPLOAD_BYTES + 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def go_down(self) -> None:
        """Cut every connection and listen no more: further ones are refused."""
        runner, self._runner = self._runner, None
        if runner is None:
            return
        for site in list(runner.sites):
            await site.stop()
        if runner.server is not None:
            for connection in list(runner.server.connections):
                if connection.transport is not None:
                    connection.transport.abort()
        await runner.cleanup()

    def replay(self, update: dict[str, Any]) -> None:
        """Deliver an update a second time."""
        self.updates.replay(update)

    def calls(self, method: str, *, chat: Any = None) -> list[Request]:
        """Return the requests for a method, in one chat if it is given."""
        where = getattr(chat, "id", chat)
        return [r for r in self.requests if r.method == method and where in {None, r.chat}]

    async def asked(
        self, method: str, *, times: int = 1, chat: Any = None, within: float = 40
    ) -> list[Request]:
        """Wait until a method was answered so many times; return those requests.

        Raises:
            AssertionError: it was not.
        """

        def look() -> list[Request] | None:
            done = [r for r in self.calls(method, chat=chat) if r.status is not None]
            return done if len(done) >= times else None

        found = await self.until(look, within=within)
        assert found is not None, f"{method} was asked {len(self.calls(method, chat=chat))} times"
        return found

    def _clock(self) -> float:
        return self.monotonic()  # a test may put another clock there at any time

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _reply(ApiError(401, "Unauthorized"))
        name = _NAMES.get(request.match_info["method"].lower())
        if name is None:
            return _reply(not_found())
        try:
            params = await read_params(request)
        except ApiError as error:
            return _reply(error)
        except web.HTTPRequestEntityTooLarge:
            return _reply(ApiError(413, "Request Entity Too Large"))
        params.is_gone = lambda: request.transport is None or request.transport.is_closing()
        record = Request(
            name, params.values, params.files, self.monotonic(), _chat_key(params),
            dict(request.headers),
        )  # fmt: skip
        self.requests.append(record)
        self.bell.ring()
        response = await self._in_trouble(record, params, request)
        record.status = 0 if isinstance(response, _Nothing) else response.status
        self.bell.ring()
        return response

    async def _in_trouble(
        self, record: Request, params: Params, request: web.Request
    ) -> web.Response:
        method = record.method.lower()
        fault = self.faults.take(method, record.chat) if self._is_free(record) else None
        kind = fault.kind if fault else ""
        if fault and kind in {"slow_before", "hold_before"}:
            await _wait(fault)
        if kind == "drop_before":
            return _cut(request)
        if kind in {"error_before", "garble_before"}:
            return _page(kind)
        try:
            self._refuse(method, record.chat, fault)
            body: dict[str, Any] = {
                "ok": True,
                "result": await METHODS[record.method](self, params),
            }
            response = _json(200, body)
        except ApiError as error:
            record.description = error.description
            response = _reply(error)
        if fault and kind in {"slow_after", "hold_after"}:
            await _wait(fault)
        if kind == "drop_after":
            return _cut(request)
        if kind in {"error_after", "garble_after"}:
            return _page(kind)
        if kind == "truncate_after":
            return _half(request, response)
        return response

    def _is_free(self, record: Request) -> bool:
        """Tell whether no penalty stands in the way, so that a planned fault may have its turn."""
        before = self.faults.asked_again_during_penalty
        try:
            self.faults.check_penalty(record.method.lower(), record.chat)
        except ApiError:
            self.faults.asked_again_during_penalty = before
            return False
        return True

    def _refuse(self, method: str, chat: ChatKey | None, fault: Fault | None) -> None:
        """Raise what a penalty, a planned fault or the pace has to say."""
        self.faults.check_penalty(method, chat)
        if fault is not None and fault.error is not None:
            if fault.error.code == 429:
                seconds = float(fault.error.parameters["retry_after"])
                self.faults.punish(method, chat, seconds, everywhere=fault.is_everywhere)
            raise fault.error
        if self.enforce_pace and method in POSTING and chat is not None:
            is_group = isinstance(chat, str) or chat < 0
            seconds = self.pace.wait_needed(chat, is_group=is_group)
            if seconds:
                self.faults.punish(method, chat, seconds)
                raise flood(int(seconds))

    async def _download(self, request: web.Request) -> web.Response:
        document = self.files.get(request.match_info["path"].removeprefix("documents/"))
        if request.match_info["token"] != self.token:
            return _reply(ApiError(401, "Unauthorized"))
        if document is None:
            return _reply(not_found())
        if document.size > DOWNLOAD_BYTES:
            return _reply(bad("file is too big"))
        return web.Response(body=document.body, content_type="application/octet-stream")


class _Nothing(web.Response):
    """What reaches nobody, since the connection is cut."""


def _chat_key(params: Params) -> ChatKey | None:
    name = params.text("chat_id")
    return params.number("chat_id", 0) or name or None


def _json(status: int, body: dict[str, Any]) -> web.Response:
    return web.Response(
        status=status, text=json.dumps(body, ensure_ascii=False), content_type="application/json"
    )


def _reply(error: ApiError) -> web.Response:
    response = _json(error.code, error.as_json())
    if "retry_after" in error.parameters:
        response.headers["Retry-After"] = str(error.parameters["retry_after"])
    return response


async def _wait(fault: Fault) -> None:
    if fault.kind.startswith("hold"):
        await fault.gate.through()
    else:
        await asyncio.sleep(fault.delay)


def _page(kind: str) -> web.Response:
    """Return what some proxy answers in Telegram's place."""
    status = 200 if kind.startswith("garble") else 502
    return web.Response(status=status, text=BAD_GATEWAY, content_type="text/html")


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return _Nothing()


def _half(request: web.Request, response: web.Response) -> web.Response:
    body = response.text or ""
    raw = body.encode()
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
    )
    if isinstance(request.transport, asyncio.WriteTransport):
        request.transport.write(head.encode() + raw[: len(raw) // 2])
        request.transport.close()
    return _Nothing()
