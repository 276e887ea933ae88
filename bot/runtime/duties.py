"""Duties: platforms that one process of all serves at a time; the others stand by."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from typing import TypeAlias

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


async def in_turn(app: App, platform: Platform, serve: Serve, stop: asyncio.Event) -> None:
    """Serve a platform whenever nobody else does, until `stop` is set.

    Raises:
        SettingsError: its credentials are wrong.
    """
    duty = Duty(app.settings.store, f"serve {platform.value}", app.ambient)
    waiting = False
    try:
        while not stop.is_set():
            asking = asyncio.create_task(asyncio.to_thread(duty.take))
            await _first([stop], OURS, asking)
            if await _answer(asking, duty, timedelta(0)):
                waiting = False
                log.info("duty.taken", platform=platform.value)
                await _on_duty(app, platform, serve, duty, stop)
                await asyncio.to_thread(duty.give)
            elif not waiting:
                waiting = True
                log.info("duty.standing-by", platform=platform.value)
            await pause(stop, ASK_SECONDS)
    finally:
        await asyncio.to_thread(duty.give)


async def _on_duty(
    app: App, platform: Platform, serve: Serve, duty: Duty, stop: asyncio.Event
) -> None:
    """Serve until told to stop, or until we cannot prove any more that it is for us to do."""
    end = asyncio.Event()
    proving = asyncio.create_task(_prove(duty, stop, end))
    try:
        # What the one before us was posting was cut off: nobody can say whether it arrived.
        await asyncio.to_thread(
            recover, app.store, {platform.value}, app.ambient, rules(app.settings)
        )
        await serve(platform, end, duty.holds)
    except SettingsError:
        raise
    except (StoreBusy, StoreTrouble) as error:
        log.warning("duty.waiting", platform=platform.value, problem=str(error))
    except Exception:  # the platform or the database is away: the next turn may fare better
        log.exception("duty.failed", platform=platform.value)
    finally:
        end.set()
        await proving


async def _prove(duty: Duty, stop: asyncio.Event, end: asyncio.Event) -> None:
    """Prove again and again that we are there; set `end` when we cannot, or are to stop."""
    while not (stop.is_set() or end.is_set()):
        asking = asyncio.create_task(asyncio.to_thread(duty.take))
        await _first([stop, end], duty.left(), asking)
        if stop.is_set() or not duty.holds():
            end.set()
        # Told to stop, we keep it meanwhile: what is on its way is seen through.
        if await _answer(asking, duty, duty.left()):
            await _first([stop, end], timedelta(seconds=ASK_SECONDS))
        elif not stop.is_set():
            log.warning("duty.lost")
            break
    end.set()


async def _answer(asking: asyncio.Task[bool], duty: Duty, patience: timedelta) -> bool:
    """Return what came of asking; False where the database is silent for longer."""
    await asyncio.wait([asking], timeout=patience.total_seconds())
    if not asking.done():
        duty.break_off()
    return await asking


async def _first(
    events: Collection[asyncio.Event], patience: timedelta, *asking: asyncio.Task[bool]
) -> None:
    """Wait for one of these, but not for longer."""
    waits = [asyncio.create_task(one.wait()) for one in events]
    await asyncio.wait(
        [*waits, *asking],
        timeout=patience.total_seconds(),
        return_when=asyncio.FIRST_COMPLETED,
    )
    for one in waits:
        one.cancel()
