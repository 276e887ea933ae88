"""What each step costs on PostgreSQL, and what that makes of a million subscribers.

    python tests/benchmarks/costs.py --data DIR [--articles 300] [--feeds 100] [--chats 2000]

Articles from DIR (as for ingest.py) are collected, summarized and grouped; feeds on loopback are
polled, with news and without; that many chats subscribe, get a digest planned, and are posted to by
one worker. Taken for each step: our CPU, the database's, what it writes ahead (WAL) and how much it
grows. The websites, and the fake Telegram that is posted to, are in processes of their own.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from ipaddress import ip_network
from multiprocessing.connection import Connection
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.domain.chats import Chat, ChatAddress
from bot.domain.deliveries import OPEN
from bot.domain.schedules import DAILY_AT_EIGHT
from bot.domain.subscriptions import Subscription, SubscriptionId, Wants
from bot.pipeline.collect import collect
from bot.pipeline.group import group_new
from bot.pipeline.plan import plan
from bot.pipeline.summarize import summarize_new
from bot.runtime.settings import Settings
from bot.runtime.source_settings import FetchSettings, SourcesSettings
from bot.runtime.wiring import App, build, render
from tests.benchmarks.cpu import postmaster, spent
from tests.benchmarks.estimate import Cost, estimate
from tests.benchmarks.fakes import Fakes, fakes
from tests.benchmarks.ingest import SETS, write_inbox
from tests.benchmarks.scale import durable
from tests.fakes.postgres import drop_database, make_database, server_url
from tests.hostile.website import answer, website

ITEMS = 5  # that are new in a feed that has news
WISHES = 50
FAST = {
    "DIGESTBOT_TELEGRAM__PER_SECOND": "1000",
    "DIGESTBOT_TELEGRAM__CHAT_SECONDS": "0",
    "DIGESTBOT_LOG_LEVEL": "WARNING",
}


def main() -> None:
    """Measure, and print what was measured and what follows from it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl.gz")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--chats", type=int, default=2000)
    given = parser.parse_args()
    server = server_url(f"costs-{os.getpid()}")
    durable(server)
    name = f"costs_{os.getpid()}"
    url = make_database(server, name)
    try:
        with tempfile.TemporaryDirectory(prefix="costs-") as folder:
            costs = measured(Path(folder), url, given)
    finally:
        drop_database(server, name)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; for one unit of each step")
    print(f"{'step':<26}{'units':>7}{'our ms':>9}{'db ms':>9}{'WAL kB':>9}{'kept kB':>9}")
    for cost in costs.values():
        print(f"{cost.step:<26}{cost.units:>7}{cost.ours:>9.2f}{cost.database:>9.2f}"
              f"{cost.wal:>9.1f}{cost.kept:>9.1f}")  # fmt: skip
    print()
    print(estimate(costs))


def measured(folder: Path, url: str, given: argparse.Namespace) -> dict[str, Cost]:
    """Return what each step costs, by its name."""
    inbox = folder / "inbox"
    inbox.mkdir()
    write_inbox(inbox, [given.data / f"{name}.jsonl.gz" for name in SETS], given.articles)
    with fakes() as fake, websites(given.feeds) as (site, quiet, stranger):
        settings = Settings(
            store=url,
            inbox=inbox,
            sources=SourcesSettings(feeds=site),
            fetch=FetchSettings(private=(ip_network("127.0.0.0/8"),)),
        )
        with build(settings, queues=True) as app:
            meter = Meter(url, {fake.pid, stranger})
            think(app, meter, given.articles)
            poll(app, meter, given.feeds, quiet)
            people = fake.ask("people", given.chats)
            subscribe(app, meter, people)
            due = replace(app.ambient, now=lambda: app.ambient.now() + timedelta(minutes=1))
            with meter.step("plan a digest", given.chats):
                planned = plan(app.store, due, render)
            assert planned.digests == given.chats, planned
            meter.table("remember what was told", "told", given.chats)
            post(app, meter, fake, given.chats)
    return meter.costs


def think(app: App, meter: Meter, articles: int) -> None:
    """Take in what is in the inbox."""
    with meter.step("collect a file", articles):
        collect(app.store, app.source, app.ambient)
    with meter.step("summarize an article", articles):
        summarize_new(app.store)
    with meter.step("group an article", articles):
        group_new(app.store, app.ambient)


def poll(app: App, meter: Meter, feeds: int, quiet: Callable[[], None]) -> None:
    """Ask all feeds twice: with news, and without."""
    with meter.step(f"poll a feed, {ITEMS} news", feeds):
        asyncio.run(app.feeding().once())
    quiet()
    later = replace(app.ambient, now=lambda: app.ambient.now() + timedelta(days=2))
    with meter.step("poll a feed, none", feeds):
        asyncio.run(replace(app, ambient=later).feeding().once())


