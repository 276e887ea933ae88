"""Ask a feed for what is new: fetched, parsed, and its teasers exchanged for their pages."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from bot.domain.feeds import Brought, Failed, Feed, Unchanged
from bot.ports.feeds import Polled, Stamps
from bot.ports.source import RawArticle, Unreadable
from bot.sources.extract import Document, Extractor
from bot.sources.feed_parsing import FeedParser
from bot.sources.fetch_errors import FetchError, StatusError
from bot.sources.formats.draft import read_moment
from bot.sources.media import ACCEPT_FEEDS, DOCUMENTS, PAGES
from summarizer import LANGUAGES

if TYPE_CHECKING:
    from bot.sources.fetch import Fetcher
    from bot.sources.fetch_walk import Fetched

_MOST_PAGES: Final = 30  # that are read for one poll; other teasers stay what they are
_TELLING: Final = 300  # characters; longer texts tell their language better than a feed does


@dataclass(frozen=True, slots=True)
class FeedPolling:
    """Implements bot.ports.feeds.FeedReader with a fetcher that is open."""

    fetcher: Fetcher
    parser: FeedParser
    extractor: Extractor
    now: Callable[[], datetime]
    first: int  # how many items of a new feed are worth their pages

    async def poll(self, feed: Feed, stamps: Stamps) -> Polled:
        """Ask a feed for what is new; of items that are teasers, their pages, if it is to."""
        try:
            got = await self.fetcher.fetch(
                feed.url,
                types=(*PAGES, "application/octet-stream"),  # what some call their feeds
                accept=ACCEPT_FEEDS,
                etag=feed.etag,
                last_modified=feed.last_modified,
            )
        except StatusError as error:
            return Polled(
                poll=Failed(problem=str(error), status=error.status, retry_after=error.retry_after)
            )
        except FetchError as error:
            return Polled(poll=Failed(problem=str(error)))
        content = hashlib.sha256(got.body).hexdigest() if got.is_new else feed.content
        if not got.is_new or content == feed.content:
            return Polled(poll=_unchanged(feed, got))
        try:
            found = await asyncio.to_thread(self.parser.feed, got.body, url=got.url, now=self.now())
        except ValueError as error:
            return Polled(poll=Failed(problem=str(error)))
        return await self._read(feed, got, found, content or "", stamps)

    async def _read(
        self, feed: Feed, got: Fetched, found: dict[str, Any], content: str, stamps: Stamps
    ) -> Polled:
        items = found["items"]
        known = await stamps([one["key"] for one in items])
        changed = [one for one in items if known.get(one["key"]) != one["stamp"]]
        changed.sort(key=lambda one: one["published_at"] or "9", reverse=True)
        moments = [read_moment(one["published_at"]) for one in items if one["published_at"]]
        worth = _MOST_PAGES if known or feed.read_at else self.first
        taken = await asyncio.gather(
            *(
                self._article(one, feed, page=feed.full_text and place < worth)
                for place, one in enumerate(changed)
            )
        )
        return Polled(
            poll=Brought(
                url=got.permanent_url,
                etag=got.etag,
                last_modified=got.last_modified,
                fresh_for=got.fresh_for,
                content=content,
                site=found["site"] or None,
                new=sum(one["key"] not in known for one in items),
                moments=[moment for moment in moments if moment is not None],
            ),
            title=found["title"],
            items=taken,
        )

    async def _article(
        self, item: dict[str, Any], feed: Feed, *, page: bool
    ) -> RawArticle | Unreadable:
        """Return an item as an article: in the words of its page, if it has only a teaser."""
        body, reason = item["body"], "The feed gives no text of it."
        if page and item["is_teaser"]:
            document = await self._page(item["url"])
            if isinstance(document, str):
                reason = document
            elif len(document.body) > len(body):
                body = document.body
        if not body:
            return Unreadable(key=item["key"], stamp=item["stamp"], reason=reason)
        language = item["language"]
        is_telling = len(body) >= _TELLING or language not in LANGUAGES
        moment = item["published_at"]
        return RawArticle(
            key=item["key"],
            stamp=item["stamp"],
            title=item["title"],
            body=body,
            url=item["url"],
            tags=feed.topics,
            language=None if is_telling else language,
            published_at=datetime.fromisoformat(moment) if moment else None,
        )

    async def _page(self, url: str) -> Document | str:
        """Return the article of a page, or why there is none."""
        try:
            got = await self.fetcher.fetch(url, types=DOCUMENTS, robots=True)
            return await asyncio.to_thread(
                self.extractor.page,
                got.body,
                url=got.url,
                media=got.content_type,
                charset=got.charset or "",
                now=self.now(),
            )
        except (FetchError, ValueError) as error:
            return str(error)


def _unchanged(feed: Feed, got: Fetched) -> Unchanged:
    return Unchanged(
        url=got.permanent_url,
        etag=got.etag or feed.etag,  # a server need not repeat them with a 304
        last_modified=got.last_modified or feed.last_modified,
        fresh_for=got.fresh_for,
    )
