"""The console over two pipes, as in a script."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
from collections.abc import Sequence
from typing import TextIO

from bot.adapters.console import LOCAL, ConsoleAdapter
from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Body
from bot.messages.blocks import Message
from bot.ports.chat import ChatAdapter
from bot.render import terminal
from tests.contract.chats.chat import NOW, PATIENCE, Trouble


class ConsoleChat:
    """One person at a terminal, and nobody else: no server, no network, no flood."""

    others: Sequence[ChatAddress] = ()
    has_bots = False
    ends = True
    troubles = frozenset({Trouble.DROPPED})

    def __init__(self) -> None:
        lines, self._typing = os.pipe()
        self._screen, shown = os.pipe()
        self._stdin = os.fdopen(lines, encoding="utf-8")
        self._stdout = os.fdopen(shown, "w", encoding="utf-8")
        self._read = b""
        self._reader: asyncio.StreamReader | None = None
        self._transport: asyncio.BaseTransport | None = None
        self.address = LOCAL
        self.adapter = self._adapter(self._stdout)

    def _adapter(self, stdout: TextIO) -> ConsoleAdapter:
        return ConsoleAdapter(stdin=self._stdin, stdout=stdout, commands=(), now=lambda: NOW)

    async def open(self) -> None:
        self._reader = asyncio.StreamReader()
        self._transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(self._reader), os.fdopen(self._screen, "rb")
        )

    async def close(self) -> None:
        if self._typing >= 0:
            os.close(self._typing)
        await self.adapter.close()
        self._transport.close()
        self._stdin.close()
        with contextlib.suppress(BrokenPipeError):
            self._stdout.close()

    async def says(self, text: str, *, where: ChatAddress | None = None) -> None:
        assert where in {None, LOCAL}
        os.write(self._typing, f"{text}\n".encode())

    async def bots_say(self, text: str) -> None:
        raise AssertionError(f"Nobody else is at the console to say {text!r}.")

    async def shows(self, text: str, *, where: ChatAddress | None = None) -> str:
        assert where in {None, LOCAL}
        async with asyncio.timeout(PATIENCE):
            while text not in self._shown:
                read = await self._reader.read(1000)
                assert read, f"{text!r} was not shown, but {self._shown!r}"
                self._read += read
        return self._shown

    @property
    def _shown(self) -> str:
        return self._read.decode(errors="ignore")  # half a character is not read yet

    async def draws(self) -> None:
        await self.shows("·█")

    def chat_of(self, where: ChatAddress) -> ChatAddress:
        return where

    async def posts(self) -> Sequence[str]:
        lines = [line for line in self._shown.split("\n") if not line.startswith("> ")]
        return [text for text in "\n".join(lines).split("\n\n") if text.strip()]

    async def pings(self) -> Sequence[str]:
        return ()  # a terminal calls nobody

    async def suffers(self, trouble: Trouble) -> None:
        assert trouble is Trouble.DROPPED
        self._transport.close()
        self._read += await self._reader.read()

    async def recovers(self) -> None:
        raise AssertionError("A closed pipe stays closed.")

    async def leaves(self) -> None:
        os.close(self._typing)
        self._typing = -1

    def render(self, message: Message) -> Sequence[Body]:
        return terminal.render(message)

    def misconfigured(self) -> ChatAdapter:
        closed = io.StringIO()
        closed.close()
        return self._adapter(closed)
