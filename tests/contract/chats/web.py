"""A browser at the bot's page: its requests are real, its reading is that of strict HTML."""

from __future__ import annotations

import asyncio
import itertools
import re
import socket
from collections.abc import Sequence
from datetime import timedelta
from html import unescape

import aiohttp

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Body
from bot.messages.blocks import Message
from bot.ports.chat import ChatAdapter
from bot.render import web
from bot.storage.open import open_store
from bot.web.chatting import WebAdapter
from bot.web.conversations import address_of
from bot.web.links import Links
from bot.web.signing import Signer
from bot.web.site import make_site
from tests.bot.render.web_reader import web_words
from tests.contract.chats.chat import NOW, PATIENCE, Trouble

SECRETS = ("a" * 43, "b" * 43)  # of the person's conversation, and of another one
LOOK_AGAIN = 0.01  # seconds
SECTION = re.compile(r'<section id="e(\d+)" class="answer">(.*?)</section>', re.DOTALL)
BUTTONS = re.compile(r'<div class="taps">.*?</div>', re.DOTALL)
LABEL = re.compile(r"<button[^>]*>(.*?)</button>", re.DOTALL)


class WebChat:
    """Two people at the page, each in a conversation of their own; nothing floods or fails here."""

    has_bots = False
    ends = False
    troubles: frozenset[Trouble] = frozenset()

    def __init__(self) -> None:
        self.address = address_of(SECRETS[0])
        self.others: Sequence[ChatAddress] = (address_of(SECRETS[1]),)
        self._store = open_store("sqlite:///:memory:")
        self.adapter = self._adapter(0)
        self._tokens = itertools.count()
        self._saying: list[asyncio.Task[None]] = []
        self._turns = {secret: asyncio.Lock() for secret in SECRETS}
        self._read: dict[str, dict[int, str]] = {secret: {} for secret in SECRETS}
        self._taken: list[socket.socket] = []

    def _adapter(self, port: int) -> WebAdapter:
        links = Links(signer=Signer("secret", lambda: NOW), lasting=timedelta(days=30))
        return make_site(
            self._store,
            now=lambda: NOW,
            new_secret=lambda: "s" * 43,
            host="127.0.0.1",
            port=port,
            links=links,
        )

    async def open(self) -> None:
        self._browser = aiohttp.ClientSession()

    async def close(self) -> None:
        await self.adapter.close()
        for task in self._saying:
            task.cancel()
        await asyncio.gather(*self._saying, return_exceptions=True)
        await self._browser.close()
        for taken in self._taken:
            taken.close()
        self._store.close()

    async def says(self, text: str, *, where: ChatAddress | None = None) -> None:
        secret = self._secret(where)
        self._saying.append(asyncio.create_task(self._say(secret, text)))

    async def _say(self, secret: str, text: str) -> None:
        async with self._turns[secret]:
            form = {"text": text, "token": str(next(self._tokens)), "after": "0"}
            async with self._browser.post(
                f"{self.adapter.origin}/chat/{secret}", data=form, headers={"HX-Request": "true"}
            ) as response:
                self._look(secret, await response.text())

    async def bots_say(self, text: str) -> None:
        raise AssertionError(f"No bot is in a browser to say {text!r}.")

    async def shows(self, text: str, *, where: ChatAddress | None = None) -> str:
        secret = self._secret(where)
        async with asyncio.timeout(PATIENCE):
            while folded(text) not in folded(self._shown(secret)):
                await self._reload(secret)
                await asyncio.sleep(LOOK_AGAIN)
        return self._shown(secret)

    async def draws(self) -> None:
        assert re.search(r"<svg.*<rect.*</svg>", await self._page(SECRETS[0]), re.DOTALL)

    def chat_of(self, where: ChatAddress) -> ChatAddress:
        return where

    async def posts(self) -> Sequence[str]:
        for secret in SECRETS:
            await self._reload(secret)
        return [text for read in self._read.values() for _, text in sorted(read.items())]

    async def pings(self) -> Sequence[str]:
        return ()  # nobody can be called on a page

    async def suffers(self, trouble: Trouble) -> None:
        raise AssertionError(f"A page does not suffer {trouble}.")

    async def recovers(self) -> None:
        raise AssertionError("Nothing happened.")

    async def leaves(self) -> None:
        raise AssertionError("A page has no end.")

    def render(self, message: Message) -> Sequence[Body]:
        return web.render(message)

    def misconfigured(self) -> ChatAdapter:
        taken = socket.create_server(("127.0.0.1", 0))
        self._taken.append(taken)
        return self._adapter(taken.getsockname()[1])

    def _secret(self, where: ChatAddress | None) -> str:
        return next(one for one in SECRETS if address_of(one) == (where or self.address))

    async def _reload(self, secret: str) -> None:
        try:
            self._look(secret, await self._page(secret))
        except aiohttp.ClientConnectionError:  # it was closed: what was read stays on the screen
            return

    async def _page(self, secret: str) -> str:
        async with self._browser.get(f"{self.adapter.origin}/chat/{secret}") as response:
            return await response.text()

    def _look(self, secret: str, page: str) -> None:
        for number, html in SECTION.findall(page):
            buttons = [{"label": unescape(label), "say": ""} for label in LABEL.findall(html)]
            body = {"html": BUTTONS.sub("", html).strip(), "buttons": buttons}
            self._read[secret][int(number)] = web_words(body, links=False)

    def _shown(self, secret: str) -> str:
        return "\n".join(text for _, text in sorted(self._read[secret].items()))


def folded(text: str) -> str:
    return " ".join(text.split())
