"""Answers that are meant to drown, stall or confuse whoever fetches them."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib
from datetime import UTC, datetime

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.decoding import Decoder
from bot.sources.fetch import Fetcher, Limits
from bot.sources.fetch_errors import FetchError, ReachError, TooMuchError
from bot.sources.robots import parse_robots
from tests.hostile.website import answer, drip, website

LIMITS = Limits(most_bytes=1_000_000, connect=0.5, first_byte=0.5, total=1.0)
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
SLOW = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
ZEROS = bytes(50_000_000)


def fetcher(**more: object) -> Fetcher:
    settings = {"allow": lambda *_: True, "delay": 0.0, "limits": LIMITS, **more}
    return Fetcher(now=lambda: datetime(2026, 11, 23, tzinfo=UTC), **settings)


def zstd_bomb() -> bytes:
    import sys

    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.compress(ZEROS)


BOMBS = {
    "gzip": lambda: gzip.compress(ZEROS),
    "deflate": lambda: zlib.compress(ZEROS),
    "br": lambda: brotli.compress(ZEROS, quality=1),
    "zstd": zstd_bomb,
}


@pytest.mark.parametrize("coding", BOMBS)
async def test_a_bomb_is_noticed_while_it_is_small(coding):
    bomb = BOMBS[coding]()
    assert len(bomb) < 100_000
    async with website() as site, fetcher() as client:
        site.pages["/"] = answer(bomb, content_encoding=coding)
        tracemalloc.start()
        with pytest.raises(TooMuchError, match="is larger than 1 MB"):
            await client.fetch(site.url())
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (
            answer(gzip.compress(gzip.compress(b"x")), content_encoding="gzip, gzip"),
            "more than onc",
        ),
        (answer(gzip.compress(b"") * 100, content_encoding="gzip"), "in too many pieces"),
        (answer(b"x" * 1_000_001), "is larger than 1 MB"),
        (answer(b"x", content_length="900000000000"), "is larger than 1 MB"),
        (answer(b"no gzip", content_encoding="gzip"), "was broken"),
        (answer(b"no zip", content_encoding="deflate"), "was broken"),
        (answer(b"no brotli", content_encoding="br"), "was broken"),
        (answer(b"no zstd", content_encoding="zstd"), "was broken"),
        (answer(b"x", content_encoding="lzma"), "was broken"),
        (answer(b"x", content_length="-1"), "was broken"),
        (answer(b"x", content_length="five"), "was broken"),
        (answer(b"x", transfer_encoding="chunked"), "was broken"),
        (answer(b"x", x_long="a" * 100_000), "was broken"),
        (CHUNKED + b"FFFFFFFFFFFFFFFFF\r\nx", "was broken"),
        (CHUNKED + b"zz\r\n", "was broken"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 100_000 + b"\r\n", "was broken"),
        (b"HTTP/9.9 000\r\n\r\n", "was broken"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "was broken"),
        (b"\x16\x03\x01\x02\x00\x01\x00", "was broken"),
        (b"\r\n\r\n\r\n", "was broken"),
    ],
    ids=range(20),
)
async def test_nonsense_is_a_sentence(page, sentence):
    async def send(writer: asyncio.StreamWriter) -> None:
        writer.write(page)
        await writer.drain()

    async with website() as site, fetcher() as client:
        site.pages["/"] = send
        with pytest.raises(FetchError, match=sentence):
            await client.fetch(site.url())


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (drip(b"", b"", 0.05), "within 0.5 seconds"),  # nothing at all
        (drip(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n", 0.05), "within 0.5 seconds"),
        (drip(SLOW, b"x", 0.05), "within 1 seconds"),
        (drip(CHUNKED, b"1\r\nx\r\n", 0.05), "within 1 seconds"),
        (drip(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", 0.02), "0.5 s"),
    ],
    ids=["silent", "slow head", "slow body", "slow chunks", "continue"],
)
async def test_whoever_is_slow_is_left(script, sentence):
    clock = asyncio.get_running_loop().time
    async with website() as site, fetcher() as client:
        site.pages["/"] = script
        began = clock()
        with pytest.raises(ReachError, match=sentence):
            await client.fetch(site.url())
        assert clock() - began < 2


async def test_an_endless_answer_ends():
    async with website() as site, fetcher() as client:
        site.pages["/"] = drip(CHUNKED, b"8000\r\n" + b"x" * 0x8000 + b"\r\n", 0)
        with pytest.raises(TooMuchError):
            await client.fetch(site.url())


async def test_the_time_of_all_redirects_is_counted_together():
    async def later(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(answer("", "302 Found", location="/"))
        await writer.drain()

    async with website() as site, fetcher() as client:
        site.pages["/"] = later
        with pytest.raises(ReachError, match="within 1 seconds"):
            await client.fetch(site.url())
    assert len(site.asked) < 5


@settings(deadline=None)
@given(st.binary(max_size=2_000), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_no_bytes_break_a_decoder(data, coding):
    decoder = Decoder(coding, most=100_000)
    try:
        decoder.feed(data)
        decoder.feed(data)
    except (ValueError, TooMuchError):
        pass
    assert len(decoder.body) <= 100_000


@settings(deadline=None)
@given(
    st.binary(min_size=1, max_size=5_000),
    st.sampled_from(["gzip", "deflate", "br"]),
    st.integers(1, 50),
)
def test_pieces_of_any_size_decode_to_the_same(data, coding, size):
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[coding]
    packed = pack(data)
    decoder = Decoder(coding, most=100_000)
    for start in range(0, len(packed), size):
        decoder.feed(packed[start : start + size])
    assert decoder.body == data


@settings(deadline=None)
@given(st.binary(max_size=3_000), st.text(max_size=100))
def test_no_robots_txt_breaks_its_parser(data, path):
    parse_robots(b"User-agent: *\nDisallow: " + data, "digestbot").allow("/" + path)


def test_wildcards_take_no_time():
    robots = parse_robots(b"User-agent: *\nDisallow: /" + b"*a" * 900 + b"$", "digestbot")
    clock = asyncio.new_event_loop()
    began = clock.time()
    for _ in range(100):
        assert robots.allow("/" + "a" * 899 + "b")
    assert clock.time() - began < 1
    clock.close()
