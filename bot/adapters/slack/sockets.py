"""Socket Mode: the connection is ours to make, and to make again whenever it tears."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.sdk import MUTE

log = structlog.get_logger()

CONNECT_SECONDS = 30.0
LOST_PINGS = 3  # so many pings without a connection, and everything is begun anew
CLOSE_SECONDS = 2.0


class Handler(AsyncSocketModeHandler):
    """Hands on to Bolt what comes through a socket, but for our own words.

    Those come back after each answer: half of all that comes in, and nothing is done about them.
    """

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Acknowledge a request, once it is taken."""
        if is_by_bot(req.payload):
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))
        else:
            await super().handle(client, req)  # type: ignore[arg-type]


def is_by_bot(payload: Mapping[str, Any]) -> bool:
    """Say whether somebody is told of what a bot said."""
    event = payload.get("event")
    return isinstance(event, dict) and event.get("type") == "message" and bool(event.get("bot_id"))


class Sockets:
    """Keeps one socket to Slack open.

    The SDK connects again by itself, but with an address that is good for half a minute, for ever:
    after a longer outage it never comes back. So we watch it, and begin anew.
    """

    def __init__(
        self, *, app: AsyncApp, app_token: str, client: AsyncWebClient, ping_seconds: float
    ) -> None:
        """Take what answers, and how often to look whether Slack is still there."""
        self._app = app
        self._app_token = app_token
        self._client = client
        self._ping = ping_seconds
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """End the running."""
        self._stopped.set()

    async def run(self) -> None:
        """Stay connected until stopped."""
        while not self._stopped.is_set():
            handler = Handler(
                self._app,
                self._app_token,
                logger=MUTE,
                web_client=self._client,
                ping_interval=self._ping,
            )
            try:
                await self._use(handler)
            finally:
                with contextlib.suppress(TimeoutError):
                    closing = handler.client.close()  # type: ignore[no-untyped-call]
                    await asyncio.wait_for(closing, CLOSE_SECONDS)

    async def _use(self, handler: Handler) -> None:
        connecting = asyncio.create_task(handler.client.connect())  # type: ignore[no-untyped-call]
        stopping = asyncio.create_task(self._stopped.wait())
        try:
            done, _ = await asyncio.wait(
                {connecting, stopping},
                timeout=CONNECT_SECONDS,
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            for task in (connecting, stopping):
                task.cancel()
        if connecting not in done:
            if not self._stopped.is_set():
                log.warning("slack.socket-not-connected")
            return
        log.info("slack.socket-connected")
        missed = 0
        while not self._stopped.is_set() and missed < LOST_PINGS:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), self._ping)
            missed = 0 if await handler.client.is_connected() else missed + 1
        if not self._stopped.is_set():
            log.warning("slack.socket-lost")
