"""Turns: answers are worked out one at a time, first come, first served; slow ones step aside.

Fifty that are worked on beside each other all end at the end; one after the other, half of them
have ended in half of the time. And threads that fight over the interpreter, as at each look into a
database of this machine, take two to three times as long over the same.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, ParamSpec, TypeAlias, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE = 1  # piece of work
AT_ONCE_AWAY = 4  # pieces that mostly wait for a database elsewhere
QUICK_SECONDS = 0.03  # whatever takes longer waits for something, as a rule, and lets others begin
THREADS = 64  # of the loop; the usual handful is used up by as many slow pages
ANSWERING = 48  # of them; the others are left to what is posted, and to the leases

_Piece: TypeAlias = tuple[Callable[[], Any], "asyncio.Future[Any]"]
_Ended: TypeAlias = tuple["asyncio.Future[Any]", Any, Exception | None]


@dataclass(slots=True, eq=False)
class _Worker:
    """A thread that works on one piece after the other, until one of them is slow."""

    begun: int = 0  # pieces
    seen: int = 0  # pieces that it had begun when it was looked at
    slow: bool = False  # it takes no further piece


class Turns:
    """Runs pieces of work in threads, in the order in which they come.

    A thread that has ended one takes the next by itself, and says what came of several at once: to
    wake a thread for each of them, and the loop after each, would take as long as a short answer.
    """

    def __init__(self, at_once: int = AT_ONCE) -> None:
        """Take how many pieces are worked on at once, but for those that are slow."""
        self._at_once = at_once
        self._waiting: deque[_Piece] = deque()
        self._ended: deque[_Ended] = deque()
        self._is_told = False  # the loop will look at what has ended
        self._workers: set[_Worker] = set()
        self._look: asyncio.TimerHandle | None = None

    async def take(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what comes of `work`, which begins once those before it have ended or are slow."""
        loop = asyncio.get_running_loop()
        result: asyncio.Future[T] = loop.create_future()
        self._waiting.append((partial(work, *args, **kwargs), result))
        self._set_to_work(loop)
        return await result

    def _set_to_work(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let as many work as may, if there is anything to do."""
        quick = sum(not worker.slow for worker in self._workers)
        while self._waiting and quick < self._at_once and len(self._workers) < ANSWERING:
            worker = _Worker()
            self._workers.add(worker)
            working = loop.run_in_executor(None, self._work, worker, loop)
            working.add_done_callback(partial(self._has_stopped, worker))
            quick += 1
        if self._look is None and self._workers:
            self._look = loop.call_later(QUICK_SECONDS, self._look_around, loop)

    def _has_stopped(self, worker: _Worker, working: asyncio.Future[None]) -> None:
        self._workers.discard(worker)
        if not working.cancelled():
            working.result()
            self._set_to_work(working.get_loop())  # something may have come as it stopped

    def _look_around(self, loop: asyncio.AbstractEventLoop) -> None:
        """See who is at the same piece still as a while ago, and let others work in their place."""
        for worker in self._workers:
            worker.slow |= worker.begun == worker.seen
            worker.seen = worker.begun
        self._look = None
        self._set_to_work(loop)

    def _work(self, worker: _Worker, loop: asyncio.AbstractEventLoop) -> None:
        """Work on what waits, in a thread."""
        while not worker.slow:
            try:
                work, result = self._waiting.popleft()
            except IndexError:
                return
            if result.cancelled():
                continue
            worker.begun += 1
            try:
                self._ended.append((result, work(), None))
            except Exception as error:  # noqa: BLE001 -- for those who wait for it
                self._ended.append((result, None, error))
            if not self._is_told:
                self._is_told = True
                with suppress(RuntimeError):  # the loop is closed: nobody waits
                    loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        """Hand over what has ended; what ends from now on is told of anew."""
        self._is_told = False
        while self._ended:
            result, value, error = self._ended.popleft()
            if result.done():
                continue  # nobody waits any more
            if error is None:
                result.set_result(value)
            else:
                result.set_exception(error)


def widen() -> None:
    """Give the running loop threads enough: most of them wait for a page or a document.

    Else a few slow ones would hold up everybody's answers, and what is to be posted.
    """
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="work")
    asyncio.get_running_loop().set_default_executor(threads)
