"""What is said in the place of a part that may be missing, and what comes of looking after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.deliveries import Doubt, PartState, Receipt, lost_sight
from bot.domain.errors import NotSent, PostError, Refused, TryLater, Unknown, Unreachable
from bot.messages.blocks import Choices, Frozen, Place
from bot.messages.wording import wording
from bot.pipeline import doubts
from bot.pipeline.deliver import Rules
from bot.storage.open import open_store
from tests.fakes.builders import CHAT, NOW, a_chat, a_delivery, a_digest, a_part
from tests.fakes.world import World

RECEIPT = Receipt(message_id="7")


@pytest.fixture
def store():
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


@pytest.fixture
def world():
    return World(now=NOW)


@pytest.fixture
def claim(store):
    """A part that was lost sight of."""
    with store.transaction() as tx:
        tx.digests.add(a_digest())
        tx.outbox.add(a_delivery(parts=(a_part(1, body={"text": "x", "items": [1]}),)))
        found = tx.outbox.claim(["telegram"], NOW)
        assert found is not None
        tx.outbox.settle(found.delivery_id, lost_sight(found.part, NOW, "Timed out."))
        (one,) = tx.outbox.doubtful(["telegram"], NOW, 9)
    return one


def settle(store, claim, result, world, doubt=Doubt.CARD):
    rules = Rules(doubts={"telegram": doubt})
    return doubts.settle_doubt(store, claim, result, world.ambient, rules)


def test_the_card_names_the_part_and_speaks_the_chats_language(store, claim):
    seen = []

    def render(message, address):
        seen.append((message, address))
        return [{"card": 1}]

    with store.transaction() as tx:
        tx.chats.put(a_chat(language="en"))
    assert doubts.card(store, claim, render, World().ambient) == {"card": 1}
    (message, address), words = seen[0], wording("en")
    assert address == CHAT
    (choices,) = [block for block in message.blocks if isinstance(block, Choices)]
    (button,) = choices.options
    assert (button.label, button.tapped) == (words.say("delivery.show"), "show delivery-1/1")
    assert len(message.blocks) == 2


def test_the_part_stands_in_the_place_of_its_card_as_it_was_rendered(claim):
    message = doubts.part_message(claim.part)
    assert message.blocks == (Frozen(claim.part.body),)
    assert message.place is Place.INSTEAD


@pytest.mark.parametrize(
    ("doubt", "result", "state"),
    [
        (Doubt.CARD, RECEIPT, PartState.CARDED),
        (Doubt.LOOK_UP, RECEIPT, PartState.SENT),
        (Doubt.LOOK_UP, None, PartState.PLANNED),
        (Doubt.REPEAT, None, PartState.PLANNED),
        (Doubt.SKIP, None, PartState.SKIPPED),
        (Doubt.CARD, Refused("no rights"), PartState.SKIPPED),
        (Doubt.CARD, Unreachable("blocked"), PartState.UNKNOWN),
        (Doubt.CARD, Unknown("502"), PartState.UNKNOWN),
        (Doubt.LOOK_UP, NotSent("no network"), PartState.UNKNOWN),
        (Doubt.LOOK_UP, PostError("what?"), PartState.UNKNOWN),
    ],
)
def test_what_comes_of_it(store, claim, doubt, result, state):
    part = settle(store, claim, result, World(now=NOW), doubt)
    assert part.state is state
    with store.snapshot() as tx:
        assert tx.outbox.by_key(claim.part.key).part == part
        told = tx.digests.told(CHAT, [a_digest().entries[0].story_id])
    assert told  # whatever comes of it, it may have arrived


def test_a_wait_that_the_platform_asks_for_is_kept_exactly(store, world, claim):
    part = settle(store, claim, TryLater("flood", after=timedelta(seconds=37)), world)
    until = NOW + timedelta(seconds=37)
    assert part.next_at == until
    with store.snapshot() as tx:
        assert tx.outbox.holds(NOW) == {str(CHAT): until}


def test_having_to_wait_with_looking_up_holds_up_no_post(store, world, claim):
    wait = TryLater("ratelimited", after=timedelta(seconds=37))
    settle(store, claim, wait, world, Doubt.LOOK_UP)
    with store.snapshot() as tx:
        assert tx.outbox.holds(NOW) == {}


def test_it_is_tried_ever_less_often_and_given_up_after_a_day(store, world, claim):
    waits = []
    while claim.part.state is PartState.UNKNOWN:
        part = settle(store, claim, Unknown("502"), world)
        waits.append(part.next_at - world.now)
        world.now = max(part.next_at, world.now)
        with store.snapshot() as tx:
            claim = tx.outbox.by_key(part.key)
    assert claim.part.state is PartState.SKIPPED
    assert claim.part.problem == "502"
    assert waits[:-1] == sorted(waits[:-1])
    assert waits[0] >= timedelta(seconds=2)
    assert timedelta(hours=24) < world.now - NOW < timedelta(hours=25)
    assert len(waits) < 250


def test_a_clock_that_is_set_back_does_not_make_it_ask_without_end(store, world, claim):
    world.sleep(hours=-5)
    part = settle(store, claim, Unknown("502"), world)
    assert part.next_at >= world.now + timedelta(seconds=2)


def test_what_was_settled_meanwhile_stays_settled(store, world, claim):
    settle(store, claim, RECEIPT, world)
    with store.transaction() as tx:
        tx.chats.put(a_chat())
    settle(store, claim, Unreachable("blocked"), world)
    with store.snapshot() as tx:
        assert tx.outbox.by_key(claim.part.key).part.state is PartState.CARDED
        assert tx.chats.get(CHAT).paused is None


def test_on_a_platform_that_the_rules_do_not_name_it_is_left_alone(claim):
    assert Rules().of(claim) is Doubt.SKIP
