"""What a page does when there is too much of something, or not yet anything."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from datetime import timedelta

import aiohttp

from bot.domain.chats import parse_address
from bot.storage.open import open_store
from bot.web import asked, conversations, feeds
from bot.web.conversations import Conversations, address_of
from bot.web.documents import Documents
from bot.web.links import Links
from bot.web.signing import Signer
from bot.web.site import make_site
from tests.bot.conftest import Bot
from tests.bot.web.conftest import Serve, read_text, ships
from tests.bot.web.test_trying import body
from tests.contract.chats.listener import EchoListener
from tests.fakes.world import World

CHAT = f"/chat/{'f' * 43}"


async def test_it_is_not_ready_before_people_are_answered_nor_after_it_closed():
    world, store = World(), open_store("sqlite:///:memory:")
    signer = Signer("nobody's", lambda: world.now)
    adapter = make_site(
        store,
        now=lambda: world.now,
        new_secret=lambda: "s" * 43,
        links=Links(signer=signer, lasting=timedelta(days=30), public_url=""),
        guarded=False,
        host="127.0.0.1",
        port=0,
        documents=Documents(read_text, 1000),
    )
    listener = EchoListener()
    await adapter.listen(listener)  # it is not open: there is nobody to listen to
    assert not adapter.is_listening()
    await adapter.open()
    async with aiohttp.ClientSession(adapter.origin) as browser:

        async def asks(path: str) -> tuple[int, str]:
            async with browser.get(path) as response:
                return response.status, await response.text()

        assert await asks("/readyz") == (503, "It does not listen yet.\n")
        assert await asks("/healthz") == (200, "ok\n")
        listening = asyncio.create_task(adapter.listen(listener))
        async with browser.post(CHAT, data={"text": "help", "token": "1"}) as response:
            assert response.ok
        assert [one.text for one in listener.heard] == ["help"]
        assert await asks("/readyz") == (200, "ok\n")
    await adapter.close()
    await listening
    assert not adapter.is_listening()
    await asyncio.to_thread(store.close)


async def test_a_field_that_is_far_too_long_is_refused(serve: Serve):
    site = await serve()
    form = aiohttp.FormData({"text": "x" * (asked.MOST_BYTES + 1), "token": "1"})
    form.add_field("document", b"words", filename="a.txt")
    assert (await site.posts(CHAT, form)).status == 413
    assert site.listener.heard == []


async def test_the_conversation_that_was_quiet_for_longest_makes_room(monkeypatch):
    monkeypatch.setattr(conversations, "MOST_CONVERSATIONS", 2)
    held = Conversations(World().now)
    first, second, third = (address_of(letter * 43) for letter in "abc")
    for address in (first, second):
        held.say(address, [body("an answer")])
    held.hear(first, "help")
    held.say(third, [body("an answer")])
    assert [len(held.since(one, 0)) for one in (first, second, third)] == [2, 0, 1]


async def test_what_was_posted_once_is_not_posted_again(serve: Serve):
    site = await serve()
    address = address_of("f" * 43)
    receipts = [await site.adapter.post(address, body("news"), key="k/1") for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert (await site.gets(CHAT))[1].count("news</p>") == 1


async def test_a_feed_holds_the_latest_digests_that_there_is_room_for(
    serve: Serve, bot: Bot, monkeypatch
):
    bot.address = "telegram:42"
    for n in range(3):
        ships(bot, 1, n)
        bot.says("digest")
    site = await serve(bot.store, public={parse_address(bot.address)})

    async def links() -> list[str]:
        text = (await site.gets(f"/public/{bot.address}/feed.json"))[1]
        return [item["content_html"] for item in json.loads(text)["items"]]

    assert len(await links()) == 3
    room = 2 * (feeds.AROUND + max(len(html) * 2 for html in await links()))
    for most, there in ((room, 2), (1, 1)):
        monkeypatch.setattr(feeds, "MOST_BYTES", most)
        found = await links()
        assert 1 <= len(found) <= there
        assert "Ship aac sails" in found[0]


async def test_browsers_that_unpack_nothing_get_our_files_as_they_are(serve: Serve):
    site = await serve()
    path = re.search(r'href="(/static/[^"]+\.css)"', (await site.gets("/"))[1])[1]
    async with aiohttp.ClientSession(site.origin, auto_decompress=False) as browser:
        async with browser.get(path, headers={"Accept-Encoding": "identity"}) as plain:
            assert "Content-Encoding" not in plain.headers
            as_it_is = await plain.read()
        async with browser.get(path, headers={"Accept-Encoding": "gzip"}) as packed:
            assert packed.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(await packed.read()) == as_it_is


async def test_more_topics_than_a_chart_tells_apart_are_added_up(serve: Serve, bot: Bot):
    for n, topic in enumerate(["one", "two", "three", "four", "five", "six", "seven"]):
        word = "abcdefg"[n] * 3
        bot.takes_in(f"Ship {word} sails\n\nThe {word} left {word}port.", tags=frozenset({topic}))
    site = await serve(bot.store)
    _, text = await site.gets("/status")
    assert "other topics" in text
    assert len(re.findall(r'class="key layer-\d"', text)) == 6
