from __future__ import annotations

import asyncio
import threading

import pytest

from bot.runtime import turns as turns_module
from bot.runtime.turns import ANSWERING, THREADS, Turns, widen

PATIENCE = 20
A_WHILE = 0.05
FEW = 8


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing count as slow, however busy the machine is."""
    monkeypatch.setattr(turns_module, "QUICK_SECONDS", 600)


@pytest.mark.usefixtures("unhurried")
async def test_whoever_comes_first_is_served_first():
    widen()
    turns, done = Turns(), list[int]()
    ended = [threading.Event() for _ in range(FEW)]

    def work(n: int) -> None:
        if n % 2 == 0:
            ended[n + 1].wait(A_WHILE)  # nobody else begins, unless it is not their turn
        done.append(n)
        ended[n].set()

    await asyncio.gather(*(turns.take(work, n) for n in range(FEW)))
    assert done == list(range(FEW))


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("few", [1, 4])
async def test_a_few_at_once_and_no_more(few):
    widen()
    turns, go_on, begun = Turns(few), threading.Event(), list[int]()
    one_more = threading.Semaphore(0)

    def work(n: int) -> None:
        begun.append(n)
        one_more.release()
        go_on.wait()

    waiting = [asyncio.create_task(turns.take(work, n)) for n in range(5 * few)]
    try:
        for _ in range(few):
            assert await asyncio.to_thread(one_more.acquire, timeout=PATIENCE)
        assert not await asyncio.to_thread(one_more.acquire, timeout=A_WHILE)
        assert sorted(begun) == list(range(few))
    finally:
        go_on.set()
    await asyncio.gather(*waiting)
    assert sorted(begun) == list(range(5 * few))


@pytest.mark.usefixtures("unhurried")
async def test_a_thread_that_has_ended_a_piece_takes_the_next():
    widen()
    turns = Turns()
    threads = await asyncio.gather(*(turns.take(threading.get_ident) for _ in range(50)))
    assert len(set(threads)) == 1


async def test_what_nobody_waits_for_any_more_is_not_begun():
    turns, go_on, begun = Turns(), threading.Event(), list[int]()
    first = asyncio.create_task(turns.take(go_on.wait))
    await asyncio.sleep(0)
    given_up = asyncio.create_task(turns.take(begun.append, 1))
    await asyncio.sleep(0)
    given_up.cancel()
    go_on.set()
    assert await first
    assert await turns.take(lambda: 2) == 2
    assert begun == []


async def test_many_slow_ones_hold_up_nobody():
    widen()
    turns, go_on = Turns(), threading.Event()
    slow = [asyncio.create_task(turns.take(go_on.wait)) for _ in range(THREADS // 2)]
    async with asyncio.timeout(PATIENCE):
        assert await turns.take(lambda: "quick") == "quick"
    go_on.set()
    assert await asyncio.gather(*slow) == [True] * len(slow)


async def test_what_is_posted_waits_for_no_answers(monkeypatch):
    monkeypatch.setattr(turns_module, "QUICK_SECONDS", 0.001)
    widen()
    turns, go_on, begun = Turns(), threading.Event(), threading.Semaphore(0)

    def work() -> bool:
        begun.release()
        return go_on.wait()

    stuck = [asyncio.create_task(turns.take(work)) for _ in range(THREADS + 1)]
    try:
        async with asyncio.timeout(PATIENCE):
            for _ in range(ANSWERING):
                assert await asyncio.to_thread(begun.acquire)
        assert not await asyncio.to_thread(begun.acquire, timeout=A_WHILE)
        async with asyncio.timeout(PATIENCE):
            assert await asyncio.to_thread(lambda: "posted") == "posted"
    finally:
        go_on.set()
    assert await asyncio.gather(*stuck) == [True] * len(stuck)


async def test_what_fails_says_so_and_gives_its_turn_away():
    turns = Turns()

    def fail() -> None:
        raise ValueError("no")

    failed = await asyncio.gather(*(turns.take(fail) for _ in range(20)), return_exceptions=True)
    assert {type(one) for one in failed} == {ValueError}
    assert await turns.take(lambda: 1) == 1
