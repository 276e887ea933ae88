"""A store with feeds, a website on loopback that has them, and what polls them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime

from bot.domain.feeds import Feed
from bot.pipeline.feeds import FIRST, FeedWork
from bot.ports.store import Store
from bot.render.terminal import render
from bot.runtime.feeding import Feeding
from bot.sources.extract import Extractor
from bot.sources.feed import FeedPolling
from bot.sources.feed_parsing import FeedParser
from bot.sources.fetch import Fetcher
from bot.sources.killable import Killable
from tests.bot.sources.feed_samples import rss
from tests.fakes.builders import a_feed
from tests.fakes.world import World
from tests.hostile.website import Website, answer

XML = "application/rss+xml"
WORDS = "The council met on Sunday to talk about the bridge and its price. " * 20


@dataclass
class Newsroom:
    """A store with feeds, a website that has them, and what polls them."""

    store: Store
    world: World
    site: Website
    killable: Killable

    def __post_init__(self) -> None:
        self.work = FeedWork(self.store, self.world.ambient, lambda message, _: render(message))
        self.feeding = Feeding(self.work, self.open_reader)

    @asynccontextmanager
    async def open_reader(self) -> AsyncIterator[FeedPolling]:
        now = self.world.ambient.now
        async with Fetcher(now=now, allow=lambda *_: True, delay=0.0) as fetcher:
            yield FeedPolling(
                fetcher=fetcher,
                parser=FeedParser(self.killable),
                extractor=Extractor(self.killable),
                now=now,
                first=FIRST,
            )

    def add(self, path: str = "/rss", **fields: object) -> None:
        feed = a_feed(
            url=self.site.url(path), name="", added_at=self.world.now, next_poll_at=self.world.now
        )
        with self.store.transaction() as tx:
            tx.feeds.put(replace(feed, **fields))

    def serve(
        self, *items: str, path: str = "/rss", at: datetime | None = None, **headers: str
    ) -> None:
        body = rss(*items, link=self.site.url("/"))
        if at is not None:
            dated = f"<pubDate>{format_datetime(at)}</pubDate></item>"
            body = body.replace(b"</item>", dated.encode())
        self.site.pages[path] = answer(body, content_type=XML, **headers)

    async def polls(self, days: float = 1.1):
        self.world.sleep(days=days)
        return await self.feeding.once()

    @property
    def feed(self) -> Feed:
        with self.store.snapshot() as tx:
            (feed,) = tx.feeds.all()
            return feed

    def body(self, key: str) -> str:
        name = self.feed.name
        with self.store.snapshot() as tx:
            return tx.articles.get(tx.sources.sighting(name, key).article_id).body

    def rejected(self) -> dict[str, str]:
        name = self.feed.name
        with self.store.snapshot() as tx:
            return {one.key: one.reason or "" for one in tx.sources.rejected(100, name)}
