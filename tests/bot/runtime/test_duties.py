"""Who serves a platform that one process of all may serve, and when it stops to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from bot.domain.chats import Platform
from bot.runtime import duties
from bot.runtime.ambient import real_ambient
from bot.runtime.duties import in_turn
from bot.runtime.settings import Settings
from bot.runtime.wiring import App
from bot.storage.open import open_store
from bot.storage.postgres import connections, duty
from tests.e2e.service import is_so
from tests.fakes.proxy import Proxy

PATIENCE = 60.0


@dataclass
class Standing:
    """A process that serves whenever it may, over a way to the database that a test may block."""

    app: App
    way: Proxy
    url: str
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    begun: int = 0
    told: int = 0  # to end
    ended: int = 0
    draining: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.draining.set()
        self.task = asyncio.create_task(in_turn(self.app, Platform.TELEGRAM, self.serve, self.stop))

    async def serve(self, _: Platform, end: asyncio.Event, __: Callable[[], bool]) -> None:
        self.begun += 1
        await end.wait()
        self.told += 1
        await self.draining.wait()
        self.ended += 1

    def proved(self) -> datetime | None:
        """Return when whoever has it last proved to be there; None: nobody has it."""
        with psycopg.connect(self.url) as connection:
            (found,) = connection.execute(
                "SELECT max(query_start) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                " WHERE locktype = 'advisory' AND datname = current_database()"
            ).fetchone() or (None,)
        return found


async def within(awaited: Awaitable[object]) -> None:
    async with asyncio.timeout(PATIENCE):
        await awaited


@pytest.fixture
async def standing(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Standing]:
    monkeypatch.setattr(duty, "OURS", timedelta(seconds=4))  # a busy machine stands still for two
    monkeypatch.setattr(duties, "ASK_SECONDS", 0.1)
    monkeypatch.setattr(connections, "REACHING", {**connections.REACHING, "connect_timeout": 2})
    place = urlsplit(postgres_url)
    socket = f"{parse_qs(place.query)['host'][0]}/.s.PGSQL.5432"
    store = open_store(postgres_url)
    async with Proxy(lambda: asyncio.open_unix_connection(socket)) as way:
        url = f"postgresql://postgres@127.0.0.1:{way.port}{place.path}"
        app: Any = SimpleNamespace(
            settings=Settings(store=url), store=store, ambient=real_ambient()
        )
        made = Standing(cast("App", app), way, postgres_url)
        yield made
        made.stop.set()
        made.draining.set()
        way.speaks()
        await within(made.task)
    store.close()


async def test_whoever_cannot_prove_it_any_more_stops_and_serves_again_later(standing: Standing):
    await is_so(lambda: standing.begun)
    standing.way.falls_silent()
    await is_so(lambda: standing.ended)
    standing.way.speaks()
    await is_so(lambda: standing.begun == standing.ended + 1)


@pytest.mark.parametrize("when", ["at first", "later"])
async def test_a_database_that_says_nothing_keeps_nobody_from_stopping(
    standing: Standing, when: str
):
    if when == "later":
        await is_so(lambda: standing.begun)
    standing.way.falls_silent()
    standing.stop.set()
    await within(standing.task)
    assert standing.begun == standing.ended


async def test_it_is_kept_and_proved_while_what_we_began_is_seen_through(standing: Standing):
    await is_so(lambda: standing.begun)
    standing.draining.clear()
    standing.stop.set()
    await is_so(lambda: standing.told)
    proofs: set[datetime | None] = set()
    # The database gives to others what nobody proves.
    await is_so(lambda: proofs.add(standing.proved()) or len(proofs) > 3)
    assert None not in proofs
    standing.draining.set()
    await within(standing.task)
    await is_so(lambda: standing.proved() is None)
