"""Who serves, whether it is alive, what time it is, who could reach the page."""

from __future__ import annotations

import os
import socket
from datetime import timedelta

import pytest

from bot.cli.serving import CLOCKS_DIFFER, alive, wrong_clock, wrong_page
from bot.domain.deliveries import PartState
from bot.runtime.lease import LASTS, Lease
from bot.runtime.settings import Settings
from bot.storage.open import open_store
from tests.fakes.builders import NOW, a_coverage, a_delivery, a_digest, a_part, keep
from tests.fakes.world import World

A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def store():
    opened = open_store("sqlite:///:memory:")
    yield opened
    opened.close()


def test_alive_is_who_serves_here_and_goes_on_doing_so(store):
    assert not alive(store, NOW)
    lease = Lease(store, "telegram", World(now=NOW).ambient)
    lease.take()
    assert alive(store, NOW + LASTS)
    assert not alive(store, NOW + LASTS + A_MOMENT)
    lease.give_back()
    assert not alive(store, NOW)


@pytest.mark.parametrize(
    ("name", "host"), [("serve slack", "elsewhere"), ("other", socket.gethostname())]
)
def test_a_process_elsewhere_or_with_another_duty_says_nothing_about_this_one(store, name, host):
    with store.transaction() as tx:
        tx.leases.take(name, f"{host} {os.getpid()} id", NOW, NOW + LASTS)
    assert not alive(store, NOW)


def test_a_clock_is_wrong_when_the_store_knows_of_later_times(store):
    assert wrong_clock(store, NOW) is None
    with store.transaction() as tx:
        keep(tx, a_coverage(last_seen_at=NOW))
    assert wrong_clock(store, NOW) is None
    assert wrong_clock(store, NOW - CLOCKS_DIFFER) is None
    told = wrong_clock(store, NOW - CLOCKS_DIFFER - A_MOMENT)
    assert told is not None
    assert "but the store holds something of 2026-11-22 08:00 UTC. Set the clock" in told


def test_what_was_posted_later_than_now_shows_a_wrong_clock_too(store):
    part = a_part(state=PartState.SENDING, attempts=1, tried_at=NOW)
    with store.transaction() as tx:
        tx.digests.add(a_digest())
        tx.outbox.add(a_delivery(parts=(part,)))
    assert wrong_clock(store, NOW) is None
    assert wrong_clock(store, NOW.replace(year=2020)) is not None


@pytest.mark.parametrize(
    ("web", "wrong"),
    [
        ({}, False),
        ({"host": "localhost"}, False),
        ({"host": "0.0.0.0"}, True),
        ({"public_url": "https://news.example"}, True),
        ({"proxies": "127.0.0.1"}, True),
        ({"host": "0.0.0.0", "admin_token": "0123456789abcdef"}, False),
    ],
    ids=["here", "by-name", "everywhere", "public", "proxied", "guarded"],
)
def test_a_page_that_others_reach_needs_a_token(web, wrong):
    told = wrong_page(Settings.model_validate({"web": web}))
    assert (told is not None) == wrong
    if told is not None:
        assert "set DIGESTBOT_WEB__ADMIN_TOKEN" in told
