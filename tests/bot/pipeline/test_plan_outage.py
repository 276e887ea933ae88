"""After an outage: what was news before it is told, once, in one digest; what is stale is not."""

from __future__ import annotations

import pytest

from bot.domain.chats import parse_address
from bot.pipeline.plan import plan_these
from bot.render.terminal import render
from tests.bot.conftest import HARBOR, SPACE


def subscribed(bot, schedule):
    bot.says(f"subscribe everything {schedule}")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)  # and then nothing runs


@pytest.mark.parametrize("schedule", ["daily 08:00", "weekly tue 08:00", "hourly"])
@pytest.mark.parametrize("days", [3, 6, 12, 29])
def test_what_was_news_before_an_outage_is_told_after_it(bot, schedule, days):
    subscribed(bot, schedule)
    bot.world.sleep(days=days)
    bot.takes_in(HARBOR)
    bot.plans()
    (text,) = bot.posts()
    assert "Probe lands" in text
    assert "Harbor bridge" in text
    assert "This was due" in text
    bot.world.sleep(days=8)
    bot.plans()
    assert bot.posts() == []


def test_workers_that_share_the_work_tell_it_too(bot):
    subscribed(bot, "daily 08:00")
    bot.world.sleep(days=12)
    with bot.store.snapshot() as tx:
        ids = [one.id for one in tx.subscriptions.of_chat(parse_address(bot.address))]
    plan_these(bot.store, bot.world.ambient, lambda message, _: render(message), ids)
    (text,) = bot.posts()
    assert "Probe lands" in text


def test_what_is_older_than_a_month_is_no_news(bot):
    subscribed(bot, "daily 08:00")
    bot.world.sleep(days=60)
    bot.takes_in(HARBOR)
    bot.plans()
    (text,) = bot.posts()
    assert "Harbor bridge" in text
    assert "Probe lands" not in text


def test_a_long_pause_brings_no_more_than_the_last_days(bot):
    subscribed(bot, "daily 08:00")
    bot.says("pause")
    for _ in range(12):
        bot.world.sleep(days=1)
        bot.plans()
    bot.says("resume")
    bot.takes_in(HARBOR)
    bot.world.sleep(days=1)
    bot.plans()
    (text,) = bot.posts()
    assert "Harbor bridge" in text
    assert "Probe lands" not in text
