"""The courier posts what waits, in order, and sees it through whatever goes wrong around it."""

from __future__ import annotations

import asyncio

from bot.domain.deliveries import Receipt
from bot.domain.errors import NotSent, StoreBusy, StoreError, Unknown
from bot.pipeline import deliver
from bot.runtime import courier as courier_module
from bot.runtime import pacing
from tests.bot.runtime.conftest import FAST
from tests.fakes.builders import HOUR, NOW


async def test_it_posts_what_waits_and_then_rests(rig):
    rig.add("a")
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["a/1"]
    assert rig.states("a") == ["sent"]
    assert rig.part("a").receipt == Receipt(message_id="1")
    assert not await rig.courier.turn()


async def test_a_chats_parts_arrive_in_order_and_one_at_a_time(rig):
    rig.add("a", parts=3)
    rig.add("b", due_at=NOW - HOUR)  # due before, but its turn comes after what was added before
    rig.add("c", "slack:T1/C9")
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["a/1", "a/2", "a/3", "b/1"]
    assert rig.telegram.most_flying == 1
    assert rig.slack.arrived() == ["c/1"]


async def test_an_instant_post_overtakes_nothing_of_the_same_chat(rig):
    rig.add("digest", parts=2)
    rig.telegram.answers(NotSent("no network"))
    await rig.courier.drain()
    rig.add("instant", due_at=NOW)
    await rig.courier.drain()
    assert rig.telegram.arrived() == []
    async with rig.running():
        await rig.until(lambda: len(rig.telegram.posts) == 3, passing=1)
    assert rig.telegram.arrived() == ["digest/1", "digest/2", "instant/1"]


async def test_chats_are_posted_to_beside_each_other(rig):
    for number in range(20):
        rig.add(f"d{number:02}", f"telegram:{number}")
    rig.telegram.gate.clear()
    async with rig.running():
        await rig.until(lambda: rig.telegram.flying == 20)
        rig.telegram.gate.set()
        await rig.until(lambda: len(rig.telegram.posts) == 20)


async def test_a_chat_with_much_to_read_does_not_make_others_wait_for_all_of_it(rig):
    rig.restarts(limits={"telegram": FAST})
    rig.add("long", "telegram:1", parts=20)
    for number in range(2, 6):
        rig.add(f"short{number}", f"telegram:{number}")
    async with rig.running():
        await rig.until(lambda: len(rig.telegram.posts) == 24)
    first = rig.telegram.arrived()[:9]
    assert {f"short{number}/1" for number in range(2, 6)} <= set(first)


async def test_a_platform_that_hangs_holds_up_no_other(rig, monkeypatch):
    monkeypatch.setattr(pacing, "FEW_IN_FLIGHT", 3)
    for number in range(5):
        rig.add(f"t{number}", f"telegram:{number}")
        rig.add(f"s{number}", f"slack:T1/C{number}")
    rig.telegram.gate.clear()
    async with rig.running():
        await rig.until(lambda: len(rig.slack.posts) == 5)
        assert rig.telegram.flying == 3
        rig.telegram.gate.set()
        await rig.until(lambda: len(rig.telegram.posts) == 5)


async def test_a_retry_sends_the_same_key_again(rig):
    rig.add("a")
    rig.telegram.answers(NotSent("no network"))
    async with rig.running():
        await rig.until(lambda: rig.telegram.posts, passing=1)
    assert rig.telegram.asked == [("telegram:42", "a/1")] * 2
    assert rig.part("a").attempts == 1


async def test_an_adapter_that_breaks_its_promise_does_not_stop_it(rig, logged_errors):
    rig.restarts(doubts={"telegram": deliver.Doubt.SKIP})
    rig.add("a")
    rig.telegram.answers(RuntimeError("bug"))
    await rig.courier.drain()
    assert rig.telegram.posts == []
    assert logged_errors == ["courier.adapter-failed"]
    logged_errors.clear()
    assert rig.states("a") == ["skipped"]
    rig.add("b")
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["b/1"]


async def test_an_adapter_that_hangs_does_not_keep_a_part_on_its_way_forever(rig, monkeypatch):
    monkeypatch.setattr("bot.runtime.asking.PATIENCE_SECONDS", 0.02)
    rig.restarts(doubts={"telegram": deliver.Doubt.SKIP})
    rig.add("a")
    rig.telegram.gate.clear()
    await rig.courier.drain()
    assert rig.states("a") == ["skipped"]
    assert "no answer" in str(rig.part("a").problem)
    rig.telegram.gate.set()
    rig.add("b")
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["b/1"]


async def test_running_it_wakes_up_for_new_work_and_stops_when_asked(rig, monkeypatch):
    monkeypatch.setattr(courier_module, "IDLE_SECONDS", 60)
    async with rig.running():
        await asyncio.sleep(0)
        rig.add("a")
        rig.courier.wake()
        async with asyncio.timeout(10):
            await rig.telegram.came.wait()
        rig.courier.stop()
    assert rig.states("a") == ["sent"]


