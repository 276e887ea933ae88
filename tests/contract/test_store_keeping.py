"""What is old is let go of, in every store, and nothing that is still needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.deliveries import DeliveryId, PartState, Receipt
from bot.domain.digests import DigestId
from bot.domain.edits import EditState, given_up, made
from bot.domain.stories import StoryId
from bot.ports.store import Store
from tests.fakes.builders import (
    CHAT,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    a_coverage,
    a_delivery,
    a_digest,
    a_part,
    a_report,
    a_sighting,
    a_story,
    an_address,
    an_article,
    an_entry,
    keep,
)

LATER = NOW + 100 * DAY


def a_news(n: int, **fields):
    article = an_article(key=f"{n}.txt", title=f"Story {n}", body=f"Number{n} was told. It is so.")
    return a_coverage(a_report(article), id=f"story-{n}", **fields)


def test_stories_go_with_all_that_was_made_of_their_articles(store: Store) -> None:
    old = a_news(1)
    article = old.lead.article
    newer = replace(an_article(key="1.txt", title="Story 1b", replaces=article.id))
    other = a_news(2, first_seen_at=NOW + DAY)
    with store.transaction() as t:
        keep(t, old, other)
        t.articles.add(newer)
        t.articles.add_summary(newer.id, a_report(newer).summary, a_report(newer).fingerprint)
        t.stories.put(a_story(newer, id="story-1"))
        t.stories.note_change(StoryId("story-1"), NOW)
        t.sources.see(a_sighting("1.txt", article_id=newer.id))
        t.digests.add(a_digest(an_entry("story-1")))
    with store.transaction() as t:
        assert t.keeping.old_stories(NOW + HOUR, 0, 9) == ["story-1"]
        assert t.keeping.old_stories(LATER, 1, 9) == ["story-2"]
        assert t.keeping.remove_stories([StoryId("story-1")]) == 2
        assert t.keeping.remove_stories([]) == 0
    with store.snapshot() as t:
        assert t.articles.get(article.id) is None
        assert t.articles.count() == 1
        assert t.stories.count() == 1
        assert t.stories.changed(9) == []
        assert t.articles.search("Number1", NOW - DAY, 9) == []
        assert t.articles.search("Number2", NOW - DAY, 9) == ["story-2"]
        assert t.sources.known("inbox") == {"1.txt": "1"}
        assert t.sources.rejected(9) == []
        assert t.digests.told(CHAT, [StoryId("story-1")]) == {"story-1"}
    assert list(store.check()) == []


def test_what_digests_tell_is_quoted(store: Store) -> None:
    with store.transaction() as t:
        for n, (subscription, day) in enumerate([("s", 0), ("s", 50), (None, 50), ("s", 99)]):
            made_at = NOW + day * DAY
            t.digests.add(
                a_digest(
                    an_entry(f"s{n}"), id=f"g{n}", subscription_id=subscription,
                    window_end=made_at, made_at=made_at,
                )
            )  # fmt: skip
        t.outbox.add(a_delivery(digest_id="g0"))
    with store.snapshot() as t:
        assert t.keeping.quoted(NOW + DAY, NOW + 40 * DAY) == {"s0", "s2"}
        assert t.keeping.quoted(NOW + DAY, NOW + 60 * DAY) == {"s0", "s1", "s2"}


@pytest.mark.parametrize("state", [PartState.PLANNED, PartState.UNKNOWN, PartState.SENDING])
def test_digests_go_unless_some_of_them_still_waits(store: Store, state: PartState) -> None:
    parts = (a_part(1, state=PartState.SENT), a_part(2, state=state))
    done = (a_part(1, delivery="d2", state=PartState.SENT),)
    with store.transaction() as t:
        t.digests.add(a_digest())
        t.digests.add(a_digest(an_entry("x"), id="g2", subscription_id="s2"))
        t.digests.add(a_digest(an_entry("y"), id="g3", subscription_id="s3", made_at=LATER))
        t.outbox.add(a_delivery(parts=parts))
        t.outbox.add(a_delivery(id="d2", digest_id="g2", parts=done))
        t.edits.put("d2/1", {"text": "x"}, now=NOW, expires_at=LATER)
        assert t.keeping.remove_digests(LATER, 9) == 1
        assert t.keeping.remove_digests(LATER, 9) == 0
    with store.snapshot() as t:
        assert t.digests.get(DigestId("g2")) is None
        assert t.outbox.of(DeliveryId("d2")) is None
        assert t.edits.latest("d2/1") is None
        assert t.digests.get(DigestId("digest-1")) == a_digest()
        assert t.outbox.of(DeliveryId("delivery-1")) is not None
        assert t.digests.told(CHAT, [StoryId("x"), StoryId("y")]) == {"x", "y"}


def test_digests_stay_for_as_long_as_what_was_posted_of_them(store: Store) -> None:
    parts = (a_part(1, state=PartState.SENT, attempts=1, tried_at=NOW + 50 * DAY),)
    with store.transaction() as t:
        t.digests.add(a_digest())
        t.outbox.add(a_delivery(parts=parts))
        t.keeping.redate({DigestId("digest-1"): NOW - 500 * DAY})
        assert t.keeping.remove_digests(NOW + 50 * DAY, 9) == 0
        assert t.outbox.of(DeliveryId("delivery-1")) is not None
        assert t.keeping.remove_digests(NOW + 51 * DAY, 9) == 1


def test_marks_go_by_their_age(store: Store) -> None:
    with store.transaction() as t:
        t.digests.add(a_digest(an_entry("a"), an_entry("b")))
        t.digests.add(a_digest(an_entry("c"), id="g2", subscription_id="s2", made_at=LATER))
        assert len(t.keeping.old_marks(LATER, 1)) == 1
        old = t.keeping.old_marks(LATER, 9)
        assert sorted(old) == [(CHAT, "a"), (CHAT, "b")]
        t.keeping.remove_marks(old)
        assert t.digests.told(CHAT, [StoryId("a"), StoryId("b"), StoryId("c")]) == {"c"}


def test_room_is_given_back_until_nothing_is_left_to_do(store: Store) -> None:
    with store.transaction() as t:
        keep(t, *(a_news(n) for n in range(50)))
    with store.transaction() as t:
        t.keeping.remove_stories([StoryId(f"story-{n}") for n in range(50)])
    for _ in range(100):
        with store.transaction() as t:
            if not t.keeping.give_room_back():
                break
    else:
        pytest.fail("It never ends.")
    assert list(store.check()) == []


def test_an_edit_waits_for_its_part_to_be_sent(store: Store) -> None:
    sent = a_part(1, state=PartState.SENT, receipt=Receipt(message_id="7"))
    with store.transaction() as t:
        t.outbox.add(a_delivery(parts=(sent, a_part(2))))
        assert t.edits.put("delivery-1/1", {"text": "new"}, now=NOW, expires_at=NOW + HOUR)
        assert t.edits.put("delivery-1/2", {"text": "new"}, now=NOW, expires_at=NOW + HOUR)
        assert not t.edits.put("nothing", {}, now=NOW, expires_at=LATER)
        assert t.edits.latest("delivery-1/2") == {"text": "new"}
        assert t.edits.latest("delivery-1/3") is None
    with store.snapshot() as t:
        (edit,) = t.edits.due(["telegram", "slack"], NOW, 9)
        assert (edit.key, edit.address, edit.receipt.message_id) == ("delivery-1/1", CHAT, "7")
        assert edit.body == {"text": "new"}
        assert (t.edits.waiting(), t.edits.waiting(CHAT)) == (2, 2)
        assert t.edits.waiting(an_address("slack:T1/C9")) == 0
        assert t.edits.due(["slack"], NOW, 9) == []
        assert t.edits.due(["telegram"], NOW - MINUTE, 9) == []
        assert t.edits.due(["telegram"], NOW + 2 * HOUR, 9) == []
        assert t.edits.due(["telegram"], NOW, 0) == []


def test_a_newer_edit_takes_the_place_of_one_that_is_being_made(store: Store) -> None:
    sent = a_part(1, state=PartState.SENT, receipt=Receipt(message_id="7"))
    with store.transaction() as t:
        t.outbox.add(a_delivery(parts=(sent,)))
        t.edits.put("delivery-1/1", {"text": "a"}, now=NOW, expires_at=LATER)
        (first,) = t.edits.due(["telegram"], NOW, 9)
        t.edits.put("delivery-1/1", {"text": "b"}, now=NOW, expires_at=LATER)
        assert not t.edits.settle(made(first))
        (second,) = t.edits.due(["telegram"], NOW, 9)
        assert (second.body, second.revision) == ({"text": "b"}, 2)
        assert t.edits.settle(made(second))
        assert not t.edits.settle(given_up(second, "Too late."))
        assert t.edits.due(["telegram"], NOW, 9) == []
        assert t.edits.latest("delivery-1/1") == {"text": "b"}


def test_edits_that_were_not_made_are_shown_while_they_still_may_be(store: Store) -> None:
    sent = [a_part(n, state=PartState.SENT, receipt=Receipt(message_id="7")) for n in (1, 2, 3)]
    with store.transaction() as t:
        t.outbox.add(a_delivery(parts=(*sent, a_part(4))))
        for n in (1, 2, 3, 4):
            t.edits.put(f"delivery-1/{n}", {"text": n}, now=NOW, expires_at=NOW + n * HOUR)
        first, second, third = t.edits.unmade(NOW, 9)  # the fourth waits for its part to be sent
        assert [edit.key for edit in (first, second, third)] == [part.key for part in sent]
        assert t.edits.settle(given_up(first, "It is gone."))
        assert t.edits.settle(made(second))
    with store.snapshot() as t:
        states = [(edit.key, edit.state, edit.problem) for edit in t.edits.unmade(NOW, 9)]
        assert states == [
            ("delivery-1/3", EditState.WAITING, None),
            ("delivery-1/1", EditState.DROPPED, "It is gone."),
        ]
        assert [edit.key for edit in t.edits.unmade(NOW, 1)] == ["delivery-1/3"]
        assert [edit.key for edit in t.edits.unmade(NOW + 2 * HOUR, 9)] == ["delivery-1/3"]
        assert t.edits.unmade(NOW + DAY, 9) == []
        assert t.edits.of("delivery-1/1") == given_up(first, "It is gone.")
        assert t.edits.of("delivery-1/4") is None
        assert t.edits.of("nothing") is None


def test_edits_are_held_as_posts_are_and_end_when_it_is_too_late(store: Store) -> None:
    sent = a_part(1, state=PartState.SENT, receipt=Receipt(message_id="7"))
    with store.transaction() as t:
        t.outbox.add(a_delivery(parts=(sent,)))
        t.edits.put("delivery-1/1", {"text": "a"}, now=NOW, expires_at=NOW + DAY)
        t.outbox.hold("telegram:42", NOW + HOUR)
        assert t.edits.due(["telegram"], NOW, 9) == []
        (edit,) = t.edits.due(["telegram"], NOW + HOUR, 9)
        assert edit.state is EditState.WAITING
        assert t.edits.release(NOW + DAY) == 0
        assert t.edits.release(NOW + DAY + timedelta(seconds=1)) == 1
        assert t.edits.due(["telegram"], NOW + HOUR, 9) == []


def test_a_change_is_noted_until_somebody_looked(store: Store) -> None:
    first, second = StoryId("s1"), StoryId("s2")
    with store.transaction() as t:
        t.stories.note_change(second, NOW + MINUTE)
        t.stories.note_change(first, NOW)
        assert t.stories.changed(9) == [(first, NOW), (second, NOW + MINUTE)]
        assert t.stories.changed(1) == [(first, NOW)]
        t.stories.note_change(first, NOW + HOUR)
        t.stories.looked_at(first, NOW)
        t.stories.looked_at(second, NOW + MINUTE)
        assert t.stories.changed(9) == [(first, NOW + HOUR)]


def test_who_was_told_a_story_lately_is_found(store: Store) -> None:
    with store.transaction() as t:
        for n, (story, day) in enumerate([("a", 0), ("a", 5), ("b", 5)]):
            moment = NOW + day * DAY
            t.digests.add(
                a_digest(
                    an_entry(story), id=f"g{n}", subscription_id=f"s{n}", address=f"telegram:{n}",
                    made_at=moment,
                )
            )  # fmt: skip
            t.outbox.add(a_delivery(id=f"d{n}", digest_id=f"g{n}", address=f"telegram:{n}"))
        t.digests.add(a_digest(an_entry("a"), id="asked", subscription_id=None, made_at=LATER))
    with store.transaction() as t:
        (told,) = t.digests.telling([StoryId("a")], NOW + DAY)
        assert (told.id, told.digest_id, told.parts) == ("d1", "g1", ())
        assert t.digests.telling([], NOW) == []
        t.digests.note_correction(DigestId("g1"), LATER)
        digest = t.digests.get(DigestId("g1"))
        assert digest is not None
        assert digest.corrected_at == LATER
        assert digest.entries == (an_entry("a"),)


def test_stories_that_were_given_back_can_be_told_after_all(store: Store) -> None:
    names = [StoryId("a"), StoryId("b")]
    with store.transaction() as t:
        t.digests.add(a_digest(an_entry("a"), an_entry("b")))
        t.digests.give_back(DigestId("digest-1"))
        assert t.digests.last(CHAT) is None
        later = a_digest(an_entry("b"), id="later", subscription_id=None, made_at=NOW - HOUR)
        t.digests.add(later)
        t.digests.tell_again(DigestId("digest-1"), names)
        assert t.digests.told(CHAT, names) == {"a", "b"}
        assert t.digests.last(CHAT) == a_digest(an_entry("a"), an_entry("b"))
        t.digests.give_back(DigestId("digest-1"))
        assert t.digests.told(CHAT, names) == {"b"}


def test_what_goes_again_goes_behind_the_others_with_a_new_use_by_time(store: Store) -> None:
    failed = (a_part(1, state=PartState.FAILED), a_part(2))
    with store.transaction() as t:
        t.outbox.add(a_delivery(parts=failed))
        t.outbox.add(a_delivery(id="d2"))
        part = replace(failed[0], state=PartState.PLANNED)
        by = NOW + 9 * HOUR
        assert not t.outbox.revive(DeliveryId("delivery-1"), part, was=PartState.EXPIRED, by=by)
        assert t.outbox.revive(DeliveryId("delivery-1"), part, was=PartState.FAILED, by=by)
        listed = t.outbox.listed([PartState.PLANNED], 9)
        assert [one.part.key for one in listed] == ["delivery-1/2", "d2/1", "delivery-1/1"]
        delivery = t.outbox.of(DeliveryId("delivery-1"))
        assert delivery is not None
        assert delivery.expires_at == by
        assert t.outbox.expire(NOW + 8 * HOUR) == [t.outbox.of(DeliveryId("d2"))]


def test_parts_are_found_by_the_end_of_a_name(store: Store) -> None:
    with store.transaction() as t:
        t.outbox.add(a_delivery(id="ab1", parts=2))
        t.outbox.add(a_delivery(id="cd1"))
    with store.snapshot() as t:
        keys = lambda ending: [one.part.key for one in t.outbox.named(ending, 9)]  # noqa: E731
        assert keys("b1") == ["ab1/1", "ab1/2"]
        assert keys("d1/1") == ["cd1/1"]
        assert keys("1") == ["ab1/1", "ab1/2", "cd1/1"]
        assert keys("%") == []
        assert len(t.outbox.named("1", 2)) == 2
