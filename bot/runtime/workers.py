"""Workers: this process's share of the work of many, distributed by PgQueuer on the database.

The engine hands out jobs, limits how many run at once, tries again what failed, and gives the jobs
of a worker that was not heard of to another one. What a job does is decided by the rows of the
store, so that a job that runs twice does no harm.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import structlog

from bot.domain.chats import Platform
from bot.domain.errors import SettingsError, StoreBusy, StoreTrouble
from bot.ports.chat import ChatAdapter, Resuming
from bot.runtime.courier import GRACE_SECONDS
from bot.runtime.duties import in_turn
from bot.runtime.engine import Engine, pause, run_engine
from bot.runtime.feeding import MOST as FEEDS_AT_ONCE
from bot.runtime.front import Front
from bot.runtime.jobs import Jobs
from bot.runtime.turns import widen
from bot.runtime.wiring import App

log = structlog.get_logger()

SHARED = frozenset({Platform.SLACK})
"""Platforms that several processes may serve at once; a token of the others is one process's."""

POSTED_TO = (Platform.SLACK, Platform.TELEGRAM)

ANSWERED = timedelta(seconds=40)  # silent for longer about what it heard, a process has died
LOOK_SECONDS = 10.0  # between two looks for what such a one left; together below a minute
AGAIN_SECONDS = 5.0  # before a platform that failed is tried again
LONGEST_STOP = 2 * GRACE_SECONDS  # what a silent database holds up is left to others then


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A process that takes some roles."""

    app: App
    roles: Collection[str]
    platforms: Collection[Platform]
    adapter: Callable[[Platform], ChatAdapter]  # makes a new one each time
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    flying: set[str] = field(default_factory=set)  # keys of the parts that are seen through here

    async def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Work until `stop` is set: nothing new is begun then, what is begun is seen through.

        Raises:
            SettingsError: the roles leave nothing to do, or credentials are wrong.
        """
        shares = list(self._shares())
        if not shares:
            raise SettingsError(
                f"With the roles {', '.join(self.roles)} and the platforms that are set up there"
                " is nothing to do for this worker."
            )
        widen()
        ready()
        running = asyncio.create_task(_beside(shares))
        stopping = asyncio.create_task(self.stop.wait())
        try:
            await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
            _, late = await asyncio.wait([running], timeout=LONGEST_STOP)
            if late:  # as after a crash: somebody else looks after it
                log.warning("worker.cut-off", seconds=LONGEST_STOP)
        finally:
            stopping.cancel()
            running.cancel()
            await asyncio.gather(stopping, running, return_exceptions=True)
        if not running.cancelled():
            running.result()

    def _shares(self) -> list[Coroutine[Any, Any, None]]:
        shares: list[Coroutine[Any, Any, None]] = []
        if {"collect", "summarize", "plan"} & set(self.roles):
            shares.append(
                self._engine(self._thinking, self.app.settings.workers.at_once, self.stop)
            )
        if "collect" in self.roles:
            shares.append(self._poll())
        for platform in self.platforms:
            if platform not in SHARED and "chat" in self.roles:
                shares.append(in_turn(self.app, platform, self._served, self.stop, self.flying))
            elif platform in SHARED and {"deliver", "chat"} & set(self.roles):
                shares.append(self._again_and_again(platform))
        return shares

    def _thinking(self, engine: Engine) -> None:
        # Also those of which only others have the credentials: what they missed is found here.
        jobs = Jobs(steps=self.app.steps, platforms=[one.value for one in POSTED_TO])
        if "collect" in self.roles:
            jobs.collect(engine, self.app.settings.folder.scan_seconds)
        if "summarize" in self.roles:
            jobs.summarize(engine)
        if "plan" in self.roles:
            jobs.plan(engine)

    async def _poll(self) -> None:
        """Poll feeds, beside what thinks: most of it is waiting for websites."""
        jobs = Jobs(steps=self.app.steps, platforms=())
        async with self.app.polling(self.stop) as polling:
            await self._engine(partial(jobs.poll, polling=polling), FEEDS_AT_ONCE, self.stop)

    async def _again_and_again(self, platform: Platform) -> None:
        """Serve a platform that several may serve, whatever happens to it meanwhile."""
        while not self.stop.is_set():
            try:
                await self._served(platform, self.stop, lambda: True)
            except SettingsError:
                raise
            except Exception:  # a platform or the database is away: nothing is lost by waiting
                log.exception("worker.platform-failed", platform=platform.value)
                await pause(self.stop, AGAIN_SECONDS)

    async def _served(
        self, platform: Platform, stop: asyncio.Event, is_ours: Callable[[], bool]
    ) -> None:
        """Post to a platform and listen to it, as far as our roles go, until `stop` is set."""
        adapter = self.adapter(platform)
        jobs = Jobs(steps=self.app.steps, platforms=[platform.value])
        carrier = self.app.carrier(
            {platform.value: adapter},
            goes_on=lambda _: is_ours() and not stop.is_set(),
            flying=self.flying,
        )
        try:
            await adapter.open()
            shares = []
            if "deliver" in self.roles or platform not in SHARED:
                register = partial(jobs.deliver, platform=platform.value, carrier=carrier)
                at_once = self.app.settings.workers.posts_at_once
                shares.append(self._engine(register, at_once, stop))
            if "chat" in self.roles:
                shares.append(_listen(adapter, self.app, stop))
            await _beside(shares)
        finally:
            await carrier.land(GRACE_SECONDS)
            await adapter.close()

    async def _engine(
        self, register: Callable[[Engine], None], at_once: int, stop: asyncio.Event
    ) -> None:
        await run_engine(
            self.app.settings.store,
            register,
            stop,
            at_once=at_once,
            heartbeat=timedelta(seconds=self.app.settings.workers.heartbeat_seconds),
        )


