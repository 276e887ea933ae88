"""What more workers bring: articles and deliveries a second at 1, 2 and 4, beside one process.

    python tests/benchmarks/scale.py [--articles 400] [--deliveries 1000] [--workers 1,2,4]
    python tests/benchmarks/scale.py --kill     one of two workers is killed amid the deliveries
    python tests/benchmarks/scale.py --apart    on machines of their own: a kill, then a cut cable
    python tests/benchmarks/scale.py --outage 60 [--silent]     both lose the database for a while

A PostgreSQL server from a wheel, with everything written to disk as a real one does, and a fake
Slack that answers at once, in a process of their own; everything on this machine, so that the
number of its cores limits what can be seen. Embedded is `digestbot run` on SQLite.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TypeVar

import psycopg
from psycopg import sql

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.domain.deliveries import PartState
from bot.pipeline.summarize import METHOD
from bot.ports.store import Store, Transaction
from bot.runtime.ambient import now
from bot.storage.open import open_store
from summarizer import VERSION
from tests.benchmarks.apart import apart
from tests.benchmarks.cpu import Cores, limit, postmaster
from tests.benchmarks.outage import lost, widowed
from tests.e2e.conftest import Program
from tests.e2e.service import falls_due, shown
from tests.e2e.test_kill import article
from tests.fakes.postgres import FAST, drop_database, make_database, server_url
from tests.fakes.slack_api import SlackApi

FAST_POSTS = {
    "DIGESTBOT_SLACK__PER_SECOND": "1000",
    "DIGESTBOT_SLACK__CHAT_SECONDS": "0",
    "DIGESTBOT_SLACK__SETTLE_SECONDS": "1",
    "DIGESTBOT_FOLDER__SCAN_SECONDS": "1",
    "DIGESTBOT_LOG_LEVEL": "WARNING",
}
STORY = "Harbor bridge opens"
LOOK = 0.05
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--deliveries", type=int, default=1000)
    parser.add_argument("--workers", default="1,2,4")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("--outage", type=float, metavar="SECONDS")
    parser.add_argument("--silent", action="store_true", help="it says nothing meanwhile")
    given = parser.parse_args()
    server = server_url(f"scale-{os.getpid()}")
    durable(server)
    print(f"{os.cpu_count()} cores; {given.articles} articles, {given.deliveries} deliveries")
    if given.kill:
        asyncio.run(killed(server, given.deliveries))
        asyncio.run(widowed(server, given.deliveries))
        return
    if given.apart:
        asyncio.run(apart(server, given.deliveries))
        return
    if given.outage:
        asyncio.run(lost(server, given.deliveries, given.outage, silent=given.silent))
        return
    print(f"{'':<12}{'':<11}{'a second':>9}  {'cores busy':<44}  limited by")
    asyncio.run(row("embedded", None, 1, given))
    for count in map(int, given.workers.split(",")):
        asyncio.run(row(f"{count} workers", server, count, given))


def durable(server: str) -> None:
    """Let the server write to disk what it says that it wrote."""
    with psycopg.connect(server, autocommit=True) as connection:
        for setting in FAST:
            connection.execute(sql.SQL("ALTER SYSTEM RESET {}").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")


async def row(name: str, server: str | None, count: int, given: argparse.Namespace) -> None:
    for what, measure, amount in (
        ("articles", collected, given.articles),
        ("deliveries", delivered, given.deliveries),
    ):
        rate, busy = await measure(server, count, amount)
        cores = ", ".join(f"{who} {many:.2f}" for who, many in busy.items())
        print(f"{name:<12}{what:<11}{rate:>9.0f}  {cores:<44}  {limit(busy)}", flush=True)


async def collected(server: str | None, count: int, amount: int) -> tuple[float, dict[str, float]]:
    """Return how many articles a second go from files to stories, and what was busy."""
    async with a_bot(server) as (program, store, url), SlackApi() as slack:
        dice = random.Random(7)
        for number in range(amount):
            program.put(f"{number:05d}.txt", article(number, dice))
        async with running(program, slack, url, count, "collect,summarize,plan") as processes:
            await until(store, lambda tx: tx.articles.count() > 0)
            began, cores = time.monotonic(), Cores(named(server, processes))
            await until(store, lambda tx: taken_in(tx, amount))
            return amount / (time.monotonic() - began), cores.busy()


async def delivered(server: str | None, count: int, amount: int) -> tuple[float, dict[str, float]]:
    """Return how many digests a second are planned, posted and settled, and what was busy."""
    async with a_bot(server) as (program, store, url), SlackApi() as slack:
        rooms = [slack.team("T1").channel(f"c{number}") for number in range(amount)]
        falls_due(store, now(), rooms, [STORY])
        async with running(program, slack, url, count, "plan,deliver") as processes:
            await until(store, lambda tx: sent(tx) > 0)
            began, before = time.monotonic(), read(store, sent)
            cores = Cores(named(server, processes))
            await until(store, lambda tx: sent(tx) == amount)
            return (amount - before) / (time.monotonic() - began), cores.busy()


def named(server: str | None, processes: Sequence[Process]) -> dict[str, int]:
    """Return the ids of all processes, by the names of what they are."""
    found = {f"process {n}": one.pid for n, one in enumerate(processes, 1)}
    found["fake Slack"] = os.getpid()
    return found if server is None else {**found, "database": postmaster(server)}


async def killed(server: str, amount: int) -> None:
    """Kill one of two workers amid the deliveries; say how long what it was doing lay."""
    async with a_bot(server) as (program, store, url), SlackApi() as slack:
        rooms = [slack.team("T1").channel(f"c{number}") for number in range(amount)]
        falls_due(store, now(), rooms, [STORY])
        async with AsyncExitStack() as stack:
            for roles in ("plan", "deliver", "deliver"):
                last = await stack.enter_async_context(a_process(program, slack, url, roles))
            await until(store, lambda tx: sent(tx) > amount // 3)
            last.kill()
            await last.wait()
            began = time.monotonic()
            with store.snapshot() as tx:
                mid = {one.part.key for one in tx.outbox.listed({PartState.SENDING}, 999)}
            await until(store, lambda tx: sent(tx) == amount)
            took = time.monotonic() - began
        await slack.settled()
        seen = [shown(room, STORY) for room in rooms]
    print(f"killed amid {amount} deliveries, {len(mid)} parts were being posted at that moment")
    print(f"all arrived {took:.1f} s later; exactly once: {seen.count(1)}; lost: {seen.count(0)};"
          f" twice: {sum(one > 1 for one in seen)}")  # fmt: skip


def taken_in(tx: Transaction, amount: int) -> bool:
    """Say whether so many articles are in stories."""
    left = tx.articles.without_summary(METHOD, VERSION, 1) or tx.articles.without_story(
        METHOD, VERSION, 1
    )
    return tx.articles.count() == amount and not left


def sent(tx: Transaction) -> int:
    return tx.outbox.tally()[PartState.SENT]


def read(store: Store, look: Callable[[Transaction], T]) -> T:
    with store.snapshot() as tx:
        return look(tx)


async def until(store: Store, look: Callable[[Transaction], object]) -> None:
    while True:
        if await asyncio.to_thread(read, store, look):
            return
        await asyncio.sleep(LOOK)


@asynccontextmanager
async def a_bot(server: str | None) -> AsyncIterator[tuple[Program, Store, str]]:
    """Yield a folder and a store of its own, on a server or in a file."""
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder))
        program.inbox.mkdir()
        name = f"scale_{os.getpid()}"
        url = make_database(server, name) if server else f"sqlite:///{folder}/bot.db"
        store = open_store(url, queues=server is not None)
        try:
            yield program, store, url
        finally:
            store.close()
            if server:
                drop_database(server, name)


@asynccontextmanager
async def running(
    program: Program, slack: SlackApi, url: str, count: int, roles: str
) -> AsyncIterator[Sequence[Process]]:
    """Run so many workers, or the one process that does everything."""
    async with AsyncExitStack() as stack:
        started = (a_process(program, slack, url, roles) for _ in range(count))
        yield [await stack.enter_async_context(one) for one in started]


@asynccontextmanager
async def a_process(
    program: Program, slack: SlackApi, url: str, roles: str
) -> AsyncIterator[Process]:
    arguments = ["run"] if url.startswith("sqlite") else ["worker", "--roles", roles]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments,
        cwd=program.folder,
        stdin=asyncio.subprocess.DEVNULL,
        env=program.environment(
            DIGESTBOT_STORE=url,
            DIGESTBOT_SLACK__BOT_TOKEN=slack.team("T1").bot_token,
            DIGESTBOT_SLACK__APP_TOKEN=slack.app_token,
            DIGESTBOT_SLACK__BASE_URL=slack.base_url.removesuffix("/api/"),
            **FAST_POSTS,
        ),
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


if __name__ == "__main__":
    main()
