"""Find the feed that somebody means by an address: there, or named by the page there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from bot.domain.errors import SourceError
from bot.ports.feeds import FoundFeed
from bot.sources.feed_parsing import FeedParser
from bot.sources.fetch_errors import FetchError, ReachError
from bot.sources.media import ACCEPT_FEEDS, FEEDS

if TYPE_CHECKING:
    from bot.sources.fetch import Fetcher
    from bot.sources.fetch_walk import Fetched
    from bot.sources.own_loop import OwnLoop

_PATIENCE: Final = 60.0  # seconds: a page, its feeds, and some addresses that are only guessed
_USUAL: Final = ("/feed", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json")


class FeedSearch:
    """Implements bot.ports.feeds.FeedFinder on a loop that is handed in with its fetcher."""

    def __init__(
        self,
        started: Callable[[], tuple[Fetcher, OwnLoop]],
        parser: FeedParser,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._started = started
        self._parser = parser
        self._now = now

    def find(self, url: str) -> FoundFeed:
        """Return the feed at an address, or the one of the website there."""
        fetcher, loop = self._started()
        try:
            return loop.run(self._find(fetcher, url), _PATIENCE)
        except TimeoutError as error:
            raise ReachError("That took too long. Try again in a minute.") from error

    async def _find(self, fetcher: Fetcher, url: str) -> FoundFeed:
        got = await _fetch(fetcher, url)
        here = await self._read(got)
        if isinstance(here, FoundFeed):
            return here
        named = await asyncio.to_thread(
            self._parser.feeds_of, got.body, url=got.url, charset=got.charset or ""
        )
        guessed = [urljoin(got.url, path) for path in _USUAL]
        for candidate in dict.fromkeys((*named, *guessed)):
            try:
                there = await self._read(await _fetch(fetcher, candidate))
            except FetchError:
                continue
            if isinstance(there, FoundFeed):
                return there
        raise SourceError("There is no feed at this address, and the page there names none.")

    async def _read(self, got: Fetched) -> FoundFeed | str:
        """Return the feed that was fetched, or why it is none."""
        try:
            found = await asyncio.to_thread(
                self._parser.feed,
                got.body,
                url=got.url,
                now=self._now(),
                charset=got.charset or "",
                only=[],
            )
        except ValueError as error:
            return str(error)
        return FoundFeed(url=got.permanent_url, title=found["title"])


async def _fetch(fetcher: Fetcher, url: str) -> Fetched:
    return await fetcher.fetch(url, types=FEEDS, accept=ACCEPT_FEEDS)
