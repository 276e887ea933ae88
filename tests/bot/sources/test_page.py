"""A page, from its link to its article; the website runs on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bot.domain.errors import SourceError
from bot.sources.extract import Extractor
from bot.sources.fetch import Fetcher
from bot.sources.killable import Killable
from bot.sources.page import PageReader
from tests.hostile.samples import BODY, TITLE, page, pdf
from tests.hostile.website import answer, redirect, served

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def reader(killable: Killable) -> Iterator[PageReader]:
    def make() -> Fetcher:
        return Fetcher(now=lambda: NOW, allow=lambda *_: True, delay=0.0)

    made = PageReader(make, Extractor(killable), now=lambda: NOW, patience=5)
    yield made
    made.close()
    made.close()


def test_a_page_is_read_with_all_that_it_tells(reader):
    with served() as site:
        local = page().replace(b"https://news.example", site.url("").encode())
        site.pages |= {
            "/short": redirect("/bridge?utm_source=chat"),
            "/bridge?utm_source=chat": b"",
        }
        site.pages["/bridge?utm_source=chat"] = answer(local)
        found = reader.read(site.url("/short"))
        assert found.url == site.url("/bridge")
        assert "/robots.txt" in site.asked
    assert (found.title, found.author, found.site) == (TITLE, "Jane Doe", "127.0.0.1")
    assert found.body == BODY
    assert found.published_at == datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def test_a_link_to_a_document_is_read_too(reader):
    with served() as site:
        site.pages["/a.pdf"] = answer(pdf(), content_type="application/pdf")
        assert reader.read(site.url("/a.pdf")).title == TITLE


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (answer("<div id=root></div><script></script>"), "no article without JavaScript"),
        (answer("", "404 Not Found"), "There is no such page"),
        (answer(b"", content_type="image/png"), "not read \\(image/png\\)"),
        (answer(b"\x89PNG\r\n", content_type=""), "It is a PNG picture"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(reader, content, sentence):
    with served() as site:
        site.pages["/"] = content
        with pytest.raises(SourceError, match=sentence):
            reader.read(site.url())


def test_a_page_that_claims_to_be_somebody_elses_keeps_its_address(reader):
    with served() as site:
        site.pages["/"] = answer(page())
        assert reader.read(site.url("/")).url == site.url("/")


def test_several_threads_read_at_once(reader):
    with served() as site, ThreadPoolExecutor(8) as threads:
        site.pages |= {f"/{number}": answer(page()) for number in range(16)}
        found = list(threads.map(reader.read, (site.url(f"/{number}") for number in range(16))))
    assert {one.title for one in found} == {TITLE}


def test_patience_ends(killable):
    async def never(_: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    made = PageReader(
        lambda: Fetcher(now=lambda: NOW, allow=lambda *_: True),
        Extractor(killable),
        now=lambda: NOW,
        patience=0.2,
    )
    with served() as site:
        site.pages["/robots.txt"] = never
        with pytest.raises(SourceError, match="took too long"):
            made.read(site.url())
    made.close()


async def test_it_can_be_closed_where_a_loop_runs(reader):
    with pytest.raises(SourceError):
        await asyncio.to_thread(reader.read, "http://nowhere.invalid/")
    reader.close()
