"""An operator lets parts go again, or gives them up; stories follow."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.deliveries import DeliveryId, PartState, Receipt
from bot.domain.digests import DigestId
from bot.domain.errors import NothingThere, UsageError
from bot.pipeline.operating import drop, retry
from bot.pipeline.presence import give_back
from bot.pipeline.unsent import unsent
from bot.storage.open import open_store
from tests.fakes.builders import (
    CHAT,
    HOUR,
    NOW,
    a_chat,
    a_delivery,
    a_digest,
    a_part,
    an_entry,
)
from tests.fakes.world import World

GIVEN_UP = (PartState.FAILED, PartState.EXPIRED)
DOUBTFUL = (PartState.UNKNOWN, PartState.CARDED, PartState.SKIPPED)


@pytest.fixture
def store():
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


@pytest.fixture
def world():
    return World(now=NOW + 8 * HOUR)


def put(store, *states, id_="delivery-1"):
    """Keep a delivery of one story a part; the stories of dead parts were given back."""
    entries = [an_entry(f"{id_}-{n}") for n in range(1, len(states) + 1)]
    parts = tuple(
        a_part(n, delivery=id_, state=state, body={"items": [n]}, attempts=12, problem="It broke.")
        for n, state in enumerate(states, 1)
    )
    digest = a_digest(*entries, id=f"g-{id_}", subscription_id=id_)
    with store.transaction() as tx:
        tx.digests.add(digest)
        tx.outbox.add(a_delivery(id=id_, digest_id=digest.id, parts=parts))
        delivery = tx.outbox.of(DeliveryId(id_))
        if any(state in GIVEN_UP for state in states):
            give_back(tx, [delivery])


def told(store, id_="delivery-1", count=2):
    with store.snapshot() as tx:
        names = [f"{id_}-{n}" for n in range(1, count + 1)]
        found = tx.digests.told(CHAT, names)
    return [n for n, name in enumerate(names, 1) if name in found]


def states(store, id_="delivery-1"):
    with store.snapshot() as tx:
        return [part.state.value for part in tx.outbox.of(DeliveryId(id_)).parts]


@pytest.mark.parametrize("state", GIVEN_UP)
def test_what_was_given_up_goes_again_and_counts_as_told(store, world, state):
    put(store, state)
    assert told(store) == []
    (claim,) = retry(store, world.ambient, "delivery-1/1")
    assert claim.part.state is PartState.PLANNED
    assert told(store) == [1]
    with store.transaction() as tx:
        assert tx.digests.last(CHAT).id == DigestId("g-delivery-1")
        delivery = tx.outbox.of(DeliveryId("delivery-1"))
        assert delivery.expires_at == world.now + timedelta(hours=6)
        again = tx.outbox.claim(["telegram"], world.now)
    assert (again.part.attempts, again.part.problem, again.part.body) == (0, None, {"items": [1]})


@pytest.mark.parametrize("state", DOUBTFUL)
def test_what_may_have_arrived_goes_again_and_stays_told(store, world, state):
    put(store, state)
    retry(store, world.ambient, "1/1")
    assert states(store) == ["planned"]
    assert told(store) == [1]


def test_a_delivery_goes_again_as_far_as_it_did_not_arrive(store, world):
    put(store, PartState.SENT, PartState.FAILED)
    (claim,) = retry(store, world.ambient, "ery-1")
    assert claim.part.n == 2
    assert states(store) == ["sent", "planned"]
    assert told(store) == [1, 2]


def test_what_a_later_digest_told_is_not_told_again(store, world):
    put(store, PartState.FAILED)
    with store.transaction() as tx:
        tx.digests.add(a_digest(an_entry("delivery-1-1"), id="later", subscription_id=None))
    with pytest.raises(UsageError, match="a later digest has told its stories since"):
        retry(store, world.ambient, "delivery-1")
    assert states(store) == ["failed"]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (PartState.SENT, "delivery-1/1 cannot go again: it was sent"),
        (PartState.PLANNED, "it is waiting already"),
        (PartState.SENDING, "it is being posted now"),
    ],
)
def test_what_makes_no_sense_is_refused(store, world, state, why):
    put(store, state)
    with pytest.raises(UsageError, match=why):
        retry(store, world.ambient, "delivery-1/1")
    assert states(store) == [state.value]


@pytest.mark.parametrize("state", [PartState.SENT, PartState.SENDING, PartState.SKIPPED])
def test_what_cannot_be_given_up_is_refused(store, state):
    put(store, state)
    with pytest.raises(UsageError, match="cannot be given up: it"):
        drop(store, "delivery-1")


def test_what_was_dropped_before_it_left_gives_its_stories_back(store):
    put(store, PartState.SENT, PartState.PLANNED)
    drop(store, "delivery-1/2")
    assert states(store) == ["sent", "expired"]
    assert told(store) == [1]


def test_what_was_dropped_in_doubt_stays_told(store):
    put(store, PartState.UNKNOWN, PartState.CARDED)
    assert len(drop(store, "delivery-1")) == 2
    assert states(store) == ["skipped", "skipped"]
    assert told(store) == [1, 2]


def test_an_ending_must_name_one(store, world):
    put(store, PartState.FAILED, PartState.FAILED)
    put(store, PartState.FAILED, id_="delivery-2")
    with pytest.raises(NothingThere, match="no message or delivery whose ID ends in 'x'"):
        retry(store, world.ambient, "x")
    with pytest.raises(NothingThere):
        retry(store, world.ambient, "")
    with pytest.raises(UsageError, match=r"Several IDs end in '/1': delivery-1/1, delivery-2/1"):
        retry(store, world.ambient, "/1")
    assert len(retry(store, world.ambient, "2/1")) == 1


def test_what_goes_again_goes_behind_what_is_on_its_way(store, world):
    put(store, PartState.CARDED)
    put(store, PartState.PLANNED, id_="delivery-2")
    with store.transaction() as tx:
        tx.outbox.claim(["telegram"], NOW)
    retry(store, world.ambient, "delivery-1")
    with store.transaction() as tx:
        assert tx.outbox.claim(["telegram"], world.now) is None
    assert states(store, "delivery-2") == ["sending"]


def test_what_was_not_sent_is_listed_with_why(store, world):
    put(store, PartState.FAILED)
    put(store, PartState.PLANNED, id_="delivery-2")
    put(store, PartState.SENT, id_="delivery-3")
    until = world.now + HOUR
    with store.transaction() as tx:
        tx.outbox.hold("telegram", until)
        waiting, dead = unsent(tx, world.now, 9)
        assert (waiting.standing, waiting.held_until) == ("held", until)
        assert (dead.standing, dead.held_until, dead.reason) == ("failed", None, "It broke.")
        tx.chats.put(a_chat(CHAT))
        assert len(unsent(tx, world.now, 1)) == 1
        assert unsent(tx, world.now, 9, states=[PartState.FAILED]) == [dead]


def test_a_receipt_is_forgotten_when_a_card_goes_again(store, world):
    put(store, PartState.CARDED)
    with store.transaction() as tx:
        part = tx.outbox.of(DeliveryId("delivery-1")).parts[0]
        assert part.receipt is None or part.receipt == Receipt(message_id="1")
    (claim,) = retry(store, world.ambient, "delivery-1")
    assert claim.part.receipt is None
