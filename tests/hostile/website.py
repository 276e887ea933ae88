"""A website on loopback that answers with whatever bytes a test wants, however slowly."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field

from aiohttp.abc import AbstractResolver, ResolveResult

Script = Callable[[asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Return an answer as it goes over the wire; header names with `_` for `-`."""
    data = body.encode() if isinstance(body, str) else body
    lines = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
    lines |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data


def redirect(to: str, status: str = "302 Found", **headers: str) -> bytes:
    return answer("", status, location=to, **headers)


@dataclass
class Website:
    """Answers by path; unknown paths are 404. Everything asked for is kept."""

    port: int = 0
    pages: dict[str, bytes | Script | list[bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)  # paths
    heads: list[dict[str, str]] = field(default_factory=list)
    connections: int = 0
    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    busy: int = 0
    busiest: int = 0

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        with suppress(OSError, asyncio.IncompleteReadError, ValueError, asyncio.CancelledError):
            self.tasks.append(asyncio.current_task())
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                path = head[0].split(" ")[1]
                self.asked.append(path)
                self.heads.append(
                    {k.lower(): v for k, v in (line.split(": ", 1) for line in head[1:] if line)}
                )
                self.busy += 1
                self.busiest = max(self.busiest, self.busy)
                try:
                    await self._answer(path, writer)
                finally:
                    self.busy -= 1
        writer.close()

    async def _answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        page = self.pages.get(path, answer("none", "404 Not Found"))
        if isinstance(page, list):
            page = page.pop(0) if len(page) > 1 else page[0]
        if callable(page):
            await page(writer)
            writer.close()
        else:
            writer.write(page)
            await writer.drain()


@asynccontextmanager
async def website(host: str = "127.0.0.1") -> AsyncIterator[Website]:
    site = Website()
    server = await asyncio.start_server(site.serve, host, 0)
    site.port = server.sockets[0].getsockname()[1]
    yield site
    server.close()
    for task in site.tasks:
        task.cancel()
    await asyncio.gather(*site.tasks, return_exceptions=True)
    for writer in site.writers:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


@contextmanager
def served() -> Iterator[Website]:
    """Run a website in a thread of its own, as it does not share our event loop."""
    ready, done = threading.Event(), threading.Event()
    found: list[Website] = []

    async def run() -> None:
        async with website() as site:
            found.append(site)
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    ready.wait()
    try:
        yield found[0]
    finally:
        done.set()
        thread.join()


@dataclass
class Names(AbstractResolver):
    """A resolver that answers as it is told; of several answers, one after the other."""

    known: dict[str, list[list[str]]]
    asked: list[str] = field(default_factory=list)

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: int = socket.AF_INET,  # noqa: ARG002 -- a protocol's
    ) -> list[ResolveResult]:
        self.asked.append(host)
        answers = self.known.get(host)
        if answers is None:
            raise OSError(None, "no such name")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        return


def drip(head: bytes, piece: bytes, seconds: float) -> Script:
    """Return what sends a head and then pieces for ever, pausing before each."""

    async def send(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            await writer.drain()
            await asyncio.sleep(seconds)
            writer.write(piece)

    return send
