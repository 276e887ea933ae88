"""The whole service against both fakes: as a process of its own, or in the test's loop."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import SecretStr

from bot.cli.working import ROLES
from bot.domain.chats import Budget, Chat, ChatAddress, parse_address
from bot.domain.deliveries import PartState
from bot.domain.schedules import EVERY_DAY, AtTimes
from bot.domain.stories import Coverage
from bot.ports.ambient import Ambient
from bot.ports.records import Claim
from bot.ports.store import Store, Transaction
from bot.runtime import ambient
from bot.runtime.platform_settings import SlackSettings, TelegramSettings
from bot.runtime.platforms import adapter_of, is_set_up, set_up
from bot.runtime.service import serve
from bot.runtime.settings import FolderSettings, Settings
from bot.runtime.wiring import App, build
from bot.runtime.workers import Worker
from tests.fakes.builders import a_coverage, a_report, a_subscription, keep
from tests.fakes.slack_api import SlackApi
from tests.fakes.slack_world import Channel
from tests.fakes.telegram_api import TelegramApi
from tests.fakes.telegram_chats import Chat as TelegramChat

if TYPE_CHECKING:
    from tests.e2e.conftest import Program

PATIENCE = 40  # seconds, for what takes a few
LOOK_AGAIN = 0.005  # seconds between two looks at what rings no bell

ONE_PROCESS, WORKERS = "one process", "workers"

Room = TelegramChat | Channel
T = TypeVar("T")


@dataclass
class Service:
    """`digestbot run` against the fakes, or workers, and what those who speak to people wrote."""

    process: asyncio.subprocess.Process
    log: str = ""
    beside: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def says(self, words: str) -> None:
        """Read its log until the words are there."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.log:
                line = await self.process.stderr.readline()
                assert line, self.log
                self.log += line.decode()

    async def is_ready(self) -> None:
        await self.says("worker.ready" if self.beside else "service.ready")

    async def stops(self) -> int:
        """Ask it to end, and what works beside it, and return the code of the worst of them."""
        for process in (self.process, *self.beside):
            process.send_signal(signal.SIGTERM)
        codes = [await asyncio.wait_for(one.wait(), PATIENCE) for one in self.beside]
        return max([await self.ends(), *codes], key=abs)

    async def ends(self) -> int:
        _, rest = await asyncio.wait_for(self.process.communicate(), PATIENCE)
        self.log += rest.decode()
        return self.process.returncode


def variables(telegram: TelegramApi, slack: SlackApi) -> dict[str, str]:
    """Return the environment that points the program at the fakes."""
    return {
        "DIGESTBOT_TELEGRAM__TOKEN": telegram.token,
        "DIGESTBOT_TELEGRAM__BASE_URL": telegram.base_url.removesuffix("/bot"),
        "DIGESTBOT_SLACK__BOT_TOKEN": slack.team("T1").bot_token,
        "DIGESTBOT_SLACK__APP_TOKEN": slack.app_token,
        "DIGESTBOT_SLACK__BASE_URL": slack.base_url.removesuffix("/api/"),
    }


@asynccontextmanager
async def running(
    program: Program, telegram: TelegramApi, slack: SlackApi, *, shared: str = "", **more: str
) -> AsyncIterator[Service]:
    """Run `digestbot run`; it is killed at the end if it still runs.

    With the address of a database that is `shared`, two workers do the same: one speaks to people.
    """
    environment = program.environment(
        **{**variables(telegram, slack), "DIGESTBOT_FOLDER__SCAN_SECONDS": "0.5", **more},
        **({"DIGESTBOT_STORE": shared} if shared else {}),
    )
    thinks = program.folder / "thinks.txt"
    ways = {"worker --roles deliver,chat": None, "worker --roles collect,summarize,plan": thinks}
    processes = []
    for arguments, log in (ways if shared else {"run": None}).items():
        with (log or Path(os.devnull)).open("wb") as written:
            made = await asyncio.create_subprocess_exec(
                *program.command(*arguments.split()),
                cwd=program.folder,
                env=environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=written if log else asyncio.subprocess.PIPE,
            )
        processes.append(made)
    first, *beside = processes
    service = Service(first, beside=beside)
    try:
        yield service
    finally:
        running = [one for one in processes if one.returncode is None]
        for one in running:
            one.kill()
        rest = [await one.communicate() for one in running]
        if running:  # what a failing test shows
            print(service.log, *[err.decode() for _, err in rest if err], sep="")
            print(thinks.read_text() if shared else "")


