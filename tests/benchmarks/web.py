"""How soon and how heavy the pages are, on a store that has grown.

    python tests/benchmarks/web.py [--articles 100000] [--rounds 20] [--postgres]

The store is that of growth.py: each article a story of its own, seen 10 to 89 days ago, told to 50
chats; 200 came in today. Beside them stand a story of 200 articles, an article of a megabyte, 200
feeds, and a long conversation. Days that are over are counted, as the service does after its start.

Each page is asked for on loopback, one request after the other: milliseconds of the first request,
of the one in the middle and of the slowest, what the one in the middle costs this process on a
processor (with --postgres, the database's share is not in it), and kilobytes as they are and as
they travel. What all pages share, which browsers keep, comes last.

It ends with 1 if a page has 100 KB or more, or the request in the middle took 100 ms or more.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import aiohttp

from bot.domain.chats import ChatAddress
from bot.domain.digests import DigestId
from bot.domain.stories import StoryId
from bot.domain.times import LAST
from bot.pipeline.group import group_new
from bot.pipeline.summarize import summarize_new
from bot.pipeline.tidy import count_days
from bot.ports.store import Store
from bot.render.web import render
from bot.storage.open import open_store
from bot.web.conversations import address_of
from bot.web.links import Links
from bot.web.signing import Signer
from bot.web.site import make_site
from summarizer import fingerprint, summarize
from tests.benchmarks.growth import NEW, fill, keep, text
from tests.contract.chats.listener import EchoListener, reply
from tests.fakes.builders import a_feed, a_story
from tests.fakes.postgres import drop_database, make_database, server_url
from tests.fakes.world import World

CHATS, FEEDS = 50, 200
MOST_KB, MOST_MS = 100, 100  # of a page; what all share is kept by browsers
TALK = "t" * 43
PLAIN = {"Accept-Encoding": "identity"}


def main() -> None:
    """Make the store, ask for each page, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with database(postgres=options.postgres) as url:
        store, world = open_store(url), World()
        made(store, world, options.articles)
        beyond = asyncio.run(measure(store, world, options.articles, options.rounds))
        store.close()
    if beyond:
        raise SystemExit(f"Too slow or too large: {', '.join(beyond)}.")


@contextmanager
def database(*, postgres: bool) -> Iterator[str]:
    """Lend the address of an empty database."""
    if not postgres:
        with tempfile.TemporaryDirectory(prefix="web-") as folder:
            yield f"sqlite:///{folder}/bot.db"
        return
    server = server_url("benchmark")
    name = f"web_{os.getpid()}"  # what an earlier run left, killed, is in nobody's way
    url = make_database(server, name)
    try:
        yield url
    finally:
        drop_database(server, name)


