"""The HTTP server under the pages."""

from __future__ import annotations

import structlog
from aiohttp import web

from bot.domain.errors import SettingsError

log = structlog.get_logger()

STOP_SECONDS = 10.0


class Server:
    """Serves one application at one address."""

    def __init__(self, application: web.Application, *, host: str, port: int) -> None:
        self._application = application
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None
        self._stopped = False

    @property
    def is_running(self) -> bool:
        """Whether it takes requests."""
        return self._runner is not None and not self._stopped

    @property
    def origin(self) -> str:
        """Where a browser on this machine finds it, once it is running: `http://127.0.0.1:8080`."""
        addresses = self._runner.addresses if self._runner is not None else []
        port = addresses[0][1] if addresses else self._port
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._host, self._host)  # noqa: S104
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def start(self) -> None:
        """Take requests from now on.

        Raises:
            SettingsError: the port is not free, or not ours.
        """
        # no access log: addresses of conversations and signed links are secrets
        runner = web.AppRunner(self._application, access_log=None, shutdown_timeout=STOP_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            await runner.cleanup()
            raise SettingsError(
                f"The web page cannot be served at {self._host}:{self._port}: "
                f"{error.strerror or error}. Other settings for web.host and web.port may help."
            ) from error
        self._runner = runner
        log.info("web.listening", address=self.origin)

    async def stop(self) -> None:
        """Let requests in flight end, and take no more; safe to call twice."""
        if self._runner is not None and not self._stopped:
            self._stopped = True
            await self._runner.cleanup()
