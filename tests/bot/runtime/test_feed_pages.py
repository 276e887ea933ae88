"""Feeds with pages behind their items, and without; and how many are read at once."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.sources.killable import Killable
from tests.bot.runtime.newsroom import WORDS, Newsroom
from tests.fakes.builders import a_feed
from tests.hostile.samples import BODY, page
from tests.hostile.website import answer


@pytest.mark.parametrize("status", ["503 Down", "404 None"])
async def test_what_was_told_with_its_page_does_not_become_a_teaser(room: Newsroom, status):
    room.serve("a|Bridge|Only a teaser.", at=room.world.now)
    room.site.pages["/a"] = answer(page(), etag='"p"')
    room.add()
    await room.polls(days=0.1)
    room.serve("a|Bridge|Only a teaser, mended.", at=room.world.now, etag='"1"')
    room.site.pages["/a"] = answer("", status)
    for days in (0.3, 0.3):
        outcome = await room.polls(days=days)
        assert (outcome.added, outcome.changed, room.rejected()) == ([], [], {})
    assert len(room.body("a")) > 300
    may_come = status.startswith("503")
    assert room.feed.etag == (None if may_come else '"1"')
    with room.store.snapshot() as tx:
        assert tx.sources.sighting("The Post", "a").stamp.endswith('@"p"@')
    room.site.pages["/a"] = answer(page(body=f"<p>{BODY}</p><p>{WORDS}</p>"))
    assert (await room.polls(days=1)).changed == ["a"] * may_come
    assert room.feed.etag == '"1"'


async def test_what_was_told_with_its_page_waits_until_there_is_time_for_that(
    room: Newsroom, monkeypatch
):
    room.serve("a|Bridge|Only a teaser.", at=room.world.now)
    room.site.pages["/a"] = answer(page())
    room.add()
    await room.polls(days=0.1)
    room.serve("a|Bridge|Only a teaser, mended.", at=room.world.now)
    monkeypatch.setattr("bot.sources.feed._MOST_PAGES", 0)
    outcome = await room.polls(days=0.02)
    assert (outcome.added, outcome.changed) == ([], [])


async def test_of_many_feeds_two_are_parsed_at_once(room: Newsroom, monkeypatch):
    counting, busy, busiest, both = threading.Lock(), 0, 0, threading.Event()
    call = Killable.call

    def counted(killable: Killable, *job: object, **options: object) -> object:
        nonlocal busy, busiest
        with counting:
            busy += 1
            busiest = max(busiest, busy)
            if busy > 1:
                both.set()
        try:
            both.wait(20)  # for another one, so that those who may come together do
            return call(killable, *job, **options)
        finally:
            with counting:
                busy -= 1

    monkeypatch.setattr(Killable, "call", counted)
    for number in range(8):
        room.serve(f"a{number}|First|{number} {WORDS}", path=f"/rss{number}")

    async def nothing(*_: object) -> dict[str, str]:
        return {}

    async with room.open_reader() as reader:
        feeds = [a_feed(url=room.site.url(f"/rss{number}")) for number in range(8)]
        found = await asyncio.gather(*(reader.poll(one, nothing, nothing) for one in feeds))
    assert [len(one.items) for one in found] == [1] * 8
    assert busiest == 2
