"""Lanes: what happens in one chat goes on in order, beside what happens in the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, TypeAlias

import structlog

log = structlog.get_logger()

Work: TypeAlias = Callable[[], Coroutine[Any, Any, None]]


class Lanes:
    """Runs pieces of work, those with the same key one after the other."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, list[Work]] = {}  # a key is there while its lane runs
        self._running: set[asyncio.Task[None]] = set()

    def put(self, key: Hashable, work: Work) -> None:
        """Run `work` after everything that was put under `key` before; call it on the loop."""
        if key in self._waiting:
            self._waiting[key].append(work)
            return
        self._waiting[key] = [work]
        task = asyncio.create_task(self._run(key))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def __len__(self) -> int:
        """Return how many pieces wait or run."""
        return sum(map(len, self._waiting.values()))

    async def finish(self, *, seconds: float) -> bool:
        """Wait until all is done, or so long at most; False: the rest was broken off."""
        if not self._running:
            return True
        _, late = await asyncio.wait(set(self._running), timeout=seconds)
        for task in late:
            task.cancel()
        return not late

    async def _run(self, key: Hashable) -> None:
        waiting = self._waiting[key]
        try:
            while waiting:
                try:
                    await waiting[0]()
                except Exception:  # one piece: those behind it are not to blame
                    log.exception("lane.failed", key=str(key))
                waiting.pop(0)
        finally:
            del self._waiting[key]
