"""What is fetched, what is said of it, and how politely."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.message import Message

import brotli
import pytest

from bot.sources.fetch import DOCUMENTS, Fetcher
from bot.sources.fetch_errors import (
    KindError,
    LinkError,
    ReachError,
    RobotsError,
    StatusError,
    TooMuchError,
)
from tests.hostile.website import Names, Website, answer, redirect, website

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def fetcher(**more: object) -> Fetcher:
    settings = {"now": lambda: NOW, "allow": lambda *_: True, "delay": 0.0, **more}
    return Fetcher(**settings)


@asynccontextmanager
async def site_and_fetcher(**more: object) -> AsyncIterator[tuple[Website, Fetcher]]:
    async with website() as site, fetcher(**more) as client:
        yield site, client


async def test_a_page_is_fetched_with_what_is_said_of_it():
    async with site_and_fetcher(contact="mailto:ann@example.org") as (site, client):
        site.pages["/a"] = answer(
            "words",
            etag='"v1"',
            last_modified="Mon, 23 Nov 2026 06:00:00 GMT",
            cache_control="public, max-age=600",
            age="60",
        )
        got = await client.fetch(site.url("/a#part"))
    assert (got.body, got.is_new, got.wire_bytes) == (b"words", True, 5)
    assert got.url == got.permanent_url == site.url("/a")
    assert (got.content_type, got.charset) == ("text/html", "utf-8")
    assert (got.etag, got.last_modified) == ('"v1"', "Mon, 23 Nov 2026 06:00:00 GMT")
    assert got.fresh_for == timedelta(seconds=540)
    sent = site.heads[0]
    assert sent["user-agent"].startswith("digestbot")
    assert "+mailto:ann@example.org" in sent["user-agent"]
    assert "cookie" not in sent
    assert "referer" not in sent


async def test_what_did_not_change_is_not_sent_again():
    async with site_and_fetcher() as (site, client):
        site.pages["/a"] = answer(b"", "304 Not Modified", content_length="", etag='"v1"')
        got = await client.fetch(site.url("/a"), etag='"v1"', last_modified="yesterday")
        assert (got.is_new, got.body, got.etag) == (False, b"", '"v1"')
        assert site.heads[0]["if-none-match"] == '"v1"'
        assert site.heads[0]["if-modified-since"] == "yesterday"
        with pytest.raises(StatusError):  # nobody asked whether it changed
            await client.fetch(site.url("/a"))


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", lambda data: gzip.compress(data[:100]) + gzip.compress(data[100:])),
        ("gzip", lambda data: gzip.compress(data) + b"\0" * 20),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("br", brotli.compress),
        ("identity", bytes),
        ("zstd", lambda data: zstd().compress(data)),
    ],
)
async def test_every_coding_is_read(coding, pack):
    words = b"The bridge opened. " * 20_000
    async with site_and_fetcher() as (site, client):
        site.pages["/"] = answer(pack(words), content_encoding=coding)
        got = await client.fetch(site.url())
    assert got.body == words
    assert got.wire_bytes == len(pack(words))


def zstd():
    import sys

    if sys.version_info >= (3, 14):
        from compression import zstd as found
    else:
        from backports import zstd as found
    return found


async def test_redirects_are_followed_and_remembered_while_they_are_for_good():
    async with site_and_fetcher() as (site, client):
        site.pages |= {
            "/old": redirect("/moved", "301 Moved"),
            "/moved": redirect("today", "302 Found"),
            "/today": redirect(site.url("/end"), "308 For good"),
            "/end": answer("here"),
        }
        got = await client.fetch(site.url("/old"))
    assert got.body == b"here"
    assert got.url == site.url("/end")
    assert got.permanent_url == site.url("/moved")


async def test_five_redirects_and_no_more():
    async with site_and_fetcher() as (site, client):
        site.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(6)} | {"/6": answer("end")}
        assert (await client.fetch(site.url("/1"))).body == b"end"
        with pytest.raises(TooMuchError, match="redirects more than 5 times"):
            await client.fetch(site.url("/0"))


async def test_a_cookie_lasts_for_one_fetch():
    async with site_and_fetcher(resolver=Names({"news.test": [["127.0.0.1"]]})) as (site, client):
        site.pages |= {"/": redirect("/in", set_cookie="seen=1; Path=/"), "/in": answer("in")}
        await client.fetch(site.url("/", "news.test"))
        await client.fetch(site.url("/", "news.test"))
    assert [head.get("cookie") for head in site.heads] == [None, "seen=1", None, "seen=1"]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("404 Not Found", "There is no such page at 127.0.0.1."),
        ("403 Forbidden", "127.0.0.1 refuses to show this page to programs."),
        ("402 Pay", "127.0.0.1 shows this page only to those who pay."),
        ("418 Teapot", "127.0.0.1 did not hand over the page (status 418)."),
        ("500 Oh", "127.0.0.1 has a problem of its own right now (status 500)."),
        ("302 Found", "127.0.0.1 did not hand over the page (status 302)."),
    ],
)
async def test_a_refusal_is_a_sentence(status, sentence):
    async with site_and_fetcher() as (site, client):
        site.pages["/"] = answer("", status)
        with pytest.raises(StatusError) as caught:
            await client.fetch(site.url())
    assert str(caught.value) == sentence
    assert caught.value.status == int(status[:3])


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("120", timedelta(minutes=2)),
        ("Mon, 23 Nov 2026 08:00:00 GMT", timedelta(hours=1)),
        ("Mon, 23 Nov 2020 08:00:00 GMT", timedelta(0)),
        ("99999999999", None),
        ("9999999999", timedelta(days=30)),
        ("soon", None),
        ("", None),
    ],
)
async def test_retry_after_is_told(value, after):
    async with site_and_fetcher() as (site, client):
        site.pages["/"] = answer("", "429 Too Many", retry_after=value)
        with pytest.raises(StatusError, match="asks us to come back later") as caught:
            await client.fetch(site.url())
    assert caught.value.retry_after == after


@pytest.mark.parametrize(
    ("status", "headers", "rests"),
    [
        ("429 Too Many", {}, 60),
        ("429 Too Many", {"retry_after": "120"}, 120),
        ("503 Down", {"retry_after": "120"}, 120),
        ("429 Too Many", {"retry_after": "9999999"}, 86_400),
        ("503 Down", {}, 0),
    ],
    ids=["429", "429 for long", "503 for long", "at most a day", "503"],
)
async def test_a_website_that_asks_us_to_wait_is_asked_for_nothing(status, headers, rests):
    names = Names({"a.test": [["127.0.0.1"]], "b.test": [["127.0.0.1"]]})
    async with site_and_fetcher(resolver=names) as (site, client):
        site.pages |= {"/": answer("", status, **headers), "/b": answer("words")}
        with pytest.raises(StatusError):
            await client.fetch(site.url("/", "a.test"))
        if not rests:
            assert (await client.fetch(site.url("/b", "a.test"))).body == b"words"
            return
        with pytest.raises(StatusError, match="asks us to come back later") as caught:
            await client.fetch(site.url("/b", "a.test"))
        assert caught.value.status == 429
        left = caught.value.retry_after.total_seconds()
        assert rests - 30 < left <= rests
        assert (await client.fetch(site.url("/b", "b.test"))).body == b"words"
    assert site.asked == ["/", "/b"]


async def test_other_kinds_are_refused_before_they_are_read():
    async with site_and_fetcher() as (site, client):
        site.pages["/film"] = answer(b"x", content_type="video/mp4", content_length="900000000")
        site.pages["/doc"] = answer(b"%PDF", content_type="application/pdf")
        site.pages["/feed"] = answer(b"<rss/>", content_type="application/rss+xml")
        site.pages["/bare"] = answer(b"words", content_type="")
        with pytest.raises(KindError, match=r"something that is not read \(video/mp4\)"):
            await client.fetch(site.url("/film"))
        with pytest.raises(KindError):
            await client.fetch(site.url("/doc"))
        assert (await client.fetch(site.url("/doc"), types=DOCUMENTS)).body == b"%PDF"
        assert (await client.fetch(site.url("/feed"))).content_type == "application/rss+xml"
        assert (await client.fetch(site.url("/bare"))).content_type == ""


async def test_a_website_is_asked_one_thing_at_a_time_and_others_beside_it():
    names = Names({"a.test": [["127.0.0.1"]], "b.test": [["127.0.0.1"]]})
    gate = asyncio.Event()

    async def slow(writer: asyncio.StreamWriter) -> None:
        await gate.wait()
        writer.write(answer("late"))

    async with site_and_fetcher(resolver=names) as (site, client):
        site.pages["/"] = slow
        waiting = [
            asyncio.create_task(client.fetch(site.url("/", host)))
            for host in ("a.test", "a.test", "a.test", "b.test")
        ]
        async with asyncio.timeout(5):
            while site.busy < 2:  # noqa: ASYNC110 -- the website is a thing of the test
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert site.busy == 2
        gate.set()
        await asyncio.gather(*waiting)
    assert site.busiest == 2


async def test_a_pause_is_made_between_two_requests_but_not_before_a_redirect():
    async with site_and_fetcher(delay=0.2) as (site, client):
        site.pages |= {"/": redirect("/in"), "/in": answer("in")}
        clock = asyncio.get_running_loop().time
        began = clock()
        await client.fetch(site.url())
        assert clock() - began < 0.19
        await client.fetch(site.url("/in"))
        assert clock() - began >= 0.2


async def test_robots_txt_is_asked_once_and_obeyed():
    async with site_and_fetcher() as (site, client):
        site.pages |= {
            "/robots.txt": answer("User-agent: *\nDisallow: /private", content_type="text/plain"),
            "/news": redirect("/private/news"),
            "/open": answer("words"),
            "/private/news": answer("secret"),
        }
        assert (await client.fetch(site.url("/open"), robots=True)).body == b"words"
        with pytest.raises(RobotsError, match=r"asks programs not to read this page"):
            await client.fetch(site.url("/private/news"), robots=True)
        with pytest.raises(RobotsError):
            await client.fetch(site.url("/news"), robots=True)
        assert (await client.fetch(site.url("/private/news"))).body == b"secret"  # such as a feed
    assert site.asked.count("/robots.txt") == 1
    assert site.asked.count("/private/news") == 1


async def test_a_website_in_trouble_with_its_robots_txt_is_left_alone():
    async with site_and_fetcher() as (site, client):
        site.pages |= {"/robots.txt": answer("", "503 Down"), "/": answer("words")}
        with pytest.raises(ReachError, match="cannot say just now what programs may read"):
            await client.fetch(site.url(), robots=True)
    assert "/" not in site.asked


async def test_a_robots_txt_of_endless_length_allows_nothing():
    async with site_and_fetcher() as (site, client):
        rules = b"User-agent: *\nAllow: /\n" * 100_000
        site.pages |= {
            "/robots.txt": answer(rules, content_type="text/plain"),
            "/": answer("words"),
        }
        with pytest.raises(ReachError, match="cannot say just now what programs may read"):
            await client.fetch(site.url(), robots=True)
    assert "/" not in site.asked


async def test_a_robots_txt_that_never_comes_allows_nothing():
    async def cut(_: asyncio.StreamWriter) -> None:
        """Answer nothing, and hang up."""

    async with site_and_fetcher() as (site, client):
        site.pages |= {"/robots.txt": cut, "/": answer("words")}
        with pytest.raises(ReachError, match="was broken"):
            await client.fetch(site.url(), robots=True)
        site.pages["/robots.txt"] = answer("", "404 None")
        assert (await client.fetch(site.url(), robots=True)).body == b"words"


async def test_the_address_of_the_project_is_named(monkeypatch):
    about = Message()
    about["Version"] = "9.9"
    about["Project-URL"] = "Homepage, https://project.example"
    monkeypatch.setattr("bot.sources.project.metadata", lambda _: about)
    async with site_and_fetcher() as (site, client):
        site.pages["/"] = answer("words")
        await client.fetch(site.url())
    assert site.heads[0]["user-agent"] == "digestbot/9.9 (+https://project.example)"


async def test_a_proxy_gets_the_requests_and_private_names_are_still_refused():
    async with website() as proxy, fetcher(proxy=proxy.url(), allow=only_public) as client:
        proxy.pages["http://news.example/a"] = answer("through")
        assert (await client.fetch("http://news.example/a")).body == b"through"
        for host in ("127.0.0.1", "2130706433", "[::1]", "localhost", "printer", "db.internal"):
            with pytest.raises(LinkError, match="is not on the open web"):
                await client.fetch(f"http://{host}/")
    assert proxy.asked == ["http://news.example/a"]


def only_public(address, port):
    from bot.sources.addresses import is_public

    return is_public(address) and port in {80, 443}


async def test_proxies_of_the_environment_are_not_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    async with site_and_fetcher() as (site, client):
        site.pages["/"] = answer("direct")
        assert (await client.fetch(site.url())).body == b"direct"


async def test_nobody_there_is_a_sentence():
    async with fetcher(resolver=Names({"gone.test": [["127.0.0.1"]]})) as client:
        with pytest.raises(ReachError, match=r"There is no website nowhere.test\."):
            await client.fetch("http://nowhere.test/")
        with pytest.raises(ReachError, match=r"gone\.test cannot be reached: connection refused"):
            await client.fetch("http://gone.test:9/")
