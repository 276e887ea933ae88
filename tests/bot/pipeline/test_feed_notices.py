"""What subscribers of a feed are told of it: that it has moved, fell silent, or is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.errors import SettingsError
from bot.domain.feeds import DEAD_AFTER, Brought, Failed, Unchanged
from bot.pipeline.feeds import FeedWork
from bot.ports.feeds import Polled
from bot.render.terminal import render
from tests.fakes.builders import a_feed

OLD, NEW = "https://news.example/rss", "https://post.example/rss"


@pytest.fixture
def wanted(bot):
    """A chat that subscribes to a feed of the name The Post, and another that does not."""
    with bot.store.transaction() as tx:
        feed = a_feed(
            url=OLD,
            name="The Post",
            read_at=bot.world.now,
            newest_at=bot.world.now,
            next_poll_at=bot.world.now,
        )
        tx.feeds.put(feed)
    bot.says('subscribe "The Post"')
    bot.address = "console:other"
    bot.says("subscribe everything")
    bot.address = "console:local"
    return bot


def polls(bot, poll, *, to=lambda message, _: render(message)):
    with bot.store.snapshot() as tx:
        (feed, *_) = tx.feeds.all()
    FeedWork(bot.store, bot.world.ambient, to).keep([(feed, Polled(poll=poll))])
    return [" ".join(text.split()) for text in bot.posts()]


def test_a_feed_that_moved_to_another_host_says_where(wanted):
    (text,) = polls(wanted, Unchanged(url=NEW))
    assert text == f"The Post has moved to {NEW}. I have moved along."
    assert polls(wanted, Unchanged(url=NEW)) == []
    with wanted.store.snapshot() as tx:
        assert [feed.url for feed in tx.feeds.all()] == [NEW]


def test_a_feed_that_moved_to_where_another_is_asked_stays_where_it_was(wanted):
    with wanted.store.transaction() as tx:
        tx.feeds.put(a_feed("feed-2", url=NEW, name="Z Post"))
    assert polls(wanted, Unchanged(url=NEW)) == []
    with wanted.store.snapshot() as tx:
        assert [feed.url for feed in tx.feeds.all()] == [OLD, NEW]


def test_a_feed_that_brings_nothing_for_long_is_said_to_be_silent_once(wanted):
    assert polls(wanted, Unchanged(url=OLD)) == []
    wanted.world.sleep(days=60)
    (text,) = polls(wanted, Unchanged(url=OLD))
    assert "The Post has brought nothing new for a long time. I go on asking;" in text
    assert 'unsubscribe "The Post"' in text
    wanted.world.sleep(days=1)
    assert polls(wanted, Unchanged(url=OLD)) == []
    assert polls(wanted, Brought(url=OLD, content="c", new=1)) == []


def test_a_feed_that_cannot_be_read_says_why_in_the_language_of_the_chat(wanted):
    wanted.says("language de")
    assert polls(wanted, Failed(problem="There is no website news.example.")) == []
    wanted.world.now += DEAD_AFTER
    (text,) = polls(wanted, Failed(problem="There is no website news.example."))
    assert "The Post" in text
    assert "Eine Website news.example gibt es nicht" in text


def test_a_chat_that_rests_is_told_nothing(wanted):
    wanted.says("pause")
    assert polls(wanted, Unchanged(url=NEW)) == []


def test_where_a_chat_cannot_be_told_the_feed_is_kept_all_the_same(wanted):
    def unknown(*_: object) -> None:
        raise SettingsError("This release does not speak to the platform console.")

    assert polls(wanted, Unchanged(url=NEW), to=unknown) == []
    with wanted.store.snapshot() as tx:
        (feed,) = tx.feeds.all()
    assert feed.url == NEW
    assert feed.next_poll_at > wanted.world.now + timedelta(minutes=1)
