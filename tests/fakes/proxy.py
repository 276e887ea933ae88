"""A loopback proxy to a server, which a test may take away and give back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Self, TypeAlias

Connect: TypeAlias = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


class Proxy:
    """Passes bytes on between a port of its own and a server, as long as it is there."""

    def __init__(self, connect: Connect, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._connect = connect
        self._host = host
        self._server: asyncio.Server | None = None
        self._passing: set[asyncio.Task[None]] = set()
        self._open = asyncio.Event()
        self._open.set()
        self.port = port  # 0: any

    async def __aenter__(self) -> Self:
        await self.comes()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.goes()

    async def comes(self) -> None:
        """Let the server be reached, on the port of before."""
        self._server = await asyncio.start_server(self._serve, self._host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def falls_silent(self) -> None:
        """Pass nothing on any more, and say so to nobody: as a way on which everything is lost."""
        self._open.clear()

    def speaks(self) -> None:
        """Pass everything on again, and what was said meanwhile."""
        self._open.set()

    async def goes(self) -> None:
        """Cut every connection, and refuse new ones."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in list(self._passing):
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)
        try:
            there_reader, there_writer = await self._connect()
        except (OSError, asyncio.CancelledError):  # cut before there was a way
            writer.transport.abort()
            return
        both = [self._pass_on(reader, there_writer), self._pass_on(there_reader, writer)]
        passing = [asyncio.create_task(one) for one in both]
        try:
            await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            pass
        finally:
            for one in passing:
                one.cancel()
            for end in (writer, there_writer):
                end.transport.abort()
            with suppress(asyncio.CancelledError):  # cut while it ended by itself
                await asyncio.gather(*passing, return_exceptions=True)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                await self._open.wait()
                writer.write(data)
                await writer.drain()
