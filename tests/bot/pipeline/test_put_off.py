"""A clock that was ahead and is set: nobody waits for what it planned."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.pipeline.put_off import bring_back
from bot.pipeline.tidy import Keep, Tidied, tidy
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE

SCHEDULES = [
    "hourly", "every 6h", "instant", "daily 08:00", "daily 06:00 23:00", "weekdays 07:30",
    "weekly fri 17:00", "mon 03:00",
]  # fmt: skip


AHEAD = [{"hours": 20}, {"days": 3}, {"days": 366}]


@pytest.mark.parametrize("ahead", AHEAD)
@pytest.mark.parametrize("schedule", ["daily 08:00", "weekly fri 17:00", "hourly", "instant"])
def test_after_a_clock_was_ahead_digests_come_at_their_times(bot, ahead, schedule):
    bot.says(f"subscribe everything {schedule}")
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(**ahead)
    bot.plans()
    texts = bot.posts()
    bot.world.now -= timedelta(**ahead)
    bring_back(bot.store, bot.world.ambient)
    bot.takes_in(HARBOR)
    for _ in range(24 * (8 if schedule.startswith("weekly") else 2)):
        bot.world.sleep(hours=1)
        bot.plans()
        texts += bot.posts()
    assert sum("Harbor bridge" in text for text in texts) == 1
    assert sum("Probe lands" in text for text in texts) == 1


@pytest.mark.parametrize("ahead", AHEAD)
@pytest.mark.parametrize("schedule", ["hourly", "instant"])
def test_after_a_clock_was_ahead_news_comes_within_the_hour(bot, monkeypatch, ahead, schedule):
    monkeypatch.setattr("bot.pipeline.put_off.PAGE", 2)
    for number in range(5):
        bot.address = f"console:{number}"
        bot.says(f"subscribe everything {schedule}")
    bot.world.sleep(**ahead)
    bot.plans()
    bot.world.now -= timedelta(**ahead)
    assert bring_back(bot.store, bot.world.ambient) == 5
    assert bring_back(bot.store, bot.world.ambient) == 0
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    assert len(bot.posts()) == 5


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("quiet", ["off", "22:00-07:00"])
def test_while_the_clock_runs_nothing_is_moved(bot, schedule, quiet):
    bot.says(f"subscribe everything {schedule}")
    bot.says(f"quiet {quiet}")
    bot.says("timezone Berlin")
    for _ in range(7 * 8):  # a week
        bot.world.sleep(hours=3)
        bot.plans()
        assert bring_back(bot.store, bot.world.ambient) == 0


def posted(bot, hours: int) -> str:
    """Return what is posted in some hours."""
    texts = []
    for _ in range(hours):
        bot.world.sleep(hours=1)
        bot.plans()
        texts += bot.posts()
    return "".join(texts)


@pytest.mark.parametrize("schedule", ["daily 08:00", "hourly"])
def test_what_a_clock_that_was_ahead_has_answered_is_answered_at_its_time(bot, schedule):
    bot.says(f"subscribe everything {schedule}")  # it is 07:00
    bot.world.sleep(hours=20, minutes=1)
    bot.takes_in(SPACE)
    assert "Probe lands" in posted(bot, 1)
    bot.takes_in(HARBOR)
    assert "Harbor bridge" in posted(bot, 5)  # past 08:00 of the next day, as it seems
    bot.world.now -= timedelta(hours=20)  # it is 13:01
    bring_back(bot.store, bot.world.ambient)
    posted(bot, 13)
    bot.takes_in(FOOTBALL)
    assert ("Northport" in posted(bot, 1)) is (schedule == "hourly")
    assert ("Northport" in posted(bot, 5)) is (schedule != "hourly")  # at 08:00


def test_after_a_clock_was_ahead_the_last_list_is_the_one_that_came_last(bot):
    bot.world.sleep(hours=20)
    bot.takes_in(SPACE)
    assert "Probe lands" in bot.says("summary")
    bot.takes_in(HARBOR)
    assert "Harbor bridge" in bot.says("summary")
    bot.world.now -= timedelta(hours=20)
    bring_back(bot.store, bot.world.ambient)
    assert "Harbor bridge" in bot.says("summary 1")
    bot.world.sleep(minutes=5)
    bot.takes_in(FOOTBALL)
    assert "Northport" in bot.says("summary")
    assert "Northport" in bot.says("summary 1")


@pytest.mark.parametrize("ahead", [20, 72])
def test_a_story_of_a_clock_that_was_ahead_is_told_once(bot, ahead):
    bot.says("subscribe everything hourly")
    bot.world.sleep(hours=ahead, minutes=1)
    bot.takes_in(SPACE)  # first seen at a time to come
    assert posted(bot, 3).count("Probe lands") == 1
    bot.world.now -= timedelta(hours=ahead)
    bring_back(bot.store, bot.world.ambient)
    assert posted(bot, 5).count("Probe lands") == 0


@pytest.mark.parametrize("behind", [3, 12, 500])
def test_a_clock_that_is_behind_for_a_moment_lets_nothing_be_told_twice(bot, behind):
    bot.says("subscribe everything daily 08:00")
    bot.world.sleep(days=14)
    bot.takes_in(SPACE)
    assert posted(bot, 25).count("Probe lands") == 1
    bot.world.now -= timedelta(days=behind)
    bring_back(bot.store, bot.world.ambient)
    bot.world.now += timedelta(days=behind)
    assert posted(bot, 50).count("Probe lands") == 0


def test_who_subscribed_while_the_clock_was_ahead_waits_for_no_day_to_come(bot):
    bot.world.sleep(days=9)
    bot.says("subscribe everything hourly")
    bot.world.now -= timedelta(days=9)
    bring_back(bot.store, bot.world.ambient)
    bot.world.sleep(minutes=1)
    bot.takes_in(SPACE)
    bot.world.sleep(hours=1)
    bot.plans()
    assert len(bot.posts()) == 1


@pytest.mark.parametrize("days", [3, 12, 500])
@pytest.mark.parametrize("schedule", ["hourly", "daily 08:00"])
def test_what_was_read_before_a_clock_fell_behind_is_told_once(bot, days, schedule):
    bot.says(f"subscribe everything {schedule}")
    bot.world.sleep(days=14)
    bot.takes_in(SPACE)
    bot.world.now -= timedelta(days=days)
    told = posted(bot, 5).count("Probe lands")
    bot.world.now += timedelta(days=days)
    bring_back(bot.store, bot.world.ambient)
    assert told + posted(bot, 50).count("Probe lands") == 1


@pytest.mark.parametrize("days", [12, 500])
def test_what_was_posted_before_a_clock_fell_behind_is_still_known(bot, days):
    bot.says("subscribe everything daily 08:00")
    bot.world.sleep(days=1, minutes=1)
    bot.takes_in(SPACE)
    assert "Probe lands" in posted(bot, 2)
    bot.world.now -= timedelta(days=days)
    bring_back(bot.store, bot.world.ambient)
    assert tidy(bot.store, bot.world.ambient, Keep()) == Tidied()
    bot.world.now += timedelta(days=days)
    assert tidy(bot.store, bot.world.ambient, Keep()) == Tidied()
    with bot.store.snapshot() as tx:
        (claim,) = tx.outbox.latest(9)
        assert claim.part.receipt is not None
    assert "drill that is to bring up ice" in bot.says("summary 1")
    bot.world.sleep(days=91)
    assert tidy(bot.store, bot.world.ambient, Keep()).digests == 1
