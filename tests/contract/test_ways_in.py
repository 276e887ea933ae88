"""What everything that brings articles in promises of each: the inbox, feeds, and pages.

To add a way in, write a function that hands a page to it, and add a line to `WAYS`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.domain.errors import SourceError
from bot.ports.feeds import Polled
from bot.ports.reader import Page
from bot.ports.source import Gone, RawArticle, Unreadable
from bot.sources.extract import Extractor
from bot.sources.feed import FeedPolling
from bot.sources.feed_parsing import FeedParser
from bot.sources.fetch import Fetcher
from bot.sources.folder import FolderSource
from bot.sources.killable import Killable
from bot.sources.page import PageReader
from tests.fakes.builders import a_feed
from tests.hostile.corpus import PAGES
from tests.hostile.samples import SENTENCES, TITLE, page
from tests.hostile.website import answer, served

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)

Brought: TypeAlias = RawArticle | Page | str
"""An article, or the sentence that says why there is none."""
Bring: TypeAlias = Callable[[bytes, Killable, Path], Brought]


def by_folder(data: bytes, killable: Killable, folder: Path) -> Brought:
    (folder / "a.html").write_bytes(data)
    source = FolderSource(
        folder, extractor=Extractor(killable), now=lambda: datetime(2100, 1, 1, tzinfo=UTC)
    )
    (found,) = source.scan({})
    assert not isinstance(found, Gone)
    return found.reason if isinstance(found, Unreadable) else found


def fetcher() -> Fetcher:
    return Fetcher(now=lambda: NOW, allow=lambda *_: True, delay=0.0)


def polled(killable: Killable, url: str) -> Polled:
    async def known(_: object) -> Mapping[str, str]:
        return {}

    async def told() -> tuple[()]:
        return ()

    async def poll() -> Polled:
        async with fetcher() as client:
            reader = FeedPolling(
                fetcher=client,
                parser=FeedParser(killable),
                extractor=Extractor(killable),
                now=lambda: NOW,
                first=5,
            )
            return await reader.poll(a_feed(url=url), known, told)

    return asyncio.run(poll())


def by_feed(data: bytes, killable: Killable, folder: Path, *, teaser: str = "") -> Brought:
    del folder
    with served() as site:
        text = teaser or data.decode("utf-8", "replace").replace("\0", " ")
        link = f"<link>{site.url('/a?utm_source=rss')}</link>" if teaser else ""
        item = f"<item><guid>g</guid><title>{escape(TITLE)}</title>{link}"
        item += "<pubDate>Fri, 20 Nov 2026 10:00:00 +0200</pubDate>"
        item += f"<description>{escape(text)}</description></item>"
        feed = f"<rss version='2.0'><channel><title>Post</title>{item}</channel></rss>"
        site.pages |= {
            "/rss": answer(feed, content_type="application/rss+xml"),
            "/a": answer(data, content_type="text/html"),
        }
        (found,) = polled(killable, site.url("/rss")).items
    return found.reason if isinstance(found, Unreadable) else found


def by_page_of_a_feed(data: bytes, killable: Killable, folder: Path) -> Brought:
    return by_feed(data, killable, folder, teaser=" <br> ")  # no words: only the page has some


def by_link(data: bytes, killable: Killable, folder: Path) -> Brought:
    del folder
    reader = PageReader(fetcher, Extractor(killable), now=lambda: NOW)
    try:
        with served() as site:
            site.pages["/a?utm_source=chat"] = answer(data, content_type="text/html")
            return reader.read(site.url("/a?utm_source=chat"))
    except SourceError as error:
        return str(error)
    finally:
        reader.close()


WAYS: dict[str, Bring] = {
    "inbox": by_folder,
    "feed": by_feed,
    "page of a feed": by_page_of_a_feed,
    "link": by_link,
}
SIGNS = "\u202e\u200b\x07\u2066\ufeff"  # that nobody sees
HOSTILE = [one for one in PAGES if len(one.make()) < 100_000]


@pytest.fixture(params=WAYS)
def bring(
    request: pytest.FixtureRequest, killable: Killable, tmp_path: Path
) -> Callable[[bytes], Brought]:
    return lambda data: WAYS[request.param](data, killable, tmp_path)


def article(found: Brought) -> RawArticle | Page:
    assert not isinstance(found, str), found
    return found


def test_an_article_is_its_words_without_what_stands_around_them(bring):
    found = article(bring(page(head="<script>alert(1)</script><style>p {}</style>")))
    assert found.title == TITLE
    for sentence in SENTENCES:
        assert sentence in found.body
    for other in ("<", "alert", "Home", "rights reserved"):
        assert other not in found.body


def test_its_moment_is_aware_and_in_utc(bring):
    assert article(bring(page())).published_at == datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("date", ["2999-01-01", "0000-99-99", "9" * 5_000, "1970-01-01"])
def test_a_moment_that_cannot_be_is_none_or_what_else_is_stated(bring, date):
    found = article(bring(page().replace(b"2026-11-20T10:00:00+02:00", date.encode())))
    assert found.published_at in {None, datetime(2026, 11, 20, 8, 0, tzinfo=UTC)}


def test_its_address_leads_to_the_web_and_tells_nothing_of_whoever_came(bring):
    url = article(bring(page())).url
    assert url is None or (url.startswith(("http://", "https://")) and "utm" not in url)


def test_nothing_is_in_it_that_nobody_sees(bring):
    data = page("".join(f"<p>{one[:20]}{SIGNS}{one[20:]}&#7;&#x1F;</p>" for one in SENTENCES))
    found = article(bring(data.replace(TITLE.encode(), f"Harbor{SIGNS} bridge".encode())))
    assert SENTENCES[1][20:] in found.body
    assert not set(SIGNS) & set(found.title + found.body)
    assert "\n" not in found.title


@pytest.mark.parametrize("one", HOSTILE, ids=lambda one: one.name)
def test_what_is_none_is_a_sentence_and_nothing_else_happens(bring, one):
    found = bring(one.make())
    if isinstance(found, str):
        assert found.endswith(".")
        assert found.isprintable()
        assert found in {*one.said, "There is no text in it.", "The feed gives no text of it."}
    else:
        assert found.body.strip()
        assert "root:" not in found.body


def test_after_a_bad_one_the_next_is_read(bring):
    bring(b"<html>" + bytes(50_000))
    assert article(bring(page())).title == TITLE


def test_the_same_page_brings_the_same(bring):
    first, second = article(bring(page())), article(bring(page()))
    assert (first.title, first.body, first.language) == (second.title, second.body, second.language)
