"""`status` says what is held, until when, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.chats import parse_address
from bot.domain.deliveries import Doubt, Receipt
from bot.domain.errors import NotSent, Refused, TryLater, Unknown, Unreachable
from bot.pipeline.deliver import Outcome, Rules, claim, settle
from bot.pipeline.doubts import settle_doubt
from bot.pipeline.presence import gone
from tests.bot.conftest import SPACE
from tests.fakes.builders import a_delivery, a_part

CARD = Rules(doubts={"console": Doubt.CARD})
LOOK_UP = Rules(doubts={"console": Doubt.LOOK_UP})


@pytest.fixture
def due(bot):
    bot.says("subscribe everything")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    return bot


def ends(bot, result, rules=LOOK_UP):
    (found,) = claim(bot.store, {"console"}, bot.world.ambient)
    settle(bot.store, [Outcome(found, result)], bot.world.ambient, rules)
    return found


def test_a_flood_wait_says_until_when(due):
    ends(due, TryLater("flood", after=timedelta(minutes=10)))
    answer = due.says("status")
    assert "1 waiting to be posted" in answer
    assert "until today 08:11: Console asked us to wait" in answer
    due.world.sleep(minutes=11)
    assert "asked us to wait" not in due.says("status")


def test_a_back_off_says_when_it_is_tried_again_and_why(due):
    ends(due, NotSent("No network."))
    assert "next try today 08:01: No network." in due.says("status")


def test_what_may_have_arrived_is_said_to_be_looked_into(due):
    ends(due, Unknown("cut off"))
    answer = due.says("status")
    assert "1 that may or may not have arrived" in answer
    assert "whether it arrived is looked into today 08:02" in answer


def test_a_card_is_named(due):
    ends(due, Unknown("cut off"), CARD)
    with due.store.snapshot() as tx:
        (found,) = tx.outbox.doubtful(["console"], due.world.now, 9)
    settle_doubt(due.store, found, Receipt(message_id="7"), due.world.ambient, CARD)
    assert "1 that a button in this chat shows" in due.says("status")


def test_a_chat_that_its_platform_closed_says_why(due):
    ends(due, Unreachable("The bot was blocked."))
    answer = due.says("status")
    assert "paused, because the chat cannot be posted to: The bot was blocked." in answer
    assert "type `resume`" not in answer


def test_why_is_said_in_the_language_of_the_chat(due):
    due.says("language de")
    ends(due, NotSent("The connection to Slack is closed."))
    assert "Die Verbindung zu Slack ist beendet." in due.says("status")
    due.world.sleep(minutes=2)
    ends(due, Unreachable("The bot was blocked."))
    answer = " ".join(due.says("status").split())
    assert "gesendet werden kann: Der Bot wurde blockiert." in answer


def test_a_pause_that_a_person_asked_for_is_theirs(due):
    due.says("pause")
    with due.store.transaction() as tx:
        gone(tx, parse_address("console:local"), "The bot was blocked.")
    assert "paused until you type `resume`" in due.says("status")


def test_what_was_given_up_is_counted_for_a_week(due):
    ends(due, Refused("too long"))
    assert "1 refused" in due.says("status")
    due.world.sleep(days=8)
    assert "refused" not in due.says("status")


def test_nothing_held_is_not_spoken_of(due):
    due.posts()
    assert "Held" not in due.says("status")
    assert "Messages" not in due.says("status")


def test_one_of_very_many_knows_how_many_leave_before_it(due):
    with due.store.transaction() as tx:
        for number in range(3):
            parts = (a_part(delivery=f"o{number}", next_at=due.world.now - timedelta(seconds=1)),)
            later = due.world.now + timedelta(hours=6)
            address = f"console:{number}"
            tx.outbox.add(
                a_delivery(id=f"o{number}", address=address, parts=parts, expires_at=later)
            )
    assert "3 messages to other chats leave before it" in due.says("status")
    ends(due, Receipt(message_id="1"))
    assert "2 messages to other chats leave before it" in due.says("status")


def test_why_it_waits_is_not_said_while_the_chat_is_paused(due):
    ends(due, NotSent("No network."))
    due.says("pause")
    answer = due.says("status")
    assert "paused until you type `resume`" in answer
    assert "1 waiting to be posted" in answer
    assert "No network." not in answer
    due.says("resume")
    assert "next try today 08:01: No network." in due.says("status")
