"""An adapter that is killed at a chosen moment, and the one that is started in its place.

Both keep what they hear in the same store, through the same front as in the program. To be killed
is to do nothing any more: no byte is sent, nothing is noted, nobody is told.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot.adapters.slack import SlackAdapter
from bot.adapters.slack.manifest import EVENTS, SCOPES
from bot.domain.chats import Platform
from bot.messages.blocks import Message
from bot.ports.ambient import Ambient
from bot.ports.chat import Invocation
from bot.ports.records import Heard
from bot.ports.store import Store
from bot.runtime.front import Front
from bot.storage.open import open_store
from tests.bot.adapters.slack_office import Desk, new_adapter, until
from tests.fakes.slack_api import SlackApi
from tests.fakes.slack_messages import Message as Posted


class Killed(Desk):
    """A listener that keeps what it hears in a store, and ends all of it at one step."""

    def __init__(self, front: Front, *, at: str | None = None) -> None:
        super().__init__()
        self.front = front
        self.at = at  # the step: "heard", "answering", "begun", "posted"
        self.kill: Callable[[], None] = lambda: None
        self.died = asyncio.Event()

    async def dies(self, step: str) -> None:
        if self.at == step or self.died.is_set():
            self.died.set()
            self.kill()
            await asyncio.Event().wait()

    async def hear(self, heard: Sequence[Heard]) -> Sequence[Heard]:
        new = await self.front.hear(heard)
        await self.dies("heard")
        return new

    async def unanswered(self, platform: Platform) -> Sequence[Heard]:
        return await self.front.unanswered(platform)

    async def answer(self, invocation: Invocation) -> Message:
        answer = await super().answer(invocation)
        await self.dies("answering")
        return answer

    async def begin(self, heard: Heard) -> None:
        await self.front.begin(heard)
        self.begun.append(heard.id)
        await self.dies("begun")

    async def done(self, heard: Heard) -> None:
        await self.dies("posted")
        await self.front.done(heard)
        self.finished.append(heard.id)


@dataclasses.dataclass(kw_only=True)
class Street:
    """Slack and a store, which live on while adapters come and go."""

    api: SlackApi
    store: Store
    now: datetime = dataclasses.field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self.team = self.api.team("T1")
        self.team.grant(SCOPES)
        self.api.subscriptions = set(EVENTS)
        self.ann = self.team.person("Ann")
        self.news = self.team.channel("news")
        self.news.members.add(self.ann.id)
        self.dm = self.team.dm(self.ann)

    def front(self) -> Front:
        ambient = Ambient(now=lambda: self.now, new_id=lambda: "id", jitter=lambda: 0.0)
        return Front(cast("Any", None), self.store, ambient)

    @contextlib.asynccontextmanager
    async def life(
        self, at: str | None = None, desk: Killed | None = None, **settings: Any
    ) -> AsyncIterator[Killed]:
        """Let an adapter listen, until the end of the block or until it is killed."""
        desk = desk or Killed(self.front(), at=at)
        adapter = new_adapter(self.api, now=lambda: self.now, **settings)
        await adapter.open()
        task = asyncio.create_task(adapter.listen(desk))
        desk.kill = lambda: _kill(adapter)
        if settings.get("http_port") is None:
            await self.api.connected()
        else:
            await until(lambda: adapter.http_port)
            self.api.request_url = f"http://127.0.0.1:{adapter.http_port}/slack/events"
        yield desk
        if desk.died.is_set():
            for lane in tuple(adapter._lanes._running):
                lane.cancel()
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await adapter.close()
        if not desk.died.is_set():
            await task

    def open(self) -> Sequence[Heard]:
        with self.store.snapshot() as tx:
            return tx.hearing.open("slack")

    def passes(self, time: timedelta) -> None:
        self.now += time


@contextlib.asynccontextmanager
async def street(folder: Path) -> AsyncIterator[Street]:
    with _store(folder) as store:
        async with SlackApi() as api:
            yield Street(api=api, store=store)
            assert api.complaints == []


def answers(s: Street) -> list[Posted]:
    """Return what the bot said in the channel, to everybody or to one."""
    return [m for m in s.news.every_message if m.bot_id == s.team.bot_id and not m.deleted]


async def command(s: Street) -> None:
    await s.ann.command(s.news, "/summary", "1")


async def mention(s: Street) -> None:
    await s.ann.says(s.news, "<@BOT> summary 1")


async def is_done(street: Street) -> None:
    """Wait until nothing is left open."""
    await until(lambda: not street.open())


async def soon(waited_for: Awaitable[Any]) -> Any:
    return await asyncio.wait_for(waited_for, 10)


@contextlib.contextmanager
def _store(folder: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{folder}/bot.db")
    try:
        yield store
    finally:
        store.close()


def _kill(adapter: SlackAdapter) -> None:
    adapter._sending._closed = True  # no byte leaves any more
    if adapter._intake is not None:
        adapter._intake.close()
