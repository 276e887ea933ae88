"""What became of a part decides what follows for it, its stories and its chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.chats import parse_address
from bot.domain.deliveries import Doubt, PartState, Receipt
from bot.domain.errors import Moved, NotSent, Refused, TryLater, Unknown, Unreachable
from bot.pipeline.deliver import (
    SETTLE,
    Outcome,
    Rules,
    claim,
    expire,
    is_stale,
    let_go,
    recover,
    settle,
)
from bot.pipeline.doubts import doubtful, settle_doubt
from tests.bot.conftest import SPACE
from tests.fakes.builders import a_delivery, a_part

REPEAT = Rules(doubts={"console": Doubt.REPEAT})


@pytest.fixture
def due(bot):
    bot.says("subscribe everything")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    return bot


def take(bot, **more):
    return claim(bot.store, {"console"}, bot.world.ambient, **more)


def end(bot, found, result, rules=None):
    (one,) = found
    (part,) = settle(bot.store, [Outcome(one, result)], bot.world.ambient, rules)
    return part.state


def test_what_was_not_sent_goes_again_after_a_wait(due):
    assert end(due, take(due), NotSent("no network")) is PartState.PLANNED
    assert take(due) == ()
    due.world.sleep(seconds=2)
    assert end(due, take(due), Receipt(message_id="1")) is PartState.SENT


def test_a_flood_wait_is_waited_for_exactly(due):
    end(due, take(due), TryLater("flood", after=timedelta(seconds=30)))
    due.world.sleep(seconds=29)
    assert not take(due)
    due.world.sleep(seconds=1)
    assert take(due)


def test_a_chat_that_is_gone_is_paused_and_its_stories_are_given_back(due):
    assert end(due, take(due), Unreachable("bot was blocked")) is PartState.FAILED
    assert "paused" in due.says("status")
    assert "1 refused" in due.says("status")
    assert "Probe lands" in due.says("summary")


def test_a_refused_part_gives_its_stories_back_and_pauses_nothing(due):
    assert end(due, take(due), Refused("too long")) is PartState.FAILED
    assert "paused" not in due.says("status")
    assert "Probe lands" in due.says("summary")


def test_a_moved_chat_is_found_at_its_new_address_with_its_digest(due):
    new = parse_address("console:new")
    assert end(due, take(due), Moved("It moved.", to=new)) is PartState.PLANNED
    (found,) = take(due)
    assert found.address == new
    due.address = "console:new"
    assert end(due, [found], Receipt(message_id="1")) is PartState.SENT
    assert "Nothing new" in due.says("summary")


def test_what_may_have_arrived_is_never_sent_again(due):
    assert end(due, take(due), Unknown("connection reset")) is PartState.UNKNOWN
    due.world.sleep(hours=1)
    assert not take(due)
    assert "may or may not have arrived" in due.says("status")
    assert "Nothing new" in due.says("summary")


@pytest.mark.parametrize(
    ("doubt", "wait"), [(Doubt.LOOK_UP, SETTLE), (Doubt.CARD, timedelta()), (None, timedelta())]
)
def test_when_to_look_after_it_depends_on_what_is_done_then(due, doubt, wait):
    rules = Rules(doubts={"console": doubt} if doubt else {})
    end(due, take(due), Unknown("connection reset"), rules)
    with due.store.snapshot() as tx:
        (one,) = tx.outbox.listed([PartState.UNKNOWN], 9)
    assert one.part.next_at == due.world.now + wait


def test_a_crash_in_the_middle_of_a_post_is_found_at_the_next_start(due):
    take(due)
    assert recover(due.store, {"telegram"}, due.world.ambient) == 0  # another process's business
    assert recover(due.store, {"console"}, due.world.ambient) == 1
    assert recover(due.store, {"console"}, due.world.ambient) == 0
    assert not take(due)
    assert "may or may not have arrived" in due.says("status")


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (Receipt(message_id="1"), PartState.SENT),
        (NotSent("no network"), PartState.PLANNED),
        (TryLater("flood", after=timedelta(seconds=9)), PartState.PLANNED),
        (Refused("too long"), PartState.FAILED),
        (Unreachable("bot was blocked"), PartState.FAILED),
        (Unknown("connection reset"), PartState.UNKNOWN),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_a_process_knows_that_was_taken_for_dead_counts(due, result, state):
    found = take(due)
    recover(due.store, {"console"}, due.world.ambient)
    end(due, found, result)
    with due.store.snapshot() as tx:
        assert tx.outbox.by_key(found[0].part.key).part.state is state
    assert ("paused" in due.says("status")) == isinstance(result, Unreachable)
    assert ("Probe lands" in due.says("summary")) == (state is PartState.FAILED)


CARDS = Rules(doubts={"console": Doubt.CARD})
LOOKS = Rules(doubts={"console": Doubt.LOOK_UP})


@pytest.mark.parametrize("rules", [CARDS, LOOKS, Rules()], ids=["carded", "not found", "skipped"])
def test_a_receipt_counts_whatever_was_done_about_the_doubt(due, rules):
    found = take(due)
    recover(due.store, {"console"}, due.world.ambient, rules)
    due.world.sleep(minutes=2)
    (one,) = doubtful(due.store, {"console"}, due.world.ambient, 9)
    answer = Receipt(message_id="card") if rules is CARDS else None
    settle_doubt(due.store, one, answer, due.world.ambient, rules)
    assert end(due, found, Receipt(message_id="1")) is PartState.SENT
    with due.store.snapshot() as tx:
        part = tx.outbox.by_key(found[0].part.key).part
    assert (part.state, part.receipt) == (PartState.SENT, Receipt(message_id="1"))
    assert not take(due)


@pytest.mark.parametrize("result", [Receipt(message_id="1"), Unreachable("bot was blocked")])
def test_what_came_of_an_earlier_attempt_does_not_settle_a_later_one(due, result):
    found = take(due)
    recover(due.store, {"console"}, due.world.ambient, REPEAT)
    due.world.sleep(minutes=1)
    (again,) = take(due)
    end(due, found, result)
    with due.store.snapshot() as tx:
        assert tx.outbox.by_key(again.part.key).part == again.part
    assert "paused" not in due.says("status")


@pytest.mark.parametrize(
    ("doubt", "others", "wait"),
    [(Doubt.CARD, 20, 20), (Doubt.LOOK_UP, 20, 60), (Doubt.LOOK_UP, 90, 90), (Doubt.CARD, 0, 0)],
)
def test_others_get_a_moment_to_say_what_came_of_it_before_anybody_is_bothered(
    due, doubt, others, wait
):
    take(due)
    rules = Rules(doubts={"console": doubt}, others=timedelta(seconds=others))
    recover(due.store, {"console"}, due.world.ambient, rules)
    with due.store.snapshot() as tx:
        (one,) = tx.outbox.listed([PartState.UNKNOWN], 9)
    assert one.part.next_at == due.world.now + timedelta(seconds=wait)


def test_a_claim_that_was_kept_although_we_were_told_that_it_failed_is_let_go(due):
    (found,) = take(due)
    claimed_at = due.world.now
    due.world.sleep(seconds=1)
    let_go(due.store, found.address, due.world.now, due.world.ambient)  # of another attempt
    assert not take(due)
    let_go(due.store, found.address, claimed_at, due.world.ambient)
    due.world.sleep(seconds=2)
    assert [one.part.key for one in take(due)] == [found.part.key]


def test_what_was_claimed_long_ago_is_stale(due):
    (found,) = take(due)
    assert not is_stale(found, due.world.ambient)
    due.world.sleep(seconds=31)
    assert is_stale(found, due.world.ambient)
    due.world.sleep(hours=-1)  # the clock was set back
    assert not is_stale(found, due.world.ambient)


def test_a_part_of_another_platform_is_not_ours(due):
    assert not claim(due.store, {"telegram", "slack"}, due.world.ambient)


def test_on_a_persons_own_screen_what_may_be_lost_is_shown_again(due):
    found = take(due)
    assert recover(due.store, {"console"}, due.world.ambient, REPEAT) == 1
    due.world.sleep(minutes=1)
    (text,) = due.posts()
    assert "Probe lands" in text
    # the old process was only slow: what it says now changes nothing
    end(due, found, Receipt(message_id="1"))
    assert due.posts() == []


def test_an_idle_courier_writes_nothing(due, monkeypatch):
    due.posts()

    def busy(*_: object) -> None:
        raise AssertionError("a write transaction was opened")

    monkeypatch.setattr(type(due.store), "transaction", busy)
    assert not take(due)
    assert expire(due.store, due.world.ambient) == 0


def waiting(bot, *addresses):
    with bot.store.transaction() as tx:
        for number, address in enumerate(addresses):
            parts = tuple(a_part(n, delivery=f"w{number}", next_at=bot.world.now) for n in (1, 2))
            later = bot.world.now + timedelta(hours=6)
            delivery = a_delivery(id=f"w{number}", address=address, parts=parts, expires_at=later)
            tx.outbox.add(delivery)


def test_what_is_claimed_at_once_is_of_different_chats(bot):
    waiting(bot, "telegram:-1#1", "telegram:-1#2", "telegram:2", "telegram:3", "telegram:4")
    found = claim(bot.store, ["telegram"], bot.world.ambient, limit=3, resting={"telegram:3"})
    assert [one.part.key for one in found] == ["w0/1", "w2/1", "w4/1"]
    assert not claim(bot.store, ["telegram"], bot.world.ambient, limit=0)


def test_outcomes_are_written_all_or_none(bot, monkeypatch):
    waiting(bot, "telegram:1", "telegram:2")
    found = claim(bot.store, ["telegram"], bot.world.ambient, limit=2)
    outcomes = [Outcome(found[0], Receipt(message_id="1")), Outcome(found[1], Unreachable("gone"))]

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as patched:
        patched.setattr("bot.pipeline.deliver.gone", broken)
        with pytest.raises(RuntimeError):
            settle(bot.store, outcomes, bot.world.ambient)
    with bot.store.snapshot() as tx:
        assert tx.outbox.tally()[PartState.SENDING] == 2
    settle(bot.store, outcomes, bot.world.ambient)
    with bot.store.snapshot() as tx:
        assert tx.outbox.tally()[PartState.SENDING] == 0


def test_what_is_too_late_gives_its_stories_back_and_over_waits_are_forgotten(due):
    end(due, take(due), TryLater("flood", after=timedelta(seconds=30)))
    due.world.sleep(minutes=1)
    assert expire(due.store, due.world.ambient) == 0
    with due.store.snapshot() as tx:
        assert not tx.outbox.overdue(due.world.now)
    due.world.sleep(hours=7)
    assert expire(due.store, due.world.ambient) == 1
    assert "Probe lands" in due.says("summary")


def test_very_much_that_is_too_late_is_given_up_some_at_a_time(bot, monkeypatch):
    monkeypatch.setattr("bot.pipeline.deliver.AT_ONCE", 2)
    waiting(bot, *(f"telegram:{number}" for number in range(5)))
    batches = []
    with bot.store.snapshot() as tx:
        outbox = type(tx.outbox)
    give_up = outbox.expire

    def counted(self, now, limit):
        found = give_up(self, now, limit)
        batches.append(len(found))
        return found

    monkeypatch.setattr(outbox, "expire", counted)
    bot.world.sleep(hours=7)
    assert expire(bot.store, bot.world.ambient) == 5
    assert max(batches) <= 2
    with bot.store.snapshot() as tx:
        assert tx.outbox.tally()[PartState.EXPIRED] == 10
