"""Workspaces that people installed the bot in, in every store."""

from __future__ import annotations

from dataclasses import replace

from bot.ports.installations import Installation
from bot.ports.store import Store
from tests.fakes.builders import HOUR, MINUTE, NOW

ACME = Installation(
    workspace="T2",
    name="Acmé",
    token="sealed",
    bot="U9",
    installed_by="U1",
    installed_at=NOW,
)
BETA = replace(ACME, workspace="T1", name="Beta", installed_by=None)


def test_an_installation_comes_back_equal(store: Store) -> None:
    with store.transaction() as t:
        t.workspaces.put(ACME)
        t.workspaces.put(BETA)
    with store.snapshot() as t:
        assert t.workspaces.get("T2") == ACME
        assert t.workspaces.get("T3") is None
        assert t.workspaces.all() == [BETA, ACME]


def test_a_second_one_takes_the_place_of_the_first(store: Store) -> None:
    again = replace(ACME, token="another", installed_at=NOW + HOUR)
    with store.transaction() as t:
        t.workspaces.put(ACME)
        t.workspaces.put(again)
        assert t.workspaces.all() == [again]


def test_one_that_is_removed_is_forgotten(store: Store) -> None:
    with store.transaction() as t:
        t.workspaces.put(ACME)
        t.workspaces.put(BETA)
        t.workspaces.remove("T2")
        t.workspaces.remove("T2")
        assert t.workspaces.all() == [BETA]


def test_a_state_is_good_once_and_for_its_time(store: Store) -> None:
    with store.transaction() as t:
        for state in ("a", "b", "c"):
            t.workspaces.expect(state, NOW, NOW + HOUR)
        assert not t.workspaces.take("unknown", NOW)
        assert t.workspaces.take("a", NOW)
        assert not t.workspaces.take("a", NOW)
        assert t.workspaces.take("b", NOW + HOUR)
        assert not t.workspaces.take("c", NOW + HOUR + MINUTE)


def test_states_that_ran_out_are_forgotten(store: Store) -> None:
    with store.transaction() as t:
        t.workspaces.expect("old", NOW, NOW + MINUTE)
        t.workspaces.expect("new", NOW + HOUR, NOW + 2 * HOUR)
        assert not t.workspaces.take("old", NOW)
        assert t.workspaces.take("new", NOW + HOUR)
