"""Feeds and lists of feeds that are meant to stall, fill or mislead whoever reads them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.extract import Extractor
from bot.sources.feed_parsing import FeedParser
from bot.sources.killable import Killable
from bot.sources.killable_child import _done
from tests.bot.sources.feed_samples import KINDS, rss
from tests.hostile.corpus import ENTITIES, LOL
from tests.trying import trying

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
URL = "https://news.example/feed"
PARTS = "The feed has too many parts to be read."
LONG_TAG = "One of its tags is too long to be a feed's."
DEEP = "It is nested too deeply to be read."
NO_FEED = "There is no feed at this address."
READ = ""

OPML = b"<opml version='2.0'><body><outline text='World'><outline text='Post' xmlUrl='https://p.example/rss'/></outline></body></opml>"


def wrapped(inner: bytes) -> bytes:
    return b"<rss version='2.0'><channel><title>t</title>" + inner + b"</channel></rss>"


def item(inner: bytes) -> bytes:
    return wrapped(b"<item><title>t</title><description>Words.</description>" + inner + b"</item>")


XXE = b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + item(b"<guid>g</guid>").replace(
    b"Words.", b"&x;"
)
FEEDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "200,000 attributes": (
        lambda: item(b"<guid " + b"".join(b"a%d='' " % n for n in range(200_000)) + b"/>"),
        LONG_TAG,
    ),
    "an attribute of 4 MB": (lambda: item(b"<guid a='" + b"x" * 4_000_000 + b"'/>"), LONG_TAG),
    "200,000 attributes between two comments": (
        lambda: item(b"<!-- <![CDATA[ --><guid " + b"".join(b"a%d='' " % n for n in range(200_000))
                     + b"/><!-- ]]> -->"), LONG_TAG,
    ),
    "200,000 beginnings of texts": (
        lambda: item(b"<![CDATA[" * 99_000 + b"<!--" * 99_000 + b"<guid a='" + b"x" * 200_000),
        LONG_TAG,
    ),
    "200,000 attributes in a text": (
        lambda: item(b"").replace(b"Words.", b"<![CDATA[<p "
                     + b"".join(b"a%d='' " % n for n in range(200_000)) + b">]]>"), READ,
    ),
    "200,000 elements in each other": (lambda: item(b"<a>" * 200_000), PARTS),
    "500,000 items": (lambda: wrapped(b"<item/>" * 500_000), PARTS),
    "20,000 items": (
        lambda: wrapped(b"<item><title>t</title><guid>g</guid></item>" * 20_000), READ,
    ),
    "a billion laughs": (lambda: LOL.replace(b"ROOT", b"rss"), NO_FEED),
    "an entity that names a file": (lambda: XXE, READ),
    "invalid UTF-8": (lambda: item(b"<guid>\xff\xfe\xfd</guid>"), READ),
    "a false UTF-16": (
        lambda: b"<?xml version='1.0' encoding='utf-16'?>" + item(b""), READ,
    ),
    "UTF-7": (lambda: b"<?xml version='1.0' encoding='utf-7'?>" + item(b""), READ),
    "NUL": (lambda: item(b"<guid>a\0b</guid>"), READ),
    "cut off": (lambda: rss("a|Title|Words.")[:-60], READ),
    "a date of 200,000 digits": (
        lambda: item(b"<pubDate>" + b"9" * 200_000 + b"</pubDate>"), READ,
    ),
    "lists in lists": (lambda: b'{"items": ' + b"[" * 200_000, "It is JSON, but no feed."),
    "markup in markup": (
        lambda: item(b"").replace(b"Words.", b"&lt;div&gt;" * 100_000), READ,
    ),
    "100,000 elements in each other": (lambda: item(b"<a>" * 100_000), DEEP),
    "spaces": (lambda: b"<rss" + b" " * 4_000_000, LONG_TAG),
    "open brackets": (lambda: b"<" * 1_000_000, PARTS),
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_a_hostile_feed_is_read_or_refused_in_a_sentence(killable: Killable, name: str):
    make, sentence = FEEDS[name]
    try:
        found, said = FeedParser(killable).feed(make(), url=URL, now=NOW), READ
    except ValueError as error:
        found, said = {"items": []}, str(error)
    assert said == sentence
    assert len(found["items"]) <= 500
    assert bool(found["items"]) is (said == READ)
    assert "root:" not in str(found)
    assert "\0" not in str(found)


def test_an_honest_list_of_feeds_is_read(killable: Killable):
    text = Extractor(killable).text("feeds.opml", OPML, now=NOW)
    assert text == "https://p.example/rss\tPost\tWorld"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<opml/>", "It lists no feeds."),
        (b"<opml>" + b"<outline text='a'>" * 100_000, "It lists no feeds."),
        (LOL.replace(b"ROOT", b"opml").replace(b"<?xml version='1.0'?>", b"<opml/>", 1), ENTITIES),
    ],
    ids=["empty", "deep", "laughs"],
)
def test_a_hostile_list_of_feeds_is_a_sentence(killable: Killable, data: bytes, sentence: str):
    with pytest.raises(ValueError, match=sentence):
        Extractor(killable).text("feeds.opml", data, now=NOW)


FUZZ = trying(16, large=True)
PIECES = [
    *(
        "<rss>",
        "</rss>",
        "<channel>",
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<link>",
        "<feed>",
    ),
    *("<entry>", "</entry>", "<rdf:RDF>", "&amp;", "&", "<![CDATA[", "]]>", "<guid>", "<pubDate>"),
    *(
        "words",
        "<content type='xhtml'>",
        "xmlns='http://www.w3.org/2005/Atom'",
        "<?xml",
        "?>",
        "\0",
    ),
    *("<opml>", "<outline", "xmlUrl='http://x'", ">", "/>", "{", '"items":', "[", "]", "}", ","),
]


def reads(data: bytes) -> None:
    """Read as the killable process does: a result, or a sentence, within two seconds."""
    now = NOW.isoformat()
    for call, options in (
        ("bot.sources.formats.feed:read_feed", {"url": URL, "now": now}),
        ("bot.sources.formats.discover:find_feeds", {"url": URL, "charset": ""}),
        ("bot.sources.formats.document:read",
         {"name": "a.opml", "media": "", "charset": "", "url": "", "now": now}),
    ):  # fmt: skip
        began = time.process_time()
        answer = json.loads(_done({"call": call, "with": options}, data))
        assert time.process_time() - began < 2
        assert "result" in answer or answer["trouble"].endswith(".")


@pytest.fixture(scope="module", autouse=True)
def _everything_is_imported():
    for data in (*KINDS.values(), OPML):
        _done({"call": "bot.sources.formats.feed:read_feed",
               "with": {"url": URL, "now": NOW.isoformat()}}, data)  # fmt: skip


@FUZZ
@given(st.binary(max_size=3_000))
def test_any_bytes(data: bytes):
    reads(data)


@FUZZ
@given(st.lists(st.sampled_from(PIECES), max_size=300))
def test_pieces_of_feeds_in_any_order(pieces: list[str]):
    reads("".join(pieces).encode())


@FUZZ
@given(st.sampled_from([*KINDS.values(), OPML]), st.data())
def test_an_honest_feed_with_some_bytes_wrong(whole: bytes, data):
    spoiled = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(spoiled) - 1))
        spoiled[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
        spoiled += b" "
    reads(bytes(spoiled))
