"""People say when and where."""

from __future__ import annotations

import pytest


def test_a_schedule_is_confirmed_with_its_next_three_times(news):
    news.says("subscribe space")
    answer = news.says("schedule weekdays at 7:30 and 18:00")
    assert "Digests come weekdays 07:30 18:00." in answer
    assert "today 07:30, today 18:00, tomorrow 07:30" in answer


def test_one_subscription_can_have_a_schedule_of_its_own(news):
    news.says("subscribe space")
    news.says("subscribe sport")
    news.says("schedule 2 weekly fri 17:00")
    answer = news.says("list")
    assert "space: daily 08:00" in answer
    assert "sport: fri 17:00" in answer


@pytest.mark.parametrize("typed", ["schedule soon", "schedule daily 25:00", "schedule weekly"])
def test_a_schedule_that_is_not_understood_shows_examples(news, typed):
    news.says("subscribe space")
    assert "Try: daily 08:00" in news.says(typed)
    assert "daily 08:00" in news.says("list")


def test_without_a_schedule_nothing_is_due(news):
    news.says("subscribe space")
    assert "No digests by themselves" in news.says("schedule off")
    assert "only when you ask" in news.says("list")


def test_a_schedule_needs_a_subscription(bot):
    assert "no subscriptions yet" in bot.says("schedule daily 08:00")


def test_a_time_zone_is_found_by_city_and_keeps_local_times(news):
    news.says("subscribe space")
    assert "Time zone Europe/Berlin, where it is today 08:00." in news.says("timezone berlin")
    answer = news.says("list")
    assert "next tomorrow 08:00" in answer  # 08:00 in Berlin has just struck
    assert "Times are those of Europe/Berlin" in answer


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("New York", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("Beijing", "Asia/Shanghai"),
        ("istanbul", "Europe/Istanbul"),
        ("utc", "UTC"),
        ("st petersburg", "Europe/Moscow"),
    ],
)
def test_places_and_their_zones(bot, typed, zone):
    assert f"Time zone {zone}," in bot.says(f"tz {typed}")


def test_an_unknown_place_is_answered_with_what_works(bot):
    assert "No time zone is called “Atlantis”" in bot.says("timezone Atlantis")
    assert "UTC" in bot.says("timezone")


def test_a_pause_rests_until_resumed(news):
    news.says("subscribe space")
    assert "until you type `resume`" in news.says("pause")
    assert "paused" in news.says("status")
    assert "Next digest: today 08:00." in news.says("resume")
    assert "were not paused" in news.says("resume")


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("pause until friday", "Fri 27 Nov 00:00"),
        ("pause tomorrow", "tomorrow 00:00"),
        ("pause 3 days", "Thu 26 Nov 07:00"),
        ("pause for 2h", "today 09:00"),
        ("pause until 2026-12-01", "Tue 1 Dec 00:00"),
        ("pause monday", "Mon 30 Nov 00:00"),
    ],
)
def test_pauses_with_an_end(news, typed, end):
    assert f"Paused until {end}." in news.says(typed)


@pytest.mark.parametrize(
    "typed", ["pause yesterday", "pause 2020-01-01", "pause 400 days", "pause x"]
)
def test_an_end_that_is_not_understood(news, typed):
    assert "no time ahead that I understand" in news.says(typed)
    assert "paused" not in news.says("status")
