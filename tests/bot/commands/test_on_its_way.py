"""What becomes of digests on their way when a person changes what the chat gets."""

from __future__ import annotations

import pytest

from tests.bot.conftest import SPACE


@pytest.fixture
def waiting(bot):
    """A digest is planned, and not posted yet."""
    bot.takes_in("Vote\n\nThe world voted on Monday.", tags=frozenset({"space"}))
    bot.says("subscribe space")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE, tags=frozenset({"space"}))
    bot.world.sleep(hours=1)
    assert bot.plans().digests == 1
    return bot


@pytest.mark.parametrize("said", ["unsubscribe 1", "unsubscribe all", "settings topics -space"])
def test_unsubscribing_stops_what_is_on_its_way_and_gives_it_back(waiting, said):
    waiting.says(said)
    assert "no subscriptions yet" in waiting.says("subscriptions")
    assert waiting.posts() == []
    assert "Probe lands" in waiting.says("summary")


def test_another_subscription_keeps_its_digest(waiting):
    waiting.says("subscribe football")
    waiting.says("unsubscribe football")
    assert len(waiting.posts()) == 1


def test_a_pause_holds_what_is_on_its_way_until_it_ends(waiting):
    waiting.says("pause")
    assert waiting.posts() == []
    waiting.says("resume")
    (text,) = waiting.posts()
    assert "Probe lands" in text


def test_a_pause_that_ends_by_itself_lets_it_go(waiting):
    waiting.says("pause 2 hours")
    assert waiting.posts() == []
    waiting.world.sleep(hours=2, minutes=1)
    assert len(waiting.posts()) == 1
