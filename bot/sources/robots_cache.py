"""The robots.txt of each website, asked for once a day."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

from yarl import URL

from bot.sources.fetch_errors import (
    TOO_MANY,
    KindError,
    LinkError,
    ReachError,
    StatusError,
    TooMuchError,
)
from bot.sources.robots import EVERYTHING, NOTHING, Robots, parse_robots

_DAY: Final = 86_400.0  # seconds: the longest that RFC 9309 lets us believe it
_TROUBLE: Final = 600.0  # how long a server's trouble is remembered
_MOST: Final = 2_000  # websites
_SERVER_ERRORS: Final = 500


class RobotsCache:
    """Rules by website. For one event loop."""

    def __init__(self, agent: str, get: Callable[[URL], Awaitable[bytes]]) -> None:
        self._agent = agent
        self._get = get
        self._kept: OrderedDict[str, tuple[float, Robots]] = OrderedDict()
        self._asking: dict[str, asyncio.Lock] = {}

    async def rules(self, url: URL) -> tuple[Robots, bool]:
        """Return the rules of the website that a page is of, and whether it was asked for them.

        None at all if it has no robots.txt; if it has trouble with it, or if it is larger than we
        take, nothing may be read.

        Raises:
            ReachError: nobody answers, so nobody knows (RFC 9309, 2.3.1.4).
        """
        site = str(url.origin())
        async with self._asking.setdefault(site, asyncio.Lock()):
            clock = asyncio.get_running_loop().time()
            until, robots = self._kept.get(site, (0.0, EVERYTHING))
            if asked := until <= clock:
                try:
                    robots, lasts = await self._ask(url.origin() / "robots.txt")
                except ReachError:
                    self._asking.pop(site, None)
                    raise
                self._kept[site] = (clock + lasts, robots)
            self._kept.move_to_end(site)
        if len(self._kept) > _MOST:
            oldest, _ = self._kept.popitem(last=False)
            self._asking.pop(oldest, None)
        return robots, asked

    async def _ask(self, url: URL) -> tuple[Robots, float]:
        try:
            return parse_robots(await self._get(url), self._agent), _DAY
        except StatusError as error:
            if error.status >= _SERVER_ERRORS or error.status == TOO_MANY:
                return NOTHING, _TROUBLE
            return EVERYTHING, _DAY
        except TooMuchError:
            return NOTHING, _TROUBLE
        except (LinkError, KindError):  # it leads where we do not go
            return EVERYTHING, 0.0
