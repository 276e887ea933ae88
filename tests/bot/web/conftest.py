"""The site, served for real on loopback, and a client that asks it."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

import aiohttp
import pytest

from bot.ports.records import Heard
from bot.ports.store import Store
from bot.storage.open import open_store
from bot.web.chatting import WebAdapter
from bot.web.documents import Documents
from bot.web.links import Links
from bot.web.signing import Signer
from bot.web.site import make_site
from tests.bot.conftest import Bot
from tests.contract.chats.listener import Answer, EchoListener, echo
from tests.fakes.world import World

TOKEN = "a token of some length"
NEXT = re.compile(r'<a href="([^"]+)" rel="next"')


def bearer(word: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {word}"}


def basic(word: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"me:{word}".encode()).decode()}


def ships(bot: Bot, count: int, first: int = 0) -> None:
    """Take in stories about ships; no two are alike."""
    for n in range(first, first + count):
        word = "".join(chr(97 + int(digit)) for digit in f"{n:03}")
        bot.takes_in(f"Ship {word} sails\n\nThe {word} left {word}port for {word}land at {word}.")
        bot.world.sleep(minutes=1)


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

    async def posts(self, path: str, form: Any, **more: Any) -> aiohttp.ClientResponse:
        """Return the answer to a form."""
        return await self.browser.post(self.origin + path, data=form, allow_redirects=False, **more)

    async def walks(self, path: str, item: str) -> list[list[str]]:
        """Follow a list from page to page, and return what the pattern finds on each."""
        found = []
        while path:
            _, text = await self.gets(path)
            assert len(text.encode()) < 100_000
            found.append(re.findall(item, text))
            further = NEXT.search(text)
            path = unescape(further[1]) if further else ""
        return found


def read_text(name: str, data: bytes) -> str:
    """Read a document as simply as it can be."""
    if not name.endswith(".txt"):
        raise ValueError("It is no text.")
    return data.decode()


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
        left: Sequence[Heard] = (),
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
            **{"host": "127.0.0.1", "port": 0, "documents": Documents(read_text, 1000), **settings},
        )
        await listener.hear(left)
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
