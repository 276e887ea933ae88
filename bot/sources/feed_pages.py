"""The pages behind a feed's items: read where there is only a teaser, and looked at again later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.errors import SourceError
from bot.ports.source import RawArticle
from bot.sources.extract import Document, Extractor
from bot.sources.fetch_errors import ReachError
from bot.sources.item_stamps import version_of, with_page
from bot.sources.media import DOCUMENTS

if TYPE_CHECKING:
    from bot.sources.fetch import Fetcher


@dataclass(frozen=True, slots=True)
class FeedPages:
    """Reads the pages behind items with a fetcher that is open."""

    fetcher: Fetcher
    extractor: Extractor
    now: Callable[[], datetime]
    turns: asyncio.Semaphore  # to have something read by a process that may be killed

    async def read(
        self, url: str, until: float, *, stamp: str, etag: str = "", last_modified: str = ""
    ) -> tuple[Document | None, str]:
        """Return the article of a page, and its item's stamp with what the page says of itself.

        Args:
            url: Its address.
            until: When to wait no more, of the loop's clock.
            stamp: That of its item.
            etag: What an earlier answer said; with `last_modified` it asks for changes only.
            last_modified: The same.

        Returns:
            No article if nothing changed.

        Raises:
            SourceError: it could not be had; the message is a sentence.
            ValueError: there is none; the message is a sentence.
        """
        try:
            async with asyncio.timeout_at(until):
                got = await self.fetcher.fetch(
                    url, types=DOCUMENTS, robots=True, etag=etag, last_modified=last_modified
                )
                if not got.is_new:
                    return None, stamp
                async with self.turns:
                    document = await asyncio.to_thread(
                        self.extractor.page,
                        got.body,
                        url=got.url,
                        media=got.content_type,
                        charset=got.charset or "",
                        now=self.now(),
                    )
        except TimeoutError:
            raise ReachError("There was no time left to ask for its page.") from None
        return document, with_page(stamp, got.etag, got.last_modified)

    async def again(self, item: RawArticle, until: float) -> RawArticle:
        """Return an item with the text that its page has now; as it was, if that cannot be had."""
        etag, last_modified = version_of(item.stamp)
        try:
            document, stamp = await self.read(
                item.url or "", until, stamp=item.stamp, etag=etag, last_modified=last_modified
            )
        except (SourceError, ValueError):
            return item
        return item if document is None else replace(item, stamp=stamp, body=document.body)
