"""Feeds as jobs: whoever is handed one polls it, and one that is handed out twice does no harm."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.errors import StoreTrouble
from bot.domain.followups import POLL
from bot.pipeline import sweep
from bot.ports.feeds import Polled
from bot.runtime.polling import AGAIN, AT_ONCE, Polling
from tests.bot.runtime.newsroom import WORDS, Newsroom

PATIENCE = 60


@pytest.fixture
async def polling(room: Newsroom) -> AsyncIterator[Polling]:
    room.serve(f"a|First|{WORDS}")
    room.add()
    async with Polling(room.work, room.open_reader, asyncio.Event()) as made:
        yield made


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is handed over."""
    found: list[str] = []
    monkeypatch.setattr(
        "bot.storage.session.Session.follow",
        lambda _, one: found.append(one.about) if one.step == POLL else None,
    )
    return found


async def test_a_job_polls_its_feed_once(room: Newsroom, polling: Polling):
    id_ = room.feed.id
    assert await polling.poll(id_) is None
    assert room.feed.read_at == room.world.now
    assert room.body("a") == WORDS.strip()
    assert await polling.poll(id_) is None  # it is due no more
    assert room.site.asked == ["/rss"]
    with room.store.transaction() as tx:
        tx.feeds.remove(id_)
    assert await polling.poll(id_) is None


async def test_a_job_that_is_done_twice_at_once_counts_once(room: Newsroom, polling: Polling):
    room.site.pages.clear()  # it fails: how often in a row is counted
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(polling.poll(room.feed.id) for _ in range(2)))
    assert room.site.asked == ["/rss", "/rss"]
    assert room.feed.failures == 1


async def test_what_is_polled_at_a_stop_is_left_to_others(room: Newsroom, polling, monkeypatch):
    begun = asyncio.Event()

    async def never(*_: object) -> Polled:
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.sources.feed.FeedPolling.poll", never)
    asked = asyncio.create_task(polling.poll(room.feed.id))
    async with asyncio.timeout(PATIENCE):
        await begun.wait()
        polling._stop.set()
        assert await asked == AT_ONCE
    assert room.feed.read_at is None


async def test_a_mistake_of_ours_is_said_and_the_website_is_left_alone(
    room: Newsroom, polling, monkeypatch, logged_errors
):
    async def wrong(*_: object) -> Polled:
        raise ValueError("This cannot be.")

    monkeypatch.setattr("bot.sources.feed.FeedPolling.poll", wrong)
    assert await polling.poll(room.feed.id) == AGAIN > timedelta(minutes=5)
    assert logged_errors == ["polling.failed"]
    logged_errors.clear()


async def test_a_store_that_is_away_is_for_the_queue_to_wait_for(
    room: Newsroom, polling, monkeypatch
):
    def away(*_: object) -> None:
        raise StoreTrouble("The database is away.")

    monkeypatch.setattr("bot.pipeline.feeds.FeedWork.keep", away)
    with pytest.raises(StoreTrouble):
        await polling.poll(room.feed.id)


async def test_feeds_that_are_due_are_handed_over_and_no_others(room: Newsroom, polling, handed):
    id_ = room.feed.id
    sweep.feeds(room.store, room.world.ambient)
    assert handed == [id_]
    await polling.poll(id_)
    sweep.feeds(room.store, room.world.ambient)
    assert handed == [id_]


async def test_whoever_claims_feeds_leaves_them_to_workers(room: Newsroom, monkeypatch):
    room.serve(f"a|First|{WORDS}")
    room.add()
    assert room.work.is_ours()
    monkeypatch.setattr("bot.storage.session.Session.is_seen_to", lambda *_: True)
    assert not room.work.is_ours()
    assert await room.feeding._claim() == ()
    assert room.feed.next_poll_at == room.world.now
