"""A time zone that is changed at the last minute: one digest a day, at its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

EIGHT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ZONES = ("America/New_York", "Asia/Kolkata", "Pacific/Kiritimati")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("minutes", [-1, 1])
def test_each_local_day_has_one_digest_at_eight_whenever_the_zone_changes(bot, zone, minutes):
    bot.says("subscribe everything daily 08:00")
    changed_at = EIGHT + timedelta(minutes=minutes)
    told: list[datetime] = []
    for half in range(2 * 60):
        at = EIGHT + timedelta(hours=half / 2 - 0.5)
        if bot.world.now < changed_at <= at:
            bot.world.now = changed_at
            told += posted(bot)
            bot.says(f"timezone {zone}")
        bot.world.now = at
        if half % 12 == 0:
            bot.takes_in(f"News {half}\n\nStory {half} of word{half} is new{half}.")
        told += posted(bot)
    local = [at.astimezone(ZoneInfo(zone)) for at in told if at > changed_at]
    assert [(at.hour, at.minute) for at in local] == [(8, 0)] * len(local)
    days = [at.date() for at in local]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert len(days) >= 2
    assert len(told) - len(local) == (minutes > 0)


def posted(bot) -> list[datetime]:
    """Plan and post; return the moment if there was a digest."""
    bot.plans()
    return [bot.world.now] * bool(bot.posts())
