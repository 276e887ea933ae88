"""What one process heard and another one answers, because the first is dead."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.chats import Platform
from bot.domain.errors import StoreTrouble
from bot.ports.records import Heard
from bot.runtime import front as front_module
from bot.runtime.front import Front
from bot.runtime.leftovers import Leftovers
from tests.fakes.posting import FailingStore

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


async def test_what_could_not_be_noted_is_taken_up_again_by_whoever_finds_it(bot, monkeypatch):
    monkeypatch.setattr(front_module, "PATIENCE", [0.0])
    failing = FailingStore(bot.store)
    alive = Front(bot.answerer, failing, bot.world.ambient, others=OTHERS)
    await alive.hear([heard("1"), heard("2")])
    bot.world.sleep(seconds=30)
    assert await found(alive) == []  # both are being answered, which is said from now on
    for note in (alive.begin(heard("1")), alive.begin(heard("2"))):
        failing.errors = [StoreTrouble("away")] * 2
        with pytest.raises(StoreTrouble):
            await note
    bot.world.sleep(seconds=41)
    assert await found(alive) == [("1", False), ("2", False)]


class Meanwhile:
    """A store in which something happens between a look and what is written after it."""

    def __init__(self, store, happens):
        self._store = store
        self._happens = happens

    def snapshot(self):
        return self._store.snapshot()

    def transaction(self):
        self._happens()
        return self._store.transaction()


@pytest.mark.parametrize("whose", ["ours", "left by others"])
def test_of_what_is_answered_while_we_look_nobody_keeps_a_lease(bot, whose):
    def answered():
        with bot.store.transaction() as tx:
            tx.hearing.done("slack", "1")

    with bot.store.transaction() as tx:
        tx.hearing.keep(heard("1"), bot.world.now)
    leftovers = Leftovers(Meanwhile(bot.store, answered), bot.world.ambient, OTHERS)
    if whose == "ours":
        leftovers.is_ours([heard("1")])
    bot.world.sleep(seconds=41)
    assert leftovers.find("slack") == []
    with bot.store.snapshot() as tx:
        assert tx.leases.held(bot.world.now) == {}
