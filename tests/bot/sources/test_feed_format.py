"""Feeds of every kind tell the same; what they hold besides text does not come through."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta

import pytest

from bot.sources.formats.discover import find_feeds
from bot.sources.formats.feed import read_feed
from tests.bot.sources.feed_samples import KINDS, TEXT, TITLE, UNDATED, rss

URL = "https://news.example/feeds/all.xml"
NOW = "2026-11-23T07:00:00+00:00"


def read(data: bytes) -> dict:
    return read_feed(data, url=URL, now=NOW)


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_of_every_kind_tells_the_same(kind):
    found = read(KINDS[kind])
    assert found["title"] == "Harbor & Wire"
    assert found["site"] == "https://news.example/"
    (item,) = found["items"]
    assert item["title"] == TITLE
    assert item["url"] == "https://news.example/bridge"
    assert item["body"] == ("" if kind == "rss 0.90" else TEXT)
    assert item["published_at"] == (None if kind in UNDATED else "2026-11-20T08:00:00+00:00")
    assert item["is_teaser"]


def test_items_go_by_their_guid_or_link_or_else_by_what_they_say():
    data = b"""<rss version="2.0"><channel><title>t</title>
    <item><guid>g</guid><link>https://a.example/1</link><title>one</title></item>
    <item><link>https://a.example/2?utm_medium=rss</link><title>two</title></item>
    <item><title>three</title><description>Words.</description></item>
    <item><title>three</title><description>Words.</description></item>
    <item><title>four</title><description>Words.</description></item></channel></rss>"""
    keys = [one["key"] for one in read(data)["items"]]
    assert keys[0] == "g"
    assert keys[1].startswith("https://a.example/2")
    assert len(keys) == 4
    assert len(set(keys)) == 4


def entries(*made: tuple[str, str, str]) -> list[dict]:
    """Return the items of a feed, each of a guid, a link and a title; "" leaves one out.

    The first is of the 20th of November, the next of four days before, and so on.
    """
    items = "".join(
        "<item>"
        + (guid and f"<guid>{guid}</guid>")
        + (link and f"<link>https://a.example/{link}</link>")
        + f"<title>{title}</title><description>Words of {title}.</description>"
        + f"<pubDate>2026-11-{20 - 4 * place:02}</pubDate></item>"
        for place, (guid, link, title) in enumerate(made)
    )
    data = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>"
    return read(data.encode())["items"]


@pytest.mark.parametrize(
    "made",
    [
        [("0", "1", "one"), ("0", "2", "two"), ("0", "3", "three")],
        [("https://a.example/", "1", "one"), ("https://a.example/", "2", "two")],
        [("", "news", "one"), ("", "news", "two"), ("", "news", "three")],
        [("0", "", "one"), ("0", "", "two")],
    ],
    ids=["the same id", "the website as id", "the same link", "the same id without links"],
)
def test_items_that_share_their_id_or_link_are_not_lost(made):
    found = entries(*made)
    assert [one["title"] for one in found] == [title for _, _, title in made]
    assert len({one["key"] for one in found}) == len(made)
    days = [one["published_at"][:10] for one in found]
    assert days == [f"2026-11-{20 - 4 * place:02}" for place in range(len(made))]


def test_dates_stay_with_their_items_where_others_are_in_places_that_are_not_read():
    items = "".join(
        f"<item><guid>{guid}</guid><title>{guid}{day}</title><link>https://a.example/{day}</link>"
        f"<pubDate>2026-11-{day}</pubDate><x><item><guid>x{day}</guid></item></x></item>"
        for guid, day in (("0", 20), ("0", 10), ("3-26", 18))
    )
    found = read(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode())
    dates = [one["published_at"][:10] for one in found["items"]]
    assert dates == ["2026-11-20", "2026-11-10", "2026-11-18"]


@pytest.mark.parametrize("is_dated", [True, False])
def test_of_many_items_the_newest_are_read(is_dated):
    begin = datetime(2026, 11, 1, tzinfo=UTC)
    items = "".join(
        f"<item><guid>{number}</guid><title>t</title>"
        + f"<pubDate>{(begin + timedelta(minutes=number)).isoformat()}</pubDate>" * is_dated
        + "</item>"
        for number in range(700)
    )
    found = read(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode())
    keys = [one["key"] for one in found["items"]]
    assert keys == [str(n) for n in (range(699, 199, -1) if is_dated else range(500))]


def test_an_item_that_is_listed_twice_is_one():
    assert [one["key"] for one in entries(("g", "1", "new"), ("g", "1", "old"))] == ["g"]


def test_a_stamp_changes_with_the_words_and_with_nothing_else():
    first = read(rss("a|Title|Some words."))["items"][0]
    same = read(rss("a|Title|Some words.", "b|Other|More."))["items"][0]
    marked = read(rss("a|Title|<b>Some</b> words.<img src='https://t.example/7'>"))["items"][0]
    other = read(rss("a|Title|Some other words."))["items"][0]
    assert first["stamp"] == same["stamp"] == marked["stamp"] != other["stamp"]
    assert first["mark"] == same["mark"] != marked["mark"] != other["mark"]


def test_only_what_is_asked_for_is_read():
    data = rss("a|Title|Some words.", "b|Other|More words.")
    whole = {one["key"]: one for one in read(data)["items"]}
    found = read_feed(data, url=URL, now=NOW, only=["b"])["items"]
    assert found[1] == whole["b"]
    assert found[0] == {name: whole["a"][name] for name in ("key", "mark", "published_at")}


RUSSIAN = "Мост открыли в воскресенье, строили его девять лет."


@pytest.mark.parametrize("charset", ["", "windows-1251", "utf-8", "nonsense"])
@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1251"])
@pytest.mark.parametrize("codec", ["cp1251", "utf-8", "utf-8-sig"])
def test_letters_are_read_whatever_is_said_of_them(codec, declared, charset):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    data = (head + rss(f"a|Мост|{RUSSIAN}", title="Новости").decode()).encode(codec)
    found = read_feed(data, url=URL, now=NOW, charset=charset)
    assert found["title"] == "Новости"
    assert found["items"][0]["body"] == RUSSIAN


@pytest.mark.parametrize("codec", ["utf-16", "iso2022_jp", "shift_jis", "euc_jp"])
def test_letters_are_read_as_is_declared(codec):
    head = f'<?xml version="1.0" encoding="{codec.replace("_", "-")}"?>'.replace(
        "iso2022", "iso-2022"
    )
    data = (head + rss("a|橋|橋が開通した。", title="新聞").decode()).encode(codec)
    assert read(data)["items"][0]["body"] == "橋が開通した。"


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Ср, 18 ноя 2026 10:00:00 +0300", "2026-11-18T07:00:00+00:00"),
        ("mercredi 18 novembre 2026", "2026-11-18T00:00:00+00:00"),
        ("Wed, 18 Nov 2026 10:00:00 CEST", "2026-11-18T08:00:00+00:00"),
        ("Wed, 18 Nov 2026 10:00:00 +0200", "2026-11-18T08:00:00+00:00"),
        ("2026-11-18", "2026-11-18T00:00:00+00:00"),
        ("Sun, 22 Nov 2026 11:00 PM", "2026-11-22T23:00:00+00:00"),
        ("Sun, 22 Nov 2026 12:05 a.m. +0200", "2026-11-21T22:05:00+00:00"),
        ("22 Nov 2026 16:00 PM", "2026-11-22T16:00:00+00:00"),
        ("03/11/2026", None),
        ("no date", None),
    ],
)
def test_a_date_is_what_is_stated_or_none(date, moment):
    item = f"<item><guid>a</guid><title>t</title><pubDate>{date}</pubDate></item>"
    found = read(f"<rss version='2.0'><channel><title>t</title>{item}</channel></rss>".encode())
    assert found["items"][0]["published_at"] == moment


@pytest.mark.parametrize("date", ["99 Foo", "Mon, 01 Jan 1990 00:00:00 GMT", "9" * 200_000, "2999"])
def test_a_date_that_cannot_be_is_none(date):
    item = (
        f"<item><title>t</title><description>Words.</description><pubDate>{date}</pubDate></item>"
    )
    found = read(f"<rss version='2.0'><channel><title>t</title>{item}</channel></rss>".encode())
    assert found["items"][0]["published_at"] is None


@pytest.mark.parametrize("guid", ["3-26", "12-31", "1.2.3", "May"])
def test_an_id_is_no_date(guid):
    dated = f"<item><guid>{guid}x</guid><title>t</title><dc:date>2026-11-20</dc:date></item>"
    data = (
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>t</title>"
        f"<!-- --><item><!-- --><guid> {guid} </guid><title>t</title></item>{dated}</channel></rss>"
    )
    undated, dated = read(data.encode())["items"]
    assert (undated["key"], undated["published_at"]) == (guid, None)
    assert dated["published_at"] == "2026-11-20T00:00:00+00:00"


@pytest.mark.parametrize("kind", [*KINDS, "ids"])
def test_nobody_guesses_what_an_id_could_mean_as_a_date(kind, monkeypatch):
    import dateparser

    def guess(*_: object, **__: object) -> None:
        pytest.fail("It takes a millisecond each, and is wrong.")

    monkeypatch.setattr(dateparser, "parse", guess)
    read(KINDS.get(kind) or rss(*(f"{n}-{n}|Title|Words." for n in range(9))))
    assert sys.modules["dateparser"] is dateparser


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "data:,x"]
)
def test_a_link_that_leads_nowhere_is_none(link):
    item = f"<item><title>t</title><guid>g</guid><link>{link}</link></item>"
    found = read(f"<rss version='2.0'><channel><title>t</title>{item}</channel></rss>".encode())
    assert found["items"][0]["url"] is None


@pytest.mark.parametrize(
    ("text", "teaser"),
    [
        ("Short.", True),
        ("Long enough to be an article. " * 40, False),
        ("Long enough to be an article. " * 40 + "Read more…", True),
        ("Long enough to be an article. " * 40 + "<a href='x'>Continue reading</a>", True),
        ("Long enough to be an article. " * 40 + "And then […]", True),
    ],
)
def test_teasers_are_told_from_articles(text, teaser):
    assert read(rss(f"a|Title|{text}"))["items"][0]["is_teaser"] is teaser


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The feed is empty."),
        (b"<html><body>Hello</body></html>", "There is no feed at this address."),
        (b"just words", "There is no feed at this address."),
        (b"{}", "It is JSON, but no feed."),
        (b'{"items": [7]}', "It is JSON, but no feed."),
    ],
)
def test_what_is_no_feed_is_a_sentence(data, sentence):
    with pytest.raises(ValueError, match=sentence):
        read(data)


PICTURE = f'<p>I <3 it.</p><img src="data:image/png;base64,{"A" * 125_000}"><p>So do we.</p>'


@pytest.mark.parametrize("kind", ["rss", "json"])
def test_pictures_may_stand_in_the_text(kind):
    made = {"items": [{"id": "a", "title": "Title", "content_html": PICTURE}]}
    data = rss(f"a|Title|{PICTURE}") if kind == "rss" else json.dumps(made).encode()
    assert read(data)["items"][0]["body"].endswith("So do we.")


def test_an_empty_feed_is_a_feed():
    assert read(rss())["items"] == []


def test_a_file_cannot_be_read_by_naming_it():
    with pytest.raises(ValueError, match="no feed"):
        read(b"/etc/hostname")


def test_strange_values_in_json_are_passed_over():
    data = {"version": "https://jsonfeed.org/version/1.1", "title": 7, "items": [
        {"id": {"a": 1}, "title": ["x"], "content_text": "Words.", "url": {"a": 1}},
    ]}  # fmt: skip
    (item,) = read(json.dumps(data).encode())["items"]
    assert item["body"] == "Words."
    assert item["url"] is None


PAGE = """<html><head><base href="https://news.example/blog/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
<link rel="Alternate" type="application/atom+xml" href="atom.xml">
<link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="a.css">
<link rel="alternate" type="application/feed+json" href="//cdn.example/feed.json">
</head><body><a href="/rss/other">RSS</a></body></html>"""


def test_a_page_names_its_feeds_those_of_comments_last():
    assert find_feeds(PAGE.encode(), url="https://news.example/", charset="") == [
        "https://news.example/blog/atom.xml",
        "https://cdn.example/feed.json",
        "https://news.example/blog/comments.xml",
    ]


def test_a_page_that_declares_none_may_link_to_one():
    page = b"<a href='/about'>About</a> <a href='/rss.xml'>RSS</a> <a href='/feedback'>Say</a>"
    assert find_feeds(page, url="https://news.example/", charset="") == [
        "https://news.example/rss.xml"
    ]
    assert find_feeds(b"", url="https://news.example/", charset="") == []
