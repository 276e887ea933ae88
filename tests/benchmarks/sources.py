"""How fast feeds are polled, pages fetched and read: `python -m tests.benchmarks.sources`.

Everything is local: websites are on loopback in a process of their own, feeds and pages are made
here. Say `--pages FOLDER` to read saved pages (.html) instead.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from bot.sources.extract import Extractor
from bot.sources.fetch import Fetcher
from bot.sources.killable import Killable
from tests.benchmarks.polling import cpu, polling
from tests.hostile.samples import SENTENCES, every_kind, page
from tests.hostile.website import answer, website

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def serve(pipe: Connection) -> None:
    """Run a website until the parent ends."""

    async def run() -> None:
        async with website("0.0.0.0") as site:
            body = page("".join(f"<p>{sentence}</p>\n" for sentence in SENTENCES * 25))
            site.pages |= {
                "/page": answer(gzip.compress(body), content_encoding="gzip", etag='"1"'),
                "/plain": answer(body),
                "/same": answer(b"", "304 Not Modified", content_length="", etag='"1"'),
            }
            pipe.send((site.port, len(body)))
            await asyncio.to_thread(pipe.poll, 600)

    asyncio.run(run())


async def fetching(port: int, size: int, count: int) -> None:
    """Fetch as many pages, each path of one website at a time, over 200 websites at once."""
    limit = asyncio.Semaphore(200)
    async with Fetcher(now=lambda: NOW, allow=lambda *_: True, delay=0.0, most=100) as fetcher:
        for path, what in (
            ("/plain", f"pages of {size:,} bytes"),
            ("/page", "the same, as gzip"),
            ("/same", "unchanged (304)"),
        ):
            wire = 0

            async def one(number: int, path: str = path) -> None:
                nonlocal wire
                async with limit:
                    host = f"127.0.0.{1 + number % 200}"  # one website each
                    etag = '"1"' if path == "/same" else None
                    got = await fetcher.fetch(f"http://{host}:{port}{path}", etag=etag)
                    wire += got.wire_bytes

            began, used = time.perf_counter(), cpu()
            await asyncio.gather(*(one(number) for number in range(count)))
            took, used = time.perf_counter() - began, cpu() - used
            print(
                f"fetch {what}: {count / took:,.0f}/s, {1000 * used / count:.2f} ms of CPU each, "
                f"{wire / count:,.0f} bytes over the wire each"
            )


def reading(pages: list[bytes], processes: int) -> None:
    with Killable(processes=processes) as killable, ThreadPoolExecutor(processes) as threads:
        extractor = Extractor(killable)

        def read(data: bytes) -> int:
            try:
                found = extractor.page(
                    data, url="https://news.example/a", media="text/html", charset="", now=NOW
                )
            except ValueError:
                return 0
            return len(found.body)

        began = time.perf_counter()
        list(threads.map(read, pages[:processes] * 2))
        start = time.perf_counter() - began
        began = time.perf_counter()
        articles = sum(map(bool, threads.map(read, pages)))
        took = time.perf_counter() - began
    mean = sum(map(len, pages)) / len(pages)
    print(
        f"read pages of {mean:,.0f} bytes in {processes} process(es): {len(pages) / took:,.0f}/s, "
        f"{articles} of {len(pages)} with an article; {start:.2f} s to start"
    )


def kinds() -> None:
    with Killable(processes=1) as killable:
        extractor = Extractor(killable)
        for name, data in every_kind().items():
            extractor.file(data, name=name, now=NOW)
            began = time.perf_counter()
            for _ in range(20):
                extractor.file(data, name=name, now=NOW)
            took = (time.perf_counter() - began) / 20
            print(f"read {name} of {len(data):,} bytes: {1000 * took:.1f} ms")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=Path, help="a folder of saved pages")
    options.add_argument("--count", type=int, default=5_000, help="pages that are fetched")
    options.add_argument("--feeds", type=int, default=1_000)
    asked = options.parse_args()
    polling(asked.feeds)
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    server.start()
    port, size = ours.recv()
    asyncio.run(fetching(port, size, asked.count))
    server.terminate()
    server.join()
    if asked.pages:
        pages = [path.read_bytes() for path in sorted(asked.pages.rglob("*.html"))]
    else:
        pages = [page("".join(f"<p>{one}</p>\n" for one in SENTENCES * 25))] * 500
    for processes in (1, 2):
        reading(pages, processes)
    kinds()


if __name__ == "__main__":
    main()
