"""What one process heard and another one answers, because the first is dead."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.chats import Platform
from bot.ports.records import Heard
from bot.runtime.front import Front

OTHERS = timedelta(seconds=40)
SLACK = Platform.SLACK


@pytest.fixture
def fronts(bot):
    return [Front(bot.answerer, bot.store, bot.world.ambient, others=OTHERS) for _ in range(3)]


def heard(id_):
    return Heard(platform="slack", id=id_, raw={})


async def found(front):
    return [(one.id, one.begun) for one in await front.unanswered(SLACK)]


async def test_what_a_dead_process_heard_is_answered_by_one_of_the_others(bot, fronts):
    dead, one, other = fronts
    await dead.hear([heard("1"), heard("2"), heard("3")])
    await dead.begin(heard("2"))
    await dead.done(heard("3"))
    bot.world.sleep(seconds=39)
    assert await found(one) == []
    bot.world.sleep(seconds=1)
    assert await found(one) == [("1", False), ("2", True)]
    assert await found(other) == []
    assert await found(one) == []  # it is being answered
    bot.world.sleep(seconds=39)
    await one.done(heard("1"))
    await one.done(heard("2"))
    bot.world.sleep(minutes=5)
    assert await found(other) == []


async def test_a_process_that_is_alive_may_take_long_to_answer(bot, fronts):
    slow, other, _ = fronts
    await slow.hear([heard("1")])
    for _ in range(12):
        bot.world.sleep(seconds=10)
        assert await found(slow) == []
        assert await found(other) == []
    bot.world.sleep(seconds=41)  # and then it dies
    assert await found(other) == [("1", False)]


async def test_whoever_took_over_and_dies_is_followed_by_another(bot, fronts):
    first, second, third = fronts
    await first.hear([heard("1")])
    bot.world.sleep(seconds=40)
    assert await found(second) == [("1", False)]
    bot.world.sleep(seconds=41)
    assert await found(third) == [("1", False)]


async def test_what_cannot_be_answered_here_is_left_to_others_at_once(bot, fronts):
    dead, closing, other = fronts
    await dead.hear([heard("1")])
    bot.world.sleep(seconds=40)
    (left,) = await closing.unanswered(SLACK)
    await closing.leave(left)
    assert await found(other) == [("1", False)]