class Clock:
    """The real time, which a test may set."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return ambient.now() + self.ahead

    def jumps(self, **by: float) -> None:
        """Set the clock: `clock.jumps(hours=-1)`."""
        self.ahead += timedelta(**by)

    @property
    def ambient(self) -> Ambient:
        return Ambient(now=self.now, new_id=ambient.new_id, jitter=lambda: 0.0)


@dataclass
class Inside:
    """The service in the test's loop, with its store to be looked at."""

    app: App
    clock: Clock
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    @property
    def store(self) -> Store:
        return self.app.store

    def due(self, *rooms: Room, stories: Sequence[str] = ("Harbor bridge opens",)) -> None:
        """Let a digest of these new stories fall due in these chats."""
        falls_due(self.store, self.clock.now(), rooms, stories)

    def news(self, *stories: str) -> None:
        """Let there be new stories, by their headlines."""
        falls_due(self.store, self.clock.now(), (), stories)

    def address(self, room: Room) -> ChatAddress:
        return address_of(room)

    async def until(self, look: Callable[[Transaction], T]) -> T:
        """Wait until a look at the store finds something, and return it."""
        return await until(self.store, look)

    async def stands(self, room: Room, **states: int) -> list[Claim]:
        """Wait until a chat's parts stand so: `stands(chat, sent=2)`; return them."""
        await self.until(lambda tx: tally(tx, room) == states)
        return self.parts(room)

    def parts(self, room: Room) -> list[Claim]:
        with self.store.snapshot() as tx:
            return list(tx.outbox.listed(frozenset(PartState), 100, address_of(room)))

    def chat(self, room: Room) -> Chat:
        with self.store.snapshot() as tx:
            return tx.chats.get(address_of(room))

    async def is_paused(self, room: Room, *, paused: bool = True) -> Chat:
        """Wait until a chat is paused, or no more, and return it."""
        await self.until(lambda tx: (tx.chats.get(address_of(room)).paused is not None) is paused)
        return self.chat(room)

    async def is_retrying(self, room: Room) -> None:
        """Wait until a part for the chat was tried in vain."""
        address, states = address_of(room), frozenset({PartState.PLANNED})
        await self.until(
            lambda tx: any(c.part.attempts for c in tx.outbox.listed(states, 9, address))
        )

    async def was_answered(self, room: Room) -> None:
        """Wait until the bot knows what became of a post to the chat, whatever it was."""
        address, states = address_of(room), frozenset(PartState) - {PartState.SENDING}
        await self.until(
            lambda tx: any(c.part.tried_at for c in tx.outbox.listed(states, 9, address))
        )

    async def stops(self) -> None:
        self.stop.set()
        await asyncio.wait_for(self.task, PATIENCE)


@asynccontextmanager
async def serving(
    program: Program,
    telegram: TelegramApi,
    slack: SlackApi,
    *,
    ahead: timedelta = timedelta(),
    shared: str = "",
    is_up: Callable[[TelegramApi, SlackApi], bool] = lambda _, slack: slack.post.is_reachable,
    for_telegram: Mapping[str, Any] = {},
    for_slack: Mapping[str, Any] = {},
) -> AsyncIterator[Inside]:
    """Serve both fakes, as fast as they take it, unless the settings say otherwise.

    Yields when `is_up`: usually when Slack's socket is open. The clock is `ahead` of the real one.
    With the address of a database that is `shared`, as a worker with all roles.
    """
    clock = Clock()
    clock.ahead = ahead
    settings = settings_for(
        program, telegram, slack, for_telegram=for_telegram, for_slack=for_slack
    )
    if shared:
        often = FolderSettings(scan_seconds=1)
        settings = settings.model_copy(update={"store": shared, "folder": often})
    telegram.monotonic = lambda: time.monotonic() + clock.ahead.total_seconds()
    slack.now = lambda: time.time() + clock.ahead.total_seconds()
    with build(settings, clock.ambient, queues=bool(shared)) as app:
        inside = Inside(app, clock)
        if shared:
            inside.task = asyncio.create_task(a_worker(app, inside.stop).run())
        else:
            adapters = set_up(app.settings, app.store, app.ambient, app.read_text)
            inside.task = asyncio.create_task(serve(app, adapters, stop=inside.stop, patience=0))
        try:
            await is_so(lambda: is_up(telegram, slack) or inside.task.done())
            yield inside
        finally:
            await inside.stops()


