"""Feeds from a website on loopback to articles and notices: the real client, the real store."""

from __future__ import annotations

import asyncio
import shutil
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.chats import Chat, parse_address
from bot.domain.feeds import Failed
from bot.domain.subscriptions import Wants
from bot.pipeline.correct import correct
from bot.pipeline.feeds import CLAIM, FIRST, FeedWork
from bot.ports.feeds import LONGEST_POLL, Polled
from bot.render.terminal import render
from bot.runtime.feeding import Feeding
from bot.sources.killable import Killable
from tests.bot.conftest import Bot, plain
from tests.bot.runtime.newsroom import WORDS, XML, Newsroom
from tests.bot.sources.feed_samples import rss
from tests.fakes.builders import a_subscription
from tests.hostile.samples import BODY, page
from tests.hostile.website import answer, redirect


async def test_a_feed_becomes_articles_of_a_source_with_its_title(room: Newsroom):
    room.serve(f"a|First|{WORDS}", f"b|Second|{WORDS} More.", etag='"1"')
    room.add(topics=frozenset({"world"}))
    outcome = await room.polls()
    assert sorted(outcome.added) == ["a", "b"]
    assert room.feed.name == "The Post"
    since = room.feed.added_at
    with room.store.snapshot() as tx:
        (volume,) = tx.sources.outlets(since)
        assert (volume.name, volume.articles) == ("The Post", 2)
        assert [one.name for one in tx.sources.topics(since)] == ["world"]


async def test_what_did_not_change_is_not_sent_again(room: Newsroom):
    room.serve(f"a|First|{WORDS}", etag='"1"', last_modified="Fri, 20 Nov 2026 08:00:00 GMT")
    room.add()
    await room.polls()
    room.site.pages["/rss"] = answer(b"", "304 Not Modified", content_length="")
    for _ in range(2):
        assert (await room.polls()).added == []
        assert room.site.heads[-1]["if-none-match"] == '"1"'
        assert room.site.heads[-1]["if-modified-since"] == "Fri, 20 Nov 2026 08:00:00 GMT"
    assert room.feed.failures == 0


async def test_only_what_is_new_becomes_an_article(room: Newsroom):
    room.serve(f"a|First|{WORDS}")
    room.add()
    await room.polls()
    room.serve(f"b|Second|{WORDS} More.", f"a|First|{WORDS}")
    assert (await room.polls()).added == ["b"]
    room.serve(f"b|Second|{WORDS} More and more.", f"a|First|{WORDS}")
    assert (await room.polls()).changed == ["b"]


async def test_only_texts_of_what_is_new_are_read(room: Newsroom, monkeypatch):
    asked: list[object] = []
    call = Killable.call

    def counted(killable: Killable, *job: object, **options: object) -> object:
        asked.append(options.get("only"))
        return call(killable, *job, **options)

    monkeypatch.setattr(Killable, "call", counted)
    room.serve(*(f"i{n}|Number {n}|{n} {WORDS}" for n in range(9)))
    room.add()
    await room.polls()
    room.serve(f"new|New|{WORDS}", *(f"i{n}|Number {n}|{n} {WORDS}" for n in range(9)))
    assert (await room.polls()).added == ["new"]
    room.serve(*(f"i{n}|Number {n}|{n} {WORDS}" for n in range(9)))
    await room.polls()
    assert asked == [[], [f"i{n}" for n in range(FIRST)], [], ["new"], []]


async def test_what_only_looks_otherwise_is_not_told_again(room: Newsroom):
    room.serve("a|Bridge|Only a teaser.")
    room.site.pages["/a"] = answer(page())
    room.add()
    await room.polls()
    room.serve("a|Bridge|<b>Only</b> a teaser.<img src='https://t.example/7'>")
    outcome = await room.polls()
    assert (outcome.added, outcome.changed) == ([], [])
    assert room.site.asked.count("/a") == 1


