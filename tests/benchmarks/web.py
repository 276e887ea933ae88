"""How soon and how heavy the pages are, on a store that has grown.

    python tests/benchmarks/web.py [--articles 100000] [--rounds 20]

The store is that of growth.py: each article a story of its own, seen 10 to 89 days ago, told to 50
chats; 200 came in today. Each page is asked for on loopback, one request after
the other: milliseconds of the first request, of the one in the middle and of the slowest, and
kilobytes as they are and as they travel.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import aiohttp

from bot.domain.chats import ChatAddress
from bot.domain.times import from_text
from bot.pipeline.group import group_new
from bot.pipeline.summarize import summarize_new
from bot.ports.store import Store
from bot.storage.open import open_store
from bot.web.links import Links
from bot.web.signing import Signer
from bot.web.site import make_site
from tests.benchmarks.growth import NEW, fill, text
from tests.contract.chats.listener import EchoListener
from tests.fakes.world import World

CHATS = 50


def main() -> None:
    """Make the store, ask for each page, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="web-") as folder:
        store, world = open_store(f"sqlite:///{folder}/bot.db"), World()
        made(store, world, options.articles)
        asyncio.run(measure(store, world, options.rounds))
        store.close()


def made(store: Store, world: World, articles: int) -> None:
    """Fill the store."""
    fill(store, world, articles, [ChatAddress("telegram", str(n)) for n in range(CHATS)])
    with store.transaction() as tx:
        for n in range(NEW):
            tx.articles.add(text(articles + n, world))
    summarize_new(store)
    group_new(store, world.ambient)


async def measure(store: Store, world: World, rounds: int) -> None:
    """Print how each page fares."""
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
    pages = await asyncio.to_thread(paths, store, links)
    print(f"{'page':<22}{'first ms':>10}{'median ms':>11}{'slowest ms':>12}{'KB':>8}{'sent KB':>9}")
    async with aiohttp.ClientSession(auto_decompress=False) as browser:
        for name, path in pages:
            times, size, sent = [], 0, 0
            for _ in range(rounds):
                begun = time.perf_counter()
                async with browser.get(site.origin + path) as response:
                    body = await response.read()
                times.append(1000 * (time.perf_counter() - begun))
                assert response.status == 200, (path, response.status)
                sent = len(body)
            plain = {"Accept-Encoding": "identity"}
            async with browser.get(site.origin + path, headers=plain) as response:
                size = len(await response.read())
            print(
                f"{name:<22}{times[0]:>10.1f}{statistics.median(times):>11.1f}{max(times):>12.1f}"
                f"{size / 1000:>8.1f}{sent / 1000:>9.1f}"
            )
    await site.close()
    await listening


def paths(store: Store, links: Links) -> Sequence[tuple[str, str]]:
    """Return every kind of page."""
    chat = ChatAddress("telegram", "1")
    with store.snapshot() as tx:
        digest = tx.archive.sent(chat, from_text("9999-01-01T00:00:00.000000Z"), 1)[0]
        middle = tx.stories.get(digest.entries[0].story_id)
    assert middle is not None
    moment = middle.last_seen_at.isoformat().replace("+", "%2B")
    return (
        ("try it", "/"),
        ("stories", "/stories"),
        ("stories, older", f"/stories?before={moment}&story={middle.id}"),
        ("search, one word", "/stories?q=monday"),
        ("search, three words", "/stories?q=harbor7+council7+monday"),
        ("a story", f"/stories/{middle.id}"),
        ("an article", f"/articles/{middle.lead}"),
        ("archive", "/archive"),
        ("digests of a chat", f"/archive/{chat}"),
        ("a digest", links.path_of(digest)),
        ("a quote in its place", f"{links.path_of(digest)}/1"),
        ("feed, Atom", f"/public/{chat}/feed.atom"),
        ("feed, JSON", f"/public/{chat}/feed.json"),
        ("status", "/status"),
        ("metrics", "/metrics"),
    )


if __name__ == "__main__":
    main()
