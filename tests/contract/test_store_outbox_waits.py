"""What may not go yet, what goes no more, and what is in doubt, in every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.chats import ASKED, Paused, parse_address
from bot.domain.deliveries import (
    Delivery,
    DeliveryId,
    Part,
    PartState,
    Receipt,
    carded,
    found,
    lost_sight,
    posted,
)
from bot.domain.subscriptions import SubscriptionId
from bot.ports.records import Claim
from bot.ports.store import Store
from tests.fakes.builders import (
    CHAT,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    a_chat,
    a_delivery,
    a_digest,
    a_part,
    an_entry,
)

GROUP = "telegram:-100"


def add(store: Store, *deliveries: Delivery) -> None:
    with store.transaction() as t:
        for delivery in deliveries:
            t.outbox.add(delivery)


def claim(store: Store, now: datetime = NOW, resting: tuple[str, ...] = ()) -> Claim | None:
    with store.transaction() as t:
        return t.outbox.claim(["telegram", "slack"], now, resting=resting)


def claimed(store: Store, now: datetime = NOW, resting: tuple[str, ...] = ()) -> str | None:
    found_one = claim(store, now, resting)
    return None if found_one is None else found_one.part.key


def settle(store: Store, one: Claim, part: Part, was: PartState = PartState.SENDING) -> bool:
    with store.transaction() as t:
        return t.outbox.settle(one.delivery_id, part, was=was)


def lose(store: Store, look_at: datetime = NOW) -> Claim:
    """Claim a part and lose sight of it."""
    one = claim(store)
    assert one is not None
    part = lost_sight(one.part, look_at, "Timed out.")
    assert settle(store, one, part)
    return replace(one, part=part)


def doubtful(store: Store, now: datetime = NOW, *, limit: int = 9) -> list[str]:
    with store.snapshot() as t:
        return [one.part.key for one in t.outbox.doubtful(["telegram"], now, limit)]


def hold(store: Store, scope: str, until: datetime) -> None:
    with store.transaction() as t:
        t.outbox.hold(scope, until)


def test_a_chat_that_rests_is_passed_over_with_its_threads_and_no_other(store: Store) -> None:
    add(
        store,
        a_delivery(id="a", address=GROUP),
        a_delivery(id="b", address=f"{GROUP}#7"),
        a_delivery(id="c", address="telegram:-1001"),
        a_delivery(id="d", address="slack:T1/C9#170.3"),
    )
    assert claimed(store, resting=(GROUP, "slack:T1/C9")) == "c/1"
    assert claimed(store, resting=(GROUP, "slack:T1/C9")) is None
    assert claimed(store, resting=(GROUP,)) == "d/1"
    assert [claimed(store) for _ in range(3)] == ["a/1", "b/1", None]


def test_a_workspace_that_rests_is_passed_over_with_its_chats_and_no_other(store: Store) -> None:
    for id_, address in (("a", "slack:T1/C1"), ("b", "slack:T1/C2#170.3"), ("c", "slack:T12/C1")):
        add(store, a_delivery(id=id_, address=address))
    assert [claimed(store, resting=("slack:T1/",)) for _ in range(2)] == ["c/1", None]
    hold(store, "slack:T1/", NOW + HOUR)
    assert claimed(store) is None
    assert [claimed(store, NOW + HOUR) for _ in range(2)] == ["a/1", "b/1"]


@pytest.mark.parametrize("scope", [GROUP, "telegram"])
def test_a_hold_ends_when_it_says_and_is_never_shortened(store: Store, scope: str) -> None:
    add(store, a_delivery(id="a", address=f"{GROUP}#7"))
    hold(store, scope, NOW + HOUR)
    hold(store, scope, NOW + MINUTE)
    with store.snapshot() as t:
        assert t.outbox.holds(NOW) == {scope: NOW + HOUR}
        assert t.outbox.holds(NOW + HOUR) == {}
    assert claimed(store, NOW + HOUR - MINUTE) is None
    assert claimed(store, NOW + HOUR) == "a/1"


def test_holds_concern_nobody_else(store: Store) -> None:
    add(store, a_delivery(id="a", address="telegram:1"), a_delivery(id="s", address="slack:T1/C9"))
    hold(store, "telegram:12", NOW + HOUR)
    hold(store, "slack", NOW + HOUR)
    assert [claimed(store) for _ in range(2)] == ["a/1", None]


def test_holds_that_are_over_are_something_to_do_and_are_forgotten(store: Store) -> None:
    hold(store, "telegram:1", NOW)
    hold(store, "telegram:2", NOW + HOUR)
    with store.transaction() as t:
        assert not t.outbox.overdue(NOW - MINUTE)
        assert t.outbox.overdue(NOW)
        t.outbox.release(NOW)
        assert not t.outbox.overdue(NOW)
        assert t.outbox.holds(NOW - DAY) == {"telegram:2": NOW + HOUR}


@pytest.mark.parametrize(
    ("reason", "until", "ends"),
    [
        (ASKED, None, False),
        (ASKED, NOW + HOUR, True),
        ("The bot was blocked.", None, False),
        ("The bot was blocked.", NOW + HOUR, False),  # then what a person asked for is over
    ],
    ids=["asked", "asked-until", "blocked", "asked-and-blocked"],
)
def test_nothing_goes_to_a_chat_that_is_paused(
    store: Store, reason: str, until: datetime | None, *, ends: bool
) -> None:
    add(store, a_delivery(id="a"), a_delivery(id="b", address="telegram:43"))
    with store.transaction() as t:
        t.chats.put(a_chat(paused=Paused(reason=reason, until=until)))
        t.chats.put(a_chat("telegram:43"))
    assert [claimed(store) for _ in range(2)] == ["b/1", None]
    with store.snapshot() as t:
        assert t.outbox.next_at(["telegram"], NOW) is None
        later = t.outbox.next_at(["telegram"], NOW + HOUR)
    assert later == (NOW if ends else None)
    assert claimed(store, NOW + HOUR) == ("a/1" if ends else None)


def test_in_a_chat_the_order_of_adding_holds_whatever_is_due_first(store: Store) -> None:
    add(store, a_delivery(id="digest", due_at=NOW + MINUTE), a_delivery(id="a", due_at=NOW - HOUR))
    assert claimed(store) is None
    with store.snapshot() as t:
        assert t.outbox.next_at(["telegram"], NOW) == NOW + MINUTE
    assert claimed(store, NOW + MINUTE) == "digest/1"


def test_what_is_in_doubt_is_looked_after_when_it_is_time_the_longest_due_first(
    store: Store,
) -> None:
    for number, minutes in ((1, 5), (2, 3), (3, 3), (4, 9)):
        add(store, a_delivery(id=f"d{number}", address=f"telegram:{number}"))
        lose(store, NOW + minutes * MINUTE)
    add(store, a_delivery(id="s", address="slack:T1/C9"))
    lose(store)
    assert doubtful(store, NOW + 2 * MINUTE) == []
    assert doubtful(store, NOW + 5 * MINUTE) == ["d2/1", "d3/1", "d1/1"]
    assert doubtful(store, NOW + 5 * MINUTE, limit=2) == ["d2/1", "d3/1"]
    with store.snapshot() as t:
        (one,) = t.outbox.doubtful(["slack", "console"], NOW, 9)
        assert t.outbox.doubtful([], NOW, 9) == []
    assert (one.part.key, one.part.tried_at) == ("s/1", NOW)


def test_nobody_looks_after_what_must_wait(store: Store) -> None:
    for number in range(1, 5):
        add(store, a_delivery(id=f"d{number}", address=f"telegram:{number}#9"))
        lose(store)
    hold(store, "telegram:1", NOW + MINUTE)
    with store.transaction() as t:
        t.chats.put(a_chat("telegram:2#9", paused=Paused(reason="asked", until=NOW + HOUR)))
        t.chats.put(a_chat("telegram:3#9", paused=Paused(reason="The bot was blocked.")))
    assert doubtful(store) == ["d4/1"]
    assert doubtful(store, NOW + HOUR) == ["d1/1", "d2/1", "d4/1"]
    hold(store, "telegram", NOW + DAY)
    assert doubtful(store, NOW + HOUR) == []


def test_what_came_of_a_doubt_is_written_once(store: Store) -> None:
    add(store, a_delivery(parts=2))
    one = lose(store)
    card = carded(one.part, Receipt(message_id="card"))
    assert not settle(store, one, card)  # it is not on its way any more
    assert settle(store, one, card, PartState.UNKNOWN)
    assert not settle(store, one, found(one.part, Receipt(message_id="1")), PartState.UNKNOWN)
    with store.snapshot() as t:
        kept = t.outbox.by_key("delivery-1/1")
        assert t.outbox.by_key("unknown") is None
    assert kept == replace(one, part=card)
    assert claimed(store) == "delivery-1/2"


def test_failing_a_chat_leaves_what_is_on_its_way_and_other_chats_alone(store: Store) -> None:
    add(
        store,
        a_delivery(id="a", parts=3),
        a_delivery(id="b"),
        a_delivery(id="t", address="telegram:42#1"),
    )
    add(store, a_delivery(id="c", address="telegram:43"))
    first = claim(store)
    assert first is not None
    settle(store, first, posted(first.part, Receipt(message_id="1")))
    claim(store)
    with store.transaction() as t:
        failed = t.outbox.fail_chat(CHAT, "The bot was blocked.")
        assert t.outbox.fail_chat(CHAT, "Again.") == []
        kept = [t.outbox.of(DeliveryId(id_)) for id_ in ("a", "b")]
        others = t.outbox.tally()
    assert failed == kept
    states = [part.state.value for delivery in failed for part in delivery.parts]
    assert states == ["sent", "sending", "failed", "failed"]
    assert failed[1].parts[0].problem == "The bot was blocked."
    assert others[PartState.PLANNED] == 2


def test_what_is_not_wanted_any_more_is_not_sent(store: Store) -> None:
    with store.transaction() as t:
        t.digests.add(a_digest(id="g1", subscription_id="s1"))
        t.digests.add(a_digest(an_entry("b"), id="g2", subscription_id="s2"))
    add(store, a_delivery(id="a", digest_id="g1", parts=2), a_delivery(id="b", digest_id="g2"))
    claim(store)
    with store.transaction() as t:
        (cancelled,) = t.outbox.cancel(SubscriptionId("s1"))
        assert t.outbox.cancel(SubscriptionId("s1")) == []
        assert t.outbox.cancel(SubscriptionId("unknown")) == []
    assert [part.state.value for part in cancelled.parts] == ["sending", "expired"]
    with store.snapshot() as t:
        assert t.outbox.of(DeliveryId("b")) == a_delivery(id="b", digest_id="g2")


def test_parts_are_listed_by_where_they_stand_the_oldest_first(store: Store) -> None:
    sent = a_part(1, key="x/1", state=PartState.SENT)
    failed = a_part(2, key="x/2", state=PartState.FAILED)
    add(store, a_delivery(id="x", parts=(sent, failed)), a_delivery(id="y", address="telegram:43"))
    with store.snapshot() as t:
        listed = t.outbox.listed([PartState.PLANNED, PartState.FAILED], 9)
        assert [one.part.key for one in listed] == ["x/2", "y/1"]
        assert listed[0] == Claim(delivery_id=DeliveryId("x"), address=CHAT, part=failed)
        here = t.outbox.listed(list(PartState), 9, CHAT)
        assert [one.part.key for one in here] == ["x/1", "x/2"]
        assert len(t.outbox.listed(list(PartState), 1)) == 1
        assert t.outbox.listed([], 9) == []


def test_a_moved_chats_parts_go_to_its_new_address_in_their_order(store: Store) -> None:
    old, new = parse_address("telegram:-5"), parse_address("telegram:-100500")
    add(store, a_delivery(id="b", address=old), a_delivery(id="a", address=new))
    add(store, a_delivery(id="c", address=old, due_at=NOW - HOUR))
    hold(store, str(old), NOW + MINUTE)
    hold(store, str(new), NOW + HOUR)
    with store.transaction() as t:
        t.chats.move(old, new)
        t.chats.move(old, new)
    with store.snapshot() as t:
        assert t.outbox.holds(NOW) == {str(new): NOW + HOUR}
        assert t.outbox.tally(old)[PartState.PLANNED] == 0
    order = []
    while (one := claim(store, NOW + HOUR)) is not None:
        assert one.address == new
        order.append(one.part.key)
        settle(store, one, posted(one.part, Receipt(message_id="1")))
    assert order == ["b/1", "a/1", "c/1"]


def test_a_chat_moves_while_parts_are_on_their_way_to_both_its_addresses(store: Store) -> None:
    old, new = parse_address("telegram:-5"), parse_address("telegram:-100500")
    add(store, a_delivery(id="a", address=old, parts=2), a_delivery(id="b", address=new))
    first, second = claim(store), claim(store)
    assert first is not None
    assert second is not None
    with store.transaction() as t:
        t.chats.move(old, new)
    for one in (first, second):
        assert settle(store, one, posted(one.part, Receipt(message_id="1")))
    third = claim(store)
    assert third is not None
    assert (third.part.key, third.address) == ("a/2", new)
