"""Quiet hours: what falls due is held and comes as one digest, or comes without a sound."""

from __future__ import annotations

import pytest

from bot.messages.blocks import Message
from bot.pipeline.plan import plan
from bot.render.terminal import render
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE, shown


@pytest.fixture
def planned(bot):
    """What was planned since the last look, at each turn an hour later."""

    def through(hours: int) -> list[Message]:
        messages: list[Message] = []

        def keep(message, _):
            messages.append(message)
            return render(message)

        for _ in range(hours):
            bot.world.sleep(hours=1)
            plan(bot.store, bot.world.ambient, keep)
        return messages

    return through


def test_a_night_of_news_comes_as_one_digest_in_the_morning(bot, planned):
    bot.says("subscribe everything hourly")
    bot.says("quiet 22:00-07:00")
    planned(14)  # it is 21:00
    bot.takes_in(SPACE)
    assert len(planned(1)) == 0  # 22:00 is quiet
    bot.takes_in(HARBOR)
    assert planned(8) == []
    bot.takes_in(FOOTBALL)
    (message,) = planned(1)
    text = shown(message)
    assert all(headline in text for headline in ("Probe lands", "Harbor bridge", "Northport"))
    assert "This was due" not in text
    assert not message.silent


def test_what_several_subscriptions_would_have_told_comes_as_one(bot, planned):
    bot.says("subscribe space daily 06:00")
    bot.says("subscribe penalty daily 05:00")
    bot.says("subscribe bridge daily 09:00")
    bot.says("quiet 22:00-07:30")
    planned(15)
    bot.takes_in(SPACE, tags=frozenset({"space"}))
    bot.takes_in(FOOTBALL, tags=frozenset({"sport"}))
    bot.takes_in(HARBOR)
    (morning,) = planned(10)  # until 08:00
    assert "Probe lands" in shown(morning)
    assert "Northport" in shown(morning)
    assert "Harbor bridge" not in shown(morning)
    (later,) = planned(2)
    assert "Harbor bridge" in shown(later)


def test_one_that_came_later_is_not_told_what_was_news_before(bot, planned):
    bot.says("subscribe penalty daily 05:00")
    bot.says("quiet 22:00-07:00")
    planned(14)
    bot.takes_in(SPACE, tags=frozenset({"space"}))
    bot.world.sleep(minutes=1)
    bot.says("settings topics +space")  # at 05:00 like the other one, and without a sample
    bot.world.sleep(minutes=1)
    bot.takes_in(FOOTBALL, tags=frozenset({"sport"}))
    (morning,) = planned(11)
    assert "Northport" in shown(morning)
    assert "Probe lands" not in shown(morning)


def test_silent_quiet_hours_hold_nothing_and_make_no_sound(bot, planned):
    bot.says("subscribe everything daily 06:00")
    bot.says("quiet 22:00-07:00 silent")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    (message,) = planned(23)
    assert message.silent
    bot.says("quiet off")
    bot.takes_in(HARBOR)
    (message,) = planned(24)
    assert not message.silent


def test_quiet_hours_that_end_early_do_not_lose_what_was_held(bot, planned):
    bot.says("subscribe everything daily 05:00")
    bot.says("quiet 22:00-07:00")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    assert planned(23) == []
    bot.says("quiet off")
    (message,) = planned(1)
    assert "Probe lands" in shown(message)
