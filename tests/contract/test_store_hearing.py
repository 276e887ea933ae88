"""What people said, and who serves, in every store."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.domain.errors import StoreError
from bot.ports.records import Heard
from bot.ports.store import Store
from bot.storage.open import open_store
from tests.fakes.builders import HOUR, MINUTE, NOW


def heard(id_: str = "1", *, platform: str = "telegram") -> Heard:
    raw = {"text": 'Ü "日本" \0', "nested": [{"a": [1, 2.5, None, True]}]}
    return Heard(platform=platform, id=id_, raw=raw)


def kept(id_: str = "1", *, platform: str = "telegram", begun: bool = False) -> Heard:
    """Return it as the store hands it out."""
    return replace(heard(id_, platform=platform), begun=begun, heard_at=NOW)


def keep(store: Store, *all_: Heard) -> list[bool]:
    with store.transaction() as t:
        return [t.hearing.keep(one, NOW) for one in all_]


def unanswered(store: Store, platform: str = "telegram") -> list[Heard]:
    with store.snapshot() as t:
        return list(t.hearing.open(platform))


def test_what_was_heard_comes_back_equal_in_its_order(store: Store) -> None:
    assert keep(store, heard("9"), heard("10"), heard("1")) == [True] * 3
    assert unanswered(store) == [kept("9"), kept("10"), kept("1")]
    assert unanswered(store, "slack") == []


def test_what_comes_twice_is_kept_once_whatever_became_of_it(store: Store) -> None:
    assert keep(store, heard(), heard(), heard(platform="slack")) == [True, False, True]
    with store.transaction() as t:
        t.hearing.done("telegram", "1")
    assert keep(store, heard()) == [False]
    assert unanswered(store) == []
    assert unanswered(store, "slack") == [kept(platform="slack")]


def test_what_was_begun_is_open_and_is_begun_once(store: Store) -> None:
    keep(store, heard("1"), heard("2"))
    with store.transaction() as t:
        assert t.hearing.begin("telegram", "1")
        assert not t.hearing.begin("telegram", "1")
        assert not t.hearing.begin("slack", "1")
        assert not t.hearing.begin("telegram", "unknown")
    assert unanswered(store) == [kept("1", begun=True), kept("2")]
    with store.transaction() as t:
        t.hearing.done("telegram", "1")
        t.hearing.done("telegram", "1")
        assert not t.hearing.begin("telegram", "1")
    assert unanswered(store) == [kept("2")]


def test_what_is_done_without_having_begun_is_done(store: Store) -> None:
    keep(store, heard())
    with store.transaction() as t:
        t.hearing.done("telegram", "1")
    assert unanswered(store) == []


def test_only_what_was_answered_is_forgotten(store: Store) -> None:
    keep(store, heard("open"), heard("begun"), heard("done"))
    with store.transaction() as t:
        t.hearing.keep(heard("fresh"), NOW + HOUR)
        t.hearing.begin("telegram", "begun")
        for id_ in ("done", "fresh"):
            t.hearing.done("telegram", id_)
        assert t.hearing.forget(NOW) == 0
        assert t.hearing.forget(NOW + MINUTE) == 1
    assert keep(store, heard("done"), heard("fresh"), heard("open")) == [True, False, False]


def test_nothing_of_it_is_kept_if_not_all_of_it_is(store: Store) -> None:
    with pytest.raises(StoreError):
        keep(store, heard("1"), heard("\udc80"))  # no text
    assert unanswered(store) == []


def test_what_was_heard_outlives_the_process(lasting_url: str) -> None:
    store = open_store(lasting_url)
    keep(store, heard())
    store.close()
    store = open_store(lasting_url)
    assert unanswered(store) == [kept()]
    store.close()


def take(store: Store, owner: str, at: int = 0, lasts: int = 10) -> str | None:
    now = NOW + at * MINUTE
    with store.transaction() as t:
        return t.leases.take("serve telegram", owner, now, now + lasts * MINUTE)


def test_a_lease_is_taken_renewed_and_kept_from_others(store: Store) -> None:
    assert take(store, "ann") is None
    assert take(store, "ben") == "ann"
    assert take(store, "ann", at=9) is None
    assert take(store, "ben", at=19) == "ann"
    assert take(store, "ben", at=20) is None
    assert take(store, "ann", at=21) == "ben"


def test_a_lease_is_given_back_by_its_owner_only(store: Store) -> None:
    take(store, "ann")
    with store.transaction() as t:
        t.leases.give("serve telegram", "ben")
        t.leases.give("serve slack", "ann")
    assert take(store, "ben") == "ann"
    with store.transaction() as t:
        t.leases.give("serve telegram", "ann")
    assert take(store, "ben") is None


def test_leases_of_other_names_are_free(store: Store) -> None:
    take(store, "ann")
    with store.transaction() as t:
        assert t.leases.take("serve slack", "ben", NOW, NOW + HOUR) is None


def test_leases_are_held_until_they_run_out_or_are_given_back(store: Store) -> None:
    take(store, "ann")
    with store.transaction() as t:
        t.leases.take("other", "ben", NOW, NOW + HOUR)
        assert t.leases.held(NOW + 10 * MINUTE) == {"other": "ben", "serve telegram": "ann"}
        assert t.leases.held(NOW + 11 * MINUTE) == {"other": "ben"}
        t.leases.give("other", "ben")
        assert t.leases.held(NOW + 11 * MINUTE) == {}


def test_of_several_who_take_a_lease_one_gets_it(store: Store) -> None:
    together = threading.Barrier(6)

    def work(owner: str) -> str | None:
        together.wait()
        return take(store, owner)

    with ThreadPoolExecutor(6) as pool:
        takers = [pool.submit(work, f"owner{n}") for n in range(6)]
        answers = [one.result(timeout=60) for one in takers]
    assert answers.count(None) == 1
    winner = f"owner{answers.index(None)}"
    assert {one for one in answers if one} == {winner}
