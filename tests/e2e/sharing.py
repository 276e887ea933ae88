"""Several workers as processes of their own, over one PostgreSQL, serving both fakes."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.deliveries import OPEN
from bot.ports.store import Store
from bot.runtime.ambient import now
from bot.storage.open import open_store
from tests.e2e.conftest import Program
from tests.e2e.nursery import Nursery
from tests.e2e.restarting import World
from tests.e2e.service import PATIENCE, Room, falls_due, is_so, shown, until, variables
from tests.fakes.slack_api import SlackApi
from tests.fakes.telegram_api import TelegramApi

HEARTBEAT = 2.0  # seconds; a worker that was silent for so long has died
SETTLE = 1


@dataclass
class Worker:
    """A process of `digestbot worker`."""

    pid: int
    log: Path
    nursery: Nursery

    def wrote(self, words: str) -> bool:
        return self.log.exists() and words in self.log.read_text()


@dataclass(frozen=True)
class Machine:
    """Where workers run: from what they are forked, and how they reach the database."""

    nursery: Nursery
    url: str


@dataclass
class Shared:
    """Both platforms, a database, and the workers on it."""

    program: Program
    telegram: TelegramApi
    slack: SlackApi
    store: Store
    url: str
    nursery: Nursery
    environment: dict[str, str] = field(default_factory=dict)
    workers: list[Worker] = field(default_factory=list)
    started: int = 0

    async def starts(
        self, roles: str = "", *flags: str, on: Machine | None = None, **more: str
    ) -> Worker:
        """Start a worker, and wait until it works."""
        on = on or Machine(self.nursery, self.url)
        self.started += 1
        log = self.program.folder / f"worker-{self.started}.txt"
        pid = await on.nursery.born(
            self.program,
            log,
            "worker",
            *(["--roles", roles] if roles else []),
            *flags,
            DIGESTBOT_STORE=on.url,
            DIGESTBOT_WORKERS__HEARTBEAT_SECONDS=str(HEARTBEAT),
            DIGESTBOT_FOLDER__SCAN_SECONDS="1",
            DIGESTBOT_SLACK__SETTLE_SECONDS=str(SETTLE),
            DIGESTBOT_SLACK__CHAT_SECONDS="0.05",
            DIGESTBOT_TELEGRAM__CHAT_SECONDS="0.05",
            DIGESTBOT_TELEGRAM__GROUP_PER_MINUTE="10000",
            **{
                **variables(self.telegram, self.slack),
                "DIGESTBOT_SLACK__PER_SECOND": "200",
                "DIGESTBOT_TELEGRAM__PER_SECOND": "200",
                **self.environment,
                **more,
            },
        )
        worker = Worker(pid, log, on.nursery)
        self.workers.append(worker)
        await is_so(lambda: worker.wrote("worker.ready"))
        return worker

    async def serves_the_page(self) -> Worker:
        """Start a process that serves the web page and no platform; wait until it does."""
        log = self.program.folder / "page.txt"
        unset = dict.fromkeys(variables(self.telegram, self.slack), "")
        address = {"DIGESTBOT_STORE": self.url, "DIGESTBOT_WEB__PORT": "0"}
        pid = await self.nursery.born(
            self.program, log, "run", "--web", **unset, **address, **self.environment
        )
        page = Worker(pid, log, self.nursery)
        self.workers.append(page)
        await is_so(lambda: page.wrote("service.ready"))
        return page

    async def dies(self, worker: Worker, how: signal.Signals = signal.SIGKILL) -> int:
        self.workers.remove(worker)
        return await worker.nursery.ended(worker.pid, how)

    def due(self, rooms: Sequence[Room], *stories: str) -> None:
        falls_due(self.store, now(), rooms, stories)

    async def settles(self) -> None:
        """Wait until nothing is on its way to anybody any more."""
        await until(
            self.store,
            lambda tx: not tx.subscriptions.due(now(), 1) and not tx.outbox.listed(OPEN, 1),
            within=4 * PATIENCE,  # what was cut off is begun anew only when its time is up
        )

    def seen(self, rooms: Sequence[Room], story: str) -> int:
        """Return how many of the rooms saw a story."""
        return sum(shown(room, story) > 0 for room in rooms)

    async def saw(self, rooms: Sequence[Room], story: str, least: int) -> float:
        """Wait until so many of the rooms saw a story; return how long that took."""
        began = time.monotonic()
        await is_so(lambda: self.seen(rooms, story) >= least)
        return time.monotonic() - began

    def wrong(self, rooms: Sequence[Room], stories: Sequence[str]) -> list[str]:
        """Return what each chat saw twice, or not at all without being told so."""
        world = World(self.program, self.telegram, self.slack, self.store, self.nursery)
        return world.wrong(rooms, stories)


@asynccontextmanager
async def shared(
    program: Program, telegram: TelegramApi, slack: SlackApi, url: str, forks: Nursery
) -> AsyncIterator[Shared]:
    """Yield what workers share; those that still run are killed at the end."""
    store = await asyncio.to_thread(open_store, url, queues=True)
    world = Shared(program, telegram, slack, store, url, forks)
    try:
        yield world
    finally:
        for worker in list(world.workers):
            await world.dies(worker)
            if "PYTEST_CURRENT_TEST" in os.environ:
                print(worker.log.read_text())  # what a failing test shows
        store.close()


def rooms_of(world: Shared, each: int) -> list[Room]:
    """Return so many chats of each platform."""
    team = world.slack.team("T1")
    rooms: list[Room] = [team.channel(f"c{number}") for number in range(each)]
    rooms += [world.telegram.private(world.telegram.person(f"T{n}")) for n in range(each)]
    return rooms
