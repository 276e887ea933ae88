"""An event loop in a thread of its own, for sync code that needs something asynchronous."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

T = TypeVar("T")


class OwnLoop:
    """Runs coroutines inside `async with resource`. Starts with the first; for several threads."""

    def __init__(self, resource: AbstractAsyncContextManager[Any]) -> None:
        self._resource = resource
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        """Return what a coroutine returns, or raise what it raises.

        Raises:
            TimeoutError: it takes longer than so many seconds; it is cancelled then.
        """
        future = asyncio.run_coroutine_threadsafe(self._within(work, seconds), self._running())
        return future.result()

    async def _within(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        async with asyncio.timeout(seconds):
            return await work

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                loop = self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=loop.run_forever, name="sources", daemon=True
                )
                self._thread.start()
                entering = self._resource.__aenter__()
                asyncio.run_coroutine_threadsafe(_awaited(entering), loop).result()
            return self._loop

    def close(self) -> None:
        """Cancel what runs, leave the resource and end the thread; safe to call twice."""
        with self._lock:
            loop, self._loop = self._loop, None
        if loop is None or self._thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._end(), loop).result()
        # there, not here: whoever closes us may stand in a loop that runs
        asyncio.run_coroutine_threadsafe(loop.shutdown_default_executor(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join()
        loop.close()

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._resource.__aexit__(None, None, None)


async def _awaited(work: Any) -> Any:  # noqa: ANN401 -- whatever a context manager is entered with
    return await work
