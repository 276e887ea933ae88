"""The two doors of a store, whatever it is made of: all or nothing, and reading consistently."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.domain.articles import ArticleId
from bot.domain.errors import StoreBusy, StoreError, StoreTrouble
from bot.ports.store import Store
from tests.fakes.builders import CHAT, a_chat, a_delivery, a_part, a_sighting, a_story, an_article


def put_chats(store: Store, *addresses: str) -> None:
    with store.transaction() as t:
        for address in addresses:
            t.chats.put(a_chat(address))


def test_a_transaction_keeps_what_was_done_in_it(store: Store) -> None:
    with store.transaction() as t:
        t.chats.put(a_chat())
    with store.snapshot() as t:
        assert t.chats.get(CHAT) == a_chat()


def test_a_transaction_sees_what_was_done_in_it(store: Store) -> None:
    with store.transaction() as t:
        t.chats.put(a_chat())
        assert t.chats.get(CHAT) == a_chat()


@pytest.mark.parametrize("error", [RuntimeError("stop"), KeyboardInterrupt()])
def test_a_transaction_that_raises_keeps_nothing(store: Store, error: BaseException) -> None:
    def work() -> None:
        with store.transaction() as t:
            t.chats.put(a_chat())
            t.articles.add(an_article())
            t.sources.see(a_sighting())
            raise error

    with pytest.raises(type(error)):
        work()
    with store.snapshot() as t:
        assert t.chats.get(CHAT) is None
        assert t.articles.count() == 0
        assert t.sources.known("inbox") == {}
    put_chats(store, "telegram:42")  # and the next one works
    with store.snapshot() as t:
        assert t.chats.get(CHAT) is not None


def test_a_transaction_that_swallows_an_error_of_the_store_keeps_nothing(store: Store) -> None:
    def work() -> None:
        with store.transaction() as t:
            t.articles.add(an_article())
            with contextlib.suppress(StoreError):
                t.stories.put(a_story())  # of an article without a summary

    with pytest.raises(StoreError, match="ignored"):
        work()
    with store.snapshot() as t:
        assert t.articles.count() == 0
        assert t.stories.count() == 0


def test_a_rule_that_is_broken_at_the_end_keeps_nothing(store: Store) -> None:
    def work() -> None:
        with store.transaction() as t:
            t.chats.put(a_chat())
            t.articles.add(an_article(replaces=ArticleId("never added")))

    with pytest.raises(StoreError):
        work()
    with store.snapshot() as t:
        assert t.chats.get(CHAT) is None


def test_errors_carry_their_cause(store: Store) -> None:
    with store.transaction() as t:
        t.outbox.add(a_delivery())
    with pytest.raises(StoreError) as raised, store.transaction() as t:
        t.outbox.add(a_delivery())
    assert raised.value.__cause__ is not None


def test_writing_in_a_snapshot_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError), store.snapshot() as t:
        t.chats.put(a_chat())
    with pytest.raises(StoreError), store.snapshot() as t:
        t.articles.add(an_article())
    with store.snapshot() as t:
        assert t.chats.get(CHAT) is None
        assert t.articles.count() == 0


def test_claiming_in_a_snapshot_is_an_error(store: Store) -> None:
    with store.transaction() as t:
        t.outbox.add(a_delivery())
    with pytest.raises(StoreError), store.snapshot() as t:
        t.outbox.claim(["telegram"], a_part().next_at)


def test_after_a_snapshot_a_transaction_can_write(store: Store) -> None:
    with store.snapshot() as t:
        assert t.chats.get(CHAT) is None
    put_chats(store, "telegram:42")
    with store.snapshot() as t:
        assert t.chats.get(CHAT) is not None


def test_a_door_inside_a_door_is_an_error(store: Store) -> None:
    for outer in (store.snapshot, store.transaction):
        for inner in (store.snapshot, store.transaction):
            with outer(), pytest.raises(StoreError, match="open already"), inner():
                pass
    put_chats(store, "telegram:42")  # and no door is left locked


def test_a_collection_does_not_work_behind_a_closed_door(store: Store) -> None:
    with store.snapshot() as t:
        kept = t.chats
    with pytest.raises(StoreError, match="over"):
        kept.get(CHAT)
    with store.transaction() as t:
        kept = t.chats
    with pytest.raises(StoreError, match="over"):
        kept.put(a_chat())


def test_several_threads_write_and_read_at_once(store: Store) -> None:
    together = threading.Barrier(6)

    def write(worker: int) -> None:
        together.wait()
        for n in range(20):
            put_chats(store, f"telegram:{worker}{n:03}", f"slack:T1/{worker}{n:03}")

    def read(_: int) -> None:
        together.wait()
        for n in range(40):
            with store.snapshot() as t:
                # Of a pair that is written together, both or neither are seen.
                pair = [
                    t.chats.get(a_chat(f"{place}{n % 4}{n % 20:03}").address)
                    for place in ("telegram:", "slack:T1/")
                ]
                assert pair.count(None) in {0, 2}

    with ThreadPoolExecutor(6) as pool:
        done = [pool.submit(write, n) for n in range(4)] + [pool.submit(read, n) for n in range(2)]
        for one in done:
            one.result(timeout=60)
    with store.snapshot() as t:
        for worker in range(4):
            for n in range(20):
                assert t.chats.get(a_chat(f"telegram:{worker}{n:03}").address) is not None


def test_a_transaction_that_waits_too_long_is_refused(hasty_store: Store) -> None:
    inside, done = threading.Event(), threading.Event()

    def hold() -> None:
        while not inside.is_set():  # on a busy machine it may itself wait too long
            with contextlib.suppress(StoreBusy, StoreTrouble), hasty_store.transaction() as t:
                t.chats.put(a_chat())
                inside.set()
                done.wait(timeout=30)

    with ThreadPoolExecutor(1) as pool:
        holder = pool.submit(hold)
        assert inside.wait(timeout=30)
        try:
            with pytest.raises(StoreBusy), hasty_store.transaction() as t:
                t.chats.put(a_chat())
        finally:
            done.set()
        holder.result(timeout=30)
    put_chats(hasty_store, "telegram:42")  # free again


def test_a_new_store_is_whole(store: Store) -> None:
    assert list(store.check()) == []


def test_closing_twice_is_safe(store: Store) -> None:
    with store.snapshot():
        pass
    store.close()
    store.close()


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"), store.snapshot():
        pass
    with pytest.raises(StoreError, match="closed"), store.transaction():
        pass
