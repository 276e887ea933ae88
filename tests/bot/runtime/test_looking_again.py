"""Pages that were told are looked at again, politely, and what was posted is put right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.pipeline.collect import Collected
from bot.pipeline.correct import correct
from bot.render.terminal import render
from bot.sources.item_stamps import own, version_of
from tests.bot.conftest import Bot, plain
from tests.bot.runtime.newsroom import WORDS, Newsroom
from tests.hostile.samples import SENTENCES, page
from tests.hostile.website import answer

MODIFIED = "Fri, 20 Nov 2026 08:00:00 GMT"
BEFORE = page()
CHANGED = BEFORE.replace(b"2,100 meters", b"2,400 meters")
NOTICE = page("<p>Please subscribe to read on. The first month of the paper is free.</p>" * 12)
CUT = page("".join(f"<p>{one.replace('2,100', '2,400')}</p>" for one in SENTENCES[:4]))


def posts(room: Newsroom) -> str:
    """Return what the chat is posted now."""
    bot = Bot(store=room.store, world=room.world)
    bot.takes_in()
    bot.plans()
    return " ".join("".join(bot.posts()).split())


def edits(room: Newsroom) -> list[str]:
    """Put right what was posted; return what it says now."""
    Bot(store=room.store, world=room.world).takes_in()
    correct(room.store, room.world.ambient, lambda message, _: render(message))
    with room.store.snapshot() as tx:
        found = tx.edits.due(["console"], room.world.now, 9)
    return [" ".join(plain([edit.body]).split()) for edit in found]


async def an_hour_later(room: Newsroom, hours: float = 1.0) -> Collected:
    """Poll the feed, due or not; return what came of it."""
    feed = replace(room.feed, next_poll_at=room.world.now)
    with room.store.transaction() as tx:
        tx.feeds.put(feed)
    return await room.polls(days=hours / 24)


def looks(room: Newsroom) -> int:
    """Return how often the page was asked for."""
    return room.site.asked.count("/a")


@pytest.fixture
async def told(room: Newsroom) -> Newsroom:
    """A chat was told a teaser in the words of its page."""
    bot = Bot(store=room.store, world=room.world)
    bot.says("length long")
    bot.says("subscribe everything hourly")
    room.serve("a|Harbor bridge opens|Only a teaser.", etag='"feed"')
    room.site.pages["/a"] = answer(BEFORE, etag='"one@home"', last_modified=MODIFIED)
    room.add()
    await an_hour_later(room)
    bot.takes_in()
    room.world.sleep(minutes=59)
    assert "2,100 meters" in posts(room)
    room.site.pages["/rss"] = answer(b"", "304 Not Modified", content_length="")
    return room


async def test_a_page_that_changes_is_corrected_where_it_was_told(told: Newsroom):
    told.site.pages["/a"] = answer(CHANGED, etag='"two"')
    assert (await an_hour_later(told)).changed == ["a"]
    assert told.feed.failures == 0
    (edit,) = edits(told)
    assert "2,400 meters" in edit
    assert "2,100 meters" not in edit
    assert "corrected" in edit


async def test_it_is_asked_for_changes_only(told: Newsroom):
    told.site.pages["/a"] = answer(b"", "304 Not Modified", content_length="")
    for _ in range(3):
        outcome = await an_hour_later(told)
        assert (outcome.added, outcome.changed, outcome.rejected) == ([], [], [])
        assert told.site.asked[-1] == "/a"
        assert told.site.heads[-1]["if-none-match"] == '"one@home"'
        assert told.site.heads[-1]["if-modified-since"] == MODIFIED
    assert edits(told) == []


async def test_ever_less_often_and_not_after_three_days(told: Newsroom):
    began = looks(told)
    counts = []
    for _ in range(4):
        for _ in range(24):
            await an_hour_later(told)
        counts.append(looks(told) - began)
    assert 6 <= counts[0] <= 12
    assert counts[1] - counts[0] <= 4
    assert counts[2] - counts[1] <= 2
    assert counts[3] == counts[2]


@pytest.mark.parametrize(
    "page_now",
    [answer("", "404 Not Found"), answer("", "503 Down"), answer(NOTICE), answer(CUT), answer("")],
    ids=["gone", "down", "notice", "cut", "empty"],
)
async def test_what_is_no_version_changes_nothing(told: Newsroom, page_now):
    told.site.pages["/a"] = page_now
    began = looks(told)
    outcome = await an_hour_later(told)
    assert looks(told) == began + 1
    assert (outcome.added, outcome.changed, outcome.rejected) == ([], [], [])
    assert edits(told) == []
    await an_hour_later(told, hours=0.5)
    assert looks(told) == began + 1  # it rests, whatever came of it


async def test_what_nobody_was_told_is_left_alone(room: Newsroom):
    room.serve("a|Harbor bridge opens|Only a teaser.", etag='"feed"')
    room.site.pages["/a"] = answer(BEFORE)
    room.add()
    for _ in range(3):
        await an_hour_later(room)
        Bot(store=room.store, world=room.world).takes_in()
    assert looks(room) == 1


async def test_what_came_whole_does_not_stand_before_a_page(room: Newsroom, monkeypatch):
    monkeypatch.setattr("bot.pipeline.feeds.CHOSEN_FROM", 1)
    bot = Bot(store=room.store, world=room.world)
    bot.says("length long")
    bot.says("subscribe everything hourly")
    whole = (f"w{n}|Whole {n}|The {n}. bridge has a name. {WORDS}" for n in range(4))
    room.serve(*whole, "a|Harbor bridge opens|Only a teaser.")
    room.site.pages["/a"] = answer(BEFORE)
    room.add()
    await an_hour_later(room)
    bot.takes_in()
    room.world.sleep(minutes=59)
    assert "2,100 meters" in posts(room)
    began = looks(room)
    await an_hour_later(room)
    assert looks(room) == began + 1


async def test_a_look_does_not_take_back_how_an_item_looks_now(told: Newsroom):
    name = told.feed.name

    def stamp() -> str:
        with told.store.snapshot() as tx:
            return tx.sources.stamps(name, ["a"])["a"]

    before = stamp()
    told.serve("a|Harbor bridge opens|<b>Only</b> a teaser.")
    await an_hour_later(told)
    assert looks(told) == 2
    assert own(stamp()) != own(before)
    assert version_of(stamp()) == version_of(before)


async def test_a_changed_item_is_read_as_before(told: Newsroom):
    told.serve("a|Harbor bridge opens|Another teaser.")
    told.site.pages["/a"] = answer(CHANGED)
    began = looks(told)
    assert (await an_hour_later(told)).changed == ["a"]
    assert looks(told) == began + 1
    (edit,) = edits(told)
    assert "2,400 meters" in edit
