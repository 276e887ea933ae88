"""Digests in chats lead to their pages, and each chat to its own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from bot.domain.chats import parse_address
from bot.pipeline.deliver import claim
from bot.pipeline.plan import plan
from bot.render import telegram, web
from bot.web.links import Links
from bot.web.signing import Signer
from tests.bot.conftest import SPACE, Bot


def links(bot: Bot, public_url: str = "https://news.example.org/") -> Links:
    signer = Signer("secret", lambda: bot.world.now)
    return Links(signer=signer, lasting=timedelta(days=30), public_url=public_url)


def test_chats_that_are_told_the_same_get_links_of_their_own(bot: Bot) -> None:
    for address in ("telegram:1", "telegram:2"):
        bot.address = address
        bot.says("subscribe everything daily 08:00")
    bot.world.sleep(minutes=30)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=2)
    to = links(bot)
    plan(
        bot.store,
        bot.world.ambient,
        lambda message, _: telegram.render(message),
        read_at=to.to_digest,
    )
    bodies = {}
    while found := claim(bot.store, {"telegram"}, bot.world.ambient):
        bodies |= {one.address.chat: json.dumps(dict(one.part.body)) for one in found}
    with bot.store.snapshot() as tx:
        made = {chat: tx.digests.last(parse_address(f"telegram:{chat}")) for chat in ("1", "2")}
    for chat, other in (("1", "2"), ("2", "1")):
        assert f"https://news.example.org{to.path_of(made[chat])}" in bodies[chat]
        assert to.path_of(made[other]) not in bodies[chat]
        word = to.path_of(made[chat]).removeprefix("/d/")
        assert to.digest(word)[0] == made[chat].id


def test_in_a_browser_a_digest_links_to_its_page_without_any_host(news: Bot) -> None:
    news.address = "web:someone"
    to = links(news, public_url="")
    answerer = replace(news.answerer, read_at=to.to_digest)
    (told,) = web.render(answerer(news.invocation("digest")))
    with news.store.snapshot() as tx:
        path = to.path_of(tx.digests.last(parse_address("web:someone")))
    assert f'<a href="{path}">Read on the web</a>' in told["html"]


def test_where_nothing_is_served_nothing_is_linked(news: Bot) -> None:
    news.address = "telegram:1"
    answerer = replace(news.answerer, read_at=links(news, public_url="").to_digest)
    told = answerer(news.invocation("digest"))
    assert "Read on the web" not in json.dumps(telegram.render(told))
