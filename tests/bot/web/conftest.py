"""The site, served for real on loopback, and a client that asks it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.ports.store import Store
from bot.storage.open import open_store
from bot.web.chatting import WebAdapter
from bot.web.links import Links
from bot.web.signing import Signer
from bot.web.site import make_site
from tests.contract.chats.listener import Answer, EchoListener, echo
from tests.fakes.world import World

TOKEN = "a token of some length"


@dataclass
class Site:
    """The site as somebody outside sees it."""

    store: Store
    world: World
    origin: str
    browser: aiohttp.ClientSession
    listener: EchoListener
    links: Links
    adapter: WebAdapter

    async def gets(self, path: str, **more: Any) -> tuple[int, str]:
        """Return the status and the text of an answer."""
        async with self.browser.get(self.origin + path, allow_redirects=False, **more) as response:
            return response.status, await response.text()

    async def posts(self, path: str, form: dict[str, str], **more: Any) -> aiohttp.ClientResponse:
        """Return the answer to a form."""
        return await self.browser.post(self.origin + path, data=form, allow_redirects=False, **more)


Serve = Callable[..., Awaitable[Site]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Serve a site of a store in memory: `await serve(admin_token=…)`."""
    import asyncio

    closing: list[Callable[[], Awaitable[object]]] = []

    async def begin(
        store: Store | None = None,
        *,
        admin_token: str | None = None,
        public_url: str = "",
        began: timedelta = timedelta(0),
        answer: Answer = echo,
        **settings: Any,
    ) -> Site:
        world, listener = World(), EchoListener(answer)
        world.now += began
        signer = Signer(admin_token or "nobody's", lambda: world.now)
        links = Links(signer=signer, lasting=timedelta(days=30), public_url=public_url)
        kept = store or open_store("sqlite:///:memory:")
        adapter = make_site(
            kept,
            now=lambda: world.now,
            new_secret=lambda: "s" * 43,
            links=links,
            guarded=admin_token is not None,
            **{"host": "127.0.0.1", "port": 0, **settings},
        )
        await adapter.open()
        listening = asyncio.create_task(adapter.listen(listener))
        browser = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        closing.extend((browser.close, adapter.close, lambda: listening))
        if store is None:
            closing.append(lambda: asyncio.to_thread(kept.close))
        return Site(kept, world, adapter.origin, browser, listener, links, adapter)

    yield begin
    for close in closing:
        await close()
