"""One process at a time serves a platform."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest

from bot.domain.errors import SettingsError, StoreError
from bot.runtime.lease import LASTS, Lease
from bot.storage.open import open_store
from tests.fakes.builders import NOW
from tests.fakes.posting import FailingStore
from tests.fakes.world import World

A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def world():
    return World(now=NOW)


@pytest.fixture
def store():
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


def other_process(store, owner, world):
    with store.transaction() as t:
        assert t.leases.take("serve telegram", owner, world.now, world.now + LASTS) is None


def dead_process():
    """Return the number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_the_second_process_is_told_who_serves(store, world):
    Lease(store, "telegram", world.ambient).take()
    second = Lease(store, "telegram", world.ambient)
    with pytest.raises(SettingsError, match=rf"Process {os.getpid()} on .* serves telegram"):
        second.take()
    assert not second.holds()
    Lease(store, "slack", world.ambient).take()


def test_it_is_held_while_it_is_renewed(store, world):
    lease = Lease(store, "telegram", world.ambient)
    assert not lease.holds()
    for _ in range(5):
        lease.take()
        world.now += LASTS - A_MOMENT
        assert lease.holds()
    world.now += A_MOMENT
    assert not lease.holds()  # say, the machine slept: another may serve by now
    lease.take()
    assert lease.holds()


def test_a_process_that_was_too_late_sees_that_another_serves(store, world):
    lease = Lease(store, "telegram", world.ambient)
    lease.take()
    world.now += LASTS + A_MOMENT
    other_process(store, "elsewhere 7 x", world)
    with pytest.raises(SettingsError, match="Process 7 on elsewhere"):
        lease.take()
    assert not lease.holds()


def test_one_that_cannot_be_written_is_not_held_longer_than_it_lasts(store, world):
    failing = FailingStore(store)
    lease = Lease(failing, "telegram", world.ambient)
    lease.take()
    failing.errors = [StoreError("disk full")]
    with pytest.raises(StoreError):
        lease.take()
    assert lease.holds()
    world.now += LASTS
    assert not lease.holds()


def test_given_back_it_is_free_at_once(store, world):
    first, second = (Lease(store, "telegram", world.ambient) for _ in range(2))
    first.take()
    second.give_back()  # not its own
    with pytest.raises(SettingsError):
        second.take()
    first.give_back()
    assert not first.holds()
    second.take()


def test_that_of_a_process_that_died_here_is_taken_over_at_once(store, world):
    other_process(store, f"{socket.gethostname()} {dead_process()} x", world)
    Lease(store, "telegram", world.ambient).take()


@pytest.mark.parametrize("process", [1, os.getppid()])
def test_that_of_a_process_that_lives_is_not(store, world, process):
    other_process(store, f"{socket.gethostname()} {process} x", world)
    with pytest.raises(SettingsError):
        Lease(store, "telegram", world.ambient).take()


def test_that_of_another_machine_is_taken_over_when_it_runs_out(store, world):
    other_process(store, f"elsewhere {dead_process()} x", world)
    lease = Lease(store, "telegram", world.ambient)
    with pytest.raises(SettingsError):
        lease.take()
    world.now += LASTS + A_MOMENT
    lease.take()
