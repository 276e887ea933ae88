"""However many websites are met: of most of them nothing is remembered."""

from __future__ import annotations

import pytest
from yarl import URL

from bot.sources import polite, robots_cache
from bot.sources.fetch_errors import LinkError
from bot.sources.polite import Turns
from bot.sources.robots_cache import RobotsCache

A_DAY = 86_400


async def test_websites_that_want_to_be_left_alone_are_remembered_and_the_others_are_not(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(polite, "_MOST_IDLE", 2)
    turns = Turns(delay=0, most=1)
    turns._tidy_above = 2
    turns.leave_alone("resting.example", A_DAY)
    for number in range(20):
        async with turns.turn(f"{number}.example"):
            assert len(turns._sites) <= 3
    assert turns.rest("resting.example") > 0
    assert turns.rest("0.example") == 0


async def test_rules_are_asked_for_once_as_long_as_there_is_room_for_them(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(robots_cache, "_MOST", 2)
    asked: list[str] = []

    async def get(url: URL) -> bytes:
        asked.append(str(url.host))
        return b"User-agent: *\nDisallow: /private"

    cache = RobotsCache("digestbot", get)
    for host in ("a.example", "b.example", "a.example", "c.example", "a.example", "b.example"):
        await cache.rules(URL(f"https://{host}/news"))
    assert asked == ["a.example", "b.example", "c.example", "b.example"]


async def test_rules_that_stand_where_we_do_not_go_are_none_and_asked_for_again():
    asked: list[str] = []

    async def get(url: URL) -> bytes:
        asked.append(str(url))
        raise LinkError("It leads where we do not go.")

    cache = RobotsCache("digestbot", get)
    for _ in range(2):
        rules, was_asked = await cache.rules(URL("https://a.example/news"))
        assert was_asked
        assert rules == robots_cache.EVERYTHING
    assert asked == ["https://a.example/robots.txt"] * 2
