"""When a platform is left alone, and for how long."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.domain.chats import parse_address
from bot.domain.deliveries import Receipt
from bot.domain.errors import NotSent, Refused, StoreBusy, TryLater, Unknown
from bot.runtime.pacing import EASED, LEAST, Pace
from bot.runtime.trouble import IN_THE_DARK, TOGETHER_SECONDS, Trouble
from tests.fakes.builders import NOW

ANN, BEN = parse_address("telegram:1"), parse_address("telegram:2")
CHANNEL = parse_address("slack:T1/C9")
SENT = Receipt(message_id="1")


def wait(seconds):
    return TryLater("flood", after=timedelta(seconds=seconds))


class Clock:
    """The event loop's clock, moved by hand."""

    def __init__(self, monkeypatch):
        self.now = 100.0
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: self.now)


@pytest.fixture
async def clock(monkeypatch):
    clock = Clock(monkeypatch)
    yield clock
    monkeypatch.undo()


@pytest.fixture
def trouble(rig):
    return Trouble(rig.failing, rig.world.ambient, Pace())


async def test_each_failure_in_a_row_closes_it_for_longer_and_a_success_ends_that(
    trouble, clock, logged_errors
):
    closed = []
    for _ in range(15):
        await trouble.note(ANN, NotSent("no network"))
        closed.append(trouble.closes("telegram", clock.now))
        assert not trouble.closes("slack", clock.now)
        clock.now += closed[-1]
        assert not trouble.closes("telegram", clock.now)
    assert set(logged_errors) == {"platform.unreachable-for-long"}
    assert len(logged_errors) == sum(sum(closed[:n]) >= 15 * 60 for n in range(15))
    logged_errors.clear()
    assert closed[:4] == [2, 4, 8, 16]
    assert closed[-1] == 600
    await trouble.note(ANN, Refused("too long"))  # an answer, if a bad one
    await trouble.note(ANN, NotSent("no network"))
    assert trouble.closes("telegram", clock.now) == 2


async def test_what_left_together_with_the_first_failure_counts_as_one(trouble, clock):
    for chat in (ANN, BEN, ANN, BEN):
        await trouble.note(chat, NotSent("no network"))
    assert trouble.closes("telegram", clock.now) == 2


async def test_what_is_in_the_way_of_one_workspace_closes_nothing(trouble, clock):
    for _ in range(9):
        await trouble.note(ANN, NotSent("no key", workspace_only=True))
    assert not trouble.closes_for(ANN, clock.now)


async def test_a_lost_answer_closes_nothing_and_several_in_a_row_do(trouble, clock):
    for _ in range(9):
        for _ in range(IN_THE_DARK - 1):
            await trouble.note(ANN, Unknown("reset"))
        await trouble.note(BEN, SENT)
    assert not trouble.closes("telegram", clock.now)
    for _ in range(IN_THE_DARK):
        await trouble.note(ANN, Unknown("502"))
    assert trouble.closes("telegram", clock.now) == 2
    clock.now += 2
    await trouble.note(ANN, Unknown("502"))
    assert trouble.closes("telegram", clock.now) == 4


async def test_one_chat_that_must_wait_closes_nothing_for_others(trouble, clock):
    for _ in range(5):
        await trouble.note(ANN, wait(30))
    assert not trouble.closes("telegram", clock.now)


async def test_two_threads_of_one_chat_that_must_wait_are_one_chat(trouble, clock):
    await trouble.note(parse_address("telegram:-100#1"), wait(30))
    await trouble.note(parse_address("telegram:-100#2"), wait(30))
    assert not trouble.closes("telegram", clock.now)


async def test_two_chats_that_must_wait_close_it_for_exactly_so_long(rig, trouble, clock):
    await trouble.note(ANN, wait(30))
    clock.now += TOGETHER_SECONDS
    await trouble.note(BEN, wait(40))
    assert trouble.closes("telegram", clock.now) == 40
    with rig.store.snapshot() as t:
        assert t.outbox.holds(NOW) == {"telegram": NOW + timedelta(seconds=40)}


async def test_two_chats_that_must_wait_at_different_times_do_not(trouble, clock):
    await trouble.note(ANN, wait(3))
    clock.now += TOGETHER_SECONDS + 1
    await trouble.note(BEN, wait(3))
    await trouble.note(CHANNEL, wait(3))
    assert not trouble.closes("telegram", clock.now)
    assert not trouble.closes("slack", clock.now)


async def test_a_store_that_is_busy_does_not_keep_it_from_waiting(rig, trouble, clock):
    rig.failing.errors = [StoreBusy("locked")]
    await trouble.note(ANN, wait(30))
    await trouble.note(BEN, wait(30))
    assert trouble.closes("telegram", clock.now) == 30


async def test_a_workspace_that_is_flooded_closes_no_other(trouble, clock, rig):
    await trouble.note(CHANNEL, wait(30))
    await trouble.note(parse_address("slack:T2/C1"), wait(30))
    other = parse_address("slack:T1/C8")
    assert trouble.closes_for(other, clock.now) == 0
    await trouble.note(other, wait(40))
    assert trouble.closes_for(CHANNEL, clock.now) == 40
    assert trouble.closes_for(parse_address("slack:T2/C1"), clock.now) == 0
    assert trouble.closes("slack", clock.now) == 0
    with rig.store.snapshot() as t:
        assert list(t.outbox.holds(NOW)) == ["slack:T1/"]


async def test_whoever_is_flooded_goes_on_slower_and_those_that_had_left_count_once(rig, clock):
    pace = Pace()
    trouble = Trouble(rig.failing, rig.world.ambient, pace)
    for chat in (ANN, BEN, ANN, BEN, ANN):
        await trouble.note(chat, wait(3))
    assert pace.share("telegram", clock.now) == EASED
    assert pace.share("slack:T1/", clock.now) == 1
    for _ in range(30):
        clock.now += 3
        await trouble.note(ANN, wait(3))
        await trouble.note(BEN, wait(3))
    assert pace.share("telegram", clock.now) == LEAST


async def test_what_we_put_off_ourselves_slows_nobody(trouble, clock):
    """As after a machine slept: what was claimed before goes later, for many chats at once."""
    for chat in (ANN, BEN, ANN, BEN):
        await trouble.note(chat, wait(0))
    assert trouble._pace.share("telegram", clock.now) == 1
    assert not trouble.closes("telegram", clock.now)


async def test_one_chat_that_must_wait_slows_nobody(rig, clock):
    pace = Pace()
    for _ in range(9):
        await Trouble(rig.failing, rig.world.ambient, pace).note(ANN, wait(3))
    assert pace.share("telegram", clock.now) == 1
