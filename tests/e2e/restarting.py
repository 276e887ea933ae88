"""Kill `digestbot run` again and again while it serves both fakes, and count what each chat saw."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.deliveries import OPEN, PartState
from bot.ports.store import Store
from bot.runtime.ambient import now
from bot.storage.open import open_store
from tests.e2e.conftest import Program
from tests.e2e.nursery import Nursery
from tests.e2e.service import (
    PATIENCE,
    Room,
    address_of,
    falls_due,
    is_so,
    shown,
    until,
    variables,
)
from tests.fakes.slack_api import SlackApi
from tests.fakes.slack_world import Channel
from tests.fakes.telegram_api import TelegramApi

CARD = "The connection broke while a message was on its way"
INTERRUPTED = "I was interrupted while answering"
SETTLE = 1  # seconds; nothing that a kill cut off is accepted later than that


@dataclass
class World:
    """Both platforms, a store, and the process that is killed."""

    program: Program
    telegram: TelegramApi
    slack: SlackApi
    store: Store
    nursery: Nursery
    pid: int = 0
    starts_so_far: int = 0

    def __post_init__(self) -> None:
        # Here Slack tells until it is heard: no process may live long enough for a while.
        self.slack.ack_seconds, self.slack.retry_delays = 0.5, (0.1,) * 20_000

    @property
    def log(self) -> Path:
        """What the latest process wrote."""
        return self.program.folder / f"log-{self.starts_so_far}.txt"

    @property
    def path(self) -> Path:
        return self.program.folder / "data/bot.db"

    async def starts(self) -> None:
        self.starts_so_far += 1
        self.pid = await self.nursery.born(
            self.program,
            self.log,
            "run",
            **variables(self.telegram, self.slack),
            DIGESTBOT_FOLDER__SCAN_SECONDS="3600",
            DIGESTBOT_SLACK__SETTLE_SECONDS=str(SETTLE),
            DIGESTBOT_SLACK__CHAT_SECONDS="0.05",
            DIGESTBOT_SLACK__PER_SECOND="200",  # what many kills held up is soon made good
            DIGESTBOT_TELEGRAM__CHAT_SECONDS="0.05",
            DIGESTBOT_TELEGRAM__PER_SECOND="200",
            DIGESTBOT_TELEGRAM__GROUP_PER_MINUTE="10000",
        )

    async def is_ready(self) -> None:
        """Wait until it serves."""
        await is_so(lambda: self.log.exists() and "service.ready" in self.log.read_text())

    async def dies(self) -> None:
        code, self.pid = await self.nursery.ended(self.pid), 0
        assert code == -signal.SIGKILL, self.log.read_text()  # else it ended by itself before

    async def stops(self) -> None:
        await self.is_ready()  # before, a signal ends it at once
        code = await self.nursery.ended(self.pid, signal.SIGTERM)
        self.pid = 0
        assert code == 0, self.log.read_text()

    async def settles(self) -> None:
        """Wait until nothing is on its way to anybody any more."""
        await until(self.store, lambda tx: not tx.outbox.listed(OPEN, 1))

    def idle(self) -> bool:
        """Say whether all that fell due is settled."""
        with self.store.snapshot() as tx:
            return not tx.subscriptions.due(now(), 1) and not tx.outbox.listed(OPEN, 1)

    def logged(self, *words: str) -> bool:
        """Say whether any life wrote a line with these words."""
        logs = self.program.folder.glob("log-*.txt")
        lines = (line for log in logs for line in log.read_text().splitlines())
        return any(all(f'"{word}"' in line for word in words) for line in lines)

    def due(self, rooms: Sequence[Room], stories: Sequence[str]) -> None:
        falls_due(self.store, now(), rooms, stories)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let nobody else write into the store."""
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=PATIENCE)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
            connection.close()

    def wrong(self, rooms: Sequence[Room], stories: Sequence[str]) -> list[str]:
        """Return what each chat saw twice, or not at all without being told so."""
        found = [
            f"{address_of(room)} saw {story!r} {count} times"
            for room in rooms
            for story in stories
            if (count := shown(room, story)) > 1 or (isinstance(room, Channel) and not count)
        ]
        for room in rooms:
            if not isinstance(room, Channel):
                found += self._not_told(room, stories)
        return found

    def _not_told(self, room: Room, stories: Sequence[str]) -> list[str]:
        """Return the stories that a chat on Telegram neither saw nor has a card for."""
        with self.store.snapshot() as tx:
            states = frozenset({PartState.CARDED})
            parts = tx.outbox.listed(states, 1000, address_of(room))
        carded = " ".join(str(claim.part.body) for claim in parts)
        missing = [one for one in stories if not shown(room, one) and one not in carded]
        found = [f"{address_of(room)} was not told {story!r}" for story in missing]
        if shown(room, CARD) < len(parts):
            found.append(f"{address_of(room)} lacks a card")
        return found


