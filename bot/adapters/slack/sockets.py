"""Socket Mode: the connection is ours to make, and to make again whenever it tears."""

from __future__ import annotations

import asyncio
import contextlib

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.sdk import MUTE

log = structlog.get_logger()

CONNECT_SECONDS = 30.0
LOST_PINGS = 3  # so many pings without a connection, and everything is begun anew
CLOSE_SECONDS = 2.0


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
            handler = AsyncSocketModeHandler(
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

    async def _use(self, handler: AsyncSocketModeHandler) -> None:
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
