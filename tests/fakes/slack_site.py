"""The fake Slack's addresses: what comes in by HTTP, and what goes wrong on the way."""

from __future__ import annotations

import asyncio
import json
import time
from base64 import b64decode
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from aiohttp import web

from tests.fakes import slack_apps, slack_chat, slack_files, slack_reading  # noqa: F401 -- they are the methods
from tests.fakes.slack_faults import (
    DropAfter,
    DropBefore,
    ErrorAfter,
    Fault,
    RateLimited,
    Refuse,
    ServerError,
    SlowAfter,
    SlowBefore,
    TruncateAfter,
)
from tests.fakes.slack_methods import METHODS, Call, authorize
from tests.fakes.slack_types import JSON, Args, Request, SlackError

if TYPE_CHECKING:
    from tests.fakes.slack_api import SlackApi


class Site:
    """A web server on loopback that can go down and come up again on its port."""

    def __init__(self, api: SlackApi) -> None:
        self.api = api
        self._port = 0
        self._runner: web.AppRunner | None = None

    async def come_up(self) -> None:
        """Listen, on the same port as before."""
        app = web.Application(client_max_size=16 * 2**20)
        app.add_routes([
            web.route("*", "/api/{method}", self._serve_method),
            web.get("/link/", self.api.courier.sockets.handle),
            web.post("/{kind:commands|actions}/{rest:.*}", self._serve_response_url),
            web.get("/files-pri/{owner}/{rest:.*}", self._serve_file),
            web.post("/upload/v1/{team}/{file}", self._take_upload),
            web.get("/signin", self._serve_sign_in),
            web.get("/oauth/v2/authorize", self._serve_consent),
        ])  # fmt: skip
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.api.root = f"http://127.0.0.1:{self._port}"

    async def go_down(self) -> None:
        """Stop listening and tear every connection."""
        self.api.courier.sockets.abort()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _serve_method(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        params, token = await _arguments(request)
        noted = Request(method=name, params=params, token=token, at=time.monotonic())
        self.api.requests.append(noted)
        channel = str(params.get("channel") or "") or None
        wait = self.api.faults.penalty(name, channel, self.api.now())
        fault = None if wait else self.api.faults.take(name, channel, self.api.now())
        if isinstance(fault, RateLimited):
            wait = fault.retry_after
        elif not wait and name == "chat.postMessage" and self.api.pace and channel:
            wait = 0 if self.api.pace.admits(channel, self.api.now()) else 1
        try:
            if wait:
                return self._rate_limited(noted, wait)
            return await self._with_fault(request, noted, fault)
        finally:
            self.api.changed()  # who waits for a call looks again

    async def _with_fault(
        self, request: web.Request, noted: Request, fault: Fault | None
    ) -> web.StreamResponse:
        """Accept a call and answer it, with what goes wrong on the way."""
        match fault:
            case DropBefore():
                return _cut(request)
            case ServerError(status):
                noted.status = status
                return web.Response(status=status, text="upstream connect error")
            case Refuse(error):
                return _reply(noted, {"ok": False, "error": error})
            case SlowBefore(seconds):
                await asyncio.sleep(seconds)
        answer = self._answer(noted)
        return await self._answered(request, noted, fault, answer)

    async def _answered(
        self, request: web.Request, noted: Request, fault: Fault | None, answer: JSON
    ) -> web.StreamResponse:
        """Answer a call that was accepted, or fail to."""
        match fault:
            case DropAfter():
                return _cut(request)
            case ErrorAfter(status):
                noted.status = status
                return web.Response(status=status, text="Bad Gateway")
            case TruncateAfter():
                return await _cut_short(request, answer)
            case SlowAfter(seconds):
                await asyncio.sleep(seconds)
        return _reply(noted, answer)

    def _answer(self, noted: Request) -> JSON:
        """Do what a call asks for and return what Slack says."""
        try:
            if noted.method not in METHODS:
                return {"ok": False, "error": "unknown_method", "req_method": noted.method}
            token = authorize(self.api, noted.method, noted.token)
            return {"ok": True, **METHODS[noted.method](Call(self.api, token, Args(noted.params)))}
        except SlackError as error:
            return {"ok": False, "error": error.error, **error.extra}

    def _rate_limited(self, noted: Request, wait: float) -> web.Response:
        noted.status, noted.answer = 429, {"ok": False, "error": "ratelimited"}
        headers = {"Retry-After": str(max(1, -int(-wait // 1)))}
        return web.json_response(noted.answer, status=429, headers=headers)

    async def _serve_response_url(self, request: web.Request) -> web.Response:
        body = await request.json()
        noted = Request(method="response_url", params=body, token=None, at=time.monotonic())
        self.api.requests.append(noted)
        url = self.api.response_urls.get(request.path)
        fault = self.api.faults.take(
            "response_url", url.channel.id if url else None, self.api.now()
        )
        if isinstance(fault, RateLimited):
            return self._rate_limited(noted, fault.retry_after)
        if isinstance(fault, ServerError):
            return web.Response(status=fault.status)
        try:
            slack_chat.respond(self.api, url, body)
        except SlackError as error:
            noted.status = 404 if error.error in {"expired_url", "used_url"} else 400
            noted.answer = {"ok": False, "error": error.error, **error.extra}
            self.api.changed()
            return web.json_response(noted.answer, status=noted.status)
        noted.status, noted.answer = 200, {"ok": True}
        return web.json_response(noted.answer)

    async def _serve_file(self, request: web.Request) -> web.Response:
        """Hand out a file to whoever may read it; everyone else sees the sign-in page."""
        value = request.headers.get("Authorization", "").removeprefix("Bearer ")
        token = self.api.tokens.get(value)
        _, _, file_id = request.match_info["owner"].rpartition("-")
        team = token.team if token and not token.error and "files:read" in token.scopes else None
        file = team.files.get(file_id) if team else None
        if file is None:
            raise web.HTTPFound("/signin")
        headers = {"Content-Type": file.mimetype}
        return web.Response(body=file.content, headers=headers)

    async def _take_upload(self, request: web.Request) -> web.Response:
        """Take the bytes of a file that was announced."""
        team = self.api.teams.get(request.match_info["team"])
        content = await request.read()
        if team is None or not slack_files.arrives(team, request.match_info["file"], content):
            return web.Response(status=400, text="upload refused")
        return web.Response(text=f"OK - {len(content)}")

    async def _serve_sign_in(self, _request: web.Request) -> web.Response:
        page = "<!DOCTYPE html><html><title>Sign in | Slack</title></html>"
        return web.Response(text=page, content_type="text/html")

    async def _serve_consent(self, request: web.Request) -> web.Response:
        """Be the person who agrees to whatever the page asks."""
        asked = request.query
        scopes = asked.get("scope", "").split(",")
        code = self.api.authorize(asked["client_id"], asked.get("redirect_uri", ""), scopes=scopes)
        query = urlencode({"code": code, "state": asked.get("state", "")})
        raise web.HTTPFound(f"{asked.get('redirect_uri', '')}?{query}")


async def _arguments(request: web.Request) -> tuple[JSON, str | None]:
    """Return a call's arguments, however they came, and its token."""
    params: JSON = dict(request.query)
    if request.content_type == "application/json":
        text = await request.text()
        params |= json.loads(text) if text else {}
    elif request.method == "POST":
        params |= dict(await request.post())
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    token = params.pop("token", None)
    if scheme == "Bearer":
        token = value
    elif scheme == "Basic":
        client_id, _, secret = b64decode(value).decode().partition(":")
        params |= {"client_id": client_id, "client_secret": secret}
    return params, token


def _reply(noted: Request, answer: JSON) -> web.Response:
    noted.status, noted.answer = 200, answer
    return web.json_response(answer)


def _cut(request: web.Request) -> web.Response:
    """Cut the line."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _cut_short(request: web.Request, answer: JSON) -> web.StreamResponse:
    """Send half of an answer and cut the line."""
    whole = json.dumps(answer).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = len(whole)
    await response.prepare(request)
    await response.write(whole[: len(whole) // 2])
    assert request.transport is not None
    request.transport.close()
    return response