def made(store: Store, world: World, articles: int) -> None:
    """Fill the store."""
    fill(store, world, articles, [ChatAddress("telegram", str(n)) for n in range(CHATS)])
    with store.transaction() as tx:
        for n in range(NEW):
            tx.articles.add(text(articles + n, world))
        for n in range(FEEDS):
            feed = a_feed(id=f"f{n}", url=f"https://{n}.example/feed", name=f"Feed {n}")
            tx.feeds.put(replace(feed, problem="HTTP status 503." if n % 40 == 0 else None))
    summarize_new(store)
    group_new(store, world.ambient)
    with store.transaction() as tx:
        whole = text(articles + NEW, world)
        long = replace(whole, body=f"{whole.body}\n\n" * (1_000_000 // len(whole.body)))
        keep(tx, long, world.now, summarize(whole.body), fingerprint(whole.body))
        many = [text(articles + NEW + 1 + n, world) for n in range(NEW)]
        for one in many:
            tx.articles.add(one)
            tx.articles.add_summary(one.id, summarize(one.body), fingerprint(one.body))
        tx.stories.put(a_story(*many, id="of-200", first_seen_at=world.now))
    count_days(store, world.now)


async def measure(store: Store, world: World, articles: int, rounds: int) -> Sequence[str]:
    """Print how each page fares, and return the names of those that are too slow or too large."""
    links = Links(signer=Signer("secret", lambda: world.now), lasting=timedelta(days=365))
    site = make_site(
        store,
        now=lambda: world.now,
        new_secret=lambda: "s" * 43,
        host="127.0.0.1",
        port=0,
        links=links,
        public={ChatAddress("telegram", "1")},
    )
    await site.open()
    listening = asyncio.create_task(site.listen(EchoListener()))
    talk = address_of(TALK)
    assert talk is not None
    for n in range(100):
        await site.post(talk, render(reply("A message of some length. " * 40))[0], key=f"{n}")
    pages = await asyncio.to_thread(paths, store, articles, links)
    print(
        f"{'page':<24}{'first ms':>10}{'median ms':>11}{'slowest ms':>12}{'CPU ms':>8}"
        f"{'KB':>8}{'sent KB':>9}"
    )
    async with aiohttp.ClientSession(auto_decompress=False) as browser:
        figures = [
            (name, await one_page(browser, name, site.origin + path, rounds))
            for name, path in pages
        ]
        async with browser.get(site.origin, headers=PLAIN) as response:
            files = set(re.findall(r'"(/static/[^"]+)"', await response.text()))
        for file in sorted(files, key=lambda file: file.rpartition("/")[2]):
            await one_page(browser, file.rpartition("/")[2], site.origin + file, rounds)
    await site.close()
    await listening
    return [name for name, (ms, kb) in figures if ms >= MOST_MS or kb >= MOST_KB]


async def one_page(
    browser: aiohttp.ClientSession, name: str, url: str, rounds: int
) -> tuple[float, float]:
    """Ask for a page so often, print its row, and return its median milliseconds and kilobytes."""
    times, busy, sent = [], [], 0
    for _ in range(rounds):
        begun, worked = time.perf_counter(), time.process_time()
        async with browser.get(url) as response:
            body = await response.read()
        times.append(1000 * (time.perf_counter() - begun))
        busy.append(1000 * (time.process_time() - worked))
        assert response.status == 200, (url, response.status)
        sent = len(body)
    async with browser.get(url, headers=PLAIN) as response:
        size = len(await response.read())
    print(
        f"{name:<24}{times[0]:>10.1f}{statistics.median(times):>11.1f}{max(times):>12.1f}"
        f"{statistics.median(busy):>8.1f}{size / 1000:>8.1f}{sent / 1000:>9.1f}",
        flush=True,
    )
    return statistics.median(times), size / 1000


def paths(store: Store, articles: int, links: Links) -> Sequence[tuple[str, str]]:
    """Return every kind of page."""
    chat = ChatAddress("telegram", "1")
    with store.snapshot() as tx:
        digest = tx.archive.sent(chat, (LAST, DigestId("")), 1)[0]
        middle = tx.stories.get(digest.entries[0].story_id)
        long = tx.stories.get(StoryId(f"s{articles + NEW}.txt"))
    assert middle is not None
    assert long is not None
    moment = middle.last_seen_at.isoformat().replace("+", "%2B")
    return (
        ("try it", "/"),
        ("a long conversation", f"/chat/{TALK}"),
        ("stories", "/stories"),
        ("stories, older", f"/stories?before={moment}&story={middle.id}"),
        ("search, one word", "/stories?q=monday"),
        ("search, older", f"/stories?q=monday&before={moment}&story={middle.id}"),
        ("search, a phrase", "/stories?q=%22met+the%22"),
        ("search, no such phrase", "/stories?q=%22the+met%22"),
        ("search, three words", "/stories?q=harbor7+council7+monday"),
        ("a story", f"/stories/{middle.id}"),
        ("a story of 200", "/stories/of-200"),
        ("an article", f"/articles/{middle.lead}"),
        ("one of a megabyte", f"/articles/{long.lead}"),
        ("further in it", f"/articles/{long.lead}?from=500000"),
        ("archive", "/archive"),
        ("digests of a chat", f"/archive/{chat}"),
        ("a digest", links.path_of(digest)),
        ("a quote in its place", f"{links.path_of(digest)}/1"),
        ("public digests", f"/public/{chat}"),
        ("feed, Atom", f"/public/{chat}/feed.atom"),
        ("feed, JSON", f"/public/{chat}/feed.json"),
        ("status", "/status"),
        ("metrics", "/metrics"),
    )


if __name__ == "__main__":
    main()
