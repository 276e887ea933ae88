"""Feeds on loopback that stay as they are until they are brought an item."""

from __future__ import annotations

from collections import deque
from html import escape
from typing import Final

from aiohttp import web

ITEMS: Final = 25  # that a feed holds


class Newsstand:
    """Feeds, each on a website of its own: RSS with whole texts, unchanged by its `ETag`."""

    def __init__(self) -> None:
        self._items: list[deque[str]] = []
        self._brought: list[int] = []

    async def open(self, feeds: int) -> list[str]:
        """Serve so many feeds for as long as this process lives; return their addresses."""
        self._items = [deque(maxlen=ITEMS) for _ in range(feeds)]
        self._brought = [0] * feeds
        app = web.Application()
        app.router.add_get("/{feed:[0-9]+}/rss", self._answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "0.0.0.0", 0).start()
        port = runner.addresses[0][1]
        return [f"http://127.1.{n // 250}.{1 + n % 250}:{port}/{n}/rss" for n in range(feeds)]

    def bring(self, feed: int, title: str, text: str, at: str) -> None:
        """Put an item at the top of a feed; `at` as RFC 5322 writes dates."""
        self._brought[feed] += 1
        key = f"{feed}-{self._brought[feed]}"
        self._items[feed].appendleft(
            f"<item><guid isPermaLink='false'>{key}</guid><title>{escape(title)}</title>"
            f"<pubDate>{at}</pubDate><description>{escape(text)}</description></item>"
        )

    async def _answer(self, request: web.Request) -> web.Response:
        feed = int(request.match_info["feed"])
        etag = f'"{self._brought[feed]}"'
        headers = {"ETag": etag}
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers=headers)
        items = "".join(self._items[feed])
        text = f"<rss version='2.0'><channel><title>Feed {feed}</title>{items}</channel></rss>"
        return web.Response(text=text, content_type="application/rss+xml", headers=headers)