async def test_guids_that_change_with_each_look_tell_nothing_twice(room: Newsroom):
    room.add()
    for look in range(3):
        body = rss(f"a{look}|First|{WORDS}", f"b{look}|Second|{WORDS} More.")
        body = body.replace(f"/a{look}<".encode(), b"/a<").replace(f"/b{look}<".encode(), b"/b<")
        room.site.pages["/rss"] = answer(body, content_type=XML)
        outcome = await room.polls()
        assert len(outcome.added) == (2 if look == 0 else 0)
        assert outcome.changed == []


async def test_items_that_left_the_feed_long_ago_are_not_remembered_for_ever(room: Newsroom):
    room.serve(f"a|First|{WORDS}", f"b|Second|{WORDS} More.")
    room.add()
    await room.polls()
    for days in (100, 100, 1):
        room.serve(f"c{days}|New|{days} {WORDS}", f"a|First|{WORDS}")
        assert (await room.polls(days=days)).changed == []
    with room.store.snapshot() as tx:
        assert tx.sources.known("The Post").keys() == {"a", "c100", "c1"}


async def test_what_was_listed_for_long_and_is_missing_once_is_no_news(room: Newsroom):
    listed = [f"i{n}|Number {n}|{n} {WORDS}" for n in range(FIRST + 1)]
    room.serve(*listed)
    room.add()
    await room.polls()
    for days, items in ((100, listed), (100, listed), (1, listed[:-1]), (1, listed)):
        room.serve(f"new{days}{len(items)}|New|{WORDS} {days}", *items)
        assert {*(await room.polls(days=days)).added} <= {f"new{days}{len(items)}"}


async def test_a_new_feed_does_not_flood(room: Newsroom):
    room.serve(*(f"i{n}|Number {n}|{n} {WORDS}" for n in range(30)))
    room.add()
    assert len((await room.polls()).added) == FIRST
    room.serve(*(f"i{n}|Number {n}|{n} changed {WORDS}" for n in range(30)))
    outcome = await room.polls()
    assert outcome.added == []
    assert len(outcome.changed) == FIRST
    assert room.rejected() == {}


async def test_the_page_is_read_where_the_feed_gives_a_teaser(room: Newsroom):
    room.serve("a|Bridge|Only a teaser.", f"b|Other|{WORDS}")
    room.site.pages["/a"] = answer(page())
    room.add()
    await room.polls()
    assert "/b" not in room.site.asked
    assert "/robots.txt" in room.site.asked
    assert "".join(room.body("a").split()).startswith("".join(BODY.split())[:300])


async def test_without_its_page_a_teaser_is_what_there_is_and_nothing_is_rejected(room: Newsroom):
    room.serve("a|Bridge|Only a teaser, but three of its words tell.", "b|No text at all")
    room.add()
    outcome = await room.polls()
    assert outcome.added == ["a"]
    assert room.rejected() == {"b": "There is no such page at 127.0.0.1."}


async def cut(_) -> None:
    """Answer nothing, and hang up."""


async def hang(_) -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    "trouble",
    [
        {"/a": answer("", "503 Down")},
        {"/a": answer("", "429 Slowly")},
        {"/a": cut},
        {"/robots.txt": answer("", "503 Down")},
    ],
    ids=["503", "429", "cut", "robots"],
)
async def test_a_page_that_cannot_be_had_now_is_asked_for_again(room: Newsroom, trouble):
    room.site.pages |= trouble
    room.serve("a|Bridge|Only a teaser.", at=room.world.now, etag='"1"')
    room.add()
    assert (await room.polls(days=0.1)).added == []
    assert room.rejected() == {}
    del room.site.pages[next(iter(trouble))]
    room.site.pages["/a"] = answer(page())
    assert (await room.polls(days=0.1)).added == ["a"]
    assert "if-none-match" not in room.site.heads[-3]
    assert room.feed.etag == '"1"'
    assert len(room.body("a")) > 300


async def test_after_hours_of_trouble_the_teaser_will_do(room: Newsroom):
    room.site.pages["/a"] = answer("", "503 Down")
    room.serve("a|Bridge|Only a teaser.", at=room.world.now)
    room.add()
    added = [(await room.polls(days=hours / 24)).added for hours in (1, 2, 4)]
    assert added == [[], [], ["a"]]
    assert room.body("a") == "Only a teaser."


