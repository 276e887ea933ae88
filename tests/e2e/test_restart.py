"""Killed at any moment, started again: nobody is told twice, and nobody is left in the dark."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime

import pytest

from bot.domain.deliveries import PartState
from tests.e2e.restarting import CARD, a_world, answered, kill_at_random
from tests.e2e.service import address_of, shown, tally, until
from tests.fakes.slack_api import SlowAfter, SlowBefore

KILLS = int(os.environ.get("RESTART_KILLS", "6"))  # more of them take their minutes
STORY = "Harbor bridge opens"
FOREVER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
async def world(program, telegram, slack, mother):
    async with a_world(program, telegram, slack, mother) as made:
        yield made


@pytest.fixture
def ann(telegram):
    return telegram.private(telegram.person("Ann"))


@pytest.fixture
def news(slack):
    return slack.team("T1").channel("news")


async def ends_well(world, *rooms):
    """Start it again, wait until all is settled, and return the chat's parts by their state."""
    await world.starts()
    await world.settles()
    await world.stops()
    assert world.wrong(rooms, [STORY]) == []


async def test_killed_after_planning_before_anything_is_claimed(world, ann, news):
    with world.store.transaction() as tx:
        tx.outbox.hold("telegram", FOREVER)
        tx.outbox.hold("slack", FOREVER)
    world.due([ann, news], [STORY])
    await world.starts()
    for room in (ann, news):
        await until(world.store, lambda tx, room=room: tally(tx, room) == {"planned": 1})
    await world.dies()
    with world.store.transaction() as tx:
        tx.outbox.release(FOREVER)
    await ends_well(world, ann, news)
    assert shown(ann, STORY) == shown(news, STORY) == 1
    assert shown(ann, CARD) == 0


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_while_it_is_being_posted(world, ann, news, when):
    telegram, slack = world.telegram, world.slack
    gate = getattr(telegram.faults, f"hold_{when}")("sendMessage", chat=ann)
    slow = (SlowBefore if when == "before" else SlowAfter)(0.5)  # accepted late, before it settles
    slack.fault("chat.postMessage", slow, channel=news)
    world.due([ann, news], [STORY])
    await world.starts()
    await gate.reached()
    assert await slack.wait_until(lambda: bool(slack.calls("chat.postMessage")))
    await world.dies()
    gate.open()
    await ends_well(world, ann, news)
    assert shown(news, STORY) == 1
    assert shown(ann, CARD) == 1
    assert len(slack.calls("chat.postMessage")) == 1


async def test_killed_when_it_was_answered_and_nothing_is_written_yet(
    world, telegram, slack, ann, news
):
    gate = telegram.faults.hold_after("sendMessage", chat=ann)
    world.due([ann], [STORY])
    await world.starts()
    await gate.reached()
    with world.locked():
        gate.open()
        await telegram.asked("sendMessage", chat=ann)
        await world.dies()
    await ends_well(world, ann)
    assert shown(ann, STORY) == shown(ann, CARD) == 1

    slack.fault("chat.postMessage", SlowAfter(0.3), channel=news)
    world.due([news], [STORY])
    await world.starts()
    await news.shows(STORY)
    with world.locked():
        assert await slack.wait_until(lambda: slack.calls("chat.postMessage")[-1].status == 200)
        await world.dies()
    await ends_well(world, ann, news)
    assert shown(news, STORY) == 1
    assert len(slack.calls("chat.postMessage")) == 1


async def test_killed_when_all_is_written(world, ann, news):
    world.due([ann, news], [STORY])
    await world.starts()
    await world.settles()
    await until(world.store, lambda tx: tally(tx, ann) == tally(tx, news) == {"sent": 1})
    await world.dies()
    await ends_well(world, ann, news)
    assert shown(ann, STORY) == shown(news, STORY) == 1
    assert shown(ann, CARD) == 0


async def test_killed_while_the_card_is_posted(world, telegram, ann):
    telegram.faults.drop_before("sendMessage", chat=ann)
    gate = telegram.faults.hold_before("sendMessage", chat=ann)
    world.due([ann], [STORY])
    await world.starts()
    await gate.reached()
    await world.dies()
    await ends_well(world, ann)
    assert shown(ann, STORY) == 0
    assert shown(ann, CARD) == 1
    with world.store.snapshot() as tx:
        assert tx.outbox.tally(address_of(ann))[PartState.CARDED] == 1


# What people say


async def test_killed_before_a_command_is_kept(world, telegram, ann):
    await world.starts()
    await world.is_ready()
    with world.locked():
        await ann.says(ann.person, "/summary zebra")
        await telegram.asked("getUpdates")
        await world.dies()
    await world.starts()
    await ann.shows("zebra")
    await world.stops()
    assert answered(ann, "zebra") == (1, 0)


async def test_killed_after_a_command_is_kept(world, telegram):
    tom = telegram.person("Tom")
    group = telegram.group("Readers", tom)
    gate = telegram.faults.hold_before("getChatMember")
    await world.starts()
    await group.says(tom, "/summary zebra")
    await gate.reached()
    await world.dies()
    await world.starts()
    await group.shows("zebra")
    await until(world.store, lambda tx: not tx.hearing.open("telegram"))
    await world.stops()
    assert answered(group, "zebra") == (1, 0)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_while_a_command_is_answered(world, telegram, ann, when):
    gate = getattr(telegram.faults, f"hold_{when}")("sendMessage", chat=ann)
    await world.starts()
    await ann.says(ann.person, "/summary zebra")
    await gate.reached()
    await world.dies()
    await world.starts()
    await until(world.store, lambda tx: not tx.hearing.open("telegram"))
    await world.stops()
    assert answered(ann, "zebra") == (when == "after", 1)
    assert ann.messages[-1].buttons == ["Ask again"]


async def test_killed_while_it_owns_up_it_says_so_no_second_time(world, telegram, ann):
    """Telegram cannot be asked whether the card is there; the log tells that it was on its way."""
    answer = telegram.faults.hold_before("sendMessage", chat=ann)
    await world.starts()
    await ann.says(ann.person, "/summary zebra")
    await answer.reached()
    await world.dies()
    card = telegram.faults.hold_before("sendMessage", chat=ann)
    await world.starts()
    await card.reached()
    await world.dies()
    await world.starts()
    await world.is_ready()
    again = await ann.says(ann.person, "/help")
    await ann.shows("subscribe", after=again)
    await world.stops()
    assert answered(ann, "zebra") == (0, 0)
    assert world.logged("telegram.owning-up", str(address_of(ann)))


async def test_killed_at_random_moments(world):
    toll = await kill_at_random(world, KILLS, chats=4, dice=random.Random(20261123))
    assert toll.kills == KILLS
    assert toll.wrong == []
    assert toll.answered_twice == []
    assert toll.unanswered == []
