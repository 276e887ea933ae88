"""Numbers for those who run the bot: what came in and went out, day by day."""

from __future__ import annotations

from bot.ports.chat import Role
from tests.bot.conftest import HARBOR, SPACE


def test_operators_see_bars_of_what_came_in_and_went_out(bot):
    bot.takes_in(HARBOR)
    bot.says("digest")
    told = bot.says("stats")
    assert "The last 28 days" in told
    assert f"{'·' * 27}█  1 article" in told
    assert f"{'·' * 27}█  1 story" in told
    assert "Nothing waits to be sent." in told


def test_nothing_yet_is_said(bot):
    assert bot.says("stats") == "Nothing came in during the last 28 days."


def test_it_is_for_operators(bot):
    bot.role = Role.ADMIN
    assert "Only those who run this bot" in bot.says("stats")


def test_days_to_come_are_not_counted_after_the_clock_was_put_back(bot):
    bot.takes_in(HARBOR, tags=frozenset({"bridge"}))
    bot.world.sleep(days=-2)
    assert bot.says("stats") == "Nothing came in during the last 28 days."
    bot.takes_in(SPACE, tags=frozenset({"space"}))
    told = bot.says("stats")
    assert f"{'·' * 27}█  1 article" in told
    assert "space: 1" in told
    assert "bridge" not in told
