"""Following what the bot does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.deliveries import PartState
from bot.pipeline.following import Following
from bot.ports.records import WHOLE
from tests.bot.conftest import HARBOR, SPACE
from tests.fakes.builders import a_sighting


@pytest.fixture
def follows(bot):
    following = Following(bot.store, bot.world.now - timedelta(minutes=10))

    def look():
        found = following.look(bot.world.now)
        return [(one.what, one.subject, one.text) for one in found]

    return look


def test_articles_digests_and_messages_are_told_once(bot, follows):
    assert follows() == []
    bot.takes_in(SPACE, author="Northern Post")
    assert follows() == [("article", "Northern Post", "Probe lands on the far side of the moon")]
    assert follows() == []
    bot.says("subscribe everything hourly")
    bot.world.sleep(minutes=5)
    assert [what for what, _, _ in follows()] == ["digest"]  # the sample
    bot.takes_in(HARBOR)
    follows()
    bot.world.sleep(hours=2)
    bot.plans()
    assert follows() == [
        ("digest", "console:local", "1 story"),
        ("planned", "console:local", "part 1"),
    ]
    bot.posts()
    assert follows() == [("sent", "console:local", "part 1")]
    assert follows() == []


def test_a_message_that_fails_says_why(bot, follows):
    bot.says("subscribe everything hourly")
    bot.world.sleep(minutes=5)
    bot.takes_in(HARBOR)
    bot.world.sleep(hours=2)
    bot.plans()
    follows()
    with bot.store.transaction() as tx:
        (claim,) = tx.outbox.listed([PartState.PLANNED], 1)
        tx.outbox.fail_chat(claim.address, "The bot was blocked.")
    assert follows() == [("failed", "console:local", "part 1: The bot was blocked.")]


def test_a_source_in_trouble_is_told_of_when_it_begins_and_when_it_ends(bot, follows):
    with bot.store.transaction() as tx:
        tx.sources.see(a_sighting(WHOLE, reason="It is gone."))
    assert follows() == [("trouble", "inbox", "It is gone.")]
    assert follows() == []
    with bot.store.transaction() as tx:
        tx.sources.forget("inbox", [WHOLE])
    assert follows() == [("mended", "inbox", "It can be read again.")]


def test_what_is_long_gone_is_not_told_and_not_kept_in_mind(bot, follows):
    bot.takes_in(SPACE)
    bot.world.sleep(hours=3)
    following = Following(bot.store, bot.world.now)
    assert following.look(bot.world.now) == []
    assert len(follows()) == 1
    bot.world.sleep(hours=3)
    assert follows() == []
