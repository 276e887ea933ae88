"""The pages behind a feed's items: read where there is only a teaser, and looked at again later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.domain.errors import SourceError
from bot.ports.source import RawArticle
from bot.sources.extract import Document, Extractor
from bot.sources.fetch_errors import ReachError
from bot.sources.media import DOCUMENTS

if TYPE_CHECKING:
    from bot.sources.fetch import Fetcher

_PAGE: Final = "@"  # in a stamp, behind the item's own: what its page said of its version


@dataclass(frozen=True, slots=True)
class FeedPages:
    """Reads the pages behind items with a fetcher that is open."""

    fetcher: Fetcher
    extractor: Extractor
    now: Callable[[], datetime]

    async def read(
        self, url: str, until: float, *, etag: str = "", last_modified: str = ""
    ) -> tuple[Document | None, str]:
        """Return the article of a page, and what goes behind its item's stamp.

        Args:
            url: Its address.
            until: When to wait no more, of the loop's clock.
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
                    return None, ""
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
        return document, f"{_PAGE}{got.etag or ''}{_PAGE}{got.last_modified or ''}"

    async def again(self, item: RawArticle, until: float) -> RawArticle:
        """Return an item with the text that its page has now; as it was, if that cannot be had."""
        own, _, version = item.stamp.partition(_PAGE)
        etag, _, last_modified = version.rpartition(_PAGE)
        try:
            document, version = await self.read(
                item.url or "", until, etag=etag, last_modified=last_modified
            )
        except (SourceError, ValueError):
            return item
        return item if document is None else replace(item, stamp=own + version, body=document.body)


def own_stamp(stamp: str) -> str:
    """Return what the feed said of an item's version, without what its page said."""
    return stamp.partition(_PAGE)[0]


def is_from_page(stamp: str) -> bool:
    """Say whether the text of an item with this stamp is its page's."""
    return _PAGE in stamp
