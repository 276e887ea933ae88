"""Turns: answers are worked out a few at a time, first come, first served; slow ones step aside.

Fifty that are worked on beside each other all end at the end; one after the other, half of them
have ended in half of the time, and threads do not fight over the interpreter.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE = 4  # quick pieces of work; some of them wait for a database elsewhere
QUICK_SECONDS = 0.1  # whatever takes longer waits for something, and lets others begin
THREADS = 64  # of the loop; the usual handful is used up by as many slow pages
ANSWERING = 48  # of them; the others are left to what is posted, and to the leases


class Turns:
    """Runs pieces of work in threads, in the order in which they come."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._threads = asyncio.Semaphore(ANSWERING)

    async def take(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what comes of `work`, which begins once those before it have ended or are slow."""
        async with self._threads:
            async with self._turn:
                task = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
                await asyncio.wait({task}, timeout=QUICK_SECONDS)
            return await task


def widen() -> None:
    """Give the running loop threads enough: most of them wait for a page or a document.

    Else a few slow ones would hold up everybody's answers, and what is to be posted.
    """
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="work")
    asyncio.get_running_loop().set_default_executor(threads)
