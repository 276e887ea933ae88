"""Ask a feed for what is new: fetched, parsed, and its teasers exchanged for their pages."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.domain.errors import SourceError
from bot.domain.feeds import Brought, Failed, Feed, Unchanged
from bot.ports.feeds import LONGEST_POLL, Polled, Stamps, Told
from bot.ports.source import RawArticle, Unreadable
from bot.sources.extract import Extractor, declared_language
from bot.sources.feed_pages import FeedPages, is_from_page, own_stamp
from bot.sources.feed_parsing import FeedParser
from bot.sources.fetch_errors import FetchError, ReachError, StatusError
from bot.sources.formats.draft import read_moment
from bot.sources.killable import CutShortError
from bot.sources.media import ACCEPT_FEEDS, PAGES

if TYPE_CHECKING:
    from bot.sources.fetch import Fetcher
    from bot.sources.fetch_walk import Fetched

_MOST_PAGES: Final = 30  # that are read for one poll; other teasers stay what they are
_MOST_AGAIN: Final = 10  # of those that were told, that are looked at again with one poll
_WAITS: Final = timedelta(hours=6)  # of an item for its page; then its teaser will do
_UNSETTLED: Final = "?"  # behind a stamp: looked at again, though the feed says the same
_TOO_MANY: Final = 429
_SERVER_ERRORS: Final = 500


@dataclass(frozen=True, slots=True)
class FeedPolling:
    """Implements bot.ports.feeds.FeedReader with a fetcher that is open."""

    fetcher: Fetcher
    parser: FeedParser
    extractor: Extractor
    now: Callable[[], datetime]
    first: int  # how many items of a new feed are worth their pages
    longest: timedelta = LONGEST_POLL * 3 / 4  # without those that are looked at again
    for_pages: timedelta = LONGEST_POLL / 2  # as one website gives them one by one
    for_again: timedelta = LONGEST_POLL / 4

    @property
    def _pages(self) -> FeedPages:
        return FeedPages(self.fetcher, self.extractor, self.now)

    async def poll(self, feed: Feed, stamps: Stamps, told: Told) -> Polled:
        """Ask a feed for what is new, and for pages: of teasers, and of what was told lately."""
        try:
            async with asyncio.timeout(self.longest.total_seconds()):
                polled = await self._poll(feed, stamps)
        except TimeoutError:
            return Polled(poll=Failed(problem="Reading it took too long."))
        if not feed.full_text or isinstance(polled.poll, Failed):
            return polled
        return replace(polled, again=await self._again(polled, await told()))

    async def _again(self, polled: Polled, told: Sequence[RawArticle]) -> Sequence[RawArticle]:
        """Look again at the pages of what was told, but for what the feed has anew."""
        fresh = {item.key for item in polled.items}
        worth = [one for one in told if is_from_page(one.stamp) and one.key not in fresh]
        until = asyncio.get_running_loop().time() + self.for_again.total_seconds()
        return await asyncio.gather(*(self._pages.again(one, until) for one in worth[:_MOST_AGAIN]))

    async def _poll(self, feed: Feed, stamps: Stamps) -> Polled:
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
        except (ValueError, CutShortError) as error:
            return Polled(poll=Failed(problem=str(error)))
        return await self._read(feed, got, found, content, stamps)

    async def _read(
        self, feed: Feed, got: Fetched, found: dict[str, Any], content: str | None, stamps: Stamps
    ) -> Polled:
        items = found["items"]
        known = await stamps([one["key"] for one in items])
        changed = [one for one in items if own_stamp(known.get(one["key"], "")) != one["stamp"]]
        changed.sort(key=lambda one: one["published_at"] or "9", reverse=True)
        moments = [read_moment(one["published_at"]) for one in items if one["published_at"]]
        worth = _MOST_PAGES if known or feed.read_at else self.first
        until = asyncio.get_running_loop().time() + self.for_pages.total_seconds()
        taken = await asyncio.gather(
            *(
                self._article(
                    one,
                    feed,
                    until if feed.full_text and place < worth else None,
                    tried=known.get(one["key"], "").endswith(_UNSETTLED),
                )
                for place, one in enumerate(changed)
            )
        )
        left = {one["key"] for one, item in zip(changed, taken, strict=True) if item is None}
        is_whole = all(
            item is not None and own_stamp(item.stamp) == one["stamp"]
            for one, item in zip(changed, taken, strict=True)
        )
        return Polled(
            poll=Brought(
                url=got.permanent_url,
                etag=got.etag if is_whole else None,
                last_modified=got.last_modified if is_whole else None,
                fresh_for=got.fresh_for,
                content=content if is_whole else None,
                site=found["site"] or None,
                new=sum(one["key"] not in known and one["key"] not in left for one in items),
                moments=[moment for moment in moments if moment is not None],
            ),
            title=found["title"],
            items=[one for one in taken if one is not None],
            waiting=len(left),
        )

    async def _article(
        self,
        item: dict[str, Any],
        feed: Feed,
        until: float | None,
        *,
        tried: bool,
    ) -> RawArticle | Unreadable | None:
        """Return an item as an article: in the words of its page, if it has only a teaser.

        Args:
            item: What the feed says of it.
            feed: That one.
            until: When to ask for pages no more, of the loop's clock; None to ask for none.
            tried: Whether its page could not be had the last time, either.

        Returns:
            None to look at it again with the next poll, as its page may be had then. What has no
            text until then is unreadable, but under a stamp that the next poll will not find.
        """
        body, reason, stamp = item["body"], "The feed gives no text of it.", item["stamp"]
        if until is not None and item["is_teaser"]:
            try:
                document, version = await self._pages.read(item["url"], until)
            except (SourceError, ValueError) as error:
                if _is_passing(error):
                    if self._can_wait(item):
                        return None
                    if not item["published_at"] and not (body and tried):
                        stamp += _UNSETTLED
                reason = str(error)
            else:
                if document is not None and len(document.body) > len(body):
                    body, stamp = document.body, stamp + version
        if not body:
            return Unreadable(key=item["key"], stamp=stamp, reason=reason)
        moment = item["published_at"]
        return RawArticle(
            key=item["key"],
            stamp=stamp,
            title=item["title"],
            body=body,
            url=item["url"],
            tags=feed.topics,
            language=declared_language(body, item["language"]),
            published_at=datetime.fromisoformat(moment) if moment else None,
        )

    def _can_wait(self, item: dict[str, Any]) -> bool:
        """Whether an item is new enough to be told later: without a date nobody knows."""
        moment = item["published_at"]
        return bool(moment) and self.now() - datetime.fromisoformat(moment) < _WAITS


def _is_passing(error: Exception) -> bool:
    """Whether a page that was not had may be had later."""
    if isinstance(error, StatusError):
        return error.status == _TOO_MANY or error.status >= _SERVER_ERRORS
    return isinstance(error, ReachError | CutShortError)


def _unchanged(feed: Feed, got: Fetched) -> Unchanged:
    return Unchanged(
        url=got.permanent_url,
        etag=got.etag or feed.etag,  # a server need not repeat them with a 304
        last_modified=got.last_modified or feed.last_modified,
        fresh_for=got.fresh_for,
    )
