"""The feeds of the settings come and go, and are renamed, as the settings say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.boilerplate import Boilerplate
from bot.domain.errors import SettingsError
from bot.domain.feeds import Origin
from bot.domain.subscriptions import Wants
from bot.pipeline.listing import Listed, keep_listed
from tests.bot.conftest import Bot
from tests.fakes.builders import a_feed, a_sighting

A, B, C = "https://a.example/rss", "https://b.example/rss", "https://c.example/rss"


def keep(bot: Bot, **names: str) -> dict[str, str]:
    """Let these feeds be listed; return the names of all, by their addresses."""
    addresses = {"a": A, "b": B, "c": C}
    listed = [Listed(url=addresses[key], name=name) for key, name in names.items()]
    keep_listed(bot.store, bot.world.ambient, listed)
    with bot.store.snapshot() as tx:
        return {feed.url: feed.name for feed in tx.feeds.all()}


def test_a_named_feed_may_get_another_address(bot: Bot):
    keep(bot, a="The Post")
    assert keep(bot, b="the post") == {B: "the post"}


def test_names_may_be_swapped_and_passed_on(bot: Bot):
    keep(bot, a="The Post", b="The Bee", c="The Sun")
    assert keep(bot, a="The Bee", b="The Post", c="The Sun")[A] == "The Bee"
    assert keep(bot, a="The Sun", b="The Bee", c="The Post") == {
        A: "The Sun",
        B: "The Bee",
        C: "The Post",
    }


def test_a_name_may_go_to_a_feed_that_has_none(bot: Bot):
    keep(bot, a="The Post", b="")
    # The first is called as it calls itself once it is read.
    assert keep(bot, a="", b="The Post") == {A: "", B: "The Post"}


def test_a_feed_without_a_name_in_the_settings_keeps_its_own(bot: Bot):
    keep(bot, a="The Post")
    assert keep(bot, a="") == {A: "The Post"}
    assert keep(bot, a="THE POST") == {A: "THE POST"}


def rejected(bot: Bot, **of: str) -> None:
    """Let an item of each of these sources have been rejected."""
    with bot.store.transaction() as tx:
        for key, source in of.items():
            tx.sources.see(a_sighting(key, source=source, reason="It is empty."))


def sources(bot: Bot) -> dict[str, str]:
    """Return of which source each rejected item is."""
    with bot.store.snapshot() as tx:
        return {one.key: one.source for one in tx.sources.rejected(9)}


def learned(bot: Bot, *sources: str) -> list[str]:
    """Return the boilerplate of these sources, a sentence of each."""
    with bot.store.snapshot() as tx:
        return [one.sentence for source in sources for one in tx.recurring.learned(source, 9)]


def test_what_is_known_of_a_feed_goes_with_its_name(bot: Bot):
    keep(bot, a="The Post", b="The Bee")
    rejected(bot, a="The Post", b="The Bee", c="inbox")
    with bot.store.transaction() as tx:
        for name in ("The Post", "The Bee"):
            found = Boilerplate(
                source=name, sentence=f"Read {name}.", articles=4, found_at=bot.world.now
            )
            tx.recurring.learn(found)
    keep(bot, a="The Bee", b="The Post")
    assert sources(bot) == {"a": "The Bee", "b": "The Post", "c": "inbox"}
    assert learned(bot, "The Bee", "The Post") == ["Read The Post.", "Read The Bee."]
    keep(bot, a="The Sun", b="The Post")
    assert sources(bot) == {"a": "The Sun", "b": "The Post", "c": "inbox"}
    assert learned(bot, "The Bee", "The Sun", "The Post") == ["Read The Post.", "Read The Bee."]


def test_a_feed_whose_name_another_has_now_gets_one_like_it_once_it_was_read(bot: Bot):
    keep(bot, a="The Post", b="")
    rejected(bot, a="The Post")
    with bot.store.transaction() as tx:
        tx.feeds.put(replace(tx.feeds.at(A), read_at=bot.world.now))
    assert keep(bot, a="", b="The Post") == {A: "The Post (a.example)", B: "The Post"}
    assert sources(bot) == {"a": "The Post (a.example)"}


def test_who_named_a_feed_gets_it_under_its_new_name_too(bot: Bot):
    keep(bot, a="The Post", b="The Bee")
    bot.says("subscribe everything")
    with bot.store.transaction() as tx:
        (one,) = tx.subscriptions.of_chat(bot.address)
        wants = Wants(sources=frozenset({"The Post"}), never=frozenset({"The Bee", "war"}))
        tx.subscriptions.put(replace(one, wants=wants))
    keep(bot, a="The Sun", b="The Owl")
    with bot.store.snapshot() as tx:
        (after,) = tx.subscriptions.of_chat(bot.address)
    assert after.wants.sources == {"The Post", "The Sun"}
    assert after.wants.never == {"The Bee", "The Owl", "war"}
    assert after.next_due_at == one.next_due_at
    keep(bot, a="The Owl", b="The Sun")  # each has the name of the other now: that is meant
    with bot.store.snapshot() as tx:
        (again,) = tx.subscriptions.of_chat(bot.address)
    assert again.wants == after.wants


def test_an_address_that_is_listed_twice_is_one_feed(bot: Bot):
    keep_listed(bot.store, bot.world.ambient, [Listed(url=A, name="The Post"), Listed(url=A)])
    with bot.store.snapshot() as tx:
        assert [feed.name for feed in tx.feeds.all()] == ["The Post"]


def test_two_feeds_cannot_have_one_name_and_nothing_changes(bot: Bot):
    keep(bot, a="The Post")
    with pytest.raises(SettingsError, match="cannot both be called 'the post'"):
        keep(bot, b="The Post", c="the post")
    with bot.store.snapshot() as tx:
        assert [feed.url for feed in tx.feeds.all()] == [A]


def test_the_name_of_an_operators_feed_is_taken(bot: Bot):
    with bot.store.transaction() as tx:
        tx.feeds.put(a_feed(url=C, name="The Post", origin=Origin.OPERATOR))
    with pytest.raises(SettingsError, match=C):
        keep(bot, a="The Post")
    # Once it is listed itself, it may be called otherwise.
    assert keep(bot, a="The Post", c="The Bee") == {A: "The Post", C: "The Bee"}
    assert keep(bot) == {}