def a_worker(app: App, stop: asyncio.Event) -> Worker:
    """Return a worker that does everything."""
    return Worker(
        app=app,
        roles=ROLES,
        platforms=[one for one, there in is_set_up(app.settings).items() if there],
        adapter=lambda platform: adapter_of(
            platform, app.settings, app.store, app.ambient, app.read_text
        ),
        stop=stop,
    )


def settings_for(
    program: Program,
    telegram: TelegramApi,
    slack: SlackApi,
    *,
    for_telegram: Mapping[str, Any] = {},
    for_slack: Mapping[str, Any] = {},
) -> Settings:
    """Return settings for both fakes, without pace and with everything done at once."""
    of_telegram: dict[str, Any] = {
        "token": SecretStr(telegram.token),
        "base_url": telegram.base_url.removesuffix("/bot"),
        "chat_seconds": 0,
        "per_second": 1000,
        "group_per_minute": 1000,
    }
    of_slack: dict[str, Any] = {
        "bot_token": SecretStr(slack.team("T1").bot_token),
        "app_token": SecretStr(slack.app_token),
        "base_url": slack.base_url.removesuffix("/api/"),
        "settle_seconds": 0,
        "chat_seconds": 0,
        "per_second": 1000,
    }
    return Settings(
        store=f"sqlite:///{program.folder}/data/bot.db",
        inbox=program.inbox,
        timezone="UTC",
        folder=FolderSettings(scan_seconds=3600),
        telegram=TelegramSettings(**{**of_telegram, **for_telegram}),
        slack=SlackSettings(**{**of_slack, **for_slack}),
    )


def address_of(room: Room) -> ChatAddress:
    """Return the address of a chat of either fake."""
    if isinstance(room, Channel):
        return parse_address(f"slack:{room.team.id}/{room.id}")
    return parse_address(f"telegram:{room.id}")


def tally(tx: Transaction, room: Room) -> dict[str, int]:
    """Return how many parts of a chat stand where, the states that there are."""
    found = tx.outbox.tally(address_of(room))
    return {state.value: count for state, count in found.items() if count}


async def is_so(look: Callable[[], object]) -> None:
    """Wait until a look at what rings no bell finds something."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if look():
                return
            await asyncio.sleep(LOOK_AGAIN)


async def until(store: Store, look: Callable[[Transaction], T], *, within: float = PATIENCE) -> T:
    """Wait until a look at the store finds something, and return it."""
    async with asyncio.timeout(within):
        while True:
            with store.snapshot() as tx:
                found = look(tx)
            if found:
                return found
            await asyncio.sleep(LOOK_AGAIN)


def falls_due(
    store: Store, now: datetime, rooms: Sequence[Room], stories: Sequence[str], *, words: int = 100
) -> None:
    """Let a digest of new stories, by their headlines, fall due; `words` long each, in one part."""
    second = timedelta(seconds=1)
    # Not again before tomorrow, at whatever hour these tests run and however far their clocks jump.
    daily = AtTimes(EVERY_DAY, (now.astimezone(UTC).time().replace(second=0, microsecond=0),))
    with store.transaction() as tx:
        keep(tx, *(_story(headline, words, now) for headline in stories))
        for room in rooms:
            address = address_of(room)
            if tx.chats.get(address) is None:
                tx.chats.put(Chat(address=address, budget=Budget(stories=50, sentences=1)))
            tx.subscriptions.put(
                a_subscription(
                    id=f"sub{address.chat}".replace("-", "x"),
                    address=address,
                    schedule=daily,
                    since=now - timedelta(days=1),
                    next_due_at=now - second,
                )
            )


def _story(headline: str, words: int, now: datetime) -> Coverage:
    told = f"{headline}, " + "as everybody says, " * (words // 3) + "and it is so."
    report = a_report(
        key=f"{headline}.txt", title=headline, body=told, url=None, published_at=None,
        collected_at=now.astimezone(UTC),
    )  # fmt: skip
    return a_coverage(report, id=f"story {headline}", first_seen_at=now)


def shown(room: Room, words: str) -> int:
    """Return how many messages of the bot, standing in a chat, hold these words."""
    texts = [one.read if isinstance(room, Channel) else one.text for one in room.messages]
    return sum(words in text for text in texts)
