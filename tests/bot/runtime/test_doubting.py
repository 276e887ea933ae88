"""Parts of which nobody can say whether they arrived: none twice, and none lost without a word."""

from __future__ import annotations

import asyncio
import itertools
from datetime import time, timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.chats import Paused, QuietHours, parse_address
from bot.domain.deliveries import Doubt, PartState
from bot.domain.errors import (
    Moved,
    NotSent,
    Refused,
    StoreError,
    TryLater,
    Unknown,
    Unreachable,
)
from bot.pipeline import deliver, doubts
from bot.runtime.pacing import Limits, Pace
from tests.fakes.builders import HOUR, NOW
from tests.fakes.posting import Lost

LOST = Lost(Unknown("The connection broke."))


async def settled(rig, seconds=61):
    """Let the time pass that late acceptance may take, and look after what is doubtful."""
    await rig.courier.drain()
    rig.world.sleep(seconds=seconds)
    await rig.courier.drain()


async def test_what_slack_took_without_saying_so_is_found_and_not_sent_again(rig):
    rig.add("a", "slack:T1/C9", parts=2)
    rig.slack.answers(LOST)
    await settled(rig)
    assert rig.slack.arrived() == ["a/1", "a/2"]
    assert rig.states("a") == ["sent", "sent"]
    assert rig.part("a").receipt.message_id == "1"


async def test_what_slack_did_not_take_is_sent_again(rig):
    rig.add("a", "slack:T1/C9", parts=2)
    rig.slack.answers(Unknown("502"))
    await settled(rig)
    assert rig.slack.arrived() == ["a/1", "a/2"]
    assert rig.states("a") == ["sent", "sent"]


async def test_it_is_not_looked_up_before_what_is_accepted_late_can_be_seen(rig):
    rig.add("a", "slack:T1/C9", parts=2)
    rig.slack.answers(Unknown("timeout"))
    await settled(rig, seconds=59)
    assert rig.states("a") == ["unknown", "planned"]  # and what follows waits
    assert len(rig.slack.asked) == 1


async def test_on_telegram_a_card_comes_in_its_place_once_and_the_next_part_after_it(rig):
    rig.add("a", parts=2)
    rig.telegram.answers(LOST)
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["a/1", "a/1.card", "a/2"]
    assert rig.states("a") == ["carded", "sent"]
    assert rig.part("a").receipt.message_id == "2"
    assert rig.told("a") == [1, 2]
    await settled(rig)
    assert len(rig.telegram.posts) == 3


async def test_a_card_that_lands_while_the_next_look_reads_is_not_posted_again(rig, monkeypatch):
    rig.add("a")
    rig.telegram.answers(Unknown("502"))
    read, loop = doubts.doubtful, asyncio.get_running_loop()

    def read_slowly(*asked):
        found = read(*asked)
        if found and rig.telegram.flying:  # let its card land before we say what we saw
            loop.call_soon_threadsafe(rig.telegram.gate.set)
            while rig.courier._doubting.flying:
                pass
        elif found:
            rig.telegram.gate.clear()  # its card hangs until the next look
        return found

    monkeypatch.setattr(doubts, "doubtful", read_slowly)
    async with rig.running():
        await rig.until(lambda: rig.states("a") == ["carded"])
    assert rig.telegram.arrived() == ["a/1.card"]


async def test_the_card_can_show_the_part_as_it_was(rig):
    rig.add("a")
    rig.telegram.answers(Unknown("502"))
    await rig.courier.drain()
    (block,) = doubts.part_message(rig.part("a")).blocks
    assert block.body == {"text": "a 1", "items": [1]}


@pytest.mark.parametrize(
    ("doubt", "arrived", "state"),
    [
        (Doubt.CARD, ["a/1.card"], "carded"),
        (Doubt.LOOK_UP, ["a/1"], "sent"),
        (Doubt.REPEAT, ["a/1"], "sent"),
        (Doubt.SKIP, [], "skipped"),
    ],
)
async def test_what_a_crash_cut_off_is_looked_after_at_the_next_start(rig, doubt, arrived, state):
    rig.add("a")
    deliver.claim(rig.store, ["telegram"], rig.world.ambient)  # and then it was killed
    rig.restarts(doubts={"telegram": doubt})
    await settled(rig)
    assert rig.telegram.arrived() == arrived
    assert rig.states("a") == [state]