async def test_of_a_new_feed_those_that_wait_are_of_the_first(room: Newsroom):
    room.site.pages |= {f"/i{n}": answer("", "503 Down") for n in range(FIRST - 2)}
    room.site.pages |= {f"/i{n}": answer(page()) for n in range(FIRST - 2, 20)}
    room.serve(*(f"i{n}|Number {n}|Teaser {n}." for n in range(20)), at=room.world.now)
    room.add()
    assert len((await room.polls(days=0.1)).added) == 2
    room.site.pages |= {f"/i{n}": answer(page()) for n in range(FIRST - 2)}
    assert len((await room.polls(days=0.1)).added) == FIRST - 2


async def test_a_teaser_that_had_to_do_is_let_alone(room: Newsroom):
    room.site.pages["/a"] = answer("", "503 Down")
    room.serve("a|Bridge|Only a teaser.", at=room.world.now, etag='"1"')
    room.add()
    for hours in (1, 6, 1, 1):
        await room.polls(days=hours / 24)
    assert room.feed.etag == '"1"'
    assert room.site.asked.count("/a") == 2


@pytest.mark.parametrize("hours", [None, 7], ids=["no date", "too old to wait for"])
async def test_what_has_no_text_is_rejected_until_its_page_is_there(
    room: Newsroom, hours: int | None
):
    room.site.pages["/b"] = answer("", "503 Down")
    at = None if hours is None else room.world.now - timedelta(hours=hours)
    room.serve("b|No text at all", at=at, etag='"1"')
    room.add()
    for _ in range(2):
        assert (await room.polls()).added == []
        assert room.rejected() == {"b": "127.0.0.1 is not available right now."}
        assert room.feed.etag is None
    room.site.pages["/b"] = answer(page())
    assert (await room.polls()).added == ["b"]
    assert room.rejected() == {}
    assert room.feed.etag == '"1"'


async def test_what_there_was_no_time_for_comes_with_the_next_poll(room: Newsroom):
    room.site.pages["/a"] = hang
    room.serve("a|Bridge|Only a teaser.", f"b|Other|{WORDS}", at=room.world.now, etag='"1"')
    room.add()
    async with room.open_reader() as reader:
        soon = replace(reader, for_pages=timedelta(seconds=0.2))
        polled = await soon.poll(room.feed, _nothing_known, _nothing_told)
    assert [one.key for one in polled.items] == ["b"]
    assert (polled.poll.etag, polled.poll.content, polled.poll.new) == (None, None, 1)


async def test_a_poll_ends_before_its_claim_does(room: Newsroom):
    room.site.pages["/rss"] = hang
    room.add()
    async with room.open_reader() as reader:
        soon = replace(reader, longest=timedelta(seconds=0.2))
        polled = await soon.poll(room.feed, _nothing_known, _nothing_told)
    assert polled == Polled(poll=Failed(problem="Reading it took too long."))
    assert reader.for_pages < reader.longest
    assert reader.longest + reader.for_again <= LONGEST_POLL < CLAIM


async def test_a_feed_whose_parser_was_ended_is_asked_again(room: Newsroom, monkeypatch):
    room.serve(f"a|First|{WORDS}")
    room.add()
    with Killable() as room.killable, monkeypatch.context() as patch:
        patch.setattr(sys, "executable", shutil.which("false"))
        assert (await room.polls(days=0.1)).added == []
    assert room.feed.problem == "The program that reads it was ended. Try again in a minute."
    with room.killable:
        assert (await room.polls()).added == ["a"]


async def test_pages_are_left_alone_where_the_feed_is_set_so(room: Newsroom):
    room.serve("a|Bridge|Only a teaser.", "b|No text at all")
    room.add(full_text=False)
    await room.polls()
    assert room.site.asked == ["/rss"]
    assert room.rejected() == {"b": "The feed gives no text of it."}


