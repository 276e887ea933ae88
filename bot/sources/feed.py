"""Ask a feed for what is new: fetched, parsed, and its teasers exchanged for their pages."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.domain.errors import SourceError
from bot.domain.feeds import Brought, Failed, Feed, Unchanged
from bot.ports.feeds import LONGEST_POLL, Polled, Stamps, Told
from bot.ports.source import RawArticle, Unreadable
from bot.sources.extract import Extractor, declared_language
from bot.sources.feed_pages import FeedPages
from bot.sources.feed_parsing import FeedParser
from bot.sources.fetch_errors import TOO_MANY, FetchError, ReachError, StatusError
from bot.sources.formats.draft import read_moment
from bot.sources.item_stamps import (
    UNSETTLED,
    has_same_words,
    is_as_before,
    is_from_page,
    looks_anew,
    stamp_of,
    version_of,
    with_page,
)
from bot.sources.killable import CutShortError
from bot.sources.media import ACCEPT_FEEDS, FEEDS

if TYPE_CHECKING:
    from bot.sources.fetch import Fetcher
    from bot.sources.fetch_walk import Fetched

_MOST_PAGES: Final = 30  # that are read for one poll; other teasers stay what they are
_MOST_AGAIN: Final = 10  # of those that were told, that are looked at again with one poll
_WAITS: Final = timedelta(hours=6)  # of an item for its page; then its teaser will do
_AT_ONCE: Final = (
    2  # that are read: as many as there are processes to read with, of one feed or all
)
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
    # Whoever waits for one in a thread of the loop would keep it from the rest of the service
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    @property
    def _pages(self) -> FeedPages:
        return FeedPages(self.fetcher, self.extractor, self.now, self.turns)

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
        fresh = {item.key for item in polled.items} | polled.passed.keys()
        worth = [
            replace(one, stamp=polled.marked.get(one.key, one.stamp))
            for one in told
            if is_from_page(one.stamp) and one.key not in fresh
        ]
        until = asyncio.get_running_loop().time() + self.for_again.total_seconds()
        return await asyncio.gather(*(self._pages.again(one, until) for one in worth[:_MOST_AGAIN]))

    async def _poll(self, feed: Feed, stamps: Stamps) -> Polled:
        try:
            got = await self.fetcher.fetch(
                feed.url,
                types=FEEDS,
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
            found = await self._parsed(got, only=[])
            known = await stamps([one["key"] for one in found["items"]])
            changed, marked = await self._changed(feed, got, found["items"], known)
        except (ValueError, CutShortError) as error:
            return Polled(poll=Failed(problem=str(error)))
        polled = await self._read(feed, got, found, content=content, known=known, changed=changed)
        return replace(polled, marked=marked)

    async def _parsed(self, got: Fetched, only: Sequence[str]) -> dict[str, Any]:
        async with self.turns:
            return await asyncio.to_thread(
                self.parser.feed,
                got.body,
                url=got.url,
                now=self.now(),
                charset=got.charset or "",
                only=only,
            )

    async def _changed(
        self, feed: Feed, got: Fetched, items: Sequence[dict[str, Any]], known: Mapping[str, str]
    ) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """Return what is new or has other words, the newest first; of a new feed some are read.

        Beside it the stamps of what only looks otherwise: else it would be read with every poll.
        """
        found = [one for one in items if not is_as_before(one, known.get(one["key"], ""))]
        found.sort(key=lambda one: one["published_at"] or "9", reverse=True)
        worth = len(found) if known or feed.read_at else self.first
        only = [one["key"] for one in found[:worth]]
        if not only:
            return found, {}
        texts = {one["key"]: one for one in (await self._parsed(got, only))["items"]}
        read = [texts[key] for key in only]
        marked = {
            one["key"]: looks_anew(one, stamp)
            for one in read
            if has_same_words(one, stamp := known.get(one["key"], UNSETTLED))
        }
        return [one for one in read if one["key"] not in marked] + found[worth:], marked

    async def _read(
        self,
        feed: Feed,
        got: Fetched,
        found: dict[str, Any],
        *,
        content: str | None,
        known: Mapping[str, str],
        changed: Sequence[dict[str, Any]],
    ) -> Polled:
        items = found["items"]
        read = [one for one in changed if "stamp" in one]
        moments = [read_moment(one["published_at"]) for one in items if one["published_at"]]
        until = asyncio.get_running_loop().time() + self.for_pages.total_seconds()
        taken = await asyncio.gather(
            *(
                self._article(
                    one,
                    feed,
                    until if feed.full_text and place < _MOST_PAGES else None,
                    known.get(one["key"], ""),
                )
                for place, one in enumerate(read)
            )
        )
        left = {one["key"] for one, item in zip(read, taken, strict=True) if item is None}
        stamps = [one.stamp for one in taken if isinstance(one, RawArticle | Unreadable)]
        is_whole = not left and not any(stamp.endswith(UNSETTLED) for stamp in stamps)
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
            items=[one for one in taken if isinstance(one, RawArticle | Unreadable)],
            passed={one["key"]: stamp_of(one) for one in changed if "stamp" not in one}
            | {one["key"]: it for one, it in zip(read, taken, strict=True) if isinstance(it, str)},
            there=[one["key"] for one in items],
            waiting=len(left),
        )

    async def _article(
        self,
        item: dict[str, Any],
        feed: Feed,
        until: float | None,
        known: str,
    ) -> RawArticle | Unreadable | str | None:
        """Return an item as an article: in the words of its page, if it has only a teaser.

        Args:
            item: What the feed says of it.
            feed: That one.
            until: When to ask for pages no more, of the loop's clock; None to ask for none.
            known: The stamp that it was seen with; "" if it was not.

        Returns:
            None to look at it again with the next poll, as its page may be had then. What has no
            text until then is unreadable, but under a stamp that the next poll will not find. Only
            a stamp for what was told with the text of its page, which is no more: that stays.
        """
        body, reason, stamp = item["body"], "The feed gives no text of it.", stamp_of(item)
        is_told = is_from_page(known) and feed.full_text and item["is_teaser"]
        if is_told and until is None:
            return None
        if until is not None and item["is_teaser"]:
            try:
                document, seen = await self._pages.read(item["url"], until, stamp=stamp)
            except (SourceError, ValueError) as error:
                if _is_passing(error):
                    if is_told or self._can_wait(item):
                        return None
                    is_settled = body and (item["published_at"] or known.endswith(UNSETTLED))
                    stamp += "" if is_settled else UNSETTLED
                elif is_told:
                    return with_page(stamp, *version_of(known))
                reason = str(error)
            else:
                if document is not None and len(document.body) > len(body):
                    body, stamp = document.body, seen
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
        return error.status == TOO_MANY or error.status >= _SERVER_ERRORS
    return isinstance(error, ReachError | CutShortError)


def _unchanged(feed: Feed, got: Fetched) -> Unchanged:
    return Unchanged(
        url=got.permanent_url,
        etag=got.etag or feed.etag,  # a server need not repeat them with a 304
        last_modified=got.last_modified or feed.last_modified,
        fresh_for=got.fresh_for,
    )
