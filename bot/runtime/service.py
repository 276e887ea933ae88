"""The service: ticks, folder watching, courier and chat adapters on one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from typing import Any, TypeAlias

import structlog

from bot.domain.chats import Platform
from bot.domain.errors import SettingsError, StoreError
from bot.ports.chat import ChatAdapter
from bot.runtime.courier import GRACE_SECONDS, Courier
from bot.runtime.feeding import Feeding
from bot.runtime.front import Front
from bot.runtime.lease import LASTS, RENEW_SECONDS, Lease
from bot.runtime.ticks import Ticks
from bot.runtime.turns import widen
from bot.runtime.wiring import App
from bot.sources.watch import watch_folder

log = structlog.get_logger()

_ASK_AGAIN_SECONDS = 1.0

Beside: TypeAlias = Callable[[Ticks, Courier], Coroutine[Any, Any, None]]
"""What runs beside the service, and may change its ways, until it is cancelled."""

_Keeping: TypeAlias = dict[str, tuple[Lease, "asyncio.Task[None]"]]  # by platform


async def serve(
    app: App,
    adapters: Sequence[ChatAdapter],
    *,
    stop: asyncio.Event | None = None,
    patience: float = LASTS.total_seconds() + RENEW_SECONDS,
    ready: Callable[[], None] = lambda: None,
    beside: Beside | None = None,
) -> None:
    """Serve chats until no adapter has anything more to listen to, or `stop` is set.

    Stops in this order: listening, ticks, courier, adapters; the store is the caller's.

    Args:
        app: the program, put together.
        adapters: the platforms to serve.
        stop: when to end; what is on its way is seen through after that.
        patience: seconds to wait for another process that serves these chats to go.
        ready: called when everything listens.
        beside: what looks after settings that change; none: they stay.

    Raises:
        SettingsError: credentials are wrong, or another process serves these chats, also when it
            took over while we could not say that we still do.
    """
    widen()
    async with AsyncExitStack() as stack:
        leases: _Keeping = {}
        posting = [one for one in adapters if await _ours(app, one, patience, stack, leases)]
        for adapter in adapters:
            stack.push_async_callback(adapter.close)
            await adapter.open()
        courier = app.courier({one.platform.value: one for one in posting})
        courier.serve_while(lambda platform: leases[platform][0].holds())
        ticks = Ticks(
            app.steps, scan_seconds=app.settings.folder.scan_seconds, planned=courier.wake
        )
        await ticks.plan()
        if any(one.platform is Platform.CONSOLE for one in posting):
            await courier.drain()  # what fell due while we were away comes before the prompt
        stack.push_async_callback(_see_off, asyncio.create_task(courier.run()), courier)
        stack.push_async_callback(ticks.stop)
        ticks.start()
        end = asyncio.Event()
        watching = watch_folder(app.settings.inbox, ticks.take_in_soon, end)
        stack.push_async_callback(_end_watching, asyncio.create_task(watching), end)
        feeding = app.feeding(ticks.take_in_soon)
        stack.push_async_callback(_end_feeding, asyncio.create_task(feeding.run()), feeding)
        if beside is not None:
            stack.push_async_callback(_cancel, asyncio.create_task(beside(ticks, courier)))
        ready()
        keeping = [task for _, task in leases.values()]
        await _listen(adapters, app.front(), stop or asyncio.Event(), keeping)


async def _ours(
    app: App, adapter: ChatAdapter, patience: float, stack: AsyncExitStack, leases: _Keeping
) -> bool:
    """Say whether it is for us to post there: one process does. Two consoles answer both."""
    lease = Lease(app.store, adapter.platform.value, app.ambient)
    try:
        await _take(lease, 0 if adapter.platform is Platform.CONSOLE else patience)
    except SettingsError:
        if adapter.platform is Platform.CONSOLE:
            return False
        raise
    stack.push_async_callback(asyncio.to_thread, lease.give_back)
    keeping = asyncio.create_task(_renew(lease))
    stack.push_async_callback(_cancel, keeping)
    leases[adapter.platform.value] = lease, keeping
    return True


async def _take(lease: Lease, patience: float) -> None:
    """Take a lease; whoever has it may be on its way out, so ask for a while."""
    clock = asyncio.get_running_loop().time
    until = clock() + patience
    while True:
        try:
            return await asyncio.to_thread(lease.take)
        except SettingsError as error:
            if clock() >= until:
                raise
            log.warning("service.waiting", problem=str(error))
            await asyncio.sleep(min(_ASK_AGAIN_SECONDS, max(0.0, until - clock())))


async def _renew(lease: Lease) -> None:
    """Renew a lease in time; after a pause of the whole machine, before anything else is posted.

    Raises:
        SettingsError: another process serves the platform now, and two cannot.
    """
    clock = asyncio.get_running_loop().time
    due = clock() + RENEW_SECONDS
    while True:
        await asyncio.sleep(_ASK_AGAIN_SECONDS)
        if lease.holds() and clock() < due:
            continue
        due = clock() + RENEW_SECONDS
        try:
            await asyncio.to_thread(lease.take)
        except StoreError as error:
            log.warning("service.lease-not-renewed", problem=str(error))
        except SettingsError as error:
            log.warning("service.lease-lost", problem=str(error))
            if lease.platform != Platform.CONSOLE.value:
                raise


async def _listen(
    adapters: Sequence[ChatAdapter],
    front: Front,
    stop: asyncio.Event,
    keeping: Sequence[asyncio.Task[None]],
) -> None:
    """Listen until all have ended or we are to stop; what fails ends everything.

    `keeping` are tasks that end only when they fail.
    """
    listening = {asyncio.create_task(adapter.listen(front)) for adapter in adapters}
    told = asyncio.create_task(stop.wait())
    try:
        pending: set[asyncio.Task[Any]] = {*listening, *keeping, told}
        while pending & listening and not told.done():
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
    finally:
        for task in (*listening, told):
            task.cancel()
        await asyncio.gather(*listening, told, return_exceptions=True)


async def _see_off(posting: asyncio.Task[None], courier: Courier) -> None:
    """Let the courier finish what it is posting; give up on it after a while."""
    courier.stop()
    _, late = await asyncio.wait([posting], timeout=GRACE_SECONDS)
    if late:
        log.warning("courier.cut-off", seconds=GRACE_SECONDS)
        await _cancel(posting)


async def _end_watching(watching: asyncio.Task[None], stop: asyncio.Event) -> None:
    stop.set()
    await watching


async def _end_feeding(polling: asyncio.Task[None], feeding: Feeding) -> None:
    feeding.stop()
    await polling


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)  # what it raised was said before
