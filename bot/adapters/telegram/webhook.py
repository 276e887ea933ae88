"""A webhook: Telegram tells us what is new, at an address of ours that only it can speak to."""

from __future__ import annotations

import hmac
import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram import Bot, Update

from bot.adapters.telegram.errors import GARBAGE
from bot.adapters.telegram.polling import KINDS, Sleep, Take, insist
from bot.adapters.telegram.updates import Told
from bot.domain.errors import SettingsError, StoreError

log = structlog.get_logger()

MAX_BYTES = 1024 * 1024  # far more than any update
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where Telegram finds us, what it proves itself with, and where we listen."""

    url: str  # as Telegram calls it; a proxy in front of us speaks TLS
    secret: str
    host: str = "127.0.0.1"
    port: int = 8443

    def check(self) -> None:
        """Look whether it can be used.

        Raises:
            SettingsError: it cannot.
        """
        if not _SECRET.fullmatch(self.secret):
            raise SettingsError(
                "The secret of Telegram's webhook must be 16 to 256 letters, digits, _ or -."
            )
        if not urlsplit(self.url).hostname:
            raise SettingsError(f"Telegram's webhook needs a whole address, not {self.url!r}.")


class WebhookServer:
    """Listens for updates from `start` to `stop`."""

    def __init__(self, bot: Bot, webhook: Webhook, take: Take, sleep: Sleep) -> None:
        """Take where to listen and whom to hand updates to."""
        self._bot = bot
        self._webhook = webhook
        self._take = take
        self._sleep = sleep
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen, and tell Telegram where, until it has heard that.

        Raises:
            SettingsError: the host or port cannot be listened on.
        """
        app = web.Application(client_max_size=MAX_BYTES)
        app.router.add_post(urlsplit(self._webhook.url).path or "/", self._receive)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._webhook.host, self._webhook.port).start()
        except OSError as error:
            where = f"{self._webhook.host}:{self._webhook.port}"
            raise SettingsError(f"Telegram's webhook cannot listen on {where}: {error}") from error
        await insist(self._register, self._sleep, doing="setWebhook")

    async def stop(self) -> None:
        """Listen no more; Telegram keeps what it cannot deliver for a day."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _register(self) -> None:
        await self._bot.set_webhook(
            self._webhook.url, secret_token=self._webhook.secret, allowed_updates=KINDS
        )

    async def _receive(self, request: web.Request) -> web.Response:
        shown = request.headers.get(_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(shown, self._webhook.secret.encode()):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            raw = json.loads(await request.read())
            told = Told(Update.de_json(raw, self._bot), raw)
        except GARBAGE as error:
            log.warning("telegram.unreadable-update", problem=type(error).__name__)
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        try:
            await self._take([told])
        except StoreError as error:  # Telegram tells it again
            log.warning("telegram.not-kept", problem=str(error))
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response()
