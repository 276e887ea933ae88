"""Digests and what was told, in every store."""

from __future__ import annotations

import pytest

from bot.domain.articles import ArticleId
from bot.domain.digests import Digest, DigestId, Quote
from bot.domain.errors import StoreError
from bot.domain.stories import StoryId
from bot.domain.subscriptions import SubscriptionId
from bot.ports.store import Store
from summarizer import Span
from tests.fakes.builders import CHAT, DAY, HOUR, NOW, a_digest, an_address, an_entry

OTHER = an_address("slack:T1/C9")


def ids(*names: str) -> list[StoryId]:
    return [StoryId(name) for name in names]


def add(store: Store, *digests: Digest, tell: bool = True) -> None:
    with store.transaction() as t:
        for digest in digests:
            t.digests.add(digest, tell=tell)


@pytest.mark.parametrize(
    "digest",
    [
        a_digest(),
        a_digest(subscription_id=None, left_out=3, late=True, made_at=NOW + HOUR),
        a_digest(
            an_entry(
                "a",
                headline='"Ü" & <日本> \0',
                quotes=tuple(
                    Quote(article_id=ArticleId(f"a{n}"), span=Span(n, n + 9), text=f"Text {n}.")
                    for n in range(3)
                ),
                outlets=("Xinhua", "inbox"),
                article_count=12,
                is_update=True,
                reason="topic space",
            ),
            an_entry("b", quotes=(), url=None, outlets=(), published_at=None),
        ),
    ],
)
def test_a_digest_comes_back_equal(store: Store, digest: Digest) -> None:
    add(store, digest)
    with store.snapshot() as t:
        assert t.digests.last(digest.address) == digest
        assert t.digests.get(digest.id) == digest
        assert t.digests.get(DigestId("another")) is None


def test_a_digest_without_entries_comes_back_equal(store: Store) -> None:
    empty = Digest(
        id=DigestId("empty"),
        subscription_id=None,
        address=CHAT,
        entries=(),
        left_out=0,
        window_end=NOW,
        made_at=NOW,
    )
    add(store, empty)
    with store.snapshot() as t:
        assert t.digests.last(CHAT) == empty


def test_the_last_digest_is_the_one_made_last_told_or_only_shown(store: Store) -> None:
    first = a_digest(an_entry("a"), id="z")
    second = a_digest(an_entry("b"), id="y", made_at=NOW + DAY, window_end=NOW + DAY)
    late = a_digest(an_entry("c"), id="x", made_at=NOW + HOUR, window_end=NOW + HOUR)
    add(store, first, second, late, a_digest(id="other", address=OTHER, subscription_id="other"))
    with store.snapshot() as t:
        assert t.digests.last(CHAT) == second
        assert t.digests.last(an_address("telegram:43")) is None
    shown = a_digest(an_entry("d"), id="shown", made_at=NOW + 2 * DAY, subscription_id=None)
    add(store, shown, tell=False)
    with store.snapshot() as t:
        assert t.digests.last(CHAT) == shown


def test_of_two_made_at_the_same_moment_the_last_is_the_one_added_last(store: Store) -> None:
    add(store, a_digest(an_entry("a"), id="z", subscription_id="s1"))
    add(store, a_digest(an_entry("b"), id="a", subscription_id="s2"))
    with store.snapshot() as t:
        last = t.digests.last(CHAT)
        assert last is not None
        assert last.id == "a"


def test_the_same_digest_twice_is_an_error(store: Store) -> None:
    add(store, a_digest(subscription_id=None))
    with pytest.raises(StoreError):
        add(store, a_digest(subscription_id=None))


def test_digests_that_were_asked_for_may_share_a_moment(store: Store) -> None:
    add(store, *(a_digest(an_entry(x), id=x, subscription_id=None) for x in "ab"))
    with store.snapshot() as t:
        assert t.digests.told(CHAT, ids("a", "b")) == {"a", "b"}


def test_told_are_the_stories_of_the_chats_digests(store: Store) -> None:
    add(store, a_digest(an_entry("a"), an_entry("b")))
    add(store, a_digest(an_entry("c"), id="other", address=OTHER, subscription_id="other"))
    with store.snapshot() as t:
        assert t.digests.told(CHAT, ids("a", "b", "c", "d")) == {"a", "b"}
        assert t.digests.told(CHAT, ids("b")) == {"b"}
        assert t.digests.told(OTHER, ids("a", "b", "c", "d")) == {"c"}
        assert t.digests.told(CHAT, []) == frozenset()


def test_what_was_only_shown_was_not_told(store: Store) -> None:
    add(store, a_digest(an_entry("a")), tell=False)
    with store.snapshot() as t:
        assert t.digests.told(CHAT, ids("a")) == frozenset()


