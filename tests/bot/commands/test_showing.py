"""The button of a card shows the message that may not have arrived."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.deliveries import Doubt, PartState, Receipt
from bot.domain.errors import Unknown
from bot.messages.blocks import Place
from bot.pipeline.deliver import Outcome, Rules, claim, expire, settle
from bot.pipeline.doubts import doubtful, settle_doubt
from bot.ports.records import Claim
from tests.bot.conftest import SPACE, shown

RULES = Rules(doubts={"console": Doubt.CARD})


@pytest.fixture
def lost(bot) -> Claim:
    """A part of which nobody knows whether it arrived, as it was when it was claimed."""
    bot.says("subscribe everything daily 08:00")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    (found,) = claim(bot.store, ["console"], bot.world.ambient)
    settle(bot.store, [Outcome(found, Unknown("The line broke."))], bot.world.ambient, RULES)
    return found


@pytest.fixture
def key(lost: Claim) -> str:
    return lost.part.key


def state(bot, key: str) -> PartState:
    with bot.store.snapshot() as tx:
        return tx.outbox.by_key(key).part.state


def test_the_card_becomes_the_message_however_often_it_is_tapped(bot, key):
    (doubt,) = doubtful(bot.store, ["console"], bot.world.ambient, 9)
    settle_doubt(bot.store, doubt, Receipt(message_id="card"), bot.world.ambient, RULES)
    assert state(bot, key) is PartState.CARDED
    for _ in range(2):
        assert "Probe lands" in bot.says(f"show {key}")
        assert state(bot, key) is PartState.SENT


def test_a_card_that_a_kill_left_unnoted_works_as_well(bot, key):
    assert state(bot, key) is PartState.UNKNOWN
    assert "Probe lands" in bot.says(f"show {key}")
    assert state(bot, key) is PartState.SENT


def carded(bot, key: str, card: str) -> None:
    """Let a card stand in the place of the part."""
    doubts = doubtful(bot.store, ["console"], bot.world.ambient, 9)
    (doubt,) = [one for one in doubts if one.part.key == key]
    settle_doubt(bot.store, doubt, Receipt(message_id=card), bot.world.ambient, RULES)


def test_a_card_says_so_when_what_it_stands_for_arrived_after_all(bot, lost):
    carded(bot, lost.part.key, "card")
    settle(bot.store, [Outcome(lost, Receipt(message_id="7"))], bot.world.ambient, RULES)
    for _ in range(2):
        answer = bot.hears(f"show {lost.part.key}", tapped="card")
        assert shown(answer).strip() == "That message did arrive: it is in this chat."
        assert answer.place is Place.INSTEAD


def test_of_two_cards_the_first_that_is_tapped_becomes_the_message(bot, key):
    carded(bot, key, "second")  # a kill came before the first was noted
    for _ in range(2):
        assert "Probe lands" in bot.says(f"show {key}", tapped="first")
        assert "did arrive" in bot.says(f"show {key}", tapped="second")


def test_what_another_chat_was_sent_is_not_shown(bot, key):
    bot.address = "console:other"
    assert bot.says(f"show {key}").strip() == "That message is no longer kept."


def test_what_was_given_up_is_not_shown_as_its_stories_come_again(bot):
    bot.says("subscribe everything daily 08:00")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    with bot.store.snapshot() as tx:
        (waiting,) = tx.outbox.listed([PartState.PLANNED], 9)
    bot.world.now += timedelta(days=1)
    expire(bot.store, bot.world.ambient)
    assert bot.says(f"show {waiting.part.key}").strip() == "That message is no longer kept."


def test_no_list_has_the_command_of_the_button(bot):
    assert "show" not in bot.says("help").split()


def test_a_summary_that_a_kill_kept_from_being_said_is_said_again(bot):
    bot.takes_in(SPACE)
    asked_at = bot.world.now
    assert "Probe lands" in bot.says("summary")
    assert "Probe lands" not in bot.says("summary")
    assert "Probe lands" in bot.says("summary", again=True)
    bot.world.sleep(hours=1)
    assert asked_at < bot.world.now
    assert "Probe lands" not in bot.says("summary", again=True)  # that was another one
