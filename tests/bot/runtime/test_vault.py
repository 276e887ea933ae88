from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.domain.errors import SettingsError
from bot.ports.installations import Installation
from bot.ports.store import Store
from bot.runtime.ambient import new_secret
from bot.runtime.vault import Vault, new_key
from bot.storage.open import open_store
from tests.fakes.world import World

TOKEN = "xoxb-11-22-secret-of-ours"
WORKSPACE = Installation(
    workspace="T1",
    name="Harbor Times",
    token=TOKEN,
    bot="U0",
    installed_by="U7",
    installed_at=datetime(2026, 11, 23, 8, tzinfo=UTC),
)


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


@pytest.fixture
def world() -> World:
    return World()


def a_vault(store: Store, world: World, key: str) -> Vault:
    return Vault(store, world.ambient, key=key, new_secret=new_secret)


def test_what_is_saved_comes_back_and_can_be_removed(store: Store, world: World) -> None:
    vault = a_vault(store, world, new_key())
    assert vault.find("T1") is None
    vault.save(WORKSPACE)
    assert vault.find("T1") == WORKSPACE
    assert vault.all() == [WORKSPACE]
    vault.remove("T1")
    vault.remove("T1")
    assert vault.all() == []


def test_the_token_is_not_in_the_store(store: Store, world: World) -> None:
    a_vault(store, world, new_key()).save(WORKSPACE)
    with store.snapshot() as tx:
        kept = tx.workspaces.get("T1")
    assert kept is not None
    assert TOKEN not in kept.token
    assert TOKEN not in repr(WORKSPACE)


def test_another_key_opens_nothing_and_says_so(store: Store, world: World) -> None:
    a_vault(store, world, new_key()).save(WORKSPACE)
    with pytest.raises(SettingsError, match="Harbor Times was encrypted with another key"):
        a_vault(store, world, new_key()).find("T1")


def test_what_is_no_key_is_a_settings_error(store: Store, world: World) -> None:
    with pytest.raises(SettingsError, match="digestbot new-key"):
        a_vault(store, world, "password")


def test_a_state_is_good_once_and_for_ten_minutes(store: Store, world: World) -> None:
    vault = a_vault(store, world, new_key())
    state, late = vault.new_state(), vault.new_state()
    assert state != late
    assert vault.take_state(state)
    assert not vault.take_state(state)
    assert not vault.take_state("forged")
    world.sleep(minutes=11)
    assert not vault.take_state(late)
