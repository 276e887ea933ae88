"""Feeds on loopback, for sources.py: what polling them costs, new, unchanged and with news."""

from __future__ import annotations

import asyncio
import gzip
import multiprocessing
import resource
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.pipeline.feeds import FIRST, FeedWork
from bot.ports.ambient import Ambient
from bot.ports.store import Store
from bot.render.terminal import render
from bot.runtime import ambient
from bot.runtime.feeding import Feeding
from bot.sources.extract import Extractor
from bot.sources.feed import FeedPolling
from bot.sources.feed_parsing import FeedParser
from bot.sources.fetch import Fetcher
from bot.sources.killable import Killable
from bot.storage.open import open_store
from tests.fakes.builders import a_feed
from tests.hostile.samples import SENTENCES

ITEMS: Final = 25
HOUR: Final = 3_600
MANY: Final = 5_000  # feeds an hour, on one core
ROUNDS: Final = ("all new", "unchanged", "one new item each")


def feed(number: int, newest: int) -> bytes:
    """Return an RSS feed with its newest items, each with its text."""
    items = "".join(
        f"<item><guid>{number}-{item}</guid><title>Item {item} of feed {number}</title>"
        f"<link>https://feed{number}.example/{item}</link><description><![CDATA["
        + "".join(f"<p>{one} ({number}-{item})</p>" for one in SENTENCES)
        + "]]></description></item>"
        for item in range(newest, newest - ITEMS, -1)
    )
    return (
        f"<rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>".encode()
    )


def serve(pipe: Connection) -> None:
    """Serve feeds that change when they are told to; say how many bytes of them went out."""
    newest, sent = ITEMS, 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal sent
        etag = f'"{newest}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        body = gzip.compress(feed(int(request.match_info["number"]), newest), 1)
        sent += len(body)
        headers = {"ETag": etag, "Content-Encoding": "gzip"}
        return web.Response(body=body, content_type="application/rss+xml", headers=headers)

    async def run() -> None:
        nonlocal newest, sent
        app = web.Application()
        app.router.add_get("/feed/{number}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "0.0.0.0", 0)
        await site.start()
        pipe.send(runner.addresses[0][1])
        while (more := await asyncio.to_thread(pipe.recv)) is not None:
            newest += more
            pipe.send(sent)
            sent = 0
        await runner.cleanup()

    asyncio.run(run())


@dataclass
class Clock:
    """The real time, and as much as was added to it."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return ambient.now() + self.ahead


@dataclass(frozen=True)
class Cost:
    """What one round came to: seconds of wall and CPU time, bytes of feeds, new articles."""

    wall: float
    cpu: float
    sent: int
    articles: int


def polling(count: int) -> None:
    """Print what polling so many feeds costs, each on a website of its own."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    server.start()
    port, clock = ours.recv(), Clock()
    size = len(gzip.compress(feed(1, ITEMS), 1))
    print(f"{count:,} feeds of {ITEMS} items, {len(feed(1, ITEMS)):,} bytes each, {size:,} as gzip")
    print(f"{'round':<20} {'polls/s':>8} {'CPU ms each':>12} {'bytes each':>11} {'articles':>9}  "
          f"{MANY:,} an hour")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'bot.db'}")
        subscribe(store, clock.now(), port, count)
        for name in ROUNDS:
            ours.send(int(name == ROUNDS[-1]))
            ours.recv()
            cost = asyncio.run(one_round(store, clock, ours))
            print(
                f"{name:<20} {count / cost.wall:>8,.0f} {1000 * cost.cpu / count:>12.2f} "
                f"{cost.sent / count:>11,.0f} {cost.articles:>9,}  "
                f"{100 * MANY * cost.cpu / count / HOUR:.1f} % of a core"
            )
            clock.ahead += timedelta(days=2)  # then all are due, whatever their pace
        store.close()
    ours.send(None)
    server.join()


def subscribe(store: Store, now: datetime, port: int, count: int) -> None:
    with store.transaction() as tx:
        for number in range(count):
            host = f"127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}"
            url = f"http://{host}:{port}/feed/{number}"
            one = a_feed(f"feed-{number}", url=url, name="", added_at=now, next_poll_at=now)
            tx.feeds.put(replace(one, full_text=False))


async def one_round(store: Store, clock: Clock, server: Connection) -> Cost:
    """Poll all feeds once, as the service does, and keep what they bring."""
    kept = Ambient(now=clock.now, new_id=ambient.new_id, jitter=lambda: 0.0)

    @asynccontextmanager
    async def reader() -> AsyncIterator[FeedPolling]:
        async with Fetcher(now=clock.now, allow=lambda *_: True) as fetcher:
            yield FeedPolling(
                fetcher=fetcher,
                parser=FeedParser(killable),
                extractor=Extractor(killable),
                now=clock.now,
                first=FIRST,
            )

    began, used = time.perf_counter(), cpu()
    with Killable() as killable:
        work = FeedWork(store, kept, lambda message, _: render(message))
        outcome = await Feeding(work, reader).once()
    took, used = time.perf_counter() - began, cpu() - used
    server.send(0)
    return Cost(took, used, server.recv(), len(outcome.added))


def cpu() -> float:
    """Return the CPU time of this process and of the parsers' that have ended."""
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)
