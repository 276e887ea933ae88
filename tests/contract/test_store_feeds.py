"""Feeds, in every store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.errors import StoreError
from bot.domain.feeds import Notice, Origin
from bot.domain.subscriptions import Wants
from bot.ports.store import Store
from tests.fakes.builders import (
    DAY,
    HOUR,
    NOW,
    a_chat,
    a_feed,
    a_sighting,
    a_subscription,
    an_article,
)


def put(store: Store, *feeds) -> None:
    with store.transaction() as t:
        for feed in feeds:
            t.feeds.put(feed)


def test_a_feed_comes_back_equal(store: Store) -> None:
    full = a_feed(
        name="Ünï 日本",
        topics=frozenset({"a", "b"}),
        full_text=False,
        origin=Origin.OPERATOR,
        site="https://news.example/",
        etag='W/"1"',
        last_modified="Fri, 20 Nov 2026 08:00:00 GMT",
        content="c",
        next_poll_at=None,
        read_at=NOW,
        newest_at=NOW - DAY,
        pace=timedelta(days=3, microseconds=7),
        failures=3,
        failing_since=NOW - HOUR,
        problem="No.",
        told=frozenset({Notice.DEAD, Notice.MOVED}),
    )
    put(store, full, a_feed("b"))
    with store.snapshot() as t:
        assert t.feeds.get(full.id) == full
        assert t.feeds.get(a_feed("b").id) == a_feed("b")
        assert t.feeds.get(a_feed("c").id) is None


def test_put_replaces_what_was_kept_under_the_id(store: Store) -> None:
    put(store, a_feed(name="Old"), a_feed(name="New", failures=1))
    with store.snapshot() as t:
        assert [feed.name for feed in t.feeds.all()] == ["New"]
        assert t.feeds.named("Old") is None


@pytest.mark.parametrize("same", [{"url": "https://a.example/"}, {"name": "THE post"}])
def test_an_address_and_a_name_belong_to_one_feed(store: Store, same: dict[str, str]) -> None:
    put(store, a_feed("a", url="https://a.example/", name="The Post"))
    with pytest.raises(StoreError):
        put(store, a_feed("b", **same))


def test_many_feeds_may_have_no_name_yet(store: Store) -> None:
    put(store, a_feed("a", name=""), a_feed("b", name=""))
    with store.snapshot() as t:
        assert len(t.feeds.all()) == 2
        assert t.feeds.named("") is None


def test_a_feed_is_found_by_its_address_or_by_the_one_that_it_was_added_by(store: Store) -> None:
    moved = a_feed("a", url="https://new.example/", given="https://old.example/")
    put(store, moved)
    with store.snapshot() as t:
        assert t.feeds.at("https://new.example/") == moved
        assert t.feeds.at("https://old.example/") == moved
        assert t.feeds.at("https://old.example") is None
    successor = a_feed("b", url="https://old.example/")
    put(store, successor)
    with store.snapshot() as t:
        assert t.feeds.at("https://old.example/") == successor


def test_a_feed_is_found_by_its_name_whatever_its_capitals(store: Store) -> None:
    feed = a_feed(name="Süddeutsche STRASSE")
    put(store, feed)
    with store.snapshot() as t:
        assert t.feeds.named("süddeutsche strasse") == feed
        assert t.feeds.named("süddeutsche") is None


def test_all_come_by_name_those_without_one_first(store: Store) -> None:
    put(store, a_feed("a", name="b"), a_feed("b", name="A"), a_feed("c", name=""))
    with store.snapshot() as t:
        assert [feed.name for feed in t.feeds.all()] == ["", "A", "b"]
        assert t.feeds.names() == ["A", "b"]


def test_a_feed_that_is_removed_is_forgotten(store: Store) -> None:
    put(store, a_feed())
    with store.transaction() as t:
        t.feeds.remove(a_feed().id)
    with store.snapshot() as t:
        assert t.feeds.all() == []


def test_what_was_rejected_of_a_feed_goes_with_it(store: Store) -> None:
    put(store, a_feed("a", name="Post"), a_feed("b", name=""), a_feed("c", name="Bee"))
    with store.transaction() as t:
        article = an_article(source="Post")
        t.articles.add(article)
        t.sources.see(a_sighting("kept", source="Post", article_id=article.id))
        for source in ("Post", "Bee", ""):
            t.sources.see(a_sighting("bad", source=source, reason="It is empty."))
        t.feeds.remove(a_feed("a").id)
        t.feeds.remove(a_feed("b").id)
    with store.snapshot() as t:
        assert t.sources.stamps("Post", ["kept", "bad"]).keys() == {"kept"}
        assert {one.source for one in t.sources.rejected(9)} == {"Bee", ""}


def test_due_feeds_are_claimed_the_longest_waiting_first(store: Store) -> None:
    put(
        store,
        a_feed("a", next_poll_at=NOW),
        a_feed("b", next_poll_at=NOW - HOUR),
        a_feed("c", next_poll_at=NOW + HOUR),
        a_feed("d", next_poll_at=None),
        a_feed("e", next_poll_at=NOW - DAY),
    )
    with store.transaction() as t:
        assert t.feeds.is_due(NOW)
        claimed = t.feeds.claim(NOW, NOW + DAY, 2)
        assert [feed.id for feed in claimed] == ["e", "b"]
        assert all(feed.next_poll_at == NOW + DAY for feed in claimed)
    with store.transaction() as t:
        assert [feed.id for feed in t.feeds.claim(NOW, NOW + DAY, 9)] == ["a"]
        assert t.feeds.claim(NOW, NOW + DAY, 9) == []
        assert not t.feeds.is_due(NOW)
        assert t.feeds.is_due(NOW + HOUR)


def test_due_feeds_are_named_the_longest_waiting_first_and_stay_due(store: Store) -> None:
    put(
        store,
        a_feed("a", next_poll_at=NOW),
        a_feed("b", next_poll_at=NOW - HOUR),
        a_feed("c", next_poll_at=NOW + HOUR),
        a_feed("d", next_poll_at=None),
    )
    with store.snapshot() as t:
        assert [feed.id for feed in t.feeds.due(NOW, 9)] == ["b", "a"]
        assert [feed.id for feed in t.feeds.due(NOW, 1)] == ["b"]
        assert t.feeds.due(NOW - DAY, 9) == []


def test_what_was_claimed_is_due_again_when_its_claim_runs_out(store: Store) -> None:
    put(store, a_feed(next_poll_at=NOW))
    for now in (NOW, NOW + HOUR):
        with store.transaction() as t:
            assert len(t.feeds.claim(now, now + HOUR, 9)) == 1


def test_subscriptions_are_found_by_the_source_that_they_name(store: Store) -> None:
    names = ['50% "off"', "50_ off", "a\\b", "日本"]
    with store.transaction() as t:
        t.chats.put(a_chat())
        for name in names:
            wants = Wants(sources=frozenset({name, "other"}))
            t.subscriptions.put(a_subscription(id=name, wants=wants))
        t.subscriptions.put(a_subscription(id="x", wants=Wants(words=frozenset(names))))
        never = Wants(never=frozenset(names))
        t.subscriptions.put(a_subscription(id="never", wants=never))
    with store.snapshot() as t:
        for name in names:
            assert [one.id for one in t.subscriptions.of_source(name)] == [name]
            assert [one.id for one in t.subscriptions.naming(name)] == [name, "never"]
        assert len(t.subscriptions.of_source("other")) == len(names)
        assert t.subscriptions.of_source("50% off") == []
