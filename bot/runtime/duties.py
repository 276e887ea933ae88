"""Duties: platforms that one process of all serves at a time; the others stand by."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any, TypeAlias

import structlog

from bot.domain.chats import Platform
from bot.domain.errors import SettingsError, StoreBusy, StoreTrouble
from bot.pipeline.deliver import recover
from bot.runtime.engine import pause
from bot.runtime.wiring import App, rules
from bot.storage.postgres.duty import ASK_SECONDS, OURS, Duty

log = structlog.get_logger()

Serve: TypeAlias = Callable[[Platform, asyncio.Event, Callable[[], bool]], Awaitable[None]]
"""Serves a platform until the event is set; posts only while the function says that it is ours."""


class _Asking:
    """Asks for a duty in a thread of its own: those of others may all wait for the database."""

    def __init__(self, duty: Duty) -> None:
        self.duty = duty
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="duty")

    def take(self) -> asyncio.Future[bool]:
        """Take the duty, or prove that it is ours."""
        return asyncio.get_running_loop().run_in_executor(self._thread, self.duty.take)

    async def answer(self, asked: asyncio.Future[bool], patience: timedelta) -> bool:
        """Return what came of asking; False where the database is silent for longer."""
        await asyncio.wait([asked], timeout=patience.total_seconds())
        if not asked.done():
            self.duty.break_off()
        return await asked

    async def give(self) -> None:
        """Let somebody else have it."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self.duty.give)

    async def close(self) -> None:
        """Let go of it, and of the thread, whatever that waits for."""
        self.duty.break_off()
        await self.give()
        self._thread.shutdown()


async def in_turn(
    app: App,
    platform: Platform,
    serve: Serve,
    stop: asyncio.Event,
    flying: Collection[str] = (),
) -> None:
    """Serve a platform whenever nobody else does, until `stop` is set.

    `flying` has the keys of the parts that this process is seeing through.

    Raises:
        SettingsError: its credentials are wrong.
    """
    asking = _Asking(Duty(app.settings.store, f"serve {platform.value}", app.ambient))
    # What the one before us was posting was cut off: nobody can say whether it arrived.
    recovering = partial(
        recover,
        app.store,
        {platform.value},
        app.ambient,
        rules(app.settings),
        flying=flying,
    )
    waiting = False
    try:
        while not stop.is_set():
            asked = asking.take()
            await _first([stop], OURS, asked)
            if await asking.answer(asked, timedelta(0)):
                waiting = False
                log.info("duty.taken", platform=platform.value)
                await _on_duty(platform, serve, asking, stop, recovering)
                await asking.give()
            elif not waiting:
                waiting = True
                log.info("duty.standing-by", platform=platform.value)
            await pause(stop, ASK_SECONDS)
    finally:
        await asking.close()


async def _on_duty(
    platform: Platform,
    serve: Serve,
    asking: _Asking,
    stop: asyncio.Event,
    recovering: Callable[[], object],
) -> None:
    """Serve until told to stop, or until we cannot prove any more that it is for us to do."""
    end, over = asyncio.Event(), asyncio.Event()
    proving = asyncio.create_task(_prove(asking, stop, end, over))
    try:
        await asyncio.to_thread(recovering)
        await serve(platform, end, asking.duty.holds)
    except SettingsError:
        raise
    except (StoreBusy, StoreTrouble) as error:
        log.warning("duty.waiting", platform=platform.value, problem=str(error))
    except Exception:  # the platform or the database is away: the next turn may fare better
        log.exception("duty.failed", platform=platform.value)
    finally:
        over.set()
        await proving


async def _prove(
    asking: _Asking, stop: asyncio.Event, end: asyncio.Event, over: asyncio.Event
) -> None:
    """Prove that we are there until it is `over`; set `end` when we cannot, or are to stop.

    Between the two what is on its way is seen through, however long that takes: nobody else may
    begin meanwhile, and take it for cut off.
    """
    duty = asking.duty
    while not over.is_set():
        asked = asking.take()
        await _first([over] if end.is_set() else [over, stop], duty.left(), asked)
        if stop.is_set() or not duty.holds():
            end.set()
        if not await asking.answer(asked, timedelta(0) if over.is_set() else duty.left()):
            if not over.is_set():
                log.warning("duty.lost")
            break
        await _first([over] if end.is_set() else [over, stop], timedelta(seconds=ASK_SECONDS))
    end.set()


async def _first(
    events: Collection[asyncio.Event], patience: timedelta, *asked: asyncio.Future[bool]
) -> None:
    """Wait for one of these, but not for longer."""
    waits: list[asyncio.Future[Any]] = [asyncio.ensure_future(one.wait()) for one in events]
    await asyncio.wait(
        [*waits, *asked],
        timeout=patience.total_seconds(),
        return_when=asyncio.FIRST_COMPLETED,
    )
    for one in waits:
        one.cancel()
