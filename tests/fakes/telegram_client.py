"""Plain requests to the fake, for the tests of the fake itself."""

from __future__ import annotations

from typing import Any

import aiohttp

from tests.fakes.telegram_api import TelegramApi


class Client:
    """Asks the server, without any library's idea of it."""

    def __init__(self, api: TelegramApi, session: aiohttp.ClientSession) -> None:
        self.api = api
        self._session = session

    async def raw(self, method: str, **how: Any) -> tuple[int, Any]:
        """Send a request as `how` says (`json`, `data`, `params`); return status and body."""
        url = f"{self.api.base_url}{self.api.token}/{method}"
        async with self._session.post(url, **how) as answer:
            body = await answer.json()
            assert body["ok"] is (answer.status == 200)
            return answer.status, body

    async def __call__(self, method: str, **params: Any) -> Any:
        """Return the result."""
        status, body = await self.raw(method, json=params)
        assert status == 200, body
        return body["result"]

    async def fails(self, method: str, **params: Any) -> str:
        """Return the words of the error."""
        status, body = await self.raw(method, json=params)
        assert status == body["error_code"] >= 400
        description: str = body["description"]
        return description
