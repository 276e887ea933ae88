"""Trouble with the store: nothing is sent that is not claimed, and one bad row holds up nobody."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports.store import Store
from bot.runtime.ambient import now
from bot.storage.open import open_store
from tests.e2e.service import PATIENCE, Room, address_of, falls_due, running, shown, tally, until
from tests.fakes.builders import a_chat, a_delivery, a_digest, a_part, an_entry

STORY = "Harbor bridge opens"
NO_LIMIT = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.fixture
def ann(telegram):
    return telegram.private(telegram.person("Ann"))


@pytest.fixture
def ben(telegram):
    return telegram.private(telegram.person("Ben"))


@contextmanager
def full(service) -> Iterator[None]:
    """Let the service, which is a process of its own, write nothing, as on a full disk."""
    pid = service.process.pid
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, NO_LIMIT)


async def test_nothing_is_sent_that_cannot_be_claimed_and_it_goes_on_by_itself(
    program, telegram, slack, ann
):
    async with running(replace(program, forks=None), telegram, slack) as service:
        await service.says("service.ready")
        with closing(open_store(f"sqlite:///{program.folder}/data/bot.db")) as store:
            with full(service):
                waiting_part(store, ann)
                await service.says("make room, and the bot goes on by itself")
                await service.says("courier.waiting")
                assert telegram.calls("sendMessage") == []
                assert service.process.returncode is None
            await until(store, lambda tx: tally(tx, ann) == {"sent": 1})
        assert await service.stops() == 0
    assert shown(ann, STORY) == 1
    assert "Traceback" not in service.log


async def test_a_part_that_cannot_be_read_fails_loudly_and_holds_up_nobody(
    program, telegram, slack, ann, ben
):
    path = program.folder / "data/bot.db"
    with closing(open_store(f"sqlite:///{path}")) as store:
        waiting_part(store, ann)
        waiting_part(store, ben)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE parts SET body = '{' WHERE key = ?", (f"d{ann.id}/1",))
        async with running(program, telegram, slack) as service:
            await until(store, lambda tx: tally(tx, ben) == {"sent": 1})
            await until(store, lambda tx: tally(tx, ann) == {"failed": 1})
            await service.says("delivery.failed")
            falls_due(store, now(), [ann], ["Later"])
            await ann.shows("Later", within=PATIENCE)
            assert await service.stops() == 0
    assert (shown(ann, STORY), shown(ben, STORY)) == (0, 1)
    assert "Traceback" not in service.log


def waiting_part(store: Store, room: Room) -> None:
    """Let a message wait to be posted."""
    moment, id_ = now(), str(room.id)
    part = a_part(
        delivery=f"d{id_}",
        next_at=moment,
        body={"surface": "telegram", "text": STORY, "items": [1]},
    )
    with store.transaction() as tx:
        tx.chats.put(a_chat(address=address_of(room)))
        tx.digests.add(
            a_digest(
                an_entry(f"s{id_}"),
                id=f"g{id_}",
                subscription_id=f"u{id_}",
                address=address_of(room),
            )
        )
        tx.outbox.add(
            a_delivery(
                id=f"d{id_}",
                digest_id=f"g{id_}",
                address=address_of(room),
                parts=(part,),
                due_at=moment,
                expires_at=moment + timedelta(hours=6),
            )
        )
