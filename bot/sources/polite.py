"""One request at a time to each website, and a pause between two."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

_MOST_IDLE: Final = 2_000  # websites remembered while nothing is asked of them
_LONGEST_REST: Final = 86_400.0  # seconds


@dataclass(slots=True)
class _Site:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0  # of the loop's clock
    waiting: int = 0
    rests_until: float = 0.0


class Turns:
    """Hands out turns at websites, and at all of them together. For one event loop."""

    def __init__(self, *, delay: float, most: int) -> None:
        self._delay = delay
        self._sites: dict[str, _Site] = {}
        self._all = asyncio.Semaphore(most)
        self._tidy_above = _MOST_IDLE

    @asynccontextmanager
    async def turn(self, site: str, *, follows: bool = False) -> AsyncIterator[None]:
        """Wait for a turn at a site, and hold it; one that `follows` another needs no pause."""
        here = self._sites.setdefault(site, _Site())
        here.waiting += 1
        loop = asyncio.get_running_loop()
        try:
            async with here.lock:
                if not follows and (pause := here.free_at - loop.time()) > 0:
                    await asyncio.sleep(pause)
                try:
                    async with self._all:
                        yield
                finally:
                    here.free_at = loop.time() + self._delay
        finally:
            here.waiting -= 1
            self._tidy(loop.time())

    def leave_alone(self, site: str, seconds: float) -> None:
        """Note that a site wants to be left alone for so long, at most a day."""
        here = self._sites.setdefault(site, _Site())
        until = asyncio.get_running_loop().time() + min(seconds, _LONGEST_REST)
        here.rests_until = max(here.rests_until, until)

    def rest(self, site: str) -> float:
        """Return for how many seconds a site still wants to be left alone."""
        here = self._sites.get(site)
        return max(0.0, here.rests_until - asyncio.get_running_loop().time()) if here else 0.0

    def _tidy(self, now: float) -> None:
        if len(self._sites) > self._tidy_above:
            for name, site in list(self._sites.items()):
                if not site.waiting and max(site.free_at, site.rests_until) <= now:
                    del self._sites[name]
            self._tidy_above = max(_MOST_IDLE, 2 * len(self._sites))
