"""What a platform answers, and what a chat gets and does not get because of it."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.chats import ASKED, Paused, parse_address
from bot.domain.deliveries import MOST_ATTEMPTS
from bot.domain.errors import Moved, NotSent, Refused, TryLater, Unreachable
from bot.pipeline import presence
from tests.fakes.builders import DAY, HOUR, NOW, a_subscription

NEW = parse_address("telegram:-100500")


def wait(seconds: float) -> TryLater:
    return TryLater(f"retry after {seconds}", after=timedelta(seconds=seconds))


async def test_a_chat_that_is_told_to_wait_waits_exactly_so_long_and_others_do_not(rig):
    rig.add("a", parts=2)
    rig.add("b", "telegram:43")
    rig.telegram.answers(wait(30), to="telegram:42")
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["b/1"]
    rig.world.sleep(seconds=29.9)
    await rig.courier.drain()
    assert len(rig.telegram.asked) == 2
    rig.world.sleep(seconds=0.1)
    await rig.courier.drain()
    assert rig.telegram.arrived("telegram:42") == ["a/1", "a/2"]
    assert rig.part("a").attempts == 0


async def test_a_wait_outlives_a_restart_and_holds_for_the_chats_other_threads(rig):
    rig.add("a", "telegram:-100#1")
    rig.telegram.answers(wait(30))
    await rig.courier.drain()
    rig.add("b", "telegram:-100#2")
    rig.add("c", "telegram:-1001")  # another chat, though its name begins alike
    rig.restarts()
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["c/1"]
    rig.world.sleep(seconds=30)
    await rig.courier.drain()
    assert sorted(rig.telegram.arrived()) == ["a/1", "b/1", "c/1"]


async def test_when_several_chats_are_told_to_wait_the_platform_is_asked_nothing(rig):
    for number in range(9):
        rig.add(f"d{number}", f"telegram:{number}")
    rig.add("s", "slack:T1/C9")
    rig.telegram.answers(wait(30), wait(30))
    while await rig.courier.turn():
        await rig.courier._land()
    assert len(rig.telegram.asked) == 2
    assert rig.slack.arrived() == ["s/1"]
    rig.restarts()  # what it promised, the next process keeps
    rig.world.sleep(seconds=29)
    await rig.courier.drain()
    assert len(rig.telegram.asked) == 2
    rig.world.sleep(seconds=1)
    await rig.courier.drain()
    assert len(rig.telegram.posts) == 9


async def test_one_chats_threads_are_one_chat_that_waits_not_a_flooded_platform(rig):
    rig.add("a", "telegram:-100#1")
    rig.add("b", "telegram:-100#2")
    rig.add("c", "telegram:3")
    rig.telegram.answers(wait(30), to="telegram:-100#1")
    rig.telegram.answers(wait(30), to="telegram:-100#2")
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["c/1"]


async def test_a_platform_that_cannot_be_reached_is_left_alone_longer_each_time(rig, monkeypatch):
    monkeypatch.setattr("bot.domain.deliveries.FIRST_WAIT", timedelta(milliseconds=5))
    for number in range(9):
        rig.add(f"d{number}", f"telegram:{number}")
    rig.telegram.answers(*[NotSent("no network")] * 5)
    rig.add("s", "slack:T1/C9")
    waits = []
    close = rig.courier._trouble._close

    def noting(platform, failures, now):
        waits.append(failures)
        close(platform, failures, now)

    monkeypatch.setattr(rig.courier._trouble, "_close", noting)
    async with rig.running():
        await rig.until(lambda: len(rig.telegram.posts) == 9, passing=0.01)
    assert waits == [1, 2, 3, 4, 5]
    assert len(rig.telegram.asked) == 9 + 5  # each was asked for once more than it failed
    assert rig.slack.arrived() == ["s/1"]


async def test_after_so_many_failures_a_part_is_given_up_loudly_and_told_later(rig, monkeypatch):
    monkeypatch.setattr("bot.domain.deliveries.MOST_ATTEMPTS", 2)
    monkeypatch.setattr("bot.domain.deliveries.FIRST_WAIT", timedelta(milliseconds=5))
    rig.add("a", parts=2)
    rig.telegram.answers(NotSent("no network"), NotSent("no network"))
    async with rig.running():
        await rig.until(lambda: rig.states("a") == ["failed", "sent"], passing=0.01)
    assert rig.told("a") == [2]


async def test_a_group_that_became_a_supergroup_gets_its_digest_once_and_keeps_all(rig):
    rig.knows("telegram:-5", timezone="Europe/Berlin")
    rig.add("a", "telegram:-5", parts=2)
    rig.add("b", "telegram:-5")
    with rig.store.transaction() as t:
        t.subscriptions.put(a_subscription(address="telegram:-5"))
    rig.telegram.answers(Moved("It is a supergroup now.", to=NEW), to="telegram:-5")
    await rig.courier.drain()
    assert rig.telegram.arrived(str(NEW)) == ["a/1", "a/2", "b/1"]
    assert rig.telegram.arrived("telegram:-5") == []
    assert [key for _, key in rig.telegram.asked].count("a/1") == 2
    with rig.store.snapshot() as t:
        assert t.chats.get(parse_address("telegram:-5")) is None
        assert t.chats.get(NEW).timezone == "Europe/Berlin"
        assert len(t.subscriptions.of_chat(NEW)) == 1
        assert t.digests.last(NEW) is not None
    assert rig.told("a") == [1, 2]


async def test_two_addresses_that_name_each_other_are_not_followed_forever(rig):
    rig.add("a", "telegram:-5")
    for _ in range(50):
        rig.telegram.answers(Moved("…", to=NEW), to="telegram:-5")
        rig.telegram.answers(Moved("…", to=parse_address("telegram:-5")), to=str(NEW))
    await rig.courier.drain()
    assert rig.states("a") == ["failed"]
    assert len(rig.telegram.asked) <= MOST_ATTEMPTS
    assert rig.told("a") == []


async def test_a_chat_that_is_gone_is_asked_once_and_its_stories_wait_for_its_return(rig):
    rig.knows("telegram:42", "telegram:43")
    rig.add("a", parts=3)
    rig.add("b")
    rig.add("c", "telegram:43")
    rig.telegram.answers(Unreachable("The bot was blocked."), to="telegram:42")
    await rig.courier.drain()
    assert [address for address, _ in rig.telegram.asked].count("telegram:42") == 1
    assert rig.states("a") + rig.states("b") == ["failed"] * 4
    assert rig.told("a") == rig.told("b") == []
    assert rig.told("c") == [1]
    with rig.store.snapshot() as t:
        paused = t.chats.get(parse_address("telegram:42")).paused
        assert t.chats.get(parse_address("telegram:43")).paused is None
    assert paused == Paused(reason="The bot was blocked.")
    with rig.store.transaction() as t:
        presence.back(t, parse_address("telegram:42"))
    rig.add("d")
    await rig.courier.drain()
    assert rig.telegram.arrived("telegram:42") == ["d/1"]


async def test_a_digest_that_stopped_half_way_gives_back_only_what_did_not_arrive(rig):
    rig.knows("telegram:42")
    rig.add("a", parts=3)
    await rig.courier.turn()
    await rig.courier._land()
    rig.telegram.answers(Unreachable("The bot was kicked."))
    await rig.courier.drain()
    assert rig.states("a") == ["sent", "failed", "failed"]
    assert rig.told("a") == [1]
    with rig.store.snapshot() as t:
        last = t.digests.last(parse_address("telegram:42"))
    assert last is not None  # `summary 1` still means what is on the screen
    assert last.id == "digest-a"


async def test_what_is_on_its_way_to_a_chat_that_nobody_spoke_in_ends_with_it_too(rig):
    rig.add("a", parts=3)
    rig.telegram.answers(Unreachable("The bot was kicked."))
    await rig.courier.drain()
    assert len(rig.telegram.asked) == 1
    assert rig.told("a") == []


async def test_a_refused_part_gives_its_stories_back_and_holds_up_nothing(rig):
    rig.knows("telegram:42")
    rig.add("a", parts=3)
    rig.telegram.answers(Refused("can't parse entities"))
    await rig.courier.drain()
    assert rig.states("a") == ["failed", "sent", "sent"]
    assert rig.told("a") == [2, 3]
    with rig.store.snapshot() as t:
        assert t.chats.get(parse_address("telegram:42")).paused is None


async def test_a_pause_holds_what_is_on_its_way_until_it_ends(rig):
    rig.knows("telegram:42", paused=Paused(reason=ASKED, until=NOW + HOUR))
    rig.add("a")
    await rig.courier.drain()
    assert rig.telegram.asked == []
    rig.world.sleep(hours=1)
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["a/1"]


async def test_what_a_pause_held_for_too_long_expires_and_may_be_told_again(rig):
    rig.knows("telegram:42", paused=Paused(reason=ASKED))
    rig.add("a", parts=2)
    rig.world.sleep(hours=7)
    await rig.courier.drain()
    assert rig.states("a") == ["expired", "expired"]
    assert rig.told("a") == []
    assert rig.telegram.asked == []


async def test_waits_that_are_over_leave_nothing_behind(rig):
    rig.add("a")
    rig.telegram.answers(wait(30))
    await rig.courier.drain()
    rig.world.sleep(minutes=1)
    await rig.courier.drain()
    with rig.store.snapshot() as t:
        assert t.outbox.holds(NOW - DAY) == {}


async def test_a_clock_that_is_set_back_sends_nothing_twice_and_loses_nothing(rig):
    rig.add("a", parts=2)
    await rig.courier.turn()
    await rig.courier._land()
    rig.world.now -= HOUR
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["a/1"]  # the second part waits until it is its time again
    rig.world.sleep(minutes=60)
    await rig.courier.drain()
    assert rig.telegram.arrived() == ["a/1", "a/2"]