async def test_a_feed_that_moved_for_good_is_asked_there(room: Newsroom):
    room.site.pages["/rss"] = redirect("/new", "301 Moved Permanently")
    room.serve(f"a|First|{WORDS}", path="/new")
    room.add()
    await room.polls()
    await room.polls()
    assert room.site.asked == ["/rss", "/new", "/new"]


async def test_old_news_that_turns_up_late_is_no_news(room: Newsroom):
    room.serve(f"a|First|{WORDS}")
    room.add()
    await room.polls()
    old = "<item><guid>z</guid><title>Old</title><description>Words enough to read.</description>"
    old += "<pubDate>Fri, 20 Feb 2026 08:00:00 GMT</pubDate></item>"
    body = rss(f"a|First|{WORDS}").replace(b"<item>", old.encode() + b"<item>", 1)
    room.site.pages["/rss"] = answer(body, content_type=XML)
    assert (await room.polls()).added == []


async def test_a_feed_that_was_removed_while_it_was_polled_stays_removed(room: Newsroom):
    room.serve(f"a|First|{WORDS}")
    room.add()
    feed = room.feed
    async with room.open_reader() as reader:
        polled = await reader.poll(feed, _nothing_known, _nothing_told)
    with room.store.transaction() as tx:
        tx.feeds.remove(feed.id)
    room.work.keep([(feed, polled)])
    with room.store.snapshot() as tx:
        assert tx.feeds.all() == []
        assert tx.articles.count() == 0


async def _nothing_known(_) -> dict:
    return {}


async def _nothing_told() -> tuple:
    return ()


async def test_subscribers_are_told_once_that_a_feed_is_dead(room: Newsroom):
    room.serve(f"a|First|{WORDS}")
    room.add()
    await room.polls()
    told = parse_address("console:local")
    with room.store.transaction() as tx:
        tx.chats.put(Chat(address=told))
        wants = Wants(sources=frozenset({"The Post"}))
        tx.subscriptions.put(a_subscription(address=told, wants=wants))
    del room.site.pages["/rss"]
    said = []
    for _ in range(12):
        await room.polls()
        said += Bot(store=room.store, world=room.world).posts()
    (text,) = said
    assert "The Post cannot be read any more" in text
    assert "no such page at 127.0.0.1" in text
    with room.store.snapshot() as tx:
        assert tx.digests.last(told) is None


async def test_a_changed_item_that_was_told_is_corrected_where_it_stands(room: Newsroom):
    bot = Bot(store=room.store, world=room.world)
    bot.says("subscribe everything hourly")
    told = "The bridge is 2,100 meters long, the council of the city said on Sunday. " + WORDS
    room.serve(f"a|Harbor bridge opens|{told}")
    room.add()
    await room.polls(days=0.1)
    bot.takes_in()
    room.world.sleep(hours=1)
    bot.plans()
    assert "2,100 meters" in " ".join("".join(bot.posts()).split())
    room.serve(f"a|Harbor bridge opens|{told.replace('2,100', '2,400')}")
    assert (await room.polls(days=0.5)).changed == ["a"]
    bot.takes_in()
    assert correct(room.store, room.world.ambient, lambda message, _: render(message)) == 1
    with room.store.snapshot() as tx:
        (edit,) = tx.edits.due(["console"], room.world.now, 9)
    assert "2,400 meters" in " ".join(plain([edit.body]).split())
    assert "corrected" in plain([edit.body])


async def test_a_service_polls_what_falls_due_until_it_is_stopped(room: Newsroom):
    room.serve(f"a|First|{WORDS}")
    news = asyncio.Event()
    feeding = Feeding(room.work, room.open_reader, news=news.set)
    running = asyncio.create_task(feeding.run())
    room.add()
    async with asyncio.timeout(60):
        await news.wait()
    feeding.stop()
    await running
    assert room.feed.read_at is not None


async def test_two_processes_do_not_poll_the_same_feed(room: Newsroom):
    room.serve(f"a|First|{WORDS}")
    room.add()
    other = FeedWork(room.store, room.world.ambient, lambda message, _: render(message))
    assert len(other.claim(10)) == 1
    assert (await room.feeding.once()).added == []
    assert room.site.asked == []