@pytest.mark.parametrize("silent", [False, True])
async def test_a_card_comes_after_quiet_hours_or_without_a_sound(rig, silent):
    said = []
    rig.restarts(render=lambda message, _: said.append(message.silent) or [{"card": True}])
    quiet = QuietHours(start=time(7), end=time(9), silent=silent)
    rig.knows("telegram:42", quiet=quiet)  # it is 08:00
    rig.add("a")
    rig.telegram.answers(Unknown("502"))
    await settled(rig)
    assert rig.telegram.arrived() == (["a/1.card"] if silent else [])
    with rig.store.snapshot() as tx:
        assert not tx.outbox.holds(rig.world.now)
    await settled(rig, seconds=3600)
    assert rig.telegram.arrived() == ["a/1.card"]
    assert rig.states("a") == ["carded"]
    assert said == [silent]


async def test_a_card_waits_for_its_turn_in_a_chat_that_was_just_posted_to(rig, monkeypatch):
    pace = Limits(per_second=1000, chat_seconds=0.2)
    rig.restarts(limits={"telegram": pace})
    rig.add("other", "telegram:-100#1")
    rig.add("a", "telegram:-100#2")
    rig.telegram.answers(Unknown("502"), to="telegram:-100#2")
    taken = []
    take = Pace.take

    def noting(pace, address, now):
        delay = take(pace, address, now)
        taken.append(now + delay)
        return delay

    monkeypatch.setattr(Pace, "take", noting)
    async with rig.running():
        await rig.until(lambda: "a/1.card" in rig.telegram.arrived())
    assert len(taken) == 3
    assert all(b - a >= 0.2 - 1e-9 for a, b in itertools.pairwise(taken))


async def test_a_card_that_is_told_to_wait_waits_and_its_chat_with_it(rig):
    rig.add("a", "telegram:-100#1", parts=2)
    rig.add("b", "telegram:-100#2")
    flood = TryLater("flood", after=timedelta(seconds=30))
    rig.telegram.answers(Unknown("502"), flood, to="telegram:-100#1")
    while rig.states("a")[0] != "unknown" or len(rig.telegram.asked) < 2:
        await rig.courier.turn()
        await rig.courier._land()
    asked = len(rig.telegram.asked)
    rig.add("c", "telegram:-100#3")
    rig.restarts()
    rig.world.sleep(seconds=29)
    await rig.courier.drain()
    assert len(rig.telegram.asked) == asked
    rig.world.sleep(seconds=1)
    await rig.courier.drain()
    assert rig.states("a") == ["carded", "sent"]
    assert "c/1" in rig.telegram.arrived()


async def test_a_look_up_that_is_told_to_wait_asks_for_nothing_else_there_meanwhile(rig):
    rig.add("a", "slack:T1/C1")
    rig.add("b", "slack:T1/C2")
    rig.slack.answers(LOST, LOST)
    rig.slack.finds(TryLater("ratelimited", after=timedelta(hours=1)))
    await rig.courier.drain()
    rig.world.sleep(seconds=61)
    await rig.courier.turn()
    await rig.courier._land()
    before = len(rig.slack._finding)
    rig.slack.finds(AssertionError("asked again during the penalty"))
    await rig.courier.drain()
    assert before == 0
    rig.add("c", "slack:T1/C3")  # posts have a pace of their own
    await rig.courier.drain()
    assert "c/1" in rig.slack.arrived()


async def test_a_chat_that_is_gone_gets_its_card_when_it_is_back(rig):
    rig.knows("telegram:42")
    rig.add("a")
    rig.telegram.answers(Unknown("502"), Unreachable("The bot was blocked."))
    await settled(rig, seconds=3600)
    assert rig.states("a") == ["unknown"]
    assert len(rig.telegram.asked) == 2  # asked once, then left alone
    rig.knows("telegram:42")
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["a/1.card"]


async def test_a_chat_that_somebody_paused_gets_no_card_meanwhile(rig):
    rig.add("a")
    deliver.claim(rig.store, ["telegram"], rig.world.ambient)
    rig.knows("telegram:42", paused=Paused(reason="asked", until=NOW + HOUR))
    await settled(rig)
    assert rig.telegram.asked == []
    await settled(rig, seconds=3600)
    assert rig.telegram.arrived() == ["a/1.card"]


