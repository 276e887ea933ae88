"""Chats and subscriptions, in every store."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest

from bot.domain.chats import Budget, Chat, ChatAddress, Paused, QuietHours
from bot.domain.errors import StoreError
from bot.domain.schedules import DAILY_AT_EIGHT, AtTimes, EveryHours, Instant, Off, Schedule
from bot.domain.stories import StoryId
from bot.domain.subscriptions import Subscription, SubscriptionId, Wants
from bot.ports.store import Store
from tests.fakes.builders import (
    CHAT,
    DAY,
    HOUR,
    NOW,
    a_chat,
    a_digest,
    a_subscription,
    an_address,
    an_entry,
)


def put(store: Store, *kept: Subscription) -> None:
    with store.transaction() as t:
        for subscription in kept:
            t.subscriptions.put(subscription)


@pytest.mark.parametrize(
    "chat",
    [
        a_chat(),
        a_chat("telegram:-100123#7", timezone="Europe/Berlin", language="de"),
        a_chat("slack:T1/C9#170.3", quiet=QuietHours(start=time(22), end=time(7, 30))),
        a_chat("telegram:7", quiet=QuietHours(start=time(22), end=time(7), silent=True)),
        a_chat("console:local", budget=Budget(stories=12, sentences=5)),
        a_chat(paused=Paused(reason="asked", until=NOW)),
        a_chat(paused=Paused(reason="The bot was kicked.")),
    ],
)
def test_a_chat_comes_back_equal(store: Store, chat: Chat) -> None:
    with store.transaction() as t:
        t.chats.put(chat)
    with store.snapshot() as t:
        assert t.chats.get(chat.address) == chat


def test_a_chat_that_was_never_spoken_to_is_none(store: Store) -> None:
    with store.transaction() as t:
        t.chats.put(a_chat("telegram:42"))
    with store.snapshot() as t:
        assert t.chats.get(an_address("telegram:43")) is None
        assert t.chats.get(an_address("telegram:42#1")) is None  # a thread is a chat of its own


def test_put_replaces_the_whole_chat(store: Store) -> None:
    with store.transaction() as t:
        t.chats.put(a_chat(quiet=QuietHours(start=time(1), end=time(2)), paused=Paused(reason="x")))
        t.chats.put(a_chat())
    with store.snapshot() as t:
        assert t.chats.get(CHAT) == a_chat()


@pytest.mark.parametrize(
    ("wants", "schedule", "next_due_at"),
    [
        (Wants(), DAILY_AT_EIGHT, NOW),
        (
            Wants(
                topics=frozenset({"space", "world"}),
                sources=frozenset({"Xinhua"}),
                words=frozenset({"moon base", "日本"}),
                never=frozenset({"football"}),
            ),
            AtTimes(frozenset({0, 3}), (time(9), time(18, 45))),
            NOW + DAY,
        ),
        (Wants(), EveryHours(4), NOW),
        (Wants(), Instant(), NOW),
        (Wants(), Off(), None),
    ],
)
def test_a_subscription_comes_back_equal(
    store: Store, wants: Wants, schedule: Schedule, next_due_at: None
) -> None:
    subscription = a_subscription(wants=wants, schedule=schedule, next_due_at=next_due_at)
    put(store, subscription)
    with store.snapshot() as t:
        assert t.subscriptions.of_chat(CHAT) == [subscription]


def test_a_chats_subscriptions_come_in_the_order_in_which_they_were_made(store: Store) -> None:
    made = [a_subscription(id=id_) for id_ in ("c", "a", "b")]
    put(store, *made, a_subscription(id="other", address="telegram:43"))
    changed = a_subscription(id="c", schedule=Off(), next_due_at=None)
    put(store, changed)  # replaced where it stands
    with store.snapshot() as t:
        assert t.subscriptions.of_chat(CHAT) == [changed, *made[1:]]


def test_a_removed_subscription_is_forgotten_and_what_it_was_told_stays_told(store: Store) -> None:
    put(store, a_subscription())
    with store.transaction() as t:
        t.digests.add(a_digest())
        t.subscriptions.remove(a_subscription().id)
        t.subscriptions.remove(SubscriptionId("unknown"))
    with store.snapshot() as t:
        assert t.subscriptions.of_chat(CHAT) == []
        assert t.subscriptions.due(NOW, 9) == []
        assert t.digests.last(CHAT) == a_digest()
        assert t.digests.told(CHAT, [a_digest().entries[0].story_id])


def test_due_are_those_at_or_before_now_the_longest_waiting_first(store: Store) -> None:
    put(
        store,
        a_subscription(id="now", next_due_at=NOW),
        a_subscription(id="later", next_due_at=NOW + HOUR),
        a_subscription(id="b", next_due_at=NOW - HOUR),
        a_subscription(id="a", next_due_at=NOW - HOUR),
        a_subscription(id="oldest", next_due_at=NOW - DAY),
        a_subscription(id="never", schedule=Off(), next_due_at=None),
    )
    with store.snapshot() as t:
        assert [s.id for s in t.subscriptions.due(NOW, 9)] == ["oldest", "a", "b", "now"]
        assert [s.id for s in t.subscriptions.due(NOW, 2)] == ["oldest", "a"]
        assert t.subscriptions.due(NOW - 2 * DAY, 9) == []


def test_the_due_time_moves_only_from_what_was_seen(store: Store) -> None:
    put(store, a_subscription())
    id_ = a_subscription().id
    with store.transaction() as t:
        assert t.subscriptions.move_due([(id_, NOW - HOUR, NOW + DAY)]) == frozenset()
        assert t.subscriptions.move_due([(id_, NOW, NOW + DAY)]) == {id_}
        assert t.subscriptions.move_due([(id_, NOW, NOW + 2 * DAY)]) == frozenset()
        assert t.subscriptions.move_due([(SubscriptionId("unknown"), NOW, NOW)]) == frozenset()
        assert t.subscriptions.move_due([]) == frozenset()
    with store.snapshot() as t:
        assert t.subscriptions.of_chat(CHAT) == [a_subscription(next_due_at=NOW + DAY)]


def test_of_many_due_times_each_moves_for_itself(store: Store) -> None:
    moves = {f"s{n}": (NOW + n * HOUR, NOW + n * DAY if n % 2 else None) for n in range(50)}
    put(store, *(a_subscription(id=one, next_due_at=seen) for one, (seen, _) in moves.items()))
    late = [SubscriptionId(f"s{n}") for n in range(0, 50, 5)]  # somebody else was there first
    with store.transaction() as t:
        t.subscriptions.move_due([(one, moves[one][0], NOW + 99 * DAY) for one in late])
        asked = [(SubscriptionId(one), seen, to) for one, (seen, to) in moves.items()]
        assert t.subscriptions.move_due(asked) == {*moves} - {*late}
    with store.snapshot() as t:
        now_due = {one.id: one.next_due_at for one in t.subscriptions.of_chat(CHAT)}
    expected = {one: to for one, (_, to) in moves.items()} | dict.fromkeys(late, NOW + 99 * DAY)
    assert now_due == expected


def test_the_due_time_can_move_to_never(store: Store) -> None:
    put(store, a_subscription())
    with store.transaction() as t:
        assert t.subscriptions.move_due([(a_subscription().id, NOW, None)])
    with store.snapshot() as t:
        assert t.subscriptions.of_chat(CHAT) == [a_subscription(next_due_at=None)]
        assert t.subscriptions.due(NOW + DAY, 9) == []


def test_of_several_who_move_a_due_time_one_was_first(store: Store) -> None:
    put(store, a_subscription())
    together = threading.Barrier(6)

    def move() -> bool:
        together.wait()
        with store.transaction() as t:
            return bool(t.subscriptions.move_due([(a_subscription().id, NOW, NOW + DAY)]))

    with ThreadPoolExecutor(6) as pool:
        moved = [pool.submit(move) for _ in range(6)]
        assert sorted(one.result(timeout=60) for one in moved) == [False] * 5 + [True]


def test_a_digest_for_the_same_subscription_and_window_is_an_error(store: Store) -> None:
    with store.transaction() as t:
        t.digests.add(a_digest())
    with pytest.raises(StoreError), store.transaction() as t:
        t.digests.add(a_digest(id="again"))


def test_under_a_chat_are_its_threads_and_under_a_star_the_whole_workspace(store: Store) -> None:
    known = [
        *("telegram:-100", "telegram:-100#7", "telegram:-1001", "telegram:-1001#7"),
        *("slack:T1/C1", "slack:T1/C1#170.3", "slack:T1/C2", "slack:T10/C1", "console:local"),
    ]
    with store.transaction() as t:
        for address in known:
            t.chats.put(a_chat(address))

    def under(chat: ChatAddress) -> list[str]:
        with store.snapshot() as t:
            return [str(one.address) for one in t.chats.under(chat)]

    assert under(an_address("telegram:-100")) == ["telegram:-100", "telegram:-100#7"]
    assert under(an_address("slack:T1/C1")) == ["slack:T1/C1", "slack:T1/C1#170.3"]
    assert under(an_address("slack:T1/C3")) == []
    whole = ChatAddress("slack", "*", workspace="T1")
    assert under(whole) == ["slack:T1/C1", "slack:T1/C1#170.3", "slack:T1/C2"]
    assert under(ChatAddress("telegram", "*")) == sorted(known[:4])


def test_a_chat_that_moves_takes_everything_with_it(store: Store) -> None:
    old, new = an_address("telegram:-5"), an_address("telegram:-100500")
    other = a_subscription(id="other", address="telegram:-51")
    put(store, a_subscription(address=old), other)
    with store.transaction() as t:
        t.chats.put(a_chat(old, timezone="Europe/Berlin"))
        t.digests.add(a_digest(address=old))
        for _ in range(2):  # Telegram tells of it in both groups
            t.chats.move(old, new)
    story = a_digest().entries[0].story_id
    with store.snapshot() as t:
        assert t.chats.get(old) is None
        assert t.chats.get(new) == a_chat(new, timezone="Europe/Berlin")
        assert t.subscriptions.of_chat(new) == [a_subscription(address=new)]
        assert t.subscriptions.of_chat(old) == []
        assert t.subscriptions.of_chat(other.address) == [other]
        assert t.digests.last(new) == a_digest(address=new)
        assert t.digests.told(new, [story])
        assert not t.digests.told(old, [story])


def test_a_chat_that_is_in_both_places_keeps_its_settings_and_all_wishes_and_news(
    store: Store,
) -> None:
    old, new = an_address("telegram:-5"), an_address("telegram:-100500")
    put(store, a_subscription(id="a", address=old), a_subscription(id="b", address=new))
    with store.transaction() as t:
        t.chats.put(a_chat(old, timezone="Europe/Berlin"))
        t.chats.put(a_chat(new))
        t.digests.add(a_digest(an_entry("x"), an_entry("y"), id="old", address=old))
        t.digests.add(
            a_digest(an_entry("y"), an_entry("z"), id="new", subscription_id="b", address=new)
        )
        t.chats.move(old, new)
    with store.snapshot() as t:
        assert t.chats.get(new) == a_chat(new, timezone="Europe/Berlin")
        assert [one.id for one in t.subscriptions.of_chat(new)] == ["a", "b"]
        stories = [StoryId(name) for name in "xyz"]
        assert t.digests.told(new, stories) == frozenset(stories)
