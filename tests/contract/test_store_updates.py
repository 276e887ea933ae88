"""What a chat was told, and updates of it, in every store."""

from __future__ import annotations

from bot.domain.chats import ChatAddress
from bot.domain.digests import DigestId, Entry
from bot.domain.stories import StoryId
from bot.domain.updates import Mark
from bot.ports.store import Store
from tests.fakes.builders import CHAT, DAY, HOUR, NOW, a_digest, an_address, an_entry

A = StoryId("a")
LATER = NOW + 5 * HOUR
FIRST, SECOND = Mark(NOW, 1), Mark(LATER, 3)


def tell(store: Store, entry: Entry, name: str, **more: object) -> None:
    with store.transaction() as t:
        t.digests.add(a_digest(entry, id=name, subscription_id=None, **more))  # type: ignore[arg-type]


def told_twice(store: Store) -> None:
    tell(store, an_entry(A), "first")
    tell(store, an_entry(A, is_update=True, article_count=3), "second", made_at=LATER)


def marks(store: Store, address: ChatAddress = CHAT) -> Mark | None:
    with store.snapshot() as t:
        found = t.digests.told_marks(address, [A])
        since = t.digests.told_since([address], NOW).get(address, {})
        assert dict(since) == dict(found)
        assert t.digests.told(address, [A]) == found.keys()
        return found.get(A)


def test_a_mark_says_when_and_of_how_many_articles(store: Store) -> None:
    tell(store, an_entry(A), "first")
    assert marks(store) == FIRST
    tell(store, an_entry(A, article_count=9), "again", made_at=LATER)
    assert marks(store) == FIRST
    assert marks(store, an_address("telegram:43")) is None


def test_an_update_is_the_newest_mark_until_it_is_given_back(store: Store) -> None:
    told_twice(store)
    assert marks(store) == SECOND
    with store.transaction() as t:
        t.digests.give_back(DigestId("second"), [A])
    assert marks(store) == FIRST
    with store.transaction() as t:
        t.digests.tell_again(DigestId("second"), [A])
    assert marks(store) == SECOND
    with store.snapshot() as t:
        assert t.digests.marks(CHAT) == {A: NOW}


def test_an_update_alone_is_no_mark(store: Store) -> None:
    told_twice(store)
    with store.transaction() as t:
        t.digests.give_back(DigestId("first"))
    assert marks(store) is None
    tell(store, an_entry(A, article_count=4), "third", made_at=LATER + HOUR)
    assert marks(store) == Mark(LATER + HOUR, 4)


def test_updates_move_and_go_with_their_chat(store: Store) -> None:
    told_twice(store)
    new = an_address("telegram:-100")
    with store.transaction() as t:
        t.chats.move(CHAT, new)
    assert marks(store) is None
    assert marks(store, new) == SECOND
    with store.transaction() as t:
        t.chats.forget(new)
    assert marks(store, new) is None


def test_marks_stay_as_long_as_the_newest_update(store: Store) -> None:
    told_twice(store)
    with store.transaction() as t:
        assert t.keeping.old_marks(LATER, 9) == []
        assert t.keeping.old_marks(LATER + DAY, 9) == [(CHAT, A)]
        t.keeping.remove_marks([(CHAT, A)])
    assert marks(store) is None
