"""Deliveries on their way, in every store."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.deliveries import (
    Delivery,
    DeliveryId,
    Part,
    PartState,
    Receipt,
    lost_sight,
    posted,
    refused,
    told_to_wait,
)
from bot.domain.errors import StoreError
from bot.ports.records import Claim
from bot.ports.store import Store
from tests.fakes.builders import CHAT, DAY, HOUR, MINUTE, NOW, a_delivery, a_part, an_address

TELEGRAM = ["telegram"]


def add(store: Store, *deliveries: Delivery) -> None:
    with store.transaction() as t:
        for delivery in deliveries:
            t.outbox.add(delivery)


def claim(store: Store, now: datetime = NOW, platforms: list[str] = TELEGRAM) -> Claim | None:
    with store.transaction() as t:
        return t.outbox.claim(platforms, now)


def claimed(store: Store, now: datetime = NOW, platforms: list[str] = TELEGRAM) -> str | None:
    """Claim, and say which part it is, as `delivery/n`."""
    found = claim(store, now, platforms)
    return None if found is None else found.part.key


def settle(store: Store, found: Claim | None, part: Part | None = None) -> bool:
    """Settle a claim, as posted unless another outcome is given."""
    assert found is not None
    outcome = part or posted(found.part, Receipt(message_id="1"))
    with store.transaction() as t:
        return t.outbox.settle(found.delivery_id, outcome)


def stored(store: Store, delivery_id: str = "delivery-1") -> Delivery:
    with store.snapshot() as t:
        delivery = t.outbox.of(DeliveryId(delivery_id))
    assert delivery is not None
    return delivery


def with_state(part: Part, state: PartState) -> Part:
    return replace(part, state=state)


def test_a_delivery_comes_back_equal(store: Store) -> None:
    parts = (
        a_part(1, body={"text": 'Ü "日本" \0', "blocks": [{"a": [1, 2.5, None, True]}]}),
        a_part(2, state=PartState.SENT, receipt=Receipt(message_id="17.3"), tried_at=NOW),
        a_part(3, state=PartState.FAILED, problem="The chat is gone.", attempts=2),
    )
    delivery = a_delivery(parts=parts, address="slack:T1/C9#170.3", due_at=NOW - HOUR)
    add(store, delivery)
    assert stored(store) == delivery


def test_an_unknown_delivery_is_none(store: Store) -> None:
    with store.snapshot() as t:
        assert t.outbox.of(DeliveryId("unknown")) is None


def test_a_delivery_twice_or_a_key_twice_is_an_error(store: Store) -> None:
    add(store, a_delivery())
    with pytest.raises(StoreError):
        add(store, a_delivery())
    with pytest.raises(StoreError):
        add(store, a_delivery(id="other", parts=(a_part(1, key="delivery-1/1"),)))


def test_a_claim_is_a_part_marked_sending(store: Store) -> None:
    delivery = a_delivery(address="telegram:-100123#7")
    add(store, delivery)
    sending = replace(delivery.parts[0], state=PartState.SENDING, tried_at=NOW)
    assert claim(store) == Claim(delivery_id=delivery.id, address=delivery.address, part=sending)
    assert stored(store).parts == (sending,)
    assert claim(store) is None


def test_nothing_to_claim_is_none(store: Store) -> None:
    assert claim(store) is None


def test_only_the_named_platforms_are_claimed(store: Store) -> None:
    add(store, a_delivery(id="t"), a_delivery(id="s", address="slack:T1/C9"))
    assert claimed(store, platforms=["console"]) is None
    assert claimed(store, platforms=[]) is None
    assert claimed(store, platforms=["slack"]) == "s/1"
    assert claimed(store, platforms=["console", "slack", "telegram"]) == "t/1"


def test_only_due_parts_are_claimed_the_longest_due_first(store: Store) -> None:
    add(
        store,
        a_delivery(id="now", address="telegram:1", due_at=NOW),
        a_delivery(id="b", address="slack:T1/C1", due_at=NOW - HOUR),
        a_delivery(id="a", address="telegram:3", due_at=NOW - HOUR),
        a_delivery(id="oldest", address="telegram:4", due_at=NOW - 2 * HOUR),
        a_delivery(id="later", address="telegram:5", due_at=NOW + MINUTE),
    )
    both = ["telegram", "slack"]
    order = [claimed(store, platforms=both) for _ in range(5)]
    assert order == ["oldest/1", "b/1", "a/1", "now/1", None]  # of two, the one added first
    assert claimed(store, NOW + MINUTE, both) == "later/1"


@pytest.mark.parametrize("state", PartState)
def test_the_next_part_goes_only_after_the_one_before_it(store: Store, state: PartState) -> None:
    holds_up = {PartState.PLANNED, PartState.SENDING, PartState.UNKNOWN}
    add(store, a_delivery(parts=2))
    first = claim(store)
    assert claim(store) is None
    assert first is not None
    if state is not PartState.SENDING:
        waits = replace(first.part, state=state, next_at=NOW + HOUR)
        assert settle(store, first, waits)
    assert claimed(store) == (None if state in holds_up else "delivery-1/2")


def test_one_part_of_a_chat_is_sending_at_a_time(store: Store) -> None:
    add(
        store,
        a_delivery(id="a", parts=2),
        a_delivery(id="b"),
        a_delivery(id="thread", address="telegram:42#7"),
    )
    first = claim(store)
    assert claimed(store) == "thread/1"  # a thread is a chat of its own
    assert claimed(store) is None
    settle(store, first)
    assert claimed(store) == "a/2"
    assert claimed(store) is None


def test_a_delivery_that_is_added_as_sending_counts_too(store: Store) -> None:
    add(store, a_delivery(id="a", parts=(a_part(1, key="a1", state=PartState.SENDING),)))
    add(store, a_delivery(id="b"))
    assert claim(store) is None
    with pytest.raises(StoreError):
        add(store, a_delivery(id="c", parts=(a_part(1, key="c1", state=PartState.SENDING),)))


def test_nothing_past_its_use_by_time_is_claimed(store: Store) -> None:
    add(store, a_delivery(expires_at=NOW + HOUR))
    assert claim(store, NOW + HOUR + MINUTE) is None
    assert claimed(store, NOW + HOUR) == "delivery-1/1"


def test_settling_writes_the_outcome(store: Store) -> None:
    add(store, a_delivery(parts=2))
    found = claim(store)
    assert found is not None
    waiting = replace(told_to_wait(found.part, NOW + MINUTE, "Flood control."), attempts=3)
    assert settle(store, found, waiting)
    assert stored(store).parts[0] == waiting
    assert claim(store) is None
    again = claim(store, NOW + MINUTE)
    assert again is not None
    assert again.part == replace(waiting, state=PartState.SENDING, tried_at=NOW + MINUTE)
    sent = posted(again.part, Receipt(message_id="99"))
    assert settle(store, again, sent)
    assert stored(store).parts == (sent, a_part(2))
    assert sent.tried_at == NOW + MINUTE  # a look-up begins there


def test_settling_what_is_not_sending_changes_nothing(store: Store) -> None:
    add(store, a_delivery())
    found = claim(store)
    assert found is not None
    assert settle(store, found)
    before = stored(store)
    assert not settle(store, found, refused(found.part, "Blocked."))
    assert not settle(store, replace(found, delivery_id=DeliveryId("unknown")))
    assert not settle(store, found, with_state(a_part(7), PartState.SENT))
    assert stored(store) == before


def test_settling_does_not_touch_what_is_frozen(store: Store) -> None:
    add(store, a_delivery())
    found = claim(store)
    assert found is not None
    settle(store, found, replace(posted(found.part, Receipt(message_id="1")), body={"text": "x"}))
    assert stored(store).parts[0].body == a_part().body


def test_interrupted_are_the_platforms_parts_found_sending(store: Store) -> None:
    add(
        store,
        a_delivery(id="a", parts=2),
        a_delivery(id="b", address="telegram:43"),
        a_delivery(id="c", address="telegram:44", due_at=NOW + HOUR),
        a_delivery(id="s", address="slack:T1/C9"),
    )
    found = [claim(store), claim(store), claim(store, platforms=["slack"])]
    with store.snapshot() as t:
        assert t.outbox.interrupted(["telegram"]) == found[:2]
        assert t.outbox.interrupted(["slack"]) == found[2:]
        assert t.outbox.interrupted([]) == []
    settle(store, found[0])
    with store.snapshot() as t:
        assert t.outbox.interrupted(["telegram", "console"]) == [found[1]]


def test_expiring_ends_planned_parts_past_their_time(store: Store) -> None:
    late = a_delivery(id="late", parts=3, expires_at=NOW)
    add(
        store,
        late,
        a_delivery(id="fresh", address="telegram:43", due_at=NOW + HOUR, expires_at=NOW + DAY),
        a_delivery(id="done", address="telegram:44", expires_at=NOW, parts=1),
    )
    first, done = claim(store), claim(store)
    settle(store, first)
    settle(store, done)
    second = claim(store)  # on its way: whoever sends it settles it
    assert second is not None
    with store.transaction() as t:
        assert t.outbox.expire(NOW) == []
        assert [t.outbox.overdue(at) for at in (NOW, NOW + MINUTE)] == [False, True]
        assert t.outbox.expire(NOW + MINUTE, 0) == []
        (expired,) = t.outbox.expire(NOW + MINUTE, 1)
        assert t.outbox.expire(NOW + MINUTE) == []
        assert not t.outbox.overdue(NOW + MINUTE)
    states = [part.state for part in expired.parts]
    assert states == [PartState.SENT, PartState.SENDING, PartState.EXPIRED]
    assert stored(store, "late") == expired
    assert stored(store, "fresh").parts[0].state is PartState.PLANNED
    settle(store, second, refused(second.part, "Blocked."))


def test_tally_says_how_many_parts_stand_where(store: Store) -> None:
    add(store, a_delivery(id="a", parts=3), a_delivery(id="b", address="telegram:43", parts=2))
    settle(store, claim(store))
    found = claim(store)
    assert found is not None
    settle(store, found, lost_sight(found.part, NOW, "Timed out."))
    claim(store)
    with store.snapshot() as t:
        everywhere, here = t.outbox.tally(), t.outbox.tally(CHAT)
        nowhere = t.outbox.tally(an_address("telegram:44"))
    assert set(everywhere) == set(here) == set(nowhere) == set(PartState)
    assert sum(everywhere.values()) == 5
    assert sum(here.values()) == 3
    assert everywhere[PartState.SENT] == everywhere[PartState.UNKNOWN] == 1
    assert everywhere[PartState.SENDING] == 1
    assert everywhere[PartState.PLANNED] == 2
    assert set(nowhere.values()) == {0}


def test_next_at_is_when_a_part_may_next_go(store: Store) -> None:
    def next_at(*platforms: str) -> datetime | None:
        with store.snapshot() as t:
            return t.outbox.next_at(platforms, NOW)

    assert next_at("telegram") is None
    add(
        store,
        a_delivery(id="b", address="telegram:43", due_at=NOW + HOUR),
        a_delivery(id="a", address="telegram:42", due_at=NOW, parts=2),
        a_delivery(id="s", address="slack:T1/C9", due_at=NOW - HOUR),
    )
    assert next_at("telegram") == NOW
    assert next_at("telegram", "slack") == NOW - HOUR
    assert next_at("console") is None
    found = claim(store)
    assert found is not None
    assert next_at("telegram") == NOW + HOUR  # its second part waits for the first
    settle(store, found, told_to_wait(found.part, NOW + 2 * HOUR, "Flood control."))
    assert next_at("telegram") == NOW + HOUR
    settle(store, claim(store, NOW + HOUR))
    assert next_at("telegram") == NOW + 2 * HOUR


def test_next_at_does_not_wait_for_what_will_be_too_late(store: Store) -> None:
    add(store, a_delivery(due_at=NOW + DAY, expires_at=NOW + HOUR))
    with store.snapshot() as t:
        assert t.outbox.next_at(TELEGRAM, NOW) is None


def test_several_threads_claim_nothing_twice(store: Store) -> None:
    add(store, *(a_delivery(id=f"d{n}", address=f"telegram:{n % 20}", parts=2) for n in range(40)))
    together = threading.Barrier(4)

    def work() -> list[str]:
        together.wait()
        done = []
        while (found := claim(store)) is not None:
            done.append(found.part.key)
            assert settle(store, found)
        return done

    with ThreadPoolExecutor(4) as pool:
        threads = [pool.submit(work) for _ in range(4)]
        done = [key for thread in threads for key in thread.result(timeout=60)]
    rest = work_alone(store)  # a thread may find every chat busy and stop early
    assert sorted(done + rest) == sorted(f"d{n}/{part}" for n in range(40) for part in (1, 2))


def work_alone(store: Store) -> list[str]:
    done = []
    while (found := claim(store)) is not None:
        done.append(found.part.key)
        settle(store, found)
    return done