def subscribe(app: App, meter: Meter, people: list[int]) -> None:
    """Let each subscribe to everything, or to what has a word in it."""
    now = app.ambient.now()
    wishes = [Wants(), *(Wants(never=frozenset({f"zebra{n}"})) for n in range(WISHES - 1))]
    with meter.step("keep a subscriber", len(people)), app.store.transaction() as tx:
        for number, id_ in enumerate(people):
            address = ChatAddress("telegram", str(id_))
            tx.chats.put(Chat(address=address, timezone="Europe/Berlin"))
            tx.subscriptions.put(
                Subscription(
                    id=SubscriptionId(f"{number:022x}"),
                    address=address,
                    wants=wishes[number % WISHES],
                    schedule=DAILY_AT_EIGHT,
                    since=now - timedelta(days=3),
                    next_due_at=now + timedelta(seconds=1),
                )
            )


def post(app: App, meter: Meter, fake: Fakes, chats: int) -> None:
    """Let a worker of its own post everything."""
    only = {key: value for key, value in fake.where.items() if "TELEGRAM" in key}
    with meter.step("post a digest", chats):
        worker = subprocess.Popen(
            [sys.executable, "-m", "bot", "worker", "--roles", "deliver,chat"],
            env={**os.environ, **only, **FAST, "DIGESTBOT_STORE": app.settings.store},
        )
        while True:
            with app.store.snapshot() as tx:
                if not tx.outbox.listed(OPEN, 1):
                    break
            time.sleep(0.2)
        worker.terminate()
        worker.wait()


@dataclass
class Meter:
    """Reads what the processes took, and the database."""

    url: str
    strangers: set[int]  # processes of ours that are not measured
    costs: dict[str, Cost] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._server = postmaster(self.url)

    @contextmanager
    def step(self, name: str, units: int) -> Iterator[None]:
        """Take what is done within."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")  # else another step pays for what this one wrote
        before = self._read()
        yield
        ours, database, wal, size = (b - a for a, b in zip(before, self._read(), strict=True))
        self.costs[name] = Cost(
            step=name, units=units, ours=ours * 1000 / units, database=database * 1000 / units,
            wal=wal / 1000 / units, kept=size / 1000 / units,
        )  # fmt: skip

    def table(self, name: str, table: str, units: int) -> None:
        """Take how large a table is, which was made in a step that was taken already."""
        with psycopg.connect(self.url) as connection:
            asked = "SELECT pg_total_relation_size(%s::regclass)"
            (size,) = connection.execute(asked, (table,)).fetchone() or (0,)
        self.costs[name] = Cost(
            step=name, units=units, ours=0, database=0, wal=0, kept=size / 1000 / units
        )

    def _read(self) -> tuple[float, float, int, int]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            wal, size = connection.execute(
                "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn, pg_database_size(current_database())"
            ).fetchone() or (0, 0)
        strangers = {self._server, *self.strangers}
        return spent(os.getpid(), strangers), spent(self._server), int(wal), size


@contextmanager
def websites(feeds: int) -> Iterator[tuple[tuple[str, ...], Callable[[], None], int]]:
    """Yield the addresses of feeds, what lets them be without news, and their process."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, feeds))
    process.start()
    port = ours.recv()
    assert process.pid is not None

    def quiet() -> None:
        ours.send("quiet")
        ours.recv()

    urls = (f"http://127.0.{1 + n // 250}.{1 + n % 250}:{port}/feed/{n}" for n in range(feeds))
    try:
        yield tuple(urls), quiet, process.pid
    finally:
        process.terminate()
        process.join()


def serve(pipe: Connection, feeds: int) -> None:
    """Serve feeds; from the first word on, without news."""

    async def run() -> None:
        async with website("0.0.0.0") as site:
            site.pages |= {f"/feed/{n}": answer(a_feed(n), etag='"1"') for n in range(feeds)}
            pipe.send(site.port)
            await asyncio.to_thread(pipe.recv)
            same = answer(b"", "304 Not Modified", content_length="", etag='"1"')
            site.pages |= {f"/feed/{n}": same for n in range(feeds)}
            pipe.send("")
            await asyncio.to_thread(pipe.poll, 3600)

    asyncio.run(run())


def a_feed(number: int) -> bytes:
    """Return a feed whose items hold their whole articles."""
    items = []
    for item in range(ITEMS):
        told = " ".join(
            f"On day {day} of year {number} the council spoke of bridge {item} at length."
            for day in range(40)
        )
        items.append(
            f"<item><title>Council {number} votes on bridge {item}</title>"
            f"<guid>{number}/{item}</guid><link>http://example.com/{number}/{item}</link>"
            f"<description>{told}</description></item>"
        )
    head = f"<title>Paper {number}</title><link>http://example.com/</link>"
    return f"<rss version='2.0'><channel>{head}{''.join(items)}</channel></rss>".encode()


if __name__ == "__main__":
    main()
