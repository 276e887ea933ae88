"""What processes that share the work ask a store for, in every store."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.chats import Paused, parse_address
from bot.domain.deliveries import PartState, Receipt, lost_sight, posted
from bot.domain.followups import FEEDS, PLAN, FollowUp
from bot.ports.store import Store
from bot.storage.tables.turns import FEW
from tests.fakes.builders import (
    CHAT,
    HOUR,
    MINUTE,
    NOW,
    a_chat,
    a_delivery,
    a_part,
    a_subscription,
)

OTHER = parse_address("telegram:7")
RECEIPT = Receipt(message_id="1")


def add(store: Store, address: object = CHAT, id: str = "d1", **fields: object) -> None:  # noqa: A002
    with store.transaction() as t:
        t.outbox.add(a_delivery(id=id, address=address, **fields))


def test_what_goes_to_one_chat_is_claimed_for_it_alone(store: Store) -> None:
    add(store, OTHER, "d1")
    add(store, CHAT, "d2")
    with store.transaction() as t:
        claim = t.outbox.claim_for({CHAT: NOW}).get(CHAT)
        assert claim is not None
        assert claim.address == CHAT
        assert t.outbox.claim_for({CHAT: NOW}).get(CHAT) is None
        assert t.outbox.claim_for({}) == {}


def test_what_goes_to_several_chats_is_claimed_at_once_each_since_its_moment(store: Store) -> None:
    paused, empty, busy = (parse_address(f"telegram:{number}") for number in (8, 9, 10))
    for number, address in enumerate((CHAT, OTHER, paused, busy)):
        add(store, address, f"d{number}", parts=2)
    sooner = NOW - MINUTE
    with store.transaction() as t:
        t.chats.put(a_chat(paused, paused=Paused(reason="asked")))
        t.outbox.claim_for({busy: NOW})
        asked = {CHAT: sooner, OTHER: NOW, paused: NOW, empty: NOW, busy: NOW}
        claimed = t.outbox.claim_for(asked)
        assert {one: claimed[one].part.tried_at for one in claimed} == {CHAT: sooner, OTHER: NOW}
        assert {one.part.state for one in claimed.values()} == {PartState.SENDING}
        assert [one.part.n for one in claimed.values()] == [1, 1]
        heads = t.outbox.heads([CHAT, OTHER, paused, empty], NOW)
        assert heads == claimed
        assert t.outbox.claim_for(asked) == {}


def test_however_many_chats_are_asked_about_none_is_left_out(store: Store) -> None:
    chats = [parse_address(f"telegram:{number}") for number in range(2 * FEW + 1)]
    for address in chats:
        add(store, address, f"d{address.chat}")
    with store.transaction() as t:
        claimed = t.outbox.claim_for(dict.fromkeys(chats, NOW))
        assert claimed.keys() == set(chats)
        assert t.outbox.heads(chats, NOW) == claimed


def test_the_head_of_a_chat_is_its_first_part_that_is_not_done(store: Store) -> None:
    add(store, parts=2)
    with store.transaction() as t:
        assert t.outbox.heads([OTHER], NOW).get(OTHER) is None
        head = t.outbox.heads([CHAT], NOW).get(CHAT)
        assert head is not None
        assert (head.part.n, head.part.state) == (1, PartState.PLANNED)
        claim = t.outbox.claim_for({CHAT: NOW}).get(CHAT)
        assert claim is not None
        assert t.outbox.heads([CHAT], NOW).get(CHAT) == claim
        t.outbox.settle(claim.delivery_id, posted(claim.part, RECEIPT))
        second = t.outbox.heads([CHAT], NOW).get(CHAT)
        assert second is not None
        assert second.part.n == 2


def test_the_head_of_a_chat_that_must_wait_is_none(store: Store) -> None:
    add(store, expires_at=NOW + HOUR)
    with store.transaction() as t:
        assert t.outbox.heads([CHAT], NOW).get(CHAT) is not None
        assert t.outbox.heads([CHAT], NOW + 2 * HOUR).get(CHAT) is None  # too late
        t.outbox.hold("telegram", NOW + MINUTE)
        assert t.outbox.heads([CHAT], NOW).get(CHAT) is None
        assert t.outbox.heads([CHAT], NOW + 2 * MINUTE).get(CHAT) is not None
        t.chats.put(a_chat(paused=Paused(reason="asked")))
        assert t.outbox.heads([CHAT], NOW + 2 * MINUTE).get(CHAT) is None


def test_nothing_is_to_be_done_in_a_workspace_that_must_wait(store: Store) -> None:
    for number, workspace in enumerate(("T1", "T1", "T12")):
        add(store, f"slack:{workspace}/C{number}", f"d{number}")
    first, second, other = (parse_address(f"slack:T1{one}") for one in ("/C0", "/C1", "2/C2"))
    with store.transaction() as t:
        doubtful = t.outbox.claim_for({second: NOW}).get(second)
        assert doubtful is not None
        t.outbox.settle(doubtful.delivery_id, lost_sight(doubtful.part, NOW, "Timed out."))
        t.outbox.hold("slack:T1/", NOW + MINUTE)
        assert t.outbox.waiting("slack", NOW, 9) == [other]
        assert [t.outbox.heads([one], NOW).get(one) for one in (first, second)] == [None, None]
        assert t.outbox.heads([other], NOW).get(other) is not None
        assert t.outbox.doubtful(["slack"], NOW, 9) == []
        assert set(t.outbox.waiting("slack", NOW + MINUTE, 9)) == {first, second, other}
        assert t.outbox.heads([second], NOW + MINUTE).get(second) is not None


def test_chats_wait_that_may_be_posted_to_or_looked_after(store: Store) -> None:
    add(store, CHAT, "d1")
    add(store, OTHER, "d2", parts=[a_part(next_at=NOW + HOUR)])
    with store.transaction() as t:
        assert t.outbox.waiting("telegram", NOW, 9) == [CHAT]
        assert set(t.outbox.waiting("telegram", NOW + HOUR, 9)) == {CHAT, OTHER}
        assert len(t.outbox.waiting("telegram", NOW + HOUR, 1)) == 1
        assert t.outbox.waiting("slack", NOW + HOUR, 9) == []
        claim = t.outbox.claim_for({CHAT: NOW}).get(CHAT)
        assert claim is not None
        assert t.outbox.waiting("telegram", NOW, 9) == [CHAT]  # perhaps nobody sees it through
        t.outbox.settle(claim.delivery_id, posted(claim.part, RECEIPT))
        assert t.outbox.waiting("telegram", NOW, 9) == []


def test_some_subscriptions_are_found_the_longest_waiting_first(store: Store) -> None:
    later = a_subscription(id="b", next_due_at=NOW + HOUR)
    sooner = a_subscription(id="a", next_due_at=NOW - timedelta(days=1))
    with store.transaction() as t:
        t.subscriptions.put(later)
        t.subscriptions.put(sooner)
        assert t.subscriptions.several(["b", "gone", "a"]) == [sooner, later]
        assert t.subscriptions.several([]) == []


def test_where_every_process_finds_its_own_work_nothing_is_handed_over(store: Store) -> None:
    with store.transaction() as t:
        t.work.follow([FollowUp(PLAN, "a")])
    with store.snapshot() as t:
        assert not t.work.is_seen_to(FEEDS)
