"""Conversations in browsers: what becomes of them when the process ends, or when they are long."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.messages.blocks import Message, Place
from bot.ports.chat import Invocation, Role
from bot.render import web
from bot.web.conversations import MOST_ENTRIES, Conversations, address_of
from tests.bot.conftest import Bot
from tests.bot.web.conftest import Serve
from tests.contract.chats.listener import reply
from tests.fakes.world import World

SECRET = "c" * 43
CHAT = f"/chat/{SECRET}"


def body(text):
    return web.render(reply(text))[0]


def last_number(text: str) -> int:
    return int(re.search(r'name="after" value="(\d+)"', text)[1])


def test_a_receipt_of_an_earlier_run_edits_nothing_of_this_one():
    address, world = address_of(SECRET), World()
    (old,) = Conversations(world.now).say(address, [body("before")])
    world.sleep(seconds=1)
    conversations = Conversations(world.now)
    (new,) = conversations.say(address, [body("after")])
    assert not conversations.replace(address, old.number, body("edited"))
    assert conversations.at(address, new.number) == body("after")


async def test_a_page_that_was_left_open_shows_what_comes_after_a_restart(serve: Serve):
    before = await serve()
    for number in range(3):
        await before.posts(CHAT, {"text": "help", "token": f"{number}"})
    after = last_number((await before.gets(CHAT))[1])
    restarted = await serve(began=timedelta(minutes=1))
    await restarted.posts(CHAT, {"text": "topics", "token": "9"})
    status, text = await restarted.gets(f"{CHAT}/new", params={"after": f"{after}"})
    assert status == 200
    assert "You said topics." in text
    assert (await restarted.gets(f"{CHAT}/new", params={"after": last_number(text)}))[0] == 204


async def test_a_page_that_forgot_its_conversation_lists_the_digests_that_it_got(
    serve: Serve, news: Bot
):
    news.address = str(address_of(SECRET))
    news.says("digest")
    site = await serve(news.store)
    _, text = await site.gets(CHAT)
    assert "these digests are:" in text
    status, digest = await site.gets(re.search(r'href="(/d/[^"]+)"', text)[1])
    assert status == 200
    assert "Harbor bridge opens" in digest
    await site.posts(CHAT, {"text": "help", "token": "1"})
    for path in (CHAT, f"/chat/{'d' * 43}", "/"):
        assert "/d/" not in (await site.gets(path))[1]


async def test_an_answer_whose_place_scrolled_out_stands_below(serve: Serve):
    address = address_of(SECRET)

    async def answer(invocation: Invocation) -> Message:
        if invocation.text != "more":
            return reply("a first answer")
        for number in range(MOST_ENTRIES):  # meanwhile
            await site.adapter.post(address, body(f"post {number}"), key=f"k{number}")
        return replace(reply("changed in its place"), place=Place.INSTEAD)

    site = await serve(answer=answer)
    await site.posts(CHAT, {"text": "help", "token": "1"})
    at = last_number((await site.gets(CHAT))[1])
    await site.posts(CHAT, {"tap": f"{at}:more", "token": "2"})
    assert "changed in its place" in (await site.gets(CHAT))[1]


async def test_whoever_is_let_in_is_an_operator(serve: Serve):
    site = await serve()
    await site.posts(CHAT, {"text": "stats", "token": "1"})
    assert site.listener.heard[0].role is Role.OPERATOR


async def test_without_scripts_one_is_led_to_the_answer(serve: Serve):
    site = await serve()
    for number, text in enumerate(("help", "topics")):
        said = await site.posts(CHAT, {"text": text, "token": f"{number}"})
        _, _, anchor = said.headers["Location"].partition("#")
        _, shown = await site.gets(CHAT)
        assert re.search(rf'id="{anchor}" class="said">[^§]*?You said:[^§]*?{text}</h2>', shown)
        assert shown.count('class="said"') == number + 1
