"""What became of a part decides what follows for it, its stories and its chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.deliveries import PartState, Receipt
from bot.domain.errors import NotSent, Refused, TryLater, Unknown, Unreachable
from bot.pipeline.deliver import claim, expire, recover, settle
from tests.bot.conftest import SPACE


@pytest.fixture
def due(bot):
    bot.says("subscribe everything")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    return bot


def take(bot):
    return claim(bot.store, {"console"}, bot.world.ambient)


def end(bot, found, outcome):
    return settle(bot.store, found, outcome, bot.world.ambient).state


def test_what_was_not_sent_goes_again_after_a_wait(due):
    assert end(due, take(due), NotSent("no network")) is PartState.PLANNED
    assert take(due) is None
    due.world.sleep(seconds=2)
    assert end(due, take(due), Receipt(message_id="1")) is PartState.SENT


def test_a_flood_wait_is_waited_for_exactly(due):
    end(due, take(due), TryLater("flood", after=timedelta(seconds=30)))
    due.world.sleep(seconds=29)
    assert take(due) is None
    due.world.sleep(seconds=1)
    assert take(due) is not None


def test_a_chat_that_is_gone_is_paused_and_its_stories_are_given_back(due):
    assert end(due, take(due), Unreachable("bot was blocked")) is PartState.FAILED
    assert "paused" in due.says("status")
    assert "1 refused" in due.says("status")
    assert "Probe lands" in due.says("summary")


def test_a_refused_part_gives_its_stories_back_and_pauses_nothing(due):
    assert end(due, take(due), Refused("too long")) is PartState.FAILED
    assert "paused" not in due.says("status")
    assert "Probe lands" in due.says("summary")


def test_what_may_have_arrived_is_never_sent_again(due):
    assert end(due, take(due), Unknown("connection reset")) is PartState.UNKNOWN
    due.world.sleep(hours=1)
    assert take(due) is None
    assert "may or may not have arrived" in due.says("status")
    assert "Nothing new" in due.says("summary")


def test_a_crash_in_the_middle_of_a_post_is_found_at_the_next_start(due):
    found = take(due)
    assert recover(due.store, {"telegram"}, due.world.ambient) == 0  # another process's business
    assert recover(due.store, {"console"}, due.world.ambient) == 1
    assert recover(due.store, {"console"}, due.world.ambient) == 0
    assert take(due) is None
    # the old process was only slow: its outcome comes too late to count
    end(due, found, Receipt(message_id="1"))
    assert "may or may not have arrived" in due.says("status")


def test_a_part_of_another_platform_is_not_ours(due):
    assert claim(due.store, {"telegram", "slack"}, due.world.ambient) is None


def test_on_a_persons_own_screen_what_may_be_lost_is_shown_again(due):
    found = take(due)
    assert recover(due.store, {"console"}, due.world.ambient, repeat={"console"}) == 1
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
    assert take(due) is None
    assert expire(due.store, due.world.ambient) == 0
