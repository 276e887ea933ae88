"""The feed that somebody means by an address, on a website on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.domain.errors import SourceError
from bot.ports.feeds import FoundFeed
from bot.sources.extract import Extractor
from bot.sources.feed_finding import FeedSearch
from bot.sources.feed_parsing import FeedParser
from bot.sources.fetch import Fetcher
from bot.sources.killable import Killable
from bot.sources.page import PageReader
from tests.bot.sources.feed_samples import rss
from tests.hostile.samples import page
from tests.hostile.website import Website, answer, redirect, served

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
FEED = answer(rss("a|First|Words."), content_type="application/rss+xml")


@pytest.fixture
def search(killable: Killable) -> Iterator[FeedSearch]:
    def make() -> Fetcher:
        return Fetcher(now=lambda: NOW, allow=lambda *_: True, delay=0.0)

    reader = PageReader(make, Extractor(killable), now=lambda: NOW)
    yield FeedSearch(reader.started, FeedParser(killable), now=lambda: NOW)
    reader.close()


@pytest.fixture
def site() -> Iterator[Website]:
    with served() as made:
        yield made


def naming(*paths: str) -> bytes:
    """Return a page that names feeds."""
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in paths
    )
    return answer(page(head=head))


def found(site: Website, path: str) -> FoundFeed:
    return FoundFeed(url=site.url(path), title="The Post")


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/plain", "application/octet-stream"])
def test_the_address_of_a_feed_is_its_address(search: FeedSearch, site: Website, kind: str):
    site.pages["/rss"] = answer(rss("a|First|Words."), content_type=kind)
    assert search.find(site.url("/rss")) == found(site, "/rss")


def test_a_page_leads_to_the_feed_that_it_names(search: FeedSearch, site: Website):
    site.pages |= {"/": naming("/news/all.xml", "/other.xml"), "/news/all.xml": FEED}
    assert search.find(site.url("/")) == found(site, "/news/all.xml")
    assert "/other.xml" not in site.asked


@pytest.mark.parametrize("path", ["/feed", "/rss", "/rss.xml", "/atom.xml", "/feed.json"])
def test_a_page_that_names_none_may_have_one_where_they_usually_are(
    search: FeedSearch, site: Website, path: str
):
    site.pages |= {"/blog/": answer(page()), path: FEED}
    assert search.find(site.url("/blog/")) == found(site, path)


def test_a_page_that_names_what_is_no_feed_may_have_one_all_the_same(
    search: FeedSearch, site: Website
):
    site.pages |= {"/": naming("/gone.xml", "/page"), "/page": answer(page()), "/rss": FEED}
    assert search.find(site.url("/")) == found(site, "/rss")


def test_a_feed_that_moved_for_good_is_found_where_it_is(search: FeedSearch, site: Website):
    site.pages |= {"/rss": redirect("/new", "301 Moved"), "/new": FEED}
    assert search.find(site.url("/rss")) == found(site, "/new")


def test_a_feed_that_is_elsewhere_for_now_is_asked_where_it_was(search: FeedSearch, site: Website):
    site.pages |= {"/rss": redirect("/new", "302 Found"), "/new": FEED}
    assert search.find(site.url("/rss")) == found(site, "/rss")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/", "There is no feed at this address, and the page there names none."),
        ("/none", "There is no such page at 127.0.0.1."),
        ("/film", "The link leads to something that is not read (video/mp4)."),
    ],
)
def test_where_there_is_none_is_a_sentence(
    search: FeedSearch, site: Website, path: str, sentence: str
):
    site.pages |= {"/": answer(page()), "/film": answer(b"x", content_type="video/mp4")}
    with pytest.raises(SourceError) as caught:
        search.find(site.url(path))
    assert str(caught.value) == sentence


def test_a_page_cannot_send_us_into_our_own_network(killable: Killable):
    """What stands for the open web is one website; its page names addresses elsewhere."""
    with served() as inside, served() as site:
        inside.pages["/rss"] = FEED
        site.pages |= {"/": naming(inside.url("/rss")), "/feed": redirect(inside.url("/rss"))}

        def make() -> Fetcher:
            return Fetcher(now=lambda: NOW, allow=lambda _, port: port == site.port, delay=0.0)

        reader = PageReader(make, Extractor(killable), now=lambda: NOW)
        with pytest.raises(SourceError, match="There is no feed at this address"):
            FeedSearch(reader.started, FeedParser(killable), now=lambda: NOW).find(site.url("/"))
        reader.close()
        assert inside.connections == 0
