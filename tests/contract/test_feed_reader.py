"""What every reader of feeds promises: a test for each sentence of `FeedReader` in its port.

To add one, write what opens it for a website, and add a line to `READERS`.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from typing import TypeAlias

import pytest

from bot.domain.feeds import Brought, Failed, Feed, Unchanged
from bot.ports.feeds import LONGEST_POLL, PAGE, FeedReader, Polled
from bot.ports.source import RawArticle
from bot.sources.extract import Extractor
from bot.sources.feed import FeedPolling
from bot.sources.feed_parsing import FeedParser
from bot.sources.fetch import Fetcher
from bot.sources.killable import Killable
from tests.bot.sources.feed_samples import rss
from tests.fakes.builders import a_feed
from tests.hostile.corpus import LOL
from tests.hostile.samples import SENTENCES, page
from tests.hostile.website import Website, answer, redirect, website

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
FIRST = 3
XML = "application/rss+xml"
WORDS = " ".join(SENTENCES * 2)

Open: TypeAlias = Callable[[Killable, Website], AbstractAsyncContextManager[FeedReader]]


@asynccontextmanager
async def feed_polling(killable: Killable, site: Website) -> AsyncIterator[FeedReader]:
    def allow(_: object, port: int) -> bool:
        return port == site.port  # for the tests, the open web is this website

    async with Fetcher(now=lambda: NOW, allow=allow, delay=0.0) as fetcher:
        yield FeedPolling(
            fetcher=fetcher,
            parser=FeedParser(killable),
            extractor=Extractor(killable),
            now=lambda: NOW,
            first=FIRST,
        )


READERS: dict[str, Open] = {"feed polling": feed_polling}


@dataclass
class Desk:
    """A reader at work on one feed of a website, and what is kept of it."""

    site: Website
    reader: FeedReader
    anew: Callable[[], AbstractAsyncContextManager[FeedReader]]
    feed: Feed
    known: dict[str, str] = field(default_factory=dict)
    told: Sequence[RawArticle] = ()

    async def polls(self) -> Polled:
        async def stamps(keys: Collection[str]) -> Mapping[str, str]:
            return {key: self.known[key] for key in keys if key in self.known}

        async def told() -> Sequence[RawArticle]:
            return self.told

        return await self.reader.poll(self.feed, stamps, told)

    async def keeps(self) -> Polled:
        """Poll, and keep what came of it."""
        polled = await self.polls()
        self.known |= polled.passed
        self.known |= {one.key: one.stamp for one in (*polled.items, *polled.again)}
        if isinstance(polled.poll, Brought):
            poll = polled.poll
            self.feed = replace(
                self.feed,
                etag=poll.etag,
                last_modified=poll.last_modified,
                content=poll.content,
                read_at=NOW,
            )
        return polled

    def serve(self, *items: str, at: datetime | None = None, **headers: str) -> None:
        body = rss(*items, link=self.site.url("/"))
        dated = f"<pubDate>{format_datetime(at)}</pubDate></item>" if at else "</item>"
        self.site.pages["/rss"] = answer(
            body.replace(b"</item>", dated.encode()), content_type=XML, **headers
        )


@pytest.fixture(params=READERS)
async def desk(request: pytest.FixtureRequest, killable: Killable) -> AsyncIterator[Desk]:
    async with website() as site, READERS[request.param](killable, site) as reader:
        anew = partial(READERS[request.param], killable, site)
        yield Desk(site, reader, anew, a_feed(url=site.url("/rss")))


def keys(polled: Polled) -> list[str]:
    return [one.key for one in polled.items]


async def test_what_is_new_comes_once(desk: Desk):
    desk.serve(f"a|First|{WORDS}")
    polled = await desk.keeps()
    (item,) = polled.items
    assert isinstance(item, RawArticle)
    assert (item.key, item.title) == ("a", "First")
    assert isinstance(polled.poll, Brought)
    assert polled.poll.new == 1
    desk.serve(f"b|Second|{WORDS}", f"a|First|{WORDS}")
    assert keys(await desk.keeps()) == ["b"]
    assert isinstance((await desk.keeps()).poll, Unchanged)


async def test_what_changed_keeps_its_key_and_gets_another_stamp(desk: Desk):
    desk.serve(f"a|First|{WORDS}")
    (first,) = (await desk.keeps()).items
    desk.serve(f"a|First|{WORDS} And more.")
    polled = await desk.keeps()
    (second,) = polled.items
    assert second.key == first.key
    assert second.stamp != first.stamp
    assert polled.poll.new == 0


async def test_of_a_new_feed_only_the_first_are_read(desk: Desk):
    desk.serve(*(f"i{n}|Number {n}|{n} {WORDS}" for n in range(9)))
    polled = await desk.keeps()
    assert keys(polled) == [f"i{n}" for n in range(FIRST)]
    assert set(polled.passed) == {f"i{n}" for n in range(FIRST, 9)}
    desk.serve("new|New|A text.", *(f"i{n}|Number {n}|{n} {WORDS}" for n in range(9)))
    assert keys(await desk.keeps()) == ["new"]


async def test_a_teaser_is_exchanged_for_its_page_if_it_is_to_be(desk: Desk):
    desk.serve("a|First|A teaser.")
    desk.site.pages["/a"] = answer(page())
    (item,) = (await desk.keeps()).items
    assert SENTENCES[3] in item.body
    assert PAGE in item.stamp
    desk.known, desk.feed = {}, replace(desk.feed, full_text=False, content=None)
    (item,) = (await desk.polls()).items
    assert item.body == "A teaser."
    assert PAGE not in item.stamp


async def test_pages_of_what_was_told_are_looked_at_again(desk: Desk):
    desk.serve("a|First|A teaser.", f"b|Second|{WORDS}", etag='"1"')
    desk.site.pages["/a"] = answer(page(), etag='"one"')
    desk.told = [one for one in (await desk.keeps()).items if isinstance(one, RawArticle)]
    desk.site.pages["/a"] = answer(page().replace(b"2,100", b"2,400"), etag='"two"')
    desk.site.pages["/rss"] = answer(b"", "304 Not Modified", content_length="")
    (again,) = (await desk.polls()).again  # the other one's words are those of the feed
    assert again.key == "a"
    assert "2,400 meters" in again.body
    assert again.stamp != desk.known["a"]


@pytest.mark.parametrize(
    "trouble", [answer("", "503 Down"), answer("", "429 Slowly"), b"no HTTP\r\n\r\n"],
    ids=["503", "429", "broken"],
)  # fmt: skip
@pytest.mark.parametrize("text", ["|A teaser.", ""], ids=["teaser", "nothing"])
@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
async def test_what_waits_for_its_page_is_found_by_the_next_poll(
    desk: Desk, trouble: bytes, text: str, dated: bool
):
    desk.serve(f"a|First{text}", at=NOW if dated else None, etag='"1"')
    desk.site.pages["/a"] = trouble
    polled = await desk.keeps()
    if polled.items and isinstance(polled.items[0], RawArticle):
        assert (dated, text) == (False, "|A teaser.")  # nobody knows for how long it has waited
        return
    assert (polled.poll.etag, polled.poll.last_modified, polled.poll.content) == (None, None, None)
    async with desk.anew() as desk.reader:
        desk.site.pages["/a"] = answer(page())
        (item,) = (await desk.keeps()).items
    assert isinstance(item, RawArticle)
    assert SENTENCES[3] in item.body


BOMB = answer(gzip.compress(bytes(20_000_000)), content_encoding="gzip", content_type=XML)
HOSTILE: dict[str, bytes] = {
    "gone": answer("", "410 Gone"),
    "down": answer("", "500 Oh"),
    "nonsense": b"\x16\x03\x01\x02\x00\x01\x00",
    "nothing": b"",
    "a lying length": answer("x", content_length="999999999"),
    "a bomb": BOMB,
    "an endless redirect": redirect("/rss"),
    "a redirect inside": redirect("http://127.0.0.1:1/"),
    "a redirect to a file": redirect("file:///etc/passwd"),
    "a film": answer("x", content_type="video/mp4"),
    "a page": answer(page()),
    "empty": answer("", content_type=XML),
    "half a feed": answer(rss("a|b|c")[:40], content_type=XML),
    "entities": answer(LOL.replace(b"ROOT", b"html"), content_type=XML),
    "an unasked 304": answer(b"", "304 Not Modified", content_length=""),
    "letters of nowhere": answer(b"\xff\xfe\xfd" * 99, content_type=f"{XML}; charset=utf-99"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_whatever_a_server_says_is_no_error_but_a_sentence(desk: Desk, name: str):
    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(HOSTILE[name])
        await writer.drain()

    desk.site.pages["/rss"] = say
    polled = await desk.polls()
    assert isinstance(polled.poll, Failed)
    assert polled.poll.problem.endswith(".")
    assert polled.poll.problem.isprintable()
    assert not polled.items


async def test_it_takes_no_longer_than_it_may(desk: Desk):
    async def hang(_: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    desk.serve("a|First|A teaser.")
    desk.site.pages["/a"] = hang
    assert isinstance(desk.reader, FeedPolling)
    assert desk.reader.longest + desk.reader.for_again <= LONGEST_POLL
    desk.reader = replace(desk.reader, for_pages=timedelta(seconds=0.2))
    assert isinstance((await desk.polls()).poll, Brought)


async def test_several_are_read_at_once(desk: Desk):
    desk.serve(*(f"i{n}|Number {n}|{n} {WORDS}" for n in range(3)))
    polls = await asyncio.gather(*(desk.polls() for _ in range(8)))
    assert {tuple(keys(one)) for one in polls} == {("i0", "i1", "i2")}