def test_given_back_stories_are_not_told(store: Store) -> None:
    add(store, a_digest(an_entry("a"), an_entry("b"), id="lost"))
    add(store, a_digest(an_entry("c"), id="kept", subscription_id="s2"))
    with store.transaction() as t:
        t.digests.give_back(DigestId("lost"))
        t.digests.give_back(DigestId("lost"))
        t.digests.give_back(DigestId("unknown"))
    with store.snapshot() as t:
        assert t.digests.told(CHAT, ids("a", "b", "c")) == {"c"}
    add(store, a_digest(an_entry("a"), id="next", subscription_id="s3"))
    with store.snapshot() as t:
        assert t.digests.told(CHAT, ids("a", "b", "c")) == {"a", "c"}


def test_a_story_told_before_stays_marked_by_the_digest_that_told_it_first(store: Store) -> None:
    add(store, a_digest(an_entry("a"), id="first"))
    update = a_digest(
        an_entry("a", is_update=True), an_entry("b"), id="second", window_end=NOW + DAY
    )
    add(store, update)
    with store.transaction() as t:
        t.digests.give_back(DigestId("second"))
    with store.snapshot() as t:
        assert t.digests.told(CHAT, ids("a", "b")) == {"a"}
    with store.transaction() as t:
        t.digests.give_back(DigestId("first"))
    with store.snapshot() as t:
        assert t.digests.told(CHAT, ids("a", "b")) == frozenset()


def test_a_digest_that_was_given_back_was_not_the_last(store: Store) -> None:
    add(store, a_digest(an_entry("a"), id="arrived"))
    add(store, a_digest(an_entry("b"), id="lost", made_at=NOW + DAY, window_end=NOW + DAY))
    with store.transaction() as t:
        t.digests.give_back(DigestId("lost"))
    with store.snapshot() as t:
        last = t.digests.last(CHAT)
        assert last is not None
        assert last.id == "arrived"


def test_what_is_given_back_in_part_leaves_the_rest_told_and_the_digest_given(store: Store) -> None:
    add(store, a_digest(an_entry("a"), an_entry("b"), an_entry("c")))
    with store.transaction() as t:
        t.digests.give_back(DigestId("digest-1"), ids("a", "unknown"))
        t.digests.give_back(DigestId("digest-1"), [])
        t.digests.give_back(DigestId("unknown"), ids("b"))
    with store.snapshot() as t:
        assert t.digests.told(CHAT, ids("a", "b", "c")) == {"b", "c"}
        assert t.digests.last(CHAT) is not None
    with store.transaction() as t:
        t.digests.give_back(DigestId("digest-1"), ids("a", "b", "c"))
    with store.snapshot() as t:
        assert t.digests.told(CHAT, ids("a", "b", "c")) == frozenset()
        assert t.digests.last(CHAT) is None


def test_a_digest_of_updates_that_arrived_in_part_was_given(store: Store) -> None:
    """Its updates are marked by the digests that told them first, and say nothing of it."""
    add(store, a_digest(an_entry("a"), id="first"))
    later = a_digest(
        an_entry("a", is_update=True),
        an_entry("b"),
        id="later",
        window_end=NOW + DAY,
        made_at=NOW + DAY,
    )
    add(store, later)
    with store.transaction() as t:
        t.digests.give_back(DigestId("later"), ids("b"))
    with store.snapshot() as t:
        assert t.digests.last(CHAT) == later
        assert t.digests.told(CHAT, ids("a", "b")) == {"a"}


def test_answered_are_the_due_times_that_have_a_digest(store: Store) -> None:
    add(store, a_digest(an_entry("a"), subscription_id="s1", window_end=NOW))
    add(store, a_digest(an_entry("b"), id="b", subscription_id="s2", window_end=NOW + DAY))
    asked = {SubscriptionId(f"s{n}"): NOW for n in range(1, 4)}
    with store.snapshot() as t:
        assert t.digests.answered(asked) == {"s1"}
        assert t.digests.answered({}) == frozenset()


def test_digests_are_listed_by_when_they_were_made_then_id(store: Store) -> None:
    made = [
        a_digest(id=name, subscription_id=None, made_at=NOW + hours * HOUR)
        for name, hours in (("c", 1), ("b", 1), ("a", 2), ("d", 0))
    ]
    add(store, *made)
    with store.snapshot() as t:
        first = t.digests.listed(3)
        assert [one.id for one in first] == ["d", "b", "c"]
        assert [one.id for one in t.digests.listed(3, after=first[-1])] == ["a"]
        assert list(t.digests.listed(3, after=a_digest(id="z", made_at=NOW + DAY))) == []


def test_digests_are_found_by_how_their_ids_end(store: Store) -> None:
    add(store, *(a_digest(id=name, subscription_id=None) for name in ("one-x1", "two-x1", "x2%")))
    with store.snapshot() as t:
        assert [one.id for one in t.digests.named("-x1", 9)] == ["one-x1", "two-x1"]
        assert [one.id for one in t.digests.named("-x1", 1)] == ["one-x1"]
        assert [one.id for one in t.digests.named("%", 9)] == ["x2%"]
        assert list(t.digests.named("longer-than-any-id", 9)) == []