async def test_being_stopped_waits_for_the_post_in_flight_and_its_outcome(rig):
    rig.add("a", parts=2)
    rig.telegram.gate.clear()
    async with rig.running() as running:
        await rig.until(lambda: rig.telegram.flying)
        rig.courier.stop()
        await asyncio.sleep(0.02)
        assert not running.done()
        rig.telegram.gate.set()
    assert rig.states("a") == ["sent", "planned"]


async def test_a_store_that_is_busy_at_the_start_does_not_end_it(rig, monkeypatch):
    real, left = courier_module.deliver.recover, [2]

    def busy(*arguments):
        if left[0]:
            left[0] -= 1
            raise StoreBusy("locked")
        return real(*arguments)

    monkeypatch.setattr(courier_module.deliver, "recover", busy)
    rig.add("a")
    async with rig.running():
        await rig.until(lambda: rig.telegram.posts)
    assert left == [0]


async def test_nothing_is_posted_while_the_store_cannot_say_that_it_is_on_its_way(rig):
    rig.add("a")
    rig.failing.errors = [StoreError("disk full")] * 3
    async with rig.running():
        await rig.until(lambda: len(rig.failing.errors) == 0)
        await rig.until(lambda: rig.telegram.posts)
    assert rig.telegram.asked == [("telegram:42", "a/1")]


async def test_no_outcome_is_lost_while_the_store_cannot_be_written(rig):
    for number in range(6):
        rig.add(f"d{number}", f"telegram:{number}")
    rig.telegram.gate.clear()
    async with rig.running():
        await rig.until(lambda: rig.telegram.flying == 6)
        rig.failing.errors = [StoreBusy("locked")] * 3 + [StoreError("disk full")] * 20
        rig.telegram.gate.set()
        await rig.until(lambda: not rig.failing.errors)
        await rig.until(lambda: all(rig.states(f"d{n}") == ["sent"] for n in range(6)))
    assert sorted(rig.telegram.arrived()) == [f"d{number}/1" for number in range(6)]


async def test_being_stopped_while_the_disk_is_full_waits_until_it_is_written(rig):
    rig.add("a")
    rig.telegram.gate.clear()
    async with rig.running() as running:
        await rig.until(lambda: rig.telegram.flying)
        rig.failing.errors = [StoreError("disk full")] * 5
        rig.telegram.gate.set()
        rig.courier.stop()
        await running
    assert rig.states("a") == ["sent"]


async def test_an_outcome_that_cannot_be_written_holds_up_no_other(rig, monkeypatch, logged_errors):
    real = deliver.settle

    def settle(store, outcomes, *more):
        if any(one.claim.delivery_id == "bad" for one in outcomes):
            raise ValueError("a mistake of ours")
        return real(store, outcomes, *more)

    monkeypatch.setattr(deliver, "settle", settle)
    rig.add("bad", "telegram:1")
    rig.add("good", "telegram:2")
    await rig.courier.drain()
    assert rig.states("good") == ["sent"]
    assert rig.states("bad") == ["sending"]  # the next start finds it
    assert set(logged_errors) == {"courier.outcome-lost"}
    logged_errors.clear()


async def test_once_another_process_serves_the_platform_nothing_more_is_posted(rig):
    ours = {"telegram": False, "slack": True}
    rig.courier.serve_while(lambda platform: ours[platform])
    rig.add("a")
    rig.add("b", "slack:T1/C9")
    await rig.courier.drain()
    assert rig.telegram.asked == []
    assert rig.slack.arrived() == ["b/1"]
    ours["telegram"] = True
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["a/1"]


async def test_what_was_claimed_when_another_process_took_over_is_left_to_it(rig):
    # It is ours until the part is claimed, and not any more when it is to be posted.
    rig.courier.serve_while(lambda _: rig.states("a") == ["planned"])
    rig.add("a")
    await rig.courier.turn()
    await rig.courier._land()
    assert rig.part("a").tried_at is not None  # it was claimed
    assert rig.telegram.asked == []
    assert rig.states("a") == ["planned"]
    assert rig.part("a").attempts == 0


async def test_many_unclear_answers_in_a_row_stop_it_from_risking_more(rig, monkeypatch):
    monkeypatch.setattr("bot.domain.deliveries.FIRST_WAIT", HOUR)
    monkeypatch.setattr("bot.domain.deliveries.LONGEST_WAIT", HOUR)
    rig.restarts(doubts={"telegram": deliver.Doubt.SKIP})
    for number in range(30):
        rig.add(f"d{number:02}", f"telegram:{number}")
        rig.telegram.answers(Unknown("502"))
    while await rig.courier.turn():
        await rig.courier._land()
    assert len(rig.telegram.asked) == 3  # the others keep their digests
