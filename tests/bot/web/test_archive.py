"""Digests on the web: whose they are, what they show, and that nothing in them comes alive."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import pytest

from bot.domain.chats import parse_address
from bot.domain.digests import Digest
from bot.ports.records import WHOLE
from tests.bot.conftest import HARBOR, SPACE, Bot
from tests.bot.web.conftest import TOKEN, Serve, Site
from tests.fakes.builders import a_feed, a_sighting

ATOM = "{http://www.w3.org/2005/Atom}"
CHAT = "telegram:42"


def told(bot: Bot, address: str = CHAT) -> Digest:
    """Let a chat ask for a digest, and return it."""
    bot.address = address
    bot.says("digest")
    with bot.store.snapshot() as tx:
        return tx.digests.last(parse_address(address))


def of_chat(site: Site, address: str = CHAT) -> str:
    return site.links.to_chat(parse_address(address)).removeprefix("https://news.example.org")


@pytest.fixture
async def site(serve: Serve, news: Bot) -> Site:
    """The site of the news, as strangers see it."""
    return await serve(news.store, admin_token=TOKEN, public_url="https://news.example.org")


async def test_a_link_opens_its_digest_and_each_sentence_stands_in_its_article(
    site: Site, news: Bot
) -> None:
    path = site.links.path_of(told(news))
    status, text = await site.gets(path)
    assert status == 200
    assert "Probe lands on the far side of the moon" in text
    quotes = re.findall(r'<a class="quote" href="([^#"]+)#(q\d+)">([^<]+)</a>', text)
    assert len(quotes) >= 3
    for href, anchor, sentence in quotes:
        status, article = await site.gets(href)
        assert status == 200
        marked = re.search(rf'<mark id="{anchor}"[^>]*>([^<]+)</mark>', article)
        assert marked[1] == sentence


async def test_a_link_opens_nothing_else(site: Site, news: Bot) -> None:
    mine, other = told(news), told(news, "telegram:7")
    assert mine.id != other.id
    word, others = (site.links.path_of(one).removeprefix("/d/") for one in (mine, other))
    name, until, signature = word.split(".")
    mixed = f"{others.split('.')[0]}.{until}.{signature}"
    for guess in (mine.id, f"{mine.id}.{until}", mixed, word[:-1], word + "x", f"{word}/..", ""):
        assert (await site.gets(f"/d/{guess}"))[0] == 404
    assert (await site.gets(f"/c/{word}"))[0] == 404
    assert (await site.gets(f"/d/{of_chat(site).removeprefix('/c/')}"))[0] == 404
    assert name
    for number in ("0", "4", "9999", "-1", "1x"):
        assert (await site.gets(f"/d/{word}/{number}"))[0] == 404
    for path in ("/archive", f"/archive/{CHAT}", "/"):
        assert (await site.gets(path))[0] == 401


async def test_links_expire(site: Site, news: Bot) -> None:
    path, chat = site.links.path_of(told(news)), of_chat(site)
    site.world.sleep(days=29)
    assert [(await site.gets(one))[0] for one in (path, chat)] == [200, 200]
    site.world.sleep(days=2)
    paths = (path, f"{path}/1", chat, f"{chat}/feed.atom", f"{chat}/feed.json")
    assert [(await site.gets(one))[0] for one in paths] == [404] * 5


async def test_a_chats_link_shows_its_digests_and_no_others(site: Site, news: Bot) -> None:
    told(news, "telegram:7")
    news.takes_in(SPACE.replace("moon", "Mars").replace("Petrel", "Tern"), author="Wire")
    told(news)
    status, text = await site.gets(of_chat(site))
    assert (status, text.count('href="/d/')) == (200, 1)
    assert "telegram:7" not in text
    link = re.search(r'href="(/d/[^"]+)"', text)[1]
    assert (await site.gets(link))[0] == 200


async def test_operators_see_every_chat(site: Site, news: Bot) -> None:
    told(news)
    operator = {"Authorization": f"Bearer {TOKEN}"}
    assert CHAT in (await site.gets("/archive", headers=operator))[1]
    status, text = await site.gets(f"/archive/{CHAT}", headers=operator)
    assert (status, text.count('href="/d/')) == (200, 1)
    handed_on = re.search(r'href="https://news.example.org(/c/[^"]+)"', text)[1]
    assert (await site.gets(handed_on))[0] == 200  # without the token
    for nonsense in ("x", "telegram:", "../x", "telegram:42'--"):
        assert (await site.gets(f"/archive/{nonsense}", headers=operator))[0] == 404


async def test_only_what_is_public_is_public(serve: Serve, news: Bot) -> None:
    told(news)
    told(news, "telegram:7")
    site = await serve(news.store, admin_token=TOKEN, public={parse_address(CHAT)})
    for path in ("", "/feed.atom", "/feed.json"):
        assert (await site.gets(f"/public/{CHAT}{path}"))[0] == 200
        assert (await site.gets(f"/public/telegram:7{path}"))[0] == 404
        assert (await site.gets(f"/public/telegram:nobody{path}"))[0] == 404


async def test_the_feeds_are_well_formed_and_say_the_same(site: Site, news: Bot) -> None:
    digest = told(news)
    chat = of_chat(site)
    atom = ET.fromstring((await site.gets(f"{chat}/feed.atom"))[1])
    feed = json.loads((await site.gets(f"{chat}/feed.json"))[1])
    (entry,), (item,) = atom.findall(f"{ATOM}entry"), feed["items"]
    assert entry.findtext(f"{ATOM}id") == item["id"] == f"urn:digestbot:{digest.id}"
    assert entry.findtext(f"{ATOM}updated") == item["date_published"] == "2026-11-23T07:00:00Z"
    assert entry.findtext(f"{ATOM}title") == item["title"]
    link = entry.find(f"{ATOM}link").get("href")
    assert link == item["url"] == f"https://news.example.org{site.links.path_of(digest)}"
    assert "Northport win the cup" in item["content_html"]
    assert " ".join(entry.findtext(f"{ATOM}content").split()) == (
        " ".join(item["content_html"].split())
    )
    assert feed["feed_url"] == f"https://news.example.org{chat}/feed.json"


async def test_what_feeds_link_to_opens_as_long_as_they_hold_it(serve: Serve, news: Bot) -> None:
    digest = told(news)
    site = await serve(news.store, admin_token=TOKEN, public={parse_address(CHAT)})
    site.world.sleep(days=60)
    for path in (f"/public/{CHAT}", f"/public/{CHAT}/feed.json"):
        text = (await site.gets(path))[1]
        link = re.search(r'(/public/[^"]+/d/[^"]+)"', text)[1]
        status, page = await site.gets(link)
        assert status == 200
        assert "is good until" not in page
        quote = re.search(r'class="quote" href="([^#"]+)', page)[1]
        assert (await site.gets(quote))[0] == 200
    feed = json.loads((await site.gets(f"{of_chat(site)}/feed.json"))[1])
    assert feed["items"] == []  # its link is over, and nothing else opens it
    told(news, "telegram:7")
    for wrong in (f"/public/telegram:7/d/{digest.id}", f"/public/{CHAT}/d/nothing"):
        assert (await site.gets(wrong))[0] == 404


async def test_a_public_chat_shows_no_digest_of_another(serve: Serve, news: Bot) -> None:
    told(news)
    other = told(news, "telegram:7")
    site = await serve(news.store, admin_token=TOKEN, public={parse_address(CHAT)})
    for more in ("", "/1"):
        assert (await site.gets(f"/public/{CHAT}/d/{other.id}{more}"))[0] == 404


NASTY = "<script>alert(1)</script><img src=x onerror=alert(1)> & \"'{{7*7}} \u202egnp"


async def test_nothing_in_an_article_comes_alive(serve: Serve, bot: Bot) -> None:
    headline, _, body = HARBOR.partition("\n\n")
    bot.takes_in(f"{NASTY} {headline}\n\n{NASTY} {body}", author=NASTY, url="javascript:alert(1)")
    digest = told(bot)
    site = await serve(bot.store, public={parse_address(CHAT)})
    path = site.links.path_of(digest)
    for page in (path, f"{path}/1", f"/public/{CHAT}", f"/public/{CHAT}/feed.atom", "/archive"):
        status, text = await site.gets(page)
        assert status == 200
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "javascript:" not in text.casefold().replace("text/javascript", "")
        assert "49" not in re.sub(r"[\w.-]{20,}", "", text.replace(site.origin, ""))
        assert "\u202e" not in text
    feed = json.loads((await site.gets(f"/public/{CHAT}/feed.json"))[1])
    assert "<script" not in feed["items"][0]["content_html"]


async def test_nothing_comes_alive_on_pages_of_operators(serve: Serve, bot: Bot) -> None:
    headline, _, body = HARBOR.partition("\n\n")
    bot.topics = {}
    for n, ending in enumerate(("", " It rained.")):
        bot.takes_in(
            f"{n} {NASTY} {headline}\n\n{NASTY} {body}{ending}",
            author=f"{NASTY}{n}",
            tags=frozenset({NASTY}),
            url="javascript:alert(1)",
        )
    with bot.store.transaction() as tx:
        for key, reason in ((NASTY, NASTY), (WHOLE, NASTY)):
            tx.sources.see(a_sighting(key, source=NASTY, article_id=None, reason=reason))
        tx.feeds.put(a_feed(name=NASTY, problem=NASTY))
    bot.says(f"subscribe {NASTY} daily 08:00")
    site = await serve(bot.store)
    _, stories = await site.gets("/stories")
    story = re.search(r'href="(/stories/[\w.-]+)"', stories)[1]
    _, text = await site.gets(story)
    article = re.search(r'href="(/articles/[\w.-]+)"', text)[1]
    await site.posts(f"/chat/{'a' * 43}", {"text": NASTY, "token": "1"})
    paths = ("/stories", story, article, "/status", f"/chat/{'a' * 43}")
    searched = f"/stories?{urlencode({'q': NASTY})}"
    for page in (*paths, searched, f"/login?next={quote(NASTY)}", f"/{quote(NASTY)}"):
        _, text = await site.gets(page)
        assert "<script>alert" not in text, page
        assert "<img src=x" not in text, page
        assert 'href="javascript:' not in text, page
        assert "\u202e" not in text, page
        if page in paths:
            assert "&lt;script&gt;alert(1)" in text, page


async def test_what_is_gone_is_said_to_be_gone(site: Site, news: Bot) -> None:
    digest = told(news)
    gone = replace(
        digest,
        id="gone",
        entries=tuple(
            replace(e, quotes=tuple(replace(q, article_id="gone") for q in e.quotes))
            for e in digest.entries
        ),
    )
    with news.store.transaction() as tx:
        tx.digests.add(gone, tell=False)
    status, text = await site.gets(f"{site.links.path_of(gone)}/1")
    assert status == 200
    assert "The article is not kept any more" in text
    assert digest.entries[0].quotes[0].text in text
    assert (await site.gets(site.links.path_of(replace(digest, id="never"))))[0] == 404