async def _beside(shares: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Run these beside each other until all have ended, or one of them fails.

    Raises:
        SettingsError: a setting is wrong; as itself, not in a group.
    """
    try:
        async with asyncio.TaskGroup() as group:
            for share in shares:
                group.create_task(share)
    except ExceptionGroup as failed:
        wrong: Exception | None = failed.subgroup(SettingsError)
        if wrong is None:
            raise
        while isinstance(wrong, ExceptionGroup):
            wrong = wrong.exceptions[0]
        raise wrong from failed


async def _listen(adapter: ChatAdapter, app: App, stop: asyncio.Event) -> None:
    """Hear what people say until `stop` is set.

    Raises:
        ConnectionError: the platform has nothing more to be listened to.
    """
    others = ANSWERED if adapter.platform in SHARED else timedelta(0)
    front = app.front(others)
    listening = asyncio.create_task(adapter.listen(front))
    adopting = asyncio.create_task(_adopt(adapter, front))
    stopping = asyncio.create_task(stop.wait())
    tasks = [listening, adopting, stopping]
    try:
        await asyncio.wait([listening, stopping], return_when=asyncio.FIRST_COMPLETED)
        if listening.done() and not stop.is_set():
            listening.result()
            raise ConnectionError(f"{adapter.platform.value} ended by itself.")
    finally:  # also when the engine beside us fails, and we are cancelled
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _adopt(adapter: ChatAdapter, front: Front) -> None:
    """Answer what processes heard that died since, until cancelled."""
    while isinstance(adapter, Resuming):
        await asyncio.sleep(LOOK_SECONDS)
        try:
            for left in await front.unanswered(adapter.platform):
                log.info("worker.adopted", heard=left.id)
                if not adapter.resume(left):
                    await front.leave(left)
        except (StoreBusy, StoreTrouble) as error:
            log.warning("worker.waiting", problem=str(error))
        except Exception:  # one look: the next one may fare better
            log.exception("worker.adopting-failed")
