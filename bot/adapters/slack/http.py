"""HTTP: events with a signature, and the pages to install the bot at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import Clock, SignatureVerifier

from bot.adapters.slack.installing import Installing
from bot.domain.errors import SettingsError

log = structlog.get_logger()

EVENTS = "/slack/events"
INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"

MOST_BYTES = 1_000_000  # of one request
STOP_SECONDS = 5.0

_UNAUTHORIZED = 401


class OurClock(Clock):
    """The time that was handed in, for the SDK."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def now(self) -> float:
        """Return seconds since 1970."""
        return self._now().timestamp()


class HttpServer:
    """Listens for Slack, behind whatever speaks HTTPS for us."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        app: AsyncApp,
        signing_secret: str | None,
        installing: Installing | None,
        now: Callable[[], datetime],
    ) -> None:
        """Take what answers events, if there is a secret to know them by, and what installs."""
        self._host = host
        self._port = port
        self._app = app
        self._verifier = (
            SignatureVerifier(signing_secret, clock=OurClock(now)) if signing_secret else None
        )
        self._installing = installing
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int | None:
        """The port that is listened at; None before it is."""
        addresses = self._runner.addresses if self._runner is not None else []
        return int(addresses[0][1]) if addresses else None

    async def start(self) -> None:
        """Listen from now on.

        Raises:
            SettingsError: the port is not free, or not ours.
        """
        application = web.Application(client_max_size=MOST_BYTES)
        if self._verifier is not None:
            application.router.add_post(EVENTS, self._event)
        if self._installing is not None:
            application.router.add_get(INSTALL, self._installing.begin)
            application.router.add_get(REDIRECT, self._installing.end)
        # no access log: the query of an installation holds its code
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=STOP_SECONDS)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self.stop()
            raise SettingsError(
                f"Slack's events cannot be listened for at {self._host}:{self._port}:"
                f" {error.strerror or error}."
            ) from error
        log.info("slack.http-listening", port=self.port)

    async def stop(self) -> None:
        """Let requests in flight end, and take no more."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _event(self, request: web.Request) -> web.Response:
        if not await self._is_slacks(request):
            return web.json_response({"error": "invalid request"}, status=_UNAUTHORIZED)
        return await to_aiohttp_response(
            await self._app.async_dispatch(await to_bolt_request(request))
        )

    async def _is_slacks(self, request: web.Request) -> bool:
        """Say whether Slack signed this within the last five minutes."""
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        # the SDK raises for what is no number, for what is no UTF-8 and for signatures beyond ASCII
        if self._verifier is None or not (timestamp.isascii() and timestamp.isdigit()):
            return False
        try:
            body = (await request.read()).decode()
            return signature.isascii() and self._verifier.is_valid(body, timestamp, signature)
        except ValueError:  # also a number of more digits than Python reads
            return False
