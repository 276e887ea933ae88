"""The courier posts what waits, and sees it through."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.chats import Platform
from bot.domain.deliveries import Receipt
from bot.domain.errors import NotSent, StoreBusy
from bot.runtime import courier as courier_module
from bot.runtime.courier import Courier
from tests.bot.conftest import FOOTBALL, SPACE, plain


class Recorder:
    """An adapter that keeps what it was given to post, and fails as told."""

    platform = Platform.CONSOLE

    def __init__(self, *troubles: Exception) -> None:
        self.posted: list[str] = []
        self.keys: list[str] = []
        self.troubles = list(troubles)
        self.gate = asyncio.Event()
        self.gate.set()
        self.entered = asyncio.Event()

    async def post(self, address, body, *, key):
        del address
        self.entered.set()
        await self.gate.wait()
        self.keys.append(key)
        if self.troubles:
            raise self.troubles.pop(0)
        self.posted.append(plain([body]))
        return Receipt(message_id=str(len(self.posted)))


@pytest.fixture
def due(bot):
    bot.says("subscribe everything")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    return bot


def courier_of(bot, adapter):
    return Courier(bot.store, {"console": adapter}, bot.world.ambient)


async def test_it_posts_what_waits_and_then_rests(due):
    adapter = Recorder()
    await courier_of(due, adapter).drain()
    assert len(adapter.posted) == 1
    assert "Probe lands" in adapter.posted[0]
    assert not await courier_of(due, adapter).turn()


async def test_a_retry_sends_the_same_key_again(due):
    adapter = Recorder(NotSent("no network"))
    courier = courier_of(due, adapter)
    await courier.drain()
    due.world.sleep(minutes=1)
    await courier.drain()
    assert len(adapter.posted) == 1
    assert len(set(adapter.keys)) == 1


async def test_an_adapter_that_breaks_its_promise_does_not_stop_it(due, logged_errors):
    adapter = Recorder(RuntimeError("bug"))
    courier = courier_of(due, adapter)
    await courier.drain()
    assert adapter.posted == []
    assert logged_errors == ["courier.adapter-failed"]
    logged_errors.clear()
    assert "may or may not have arrived" in due.says("status")
    due.takes_in(FOOTBALL)
    due.world.sleep(days=1)
    due.plans()
    await courier.drain()
    assert "Northport" in adapter.posted[0]


async def test_running_it_wakes_up_for_new_work_and_stops_when_asked(due):
    adapter = Recorder()
    courier = courier_of(due, adapter)
    running = asyncio.create_task(courier.run())
    courier.wake()
    async with asyncio.timeout(5):
        await adapter.entered.wait()
    courier.stop()
    async with asyncio.timeout(5):
        await running
    assert len(adapter.posted) == 1


async def test_a_store_that_is_busy_at_the_start_does_not_end_it(due, monkeypatch):
    adapter = Recorder()
    courier = courier_of(due, adapter)
    real, left = courier_module.deliver.recover, [2]

    def busy(*arguments):
        if left[0]:
            left[0] -= 1
            courier.wake()
            raise StoreBusy("locked")
        return real(*arguments)

    monkeypatch.setattr(courier_module.deliver, "recover", busy)
    running = asyncio.create_task(courier.run())
    async with asyncio.timeout(10):
        await adapter.entered.wait()
    courier.stop()
    await running
    assert len(adapter.posted) == 1


async def test_being_stopped_waits_for_the_post_in_flight(due):
    adapter = Recorder()
    adapter.gate.clear()
    courier = courier_of(due, adapter)
    running = asyncio.create_task(courier.run())
    async with asyncio.timeout(5):
        await adapter.entered.wait()
    courier.stop()
    assert not running.done()
    adapter.gate.set()
    async with asyncio.timeout(5):
        await running
    assert "may or may not" not in due.says("status")
    assert len(adapter.posted) == 1
