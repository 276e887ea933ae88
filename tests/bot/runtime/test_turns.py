from __future__ import annotations

import asyncio
import threading

import pytest

from bot.runtime import turns as turns_module
from bot.runtime.turns import AT_ONCE, THREADS, Turns, widen

PATIENCE = 20


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing count as slow, however busy the machine is."""
    monkeypatch.setattr(turns_module, "QUICK_SECONDS", 600)


@pytest.mark.usefixtures("unhurried")
async def test_whoever_comes_first_is_served_first(monkeypatch):
    monkeypatch.setattr(turns_module, "AT_ONCE", 1)
    turns, done = Turns(), list[int]()
    await asyncio.gather(*(turns.take(done.append, n) for n in range(100)))
    assert done == list(range(100))


@pytest.mark.usefixtures("unhurried")
async def test_a_few_at_once_and_no_more():
    turns, going_on = Turns(), threading.Semaphore(AT_ONCE)

    def work() -> None:
        assert going_on.acquire(blocking=False)
        going_on.release()

    await asyncio.gather(*(turns.take(work) for _ in range(100)))


async def test_many_slow_ones_hold_up_nobody():
    widen()
    turns, go_on = Turns(), threading.Event()
    slow = [asyncio.create_task(turns.take(go_on.wait)) for _ in range(THREADS // 2)]
    async with asyncio.timeout(PATIENCE):
        assert await turns.take(lambda: "quick") == "quick"
    go_on.set()
    assert await asyncio.gather(*slow) == [True] * len(slow)


async def test_what_fails_says_so_and_gives_its_turn_away():
    turns = Turns()

    def fail() -> None:
        raise ValueError("no")

    failed = await asyncio.gather(*(turns.take(fail) for _ in range(20)), return_exceptions=True)
    assert {type(one) for one in failed} == {ValueError}
    assert await turns.take(lambda: 1) == 1