async def test_the_card_of_a_group_that_moved_comes_to_its_new_address(rig):
    rig.knows("telegram:-5")
    rig.add("a", "telegram:-5")
    new = parse_address("telegram:-100500")
    rig.telegram.answers(Unknown("502"), Moved("It is a supergroup.", to=new), to="telegram:-5")
    await settled(rig)
    assert rig.telegram.arrived(str(new)) == ["a/1.card"]


async def test_while_the_platform_cannot_be_reached_nobody_looks_after_anything(rig, monkeypatch):
    monkeypatch.setattr("bot.domain.deliveries.FIRST_WAIT", HOUR)
    monkeypatch.setattr("bot.domain.deliveries.LONGEST_WAIT", HOUR)
    rig.add("a")
    rig.add("b", "telegram:43")
    rig.add("c", "telegram:44")
    for address in ("telegram:42", "telegram:43", "telegram:44"):
        rig.telegram.answers(NotSent("no network"), to=address)
    deliver.claim(rig.store, ["telegram"], rig.world.ambient)
    await rig.courier.turn()
    await rig.courier._land()
    asked = len(rig.telegram.asked)
    rig.world.sleep(minutes=30)
    await rig.courier.drain()
    assert len(rig.telegram.asked) == asked


async def test_a_card_is_not_posted_again_because_the_disk_is_full(rig):
    rig.add("a")
    deliver.claim(rig.store, ["telegram"], rig.world.ambient)
    await rig.courier._doubting.turn([])
    deliver.recover(rig.store, ["telegram"], rig.world.ambient, rig.courier._rules)
    rig.courier._recovered = True
    rig.telegram.gate.clear()
    async with rig.running():
        await rig.until(lambda: rig.telegram.flying)
        rig.failing.errors = [StoreError("disk full")] * 5
        rig.telegram.gate.set()
        await rig.until(lambda: rig.states("a") == ["carded"])
    assert rig.telegram.arrived() == ["a/1.card"]


@pytest.mark.parametrize("how", ["refused", "cannot"])
async def test_where_nobody_may_look_it_up_the_next_parts_do_not_wait_for_it(rig, how):
    rig.add("a", "slack:T1/C9", parts=2)
    rig.slack.answers(Unknown("502"))
    rig.slack.cannot_find = how == "cannot"
    rig.slack.finds(Refused("missing_scope"))
    await settled(rig)
    assert rig.states("a") == ["skipped", "sent"]
    assert rig.part("a").problem


async def test_what_nobody_could_be_asked_about_for_a_day_is_given_up_in_words(rig):
    rig.add("a", "slack:T1/C9", expires_at=NOW + 99 * HOUR)
    rig.slack.answers(Unknown("502"))
    rig.slack.finds(*[Unknown("502")] * 200)
    await rig.courier.drain()
    with capture_logs() as logs:
        for _ in range(60):
            rig.restarts()  # a closed platform opens at once
            rig.world.sleep(minutes=30)
            await rig.courier.drain()
    assert [line["log_level"] for line in logs if line["event"] == "doubt.given-up"] == ["warning"]
    assert rig.states("a") == ["skipped"]
    assert rig.part("a").problem == "502"
    assert len(rig.slack._finding) > 100


async def test_what_is_never_there_when_looked_up_is_given_up_and_told_later(rig, monkeypatch):
    monkeypatch.setattr("bot.domain.deliveries.MOST_ATTEMPTS", 12)
    rig.add("a", "slack:T1/C9", expires_at=NOW + 99 * HOUR)
    rig.slack.answers(*[Unknown("502")] * 20)
    for _ in range(20):
        rig.restarts()
        await settled(rig)
    assert rig.states("a") == ["failed"]
    assert rig.told("a") == []


async def test_many_in_doubt_that_must_wait_do_not_hide_one_that_need_not(rig):
    with rig.store.transaction() as t:
        t.outbox.hold("telegram:1", NOW + HOUR)
    for number in range(12):
        rig.add(f"held{number}", f"telegram:1#{number}")
    rig.add("free", "telegram:2")
    parts = []
    with rig.store.transaction() as t:
        t.outbox.release(NOW + 2 * HOUR)
    for _ in range(13):
        parts += deliver.claim(rig.store, ["telegram"], rig.world.ambient)
    with rig.store.transaction() as t:
        t.outbox.hold("telegram:1", NOW + HOUR)
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["free/1.card"]
    assert rig.part("held3").state is PartState.UNKNOWN
