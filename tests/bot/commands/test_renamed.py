"""People name a feed that the settings call otherwise now."""

from __future__ import annotations

import pytest

from bot.pipeline.listing import Listed, keep_listed
from tests.bot.conftest import Bot

URL = "https://post.example/rss"


def called(bot: Bot, *names: str) -> None:
    """Let one feed be called so, and then so."""
    for name in names:
        keep_listed(bot.store, bot.world.ambient, [Listed(url=URL, name=name)])


@pytest.fixture
def renamed(bot: Bot) -> Bot:
    """A chat that subscribed to a feed before it got another name."""
    called(bot, "The Post")
    assert "Subscribed to The Post:" in bot.says("subscribe the post")
    called(bot, "The Sun")
    assert 'The Post, "The Sun":' in bot.says("subscriptions")
    return bot


@pytest.mark.parametrize("what", ["the sun", "the post", '"The Post"', URL, "the post, the sun"])
def test_it_is_unsubscribed_by_any_of_its_names(renamed: Bot, what: str):
    assert 'Unsubscribed from The Post, "The Sun".' in renamed.says(f"unsubscribe {what}")


def test_it_is_unsubscribed_after_a_second_name_too(renamed: Bot):
    called(renamed, "The Owl")
    assert 'Unsubscribed from The Owl, The Post, "The Sun".' in renamed.says("unsubscribe the owl")


def test_subscribing_by_its_new_name_changes_the_one_there_is(renamed: Bot):
    assert "Now fri 17:00" in renamed.says('subscribe "the sun" weekly fri 17:00')
    assert renamed.says("subscriptions").count("The Sun") == 1


def test_what_else_is_wanted_has_to_be_said(bot: Bot):
    called(bot, "The Post")
    bot.says("subscribe gardening the post -war")
    called(bot, "The Sun")
    for what in ("the sun", "gardening", "gardening the sun -peace"):
        assert "There is no subscription" in bot.says(f"unsubscribe {what}")
    assert 'Unsubscribed from The Post, "The Sun", gardening' in bot.says(
        "unsubscribe gardening the sun"
    )


def test_two_sources_are_no_feed_of_two_names(bot: Bot):
    bot.takes_in("Tug sinks\n\nA tug sank on Monday.", author="Harbor Wire")
    bot.takes_in("Lock opens\n\nA lock opened on Monday.")
    called(bot, "The Sun")
    for pair in ("the sun, harbor wire", "the sun, inbox"):
        bot.says(f"subscribe {pair}")
        assert "There is no subscription" in bot.says("unsubscribe the sun")
        assert 'Subscribed to "The Sun":' in bot.says("subscribe the sun")
        assert 'Unsubscribed from "The Sun".' in bot.says("unsubscribe the sun")
        assert "Unsubscribed from" in bot.says(f"unsubscribe {pair}")


def test_two_feeds_are_no_feed_of_two_names(bot: Bot):
    other = Listed(url="https://bee.example/rss", name="The Bee")
    keep_listed(bot.store, bot.world.ambient, [Listed(url=URL, name="The Sun"), other])
    bot.says("subscribe the sun, the bee")
    assert "There is no subscription" in bot.says("unsubscribe the sun")
    assert 'Subscribed to "The Sun":' in bot.says("subscribe the sun")
