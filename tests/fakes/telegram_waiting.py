"""Waiting for what a test expects, without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Rung whenever something changed; who waits then looks again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everybody who waits."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, look: Callable[[], T | None], *, within: float) -> T | None:
        """Return what `look` finds as soon as it is something; None after `within` seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while not (found := look()):
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiting.add(waiter)
            try:
                async with asyncio.timeout_at(deadline):
                    await waiter
            except TimeoutError:
                return look()
            finally:
                self._waiting.discard(waiter)
        return found


class Gate:
    """A door that a test holds shut, and who came to it."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._reached = asyncio.Event()

    def open(self) -> None:
        """Let through who waits, and everybody after."""
        self._open.set()

    async def reached(self, within: float = 40) -> None:
        """Wait until somebody stands before the door.

        Raises:
            TimeoutError: nobody came.
        """
        async with asyncio.timeout(within):
            await self._reached.wait()

    async def through(self) -> None:
        """Wait until the door is open."""
        self._reached.set()
        await self._open.wait()
