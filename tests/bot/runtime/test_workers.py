"""What a worker leaves behind when what it does beside is cut short."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from bot.domain.chats import Platform
from bot.domain.errors import SettingsError
from bot.runtime.workers import Worker, _beside, _listen
from tests.fakes.posting import PostingAdapter
from tests.fakes.world import World


class Adapter(PostingAdapter):
    """A platform that tells whether it is listened to."""

    listeners = 0
    fails = False

    def __post_init__(self):
        super().__post_init__()
        self.listened = asyncio.Event()

    async def listen(self, listener):
        self.listeners += 1
        self.listened.set()
        try:
            if self.fails:
                raise OSError("The socket broke.")
            await super().listen(listener)
        finally:
            self.listeners -= 1

    def resume(self, _):
        return False


@pytest.fixture
def adapter():
    return Adapter(now=lambda: World().now, platform=Platform.SLACK)


@pytest.fixture
def app():
    return SimpleNamespace(front=lambda _: object())


async def test_whoever_is_cut_short_listens_no_more(adapter, app):
    listening = asyncio.create_task(_listen(adapter, app, asyncio.Event()))
    async with asyncio.timeout(60):
        await adapter.listened.wait()
        listening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listening
    assert adapter.listeners == 0
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_what_breaks_is_said_and_nothing_goes_on_beside_it(adapter, app):
    adapter.fails = True
    with pytest.raises(OSError, match="socket broke"):
        await _listen(adapter, app, asyncio.Event())
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_it_listens_until_it_is_to_stop(adapter, app):
    stop = asyncio.Event()
    stop.set()
    async with asyncio.timeout(60):
        await _listen(adapter, app, stop)
    assert adapter.listeners == 0


async def test_a_wrong_setting_is_said_as_itself():
    async def wrong():
        raise SettingsError("The token is wrong.")

    async def inner():
        await _beside([wrong(), asyncio.sleep(60)])

    with pytest.raises(SettingsError, match="token is wrong"):
        await _beside([inner(), asyncio.sleep(60)])


async def test_other_errors_are_said_together():
    async def fails():
        raise OSError("The socket broke.")

    with pytest.raises(ExceptionGroup) as raised:
        await _beside([fails()])
    assert raised.value.subgroup(OSError) is not None


async def test_what_never_ends_is_cut_off_after_a_stop(monkeypatch):
    async def never():
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.runtime.workers.LONGEST_STOP", 0.01)
    monkeypatch.setattr(Worker, "_shares", lambda _: [never()])
    worker = Worker(app=None, roles=["plan"], platforms=[], adapter=None)
    working = asyncio.create_task(worker.run())
    async with asyncio.timeout(60):
        await asyncio.sleep(0)
        worker.stop.set()
        await working
    assert asyncio.all_tasks() == {asyncio.current_task()}
