"""Read a page of the open web for somebody who waits: fetched, and its article taken out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.domain.errors import SourceError
from bot.ports.reader import Page
from bot.sources.extract import Extractor, declared_language
from bot.sources.fetch_errors import ReachError
from bot.sources.links import clean_link

if TYPE_CHECKING:
    from bot.sources.fetch import Fetcher
    from bot.sources.fetch_walk import Fetched
    from bot.sources.own_loop import OwnLoop

_PATIENCE: Final = 45.0  # seconds: robots.txt, the page, and a turn at a busy website


class PageReader:
    """Reads pages in an event loop of its own; implements bot.ports.reader.Reader.

    Args:
        make_fetcher: Makes what fetches. Called at the first page, as aiohttp is slow to import.
        extractor: What finds the article.
        now: The clock.
        patience: Seconds after which nobody waits any longer.
    """

    def __init__(
        self,
        make_fetcher: Callable[[], Fetcher],
        extractor: Extractor,
        *,
        now: Callable[[], datetime],
        patience: float = _PATIENCE,
    ) -> None:
        self._make_fetcher = make_fetcher
        self._extractor = extractor
        self._now = now
        self._patience = patience
        self._lock = threading.Lock()
        self._running: tuple[Fetcher, OwnLoop] | None = None

    def read(self, url: str) -> Page:
        """Fetch a page and return its article.

        Raises:
            SourceError: it cannot be had; the message is a sentence for the one who asked.
        """
        got = self._fetched(url)
        try:
            found = self._extractor.page(
                got.body,
                url=got.url,
                media=got.content_type,
                charset=got.charset or "",
                now=self._now(),
            )
        except ValueError as error:
            raise SourceError(str(error)) from error
        address = found.url or clean_link(got.url)
        return Page(
            url=address,
            title=found.title,
            body=found.body,
            site=(urlsplit(address).hostname or "").removeprefix("www."),
            author=found.author,
            published_at=found.published_at,
            language=declared_language(found.body, found.language),
        )

    def _fetched(self, url: str) -> Fetched:
        from bot.sources.media import DOCUMENTS

        fetcher, loop = self.started()
        try:
            return loop.run(fetcher.fetch(url, types=DOCUMENTS, robots=True), self._patience)
        except TimeoutError as error:
            raise ReachError("That took too long. Try again in a minute.") from error

    def started(self) -> tuple[Fetcher, OwnLoop]:
        """Return what fetches, and the loop that it does so in."""
        from bot.sources.own_loop import OwnLoop

        with self._lock:
            if self._running is None:
                fetcher = self._make_fetcher()
                self._running = fetcher, OwnLoop(fetcher)
            return self._running

    def close(self) -> None:
        """Stop; safe to call twice."""
        with self._lock:
            running, self._running = self._running, None
        if running is not None:
            running[1].close()
