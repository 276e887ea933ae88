"""What a clock that was ahead has put off, in every store."""

from __future__ import annotations

from bot.domain.chats import parse_address
from bot.domain.subscriptions import SubscriptionId
from bot.ports.store import Store
from tests.fakes.builders import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    a_delivery,
    a_digest,
    a_feed,
    a_part,
    a_subscription,
    an_entry,
)

DUE = [("d", NOW + 2 * DAY), ("c", NOW + DAY), ("b", NOW + DAY), ("a", NOW), ("off", None)]
FEEDS = [  # when each is asked again, and since when it fails
    ("year", NOW + 365 * DAY, None),
    ("days", NOW + 5 * DAY, None),
    ("usual", NOW + 24 * HOUR, None),
    ("certificate", NOW + 5 * DAY, NOW + 4 * DAY),  # refused while the clock was ahead
    ("asked-days", NOW + 5 * DAY, NOW - DAY),
    ("asked-year", NOW + 365 * DAY, NOW - DAY),
]


def test_what_is_due_after_a_moment_the_soonest_first(store: Store) -> None:
    with store.transaction() as tx:
        for name, due in DUE:
            tx.subscriptions.put(a_subscription(id=SubscriptionId(name), next_due_at=due))
    with store.snapshot() as tx:
        assert [one.id for one in tx.subscriptions.due_after(NOW, "a", 9)] == ["b", "c", "d"]
        assert [one.id for one in tx.subscriptions.due_after(NOW, "", 2)] == ["a", "b"]
        assert [one.id for one in tx.subscriptions.due_after(NOW + DAY, "b", 9)] == ["c", "d"]
        assert tx.subscriptions.due_after(NOW + 2 * DAY, "d", 9) == []


def test_what_waits_to_be_posted_goes_now_and_is_not_kept_longer_than_usual(store: Store) -> None:
    now, year = NOW, 365 * DAY
    with store.transaction() as tx:
        for name, at in (("ahead", now + year), ("soon", now + 2 * HOUR)):
            part = a_part(delivery=name, next_at=at)
            tx.outbox.add(a_delivery(id=name, parts=(part,), expires_at=at + 6 * HOUR))
        tx.outbox.hold("telegram:1", now + year)
        tx.outbox.hold("telegram", now + 5 * DAY)
        tx.outbox.hold("telegram:2", now + 20 * HOUR)
        tx.leases.take("serve telegram", "host 1 x", now + year, now + year)
        for name, at, failing_since in FEEDS:
            tx.feeds.put(a_feed(name, next_poll_at=at, failing_since=failing_since))
    with store.transaction() as tx:
        tx.keeping.bring_back(now, now + 26 * HOUR, longest=now + 8 * DAY, use_by=now + 6 * HOUR)
    with store.snapshot() as tx:
        ahead, soon = tx.outbox.of("ahead"), tx.outbox.of("soon")
        assert (ahead.parts[0].next_at, ahead.expires_at) == (now, now + 6 * HOUR)
        assert soon.parts[0].next_at == now + 2 * HOUR
        assert soon.expires_at == now + 8 * HOUR
        assert list(tx.outbox.holds(now)) == ["telegram:2"]
        assert tx.leases.held(now) == {}
        assert {feed.id: feed.next_poll_at for feed in tx.feeds.all()} == {
            **{name: at for name, at, _ in FEEDS},
            **dict.fromkeys(["year", "days", "certificate", "asked-year"], now),
        }
    with store.transaction() as tx:
        found = tx.outbox.claim(["telegram"], now)
        assert found is not None
        assert found.delivery_id == "ahead"


def test_what_is_planned_for_a_chat_can_be_ended_earlier_and_not_later(store: Store) -> None:
    later = NOW + 6 * HOUR
    ends = {"before": NOW + HOUR, "after": later, "notice": later, "other": later}
    with store.transaction() as tx:
        for name, at in ends.items():
            address = "telegram:2" if name == "other" else "telegram:1"
            subscription = None if name == "notice" else f"subscription-{name}"
            tx.digests.add(a_digest(id=name, address=address, subscription_id=subscription))
            tx.outbox.add(
                a_delivery(
                    id=name, digest_id=name, address=address, expires_at=at,
                    parts=(a_part(delivery=name),),
                )
            )  # fmt: skip
        tx.outbox.end_by(parse_address("telegram:1"), NOW + 2 * HOUR)
    with store.transaction() as tx:
        assert {name: tx.outbox.of(name).expires_at for name in ends} == {
            **ends,
            "after": NOW + 2 * HOUR,
        }
        assert {one.id for one in tx.outbox.expire(NOW + 3 * HOUR)} == {"before", "after"}


def test_digests_of_a_time_to_come_are_of_earlier_times_and_keep_their_marks(store: Store) -> None:
    ahead = {"d1": NOW + DAY, "d2": NOW + 2 * DAY, "d3": NOW + 2 * DAY}
    due = {"old": NOW, "d1": NOW - HOUR, "d2": NOW + DAY, "d3": NOW + 2 * DAY}
    with store.transaction() as tx:
        for name, made_at in {"old": NOW, **ahead}.items():
            digest = a_digest(
                an_entry(f"story-{name}"), id=name, address="telegram:1", made_at=made_at,
                window_end=due[name],
            )  # fmt: skip
            tx.digests.add(digest)
    with store.snapshot() as tx:
        assert tx.keeping.made_after(NOW, 2) == ["d3", "d2"]
        assert tx.keeping.made_after(NOW, 9) == ["d3", "d2", "d1"]
    moments = {name: NOW - (3 - n) * MINUTE for n, name in enumerate(ahead)}
    with store.transaction() as tx:
        tx.keeping.redate(moments)
    with store.transaction() as tx:
        found = {name: tx.digests.get(name) for name in ["old", *ahead]}
        assert {name: found[name].made_at for name in ahead} == moments
        assert found["old"].made_at == NOW
        assert {name: one.window_end for name, one in found.items()} == {
            **moments, "old": NOW, "d1": NOW - HOUR
        }  # fmt: skip
        assert tx.digests.marks(parse_address("telegram:1")) == {
            "story-old": NOW, **{f"story-{name}": at for name, at in ahead.items()}
        }  # fmt: skip
        tx.digests.give_back("d2")
        assert "story-d2" not in tx.digests.marks(parse_address("telegram:1"))