@asynccontextmanager
async def a_world(
    program: Program, telegram: TelegramApi, slack: SlackApi, forks: Nursery
) -> AsyncIterator[World]:
    """Yield a world in which nothing runs yet."""
    store = open_store(f"sqlite:///{program.folder}/data/bot.db")
    try:
        world = World(program, telegram, slack, store, forks)
        try:
            yield world
        finally:
            if world.pid:
                await world.dies()
    finally:
        store.close()


@dataclass
class Toll:
    """What came of killing at random."""

    kills: int = 0
    stories: list[str] = field(default_factory=list)
    asked: list[tuple[Room, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    cards: int = 0
    unanswered: list[str] = field(default_factory=list)
    answered_twice: list[str] = field(default_factory=list)
    doubts: int = 0  # answers of which the bot said that they may be missing
    cut: int = 0  # answers of which it was just saying so on Telegram, which cannot be repeated


async def kill_at_random(world: World, kills: int, chats: int, dice: random.Random) -> Toll:
    """Let digests fall due and people ask, and kill in the middle, so many times."""
    team = world.slack.team("T1")
    rooms: list[Room] = [team.channel(f"c{number}") for number in range(chats)]
    rooms += [world.telegram.private(world.telegram.person(f"T{n}")) for n in range(chats)]
    toll = Toll()
    for number in range(kills):
        stories = [f"Round {number:03d}{letter}" for letter in "ab"]
        toll.stories += stories
        world.due(rooms, stories)
        toll.asked += await _ask(world, number)
        goal = _requests(world) + dice.randrange(4, 4 * chats)
        await world.starts()
        await _until_asked(world, goal)
        await asyncio.sleep(dice.uniform(0, 0.03))  # the moment is to be any
        await world.dies()
        toll.kills += 1
    await world.starts()
    await world.settles()
    await world.slack.settled()
    for platform in ("telegram", "slack"):
        await until(world.store, lambda tx, it=platform: not tx.hearing.open(it))
    await world.stops()
    toll.wrong = world.wrong(rooms, toll.stories)
    toll.cards = sum(shown(room, CARD) for room in rooms)
    for room, words in toll.asked:
        answers, doubts = answered(room, words)
        toll.answered_twice += [f"{address_of(room)} {words}"] * (answers > 1)
        toll.answered_twice += [f"{address_of(room)} {words}: doubts"] * (doubts > 1)
        toll.doubts += doubts
        if not answers and not doubts:
            cut = world.logged("telegram.owning-up", str(address_of(room)))
            toll.cut += cut
            toll.unanswered += [f"{address_of(room)} {words}"] * (not cut)
    return toll


def answered(room: Room, words: str) -> tuple[int, int]:
    """Return how many messages of the bot answer what was asked, and how many own up to a doubt."""
    said = [
        one.read if isinstance(room, Channel) else one.text
        for one in room.messages
        if not isinstance(room, Channel) or one.bot_id == room.team.bot_id
    ]
    about = [text for text in said if words in text]
    in_doubt = sum(INTERRUPTED in text for text in about)
    return len(about) - in_doubt, in_doubt


async def _ask(world: World, number: int) -> list[tuple[Room, str]]:
    """Let somebody on each platform ask about a word that nobody asked about before."""
    words = f"zebra{number:03d}"
    tom = world.telegram.person(f"Asks {number}")
    bob = world.slack.team("T1").person(f"Asks {number}")
    private, direct = world.telegram.private(tom), world.slack.team("T1").dm(bob)
    await private.says(tom, f"/summary {words}")
    await bob.says(direct, f"summary {words}")
    return [(private, words), (direct, words)]


def _requests(world: World) -> int:
    return len(world.telegram.requests) + len(world.slack.requests)


async def _until_asked(world: World, goal: int) -> None:
    """Wait until the platforms were asked so often, or nothing is on its way any more."""
    await is_so(lambda: _requests(world) >= goal or world.idle())
