"""The database is away, or who serves Telegram dies: for `scale.py --outage` and `--kill`."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.domain.deliveries import OPEN
from bot.runtime.ambient import now
from tests.e2e.conftest import Program
from tests.e2e.nursery import nursery
from tests.e2e.restarting import CARD, answered
from tests.e2e.service import shown
from tests.e2e.sharing import Shared, rooms_of, shared
from tests.fakes.postgres import drop_database, make_database
from tests.fakes.proxy import Proxy
from tests.fakes.slack_api import SlackApi
from tests.fakes.telegram_api import TelegramApi

STORY, WORDS = "Harbor bridge opens", "zebra"
LOOK = 0.05


async def lost(server: str, amount: int, seconds: float, *, silent: bool) -> None:
    """Take the database away from two workers for so long; say what everybody saw in the end."""
    async with a_world(server) as world:
        await _lost(world, amount, seconds, silent=silent)


async def widowed(server: str, amount: int) -> None:
    """Kill who serves Telegram amid so many deliveries; say how long it took until another did."""
    async with a_world(server) as world:
        people = [world.telegram.person(f"P{number}") for number in range(amount)]
        rooms = [world.telegram.private(person) for person in people]
        first, _ = await world.starts(), await world.starts()
        world.due(rooms, STORY)
        await until(lambda: world.seen(rooms, STORY) > amount // 3)
        await world.dies(first)
        before, began = world.seen(rooms, STORY), time.monotonic()
        await until(lambda: world.seen(rooms, STORY) > before)
        taken = time.monotonic() - began
        await until(lambda: is_settled(world))
        took = time.monotonic() - began
        seen = [shown(room, STORY) for room in rooms]
        wrong = world.wrong(rooms, [STORY])
    print(f"who served Telegram was killed when {before} of {amount} chats had theirs")
    print(f"another posted the next {taken:.1f} s later; all was settled {took:.1f} s later")
    print(f"twice: {sum(one > 1 for one in seen)}; cards: {sum(shown(r, CARD) for r in rooms)};"
          f" neither a digest nor a card: {len(wrong)}")  # fmt: skip


@asynccontextmanager
async def a_world(server: str) -> AsyncIterator[Shared]:
    """Yield both fakes and an empty database for workers."""
    name = f"outage_{os.getpid()}"
    url = make_database(server, name)
    try:
        with tempfile.TemporaryDirectory(prefix="outage-") as folder, nursery() as forks:
            program = Program(Path(folder))
            program.inbox.mkdir()
            async with (
                TelegramApi() as telegram,
                SlackApi() as slack,
                shared(program, telegram, slack, url, forks) as world,
            ):
                yield world
    finally:
        drop_database(server, name)


async def _lost(world: Shared, amount: int, seconds: float, *, silent: bool) -> None:
    place = urlsplit(world.url)
    socket = f"{parse_qs(place.query)['host'][0]}/.s.PGSQL.5432"
    rooms = rooms_of(world, amount // 2)
    bob = world.slack.team("T1").person("Bob")
    ann = world.telegram.person("Ann")
    private, direct = world.telegram.private(ann), world.slack.team("T1").dm(bob)
    async with Proxy(lambda: asyncio.open_unix_connection(socket)) as proxy:
        world.url = f"postgresql://postgres@127.0.0.1:{proxy.port}{place.path}"
        workers = [await world.starts(), await world.starts()]
        world.due(rooms, STORY)
        await until(lambda: world.seen(rooms, STORY) >= amount // 4)
        if silent:
            proxy.falls_silent()
        else:
            await proxy.goes()
        await private.says(ann, f"/summary {WORDS}")
        await bob.says(direct, f"summary {WORDS}")
        await asyncio.sleep(seconds)
        before, back = world.seen(rooms, STORY), time.monotonic()
        if silent:
            proxy.speaks()
        else:
            await proxy.comes()
        await until(lambda: world.seen(rooms, STORY) > before)
        first = time.monotonic() - back
        await until(lambda: is_settled(world))
        took = time.monotonic() - back
        questions = [(private, "telegram"), (direct, "slack")]
        await until(lambda: all(any(answered(room, WORDS)) for room, _ in questions))
        answers = time.monotonic() - back
        await world.slack.settled()
    how = "said nothing" if silent else "refused connections"
    print(f"the database {how} for {seconds:.0f} s when {before} of {len(rooms)} chats had theirs")
    print(f"the next arrived {first:.1f} s after it was back, the last {took:.1f} s after;"
          f" both questions were answered {answers:.1f} s after")  # fmt: skip
    twice = sum(shown(room, STORY) > 1 for room in rooms)
    cards = sum(shown(room, CARD) for room in rooms)
    wrong = len(world.wrong(rooms, [STORY]))
    print(f"twice: {twice}; lost without a word: {wrong}; cards on Telegram: {cards}")
    errors = sum(one.log.read_text().count('"level": "error"') for one in workers)
    print(f"workers that still ran: {len(world.workers)} of 2; errors in their logs: {errors}")


def is_settled(world: Shared) -> bool:
    """Say whether nothing is due or on its way."""
    with world.store.snapshot() as tx:
        return not tx.subscriptions.due(now(), 1) and not tx.outbox.listed(OPEN, 1)


async def until(look: Callable[[], object]) -> None:
    """Wait, however long that takes."""
    while True:
        if look():
            return
        await asyncio.sleep(LOOK)
