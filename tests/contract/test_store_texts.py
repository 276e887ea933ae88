"""What many chats are told is kept once, and every chat's own is what it was told."""

from __future__ import annotations

import json

import pytest

from bot.domain.bodies import FramedBody, frame_of
from bot.domain.deliveries import DeliveryId, PartState
from bot.domain.digests import DigestId
from bot.domain.errors import StoreError
from bot.ports.store import Store
from tests.fakes.builders import DAY, HOUR, NOW, a_delivery, a_digest, a_part, an_entry

LINK = "https://news.example/d/digest-a?sign=1"
BODY = {"text": "<b>Über den Mond\x02</b>", "items": [1], "rows": [["more of:digest-a", LINK]]}
FRAME = frame_of(BODY, ["digest-a", LINK])
NAMES = ["a", "b", "c"]


def body_of(name: str) -> FramedBody:
    return FramedBody(FRAME, [f"digest-{name}", LINK.replace("digest-a", f"digest-{name}")])


def told(store: Store, *names: str, days: int = 0) -> None:
    """Plan the same for several chats."""
    entries = (an_entry("moon", headline='It\'s "far".'), an_entry("sea"))
    at = NOW + days * DAY
    with store.transaction() as tx:
        tx.digests.add_all(
            [
                a_digest(
                    *entries, id=f"digest-{one}", address=f"telegram:{ord(one)}", made_at=at,
                    window_end=at, subscription_id=f"s-{one}",
                )
                for one in names
            ]
        )  # fmt: skip
        tx.outbox.add_all(
            [
                a_delivery(
                    id=one, digest_id=f"digest-{one}", address=f"telegram:{ord(one)}",
                    parts=(a_part(delivery=one, body=body_of(one), next_at=at),),
                    expires_at=at + HOUR,
                )
                for one in names
            ]
        )  # fmt: skip


@pytest.fixture
def texts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be remembered of other tests."""
    del store
    monkeypatch.setattr("bot.storage.tables.texts._remembered", {})


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("most", [0, 500])
def test_each_chat_reads_its_own(store: Store, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.tables.texts.MOST_REMEMBERED", most)
    told(store, *NAMES)
    told(store, "d", days=3)
    with store.transaction() as tx:
        claimed = [tx.outbox.claim(["telegram"], NOW) for _ in NAMES]
        assert [one.part.body for one in claimed if one] == [body_of(name) for name in NAMES]
    with store.snapshot() as tx:
        for name in (*NAMES, "d"):
            written = json.loads(json.dumps(BODY).replace("digest-a", f"digest-{name}"))
            (part,) = tx.outbox.of(DeliveryId(name)).parts
            assert part.body == written
            assert part.items == {1}
            digest = tx.digests.get(DigestId(f"digest-{name}"))
            assert [one.story_id for one in digest.entries] == ["moon", "sea"]
            assert digest.entries[0].headline == 'It\'s "far".'
            assert tx.outbox.by_key(part.key).part == part
        assert len(tx.outbox.listed(PartState, 9)) == 4


@pytest.mark.usefixtures("texts")
def test_what_is_the_same_takes_no_room_for_each_chat(store: Store) -> None:
    told(store, *NAMES)
    with store.transaction() as tx:
        kept = tx.keeping.remove_texts(NOW, 9)
        assert kept == 0
        assert tx.keeping.remove_digests(NOW + DAY, 9) == 0  # its parts may still arrive
        assert tx.keeping.remove_texts(NOW + 9 * DAY, 9) == 0
    with store.transaction() as tx:
        tx.outbox.expire(NOW + DAY)
        assert tx.keeping.remove_digests(NOW + DAY, 9) == 3
        assert tx.keeping.remove_texts(NOW + 9 * DAY, 1) == 1
        assert tx.keeping.remove_texts(NOW + 9 * DAY, 9) == 1  # one of entries, one of bodies
        assert tx.keeping.remove_texts(NOW + 9 * DAY, 9) == 0


@pytest.mark.usefixtures("texts")
def test_what_is_used_again_stays(store: Store) -> None:
    told(store, "a")
    told(store, "b", days=3)
    with store.transaction() as tx:
        tx.outbox.expire(NOW + 2 * DAY)
        assert tx.keeping.remove_digests(NOW + 2 * DAY, 9) == 1
        assert tx.keeping.remove_texts(NOW + 2 * DAY, 9) == 0
        assert tx.outbox.of(DeliveryId("b")).parts[0].body == body_of("b")


@pytest.mark.usefixtures("texts")
def test_some_of_the_stories_can_be_given_back_and_all(store: Store) -> None:
    told(store, *NAMES)
    with store.transaction() as tx:
        for name, stories in (("a", ["moon"]), ("b", ["moon", "sea"])):
            tx.digests.give_back(DigestId(f"digest-{name}"), stories)
        last = [tx.digests.last(a_digest(address=f"telegram:{ord(one)}").address) for one in NAMES]
        assert [one and one.id for one in last] == ["digest-a", None, "digest-c"]
        assert tx.keeping.quoted(NOW, NOW + DAY) == {"moon", "sea"}
        assert tx.keeping.quoted(NOW + DAY, NOW + DAY) == {"moon", "sea"}  # on their way


@pytest.mark.usefixtures("texts")
def test_a_text_that_is_lost_is_empty_and_stops_nothing(store: Store) -> None:
    told(store, *NAMES)
    with store.transaction() as tx:
        tx.keeping._session.change("DELETE FROM texts")
    with store.transaction() as tx:
        assert tx.digests.get(DigestId("digest-a")).entries == ()
        assert tx.outbox.claim(["telegram"], NOW).part.body == {}
        assert tx.keeping.quoted(NOW, NOW + DAY) == frozenset()
        tx.digests.give_back(DigestId("digest-b"), ["moon"])


@pytest.mark.usefixtures("texts")
def test_what_was_not_kept_is_not_there(store: Store) -> None:
    twice = [a_digest(an_entry("moon"))] * 2
    with pytest.raises(StoreError), store.transaction() as tx:
        tx.digests.add_all(twice)
    with store.transaction() as tx:
        assert tx.keeping.remove_texts(NOW + 9 * DAY, 9) == 0
