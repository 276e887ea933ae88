"""The service: ticks, folder watching, courier and chat adapters on one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

import structlog

from bot.domain.chats import Platform
from bot.messages.blocks import Message
from bot.ports.chat import ChatAdapter, Invocation
from bot.runtime.courier import GRACE_SECONDS, Courier
from bot.runtime.ticks import Ticks
from bot.runtime.wiring import App
from bot.sources.watch import watch_folder

log = structlog.get_logger()

REPEAT = frozenset({Platform.CONSOLE.value})
"""Where a digest that may or may not have arrived is shown again: on a person's own screen."""


async def serve(app: App, adapters: Sequence[ChatAdapter]) -> None:
    """Serve chats until no adapter has anything more to listen to.

    Stops in this order: listening, ticks, courier, adapters; the store is the caller's.
    """
    ours = {one.platform.value: one for one in adapters}
    courier = Courier(app.store, ours, app.ambient, repeat=REPEAT)
    ticks = Ticks(app.steps, scan_seconds=app.settings.folder.scan_seconds, planned=courier.wake)

    async def answer(invocation: Invocation) -> Message:
        return await asyncio.to_thread(app.answerer, invocation)

    async with AsyncExitStack() as stack:
        for adapter in adapters:
            stack.push_async_callback(adapter.close)
            await adapter.open()
        await ticks.plan()
        await courier.drain()  # what fell due while we were away comes before any answer
        stack.push_async_callback(_see_off, asyncio.create_task(courier.run()), courier)
        stack.push_async_callback(ticks.stop)
        ticks.start()
        stop = asyncio.Event()
        watching = watch_folder(app.settings.inbox, ticks.take_in_soon, stop)
        stack.push_async_callback(_end_watching, asyncio.create_task(watching), stop)
        await asyncio.gather(*(adapter.listen(answer) for adapter in adapters))


async def _see_off(posting: asyncio.Task[None], courier: Courier) -> None:
    """Let the courier finish what it is posting; give up on it after a while."""
    courier.stop()
    _, late = await asyncio.wait([posting], timeout=GRACE_SECONDS)
    if late:
        log.warning("courier.cut-off", seconds=GRACE_SECONDS)
        posting.cancel()


async def _end_watching(watching: asyncio.Task[None], stop: asyncio.Event) -> None:
    stop.set()
    await watching
