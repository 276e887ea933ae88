"""Two processes that add the same feed to one database at the same moment: it is there once."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import psycopg

from bot.pipeline.listing import Listed, keep_listed
from bot.storage.open import open_store
from tests.fakes.world import World

LISTED = [Listed(url="https://news.example/rss", name="News")]
PATIENCE = 60.0


def somebody_waits(url: str) -> bool:
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
    return found != (0,)


def test_workers_that_start_together_list_their_feeds_once(postgres_url: str) -> None:
    with closing(open_store(postgres_url)) as store, ThreadPoolExecutor(1) as pool:
        ambient = World().ambient
        other: list[Future[None]] = []

        def new_id() -> str:
            """Let the other one come as far as it can, once the first found that there is none."""
            if not other:
                other.append(pool.submit(keep_listed, store, ambient, LISTED))
                until = time.monotonic() + PATIENCE
                while not (other[0].done() or somebody_waits(postgres_url)):
                    assert time.monotonic() < until
                    time.sleep(0.01)
            return ambient.new_id()

        keep_listed(store, replace(ambient, new_id=new_id), LISTED)
        other[0].result(PATIENCE)
        with store.snapshot() as tx:
            assert [one.name for one in tx.feeds.all()] == ["News"]
