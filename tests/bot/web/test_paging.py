"""However much there is, every page has a size that phones take, and a way on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain

import pytest
from yarl import URL

from bot.commands.finding import Reach
from bot.domain.chats import parse_address
from bot.domain.deliveries import PartState
from bot.messages.blocks import Choice, Choices, Message
from bot.ports.store import Store
from bot.render.web import render
from bot.storage.open import open_store
from bot.web import feeds, telling
from bot.web.conversations import address_of
from bot.web.reading import CHATS_ON_A_PAGE, ON_A_PAGE
from tests.bot.conftest import HARBOR, Bot
from tests.bot.web.conftest import Serve, ships
from tests.bot.web.test_archive import CHAT, told
from tests.contract.chats.listener import reply
from tests.fakes.builders import MINUTE, NOW, a_delivery, a_digest, a_part

MOST = 100_000  # bytes of a page
STORY = r'href="/stories/([\w.-]+)"'


async def test_a_search_goes_on_page_by_page_and_loses_nothing(serve: Serve, bot: Bot) -> None:
    ships(bot, 45)
    bot.takes_in(HARBOR)
    site = await serve(bot.store)
    pages = await site.walks("/stories?q=ship", STORY)
    assert [len(listed) for listed in pages] == [20, 20, 5]
    assert len(set(chain(*pages))) == 45


async def test_a_phrase_is_looked_for_further_back_page_by_page(
    serve: Serve, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.takes_in("Ship zzz sails\n\nThe zzz left at zzz for zzzland, the zzzport.")
    ships(bot, 30)
    site = await serve(bot.store)
    monkeypatch.setattr(telling, "REACH", Reach(stories=7))
    pages = await site.walks("/stories?q=%22left+at%22", STORY)
    assert [len(listed) for listed in pages] == [0, 0, 0, 0, 1]
    assert await site.walks("/stories?q=%22at+left%22", STORY) == [[]] * 5
    assert [len(listed) for listed in await site.walks("/stories?q=ship+-zzz", STORY)] == [
        7,
        7,
        7,
        7,
        2,
    ]
    _, text = await site.gets("/stories", params={"q": '"at left"'})
    assert "in very many stories" in text
    assert "nothing was found" not in text
    monkeypatch.setattr(telling, "REACH", Reach(characters=1))
    assert await site.walks("/stories?q=%22at+left%22", STORY) == [[]] * 31


async def test_stories_without_a_word_fill_pages(serve: Serve, bot: Bot) -> None:
    ships(bot, 41)
    site = await serve(bot.store)
    pages = await site.walks("/stories?q=ship+-ferry", STORY)
    assert [len(listed) for listed in pages] == [20, 20, 1]


@pytest.mark.parametrize(
    ("query", "found"),
    [('"far side"', True), ('"side far"', False), ("moon -drill", False), ("moon -goal", True)],
)
async def test_a_search_reads_words_as_chats_do(
    serve: Serve, news: Bot, query: str, *, found: bool
) -> None:
    site = await serve(news.store)
    _, text = await site.gets("/stories", params={"q": query})
    assert ("Probe lands" in text) == found


async def test_the_archive_goes_on_chat_by_chat_and_loses_none(serve: Serve, bot: Bot) -> None:
    addresses = [f"telegram:{n}" for n in range(2 * CHATS_ON_A_PAGE + 7)]
    with bot.store.transaction() as tx:
        for n, name in enumerate(addresses):
            made_at = NOW - (n // 3) * MINUTE
            tx.digests.add(
                a_digest(
                    id=f"d{n}", subscription_id=f"u{n}", address=parse_address(name),
                    made_at=made_at, window_end=made_at,
                )
            )  # fmt: skip
    site = await serve(bot.store)
    seen = chain(*await site.walks("/archive", r'href="/archive/(telegram%3A\d+)"'))
    assert sorted(seen) == sorted(name.replace(":", "%3A") for name in addresses)


async def test_digests_of_one_moment_are_all_on_some_page(serve: Serve, bot: Bot) -> None:
    for n in range(2 * ON_A_PAGE + 5):
        made_at = NOW - (n + 1) // 2 * MINUTE  # the border of a page goes between two of a moment
        with bot.store.transaction() as tx:
            tx.digests.add(
                a_digest(
                    id=f"d{n}", subscription_id=f"u{n}", address=parse_address(CHAT),
                    made_at=made_at, window_end=made_at,
                )
            )  # fmt: skip
            part = a_part(delivery=f"l{n}", state=PartState.SENT)
            tx.outbox.add(a_delivery(id=f"l{n}", digest_id=f"d{n}", address=CHAT, parts=(part,)))
    site = await serve(bot.store, public={parse_address(CHAT)})
    seen = chain(*await site.walks(f"/public/{CHAT}", r'href="/public/[^"]+/d/(d\d+)"'))
    assert sorted(seen) == sorted(f"d{n}" for n in range(2 * ON_A_PAGE + 5))


LETTERS = ["a word ", "<&\"'", "潮", "x"]


@pytest.mark.parametrize("letters", LETTERS)
async def test_a_conversation_of_any_length_has_a_page(serve: Serve, letters: str) -> None:
    site = await serve()
    secret, filler = "t" * 43, letters * (600 // len(letters))
    choices = Choices((Choice(filler[:60], filler[:60]),) * 3)
    for n in range(100):
        said = Message((*reply(filler).blocks, choices))
        await site.adapter.post(address_of(secret), render(said)[0], key=f"{n}")
    _, text = await site.gets(f"/chat/{secret}")
    assert len(text.encode()) < MOST
    assert "Earlier messages do not fit here." in text
    assert len(text.encode()) > MOST / 2  # yet the room is used


@pytest.mark.parametrize("letters", LETTERS)
async def test_an_article_of_any_length_has_a_page(serve: Serve, bot: Bot, letters: str) -> None:
    filler = letters * (60_000 // len(letters))
    bot.takes_in(f"{HARBOR}\n\n{filler}\n\nThe last words of the harbor bridge are these.")
    site = await serve(bot.store, public={parse_address(CHAT)})
    digest = told(bot)
    path = f"{site.links.path_of(digest)}/1"
    _, stories = await site.gets("/stories")
    story = re.search(r'href="(/stories/[\w.-]+)"', stories)[1]
    _, text = await site.gets(story)
    article = re.search(r'href="(/articles/[\w.-]+)"', text)[1]
    pages = [site.links.path_of(digest), path, "/stories", story, article]
    for start in (path, article):
        _, text = await site.gets(start)
        further = re.search(r'class="gap"><a href="([^"]+)"', text)
        assert further, start
        pages.append(start + further[1].replace("&amp;", "&"))
    for one in pages:
        status, text = await site.gets(one)
        assert status == 200
        assert len(text.encode()) < MOST, one


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store of each kind: they do not bear the same letters."""
    memory = "sqlite:///:memory:"
    kept = open_store(
        request.getfixturevalue("postgres_url") if request.param == "postgres" else memory
    )
    yield kept
    kept.close()


