"""What is remembered of a feed's items: nothing is told, or read, again for nothing."""

from __future__ import annotations

import pytest

from bot.domain.feeds import Origin
from bot.pipeline.feeds import FIRST
from bot.pipeline.listing import Listed, keep_listed
from bot.ports.feeds import PAGE
from bot.sources.killable import Killable
from tests.bot.runtime.newsroom import WORDS, Newsroom
from tests.hostile.samples import page
from tests.hostile.website import answer

LISTED = [f"i{n}|Number {n}|{n} {WORDS}" for n in range(FIRST + 1)]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Which items were read, of each time that a feed was parsed."""
    asked: list[list[str]] = []
    call = Killable.call

    def counted(killable: Killable, *job: object, **options: object) -> object:
        if "only" in options:
            asked.append(options["only"])
        return call(killable, *job, **options)

    monkeypatch.setattr(Killable, "call", counted)
    return asked


async def test_what_was_there_while_nothing_changed_and_is_then_missing_is_no_news(room: Newsroom):
    room.serve(*LISTED)
    room.add()
    await room.polls()
    for _ in range(2):
        assert (await room.polls(days=100)).added == []
    for number, items in enumerate((LISTED[:-1], LISTED[:-2], LISTED)):
        room.serve(f"new{number}|New|{WORDS} {number}", *items)
        assert (await room.polls(days=1)).added == [f"new{number}"]


async def test_what_only_looks_otherwise_is_read_once(room: Newsroom, read: list[list[str]]):
    listed = [one.replace("The council", "<i>The council</i>") for one in LISTED]
    room.serve(*listed)
    room.add()
    await room.polls()
    other = [one.replace("i>", "b>") for one in listed]
    read.clear()
    room.serve(*other)
    assert (await room.polls()).changed == []
    # Of those that were there before us, nobody knew the words.
    assert sorted(map(len, read)) == [0, len(LISTED)]
    read.clear()
    room.serve(f"new|New|{WORDS} New.", *other)
    assert (await room.polls()).added == ["new"]
    assert read == [[], ["new"]]


async def test_what_was_told_with_its_page_stays_so_however_it_looks(
    room: Newsroom, read: list[list[str]]
):
    room.serve("a|Bridge|Only a teaser.")
    room.site.pages["/a"] = answer(page(), etag='"one"')
    room.add()
    await room.polls()
    room.serve("a|Bridge|<b>Only</b> a teaser.")
    await room.polls()
    name = room.feed.name
    with room.store.snapshot() as tx:
        stamp = tx.sources.stamps(name, ["a"])["a"]
    assert stamp.endswith(f'{PAGE}"one"{PAGE}')
    read.clear()
    room.serve("b|Other|Whole.", "a|Bridge|<b>Only</b> a teaser.")
    room.site.pages["/b"] = answer(b"", "404 Not Found")
    assert (await room.polls()).added == ["b"]
    assert read == [[], ["b"]]
    assert room.site.asked.count("/a") == 1


async def test_a_feed_that_is_called_otherwise_tells_nothing_again(room: Newsroom):
    room.serve(*LISTED)
    room.add(origin=Origin.SETTINGS)
    await room.polls()
    keep_listed(room.store, room.world.ambient, [Listed(url=room.feed.url, name="The Bee")])
    assert room.feed.name == "The Bee"
    room.serve(f"new|New|{WORDS} New.", *LISTED)
    assert (await room.polls()).added == ["new"]
    room.serve(f"new|New|{WORDS} New.", f"{LISTED[0]} And more.", *LISTED[1:])
    assert (await room.polls()).changed == ["i0"]