async def test_addresses_that_nobody_wrote_are_no_trouble(serve: Serve, either: Store) -> None:
    site = await serve(either, public={parse_address(CHAT)})
    before, odd = "before=2026-01-01", ("%00", "a%00b", "%ED%A0%80", "%FF", "a%27", "%2B")
    for letters in odd:
        for path in (
            f"/stories?{before}&story={letters}", f"/stories?q={letters}",
            f"/stories?q=a&{before}&story={letters}",
            f"/stories?q=%22a{letters}%20b%22%20-c{letters}", f"/stories?before={letters}",
            f"/archive?{before}&chat=web:a{letters}", f"/archive/{CHAT}?{before}&digest={letters}",
            f"/public/{CHAT}?{before}&digest={letters}",
        ):  # fmt: skip
            async with site.browser.get(URL(site.origin + path, encoded=True)) as response:
                assert response.status == 200, path
        for path in (
            f"/stories/{letters}", f"/articles/{letters}", f"/d/{letters}", f"/c/{letters}",
            f"/public/{CHAT}/d/{letters}", f"/chat/{letters}", f"/archive/telegram:42{letters}",
        ):  # fmt: skip
            async with site.browser.get(URL(site.origin + path, encoded=True)) as response:
                assert response.status == 404, path


@pytest.mark.parametrize("query", ["from=999999999", "from=5&text=7", "from=-1", "from=1e3&text=x"])
async def test_places_in_a_text_that_there_are_not(serve: Serve, news: Bot, query: str) -> None:
    site = await serve(news.store)
    path = site.links.path_of(told(news))
    assert (await site.gets(f"{path}/1?{query}"))[0] in {200, 404}
    _, stories = await site.gets("/stories")
    _, story = await site.gets(re.search(r'href="(/stories/[\w.-]+)"', stories)[1])
    article = re.search(r'href="(/articles/[\w.-]+)"', story)[1]
    assert (await site.gets(f"{article}?{query}"))[0] == 200


async def test_a_feed_has_as_many_digests_as_fit(
    serve: Serve, news: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = told(news)
    for n in range(3):
        with news.store.transaction() as tx:
            tx.digests.add(
                a_digest(
                    *digest.entries, id=f"d{n}", subscription_id=None,
                    address=digest.address, made_at=digest.made_at - (n + 1) * MINUTE,
                )
            )  # fmt: skip
    site = await serve(news.store, public={parse_address(CHAT)})
    whole = json.loads((await site.gets(f"/public/{CHAT}/feed.json"))[1])["items"]
    size = len(whole[0]["content_html"])
    monkeypatch.setattr(feeds, "MOST_BYTES", size + feeds.AROUND + 400)
    cut = json.loads((await site.gets(f"/public/{CHAT}/feed.json"))[1])["items"]
    assert cut == whole[:1]
    monkeypatch.setattr(feeds, "MOST_BYTES", 10)
    assert json.loads((await site.gets(f"/public/{CHAT}/feed.json"))[1])["items"] == whole[:1]


async def test_whoever_has_a_feed_gets_it_again_when_it_changed(serve: Serve, news: Bot) -> None:
    told(news)
    site = await serve(news.store, public={parse_address(CHAT)})
    for kind in ("atom", "json"):
        address = f"{site.origin}/public/{CHAT}/feed.{kind}"
        async with site.browser.get(address) as first:
            tag = first.headers["ETag"]
        site.world.sleep(hours=5)
        for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
            async with site.browser.get(address, headers={"If-None-Match": known}) as again:
                assert (again.status, await again.read()) == (304, b"")
        async with site.browser.get(address, headers={"If-None-Match": '"other"'}) as again:
            assert again.status == 200
    news.world.sleep(hours=1)
    news.takes_in("Ship sails\n\nThe ship left Northport for Southland at noon today.")
    told(news)
    async with site.browser.get(address, headers={"If-None-Match": tag}) as changed:
        assert changed.status == 200
