"""Quiet hours: what falls due is held and comes as one digest, or comes without a sound."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.chats import parse_address
from bot.domain.errors import StoreBusy
from bot.messages.blocks import Message
from bot.pipeline.carrying import all_chats, document_of, take_in
from bot.pipeline.deliver import claim, expire
from bot.pipeline.notices import notify
from bot.pipeline.plan import plan
from bot.render.terminal import render
from bot.storage.tables.subscriptions import Subscriptions
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


@pytest.fixture
def held_up(bot, planned):
    """Let a digest be planned an hour before quiet hours that cannot be posted until they begin."""

    def plan_one(quiet: str) -> None:
        bot.says(f"quiet {quiet}")
        bot.says("subscribe everything daily 21:00")
        bot.world.sleep(minutes=1)
        bot.takes_in(SPACE)
        (message,) = planned(14)  # it is 21:01
        assert not message.silent
        with bot.store.transaction() as tx:
            tx.outbox.hold("console:local", bot.world.now + timedelta(minutes=59))
        assert not goes(bot)

    return plan_one


def goes(bot) -> bool:
    """Say whether something is posted now, after what the courier does first."""
    expire(bot.store, bot.world.ambient)
    return bool(claim(bot.store, ["console"], bot.world.ambient))


def test_what_could_not_be_posted_before_them_comes_as_one_digest_at_their_end(
    bot, planned, held_up
):
    held_up("22:00-07:00")
    for _ in range(9):
        assert planned(1) == []  # 22:01 and so on
        assert not goes(bot)
    bot.takes_in(HARBOR)
    (morning,) = planned(1)
    assert all(headline in shown(morning) for headline in ("Probe lands", "Harbor bridge"))
    assert "This was due" not in shown(morning)
    assert goes(bot)
    assert planned(15) == []  # nor a second time the same evening


def test_where_they_are_only_silent_it_comes_in_them_without_a_sound(bot, planned, held_up):
    held_up("22:00-07:00 silent")
    bot.world.sleep(hours=1)
    assert not goes(bot)
    bot.world.sleep(hours=-1)
    (again,) = planned(1)
    assert again.silent
    assert "Probe lands" in shown(again)
    assert goes(bot)


@pytest.mark.parametrize("before", ["off", "23:00-08:00"])
def test_they_hold_what_was_planned_before_somebody_asked_for_them(bot, planned, held_up, before):
    held_up(before)
    bot.says("quiet 22:00-07:00")
    for _ in range(9):
        assert planned(1) == []
        assert not goes(bot)
    (morning,) = planned(1)
    assert "Probe lands" in shown(morning)


def test_they_hold_it_also_if_they_have_begun_when_they_are_asked_for(bot, planned, held_up):
    held_up("off")
    bot.says("quiet 20:00-06:00")
    bot.world.sleep(minutes=1)
    assert not goes(bot)
    bot.world.sleep(hours=8, minutes=-1)
    (morning,) = planned(1)
    assert "Probe lands" in shown(morning)


def in_athens(bot) -> None:
    bot.says("timezone Athens")


def in_athens_by_the_form(bot) -> None:
    bot.answerer.submit(bot.invocation(), {"timezone": "Athens"})


def earlier_by_the_form(bot) -> None:
    bot.answerer.submit(bot.invocation(), {"quiet": "21:00-07:00"})


def in_athens_by_an_import(bot) -> None:
    document = document_of(all_chats(bot.store), bot.world.now)
    document["chats"][0]["timezone"] = "Europe/Athens"
    take_in(bot.store, document, bot.world.now)


@pytest.mark.parametrize(
    "change", [in_athens, in_athens_by_the_form, earlier_by_the_form, in_athens_by_an_import]
)
def test_they_hold_it_whatever_way_they_are_moved(bot, held_up, change):
    held_up("22:00-07:00")  # it is 21:01
    change(bot)  # 23:01 there
    with bot.store.transaction() as tx:
        tx.outbox.release(bot.world.now + timedelta(hours=2))
    bot.world.sleep(minutes=5)
    assert not goes(bot)
    bot.world.sleep(hours=9, minutes=55)
    bot.plans()
    assert "Probe lands" in "".join(bot.posts())


def test_a_notice_that_waits_when_they_are_asked_for_is_not_lost(bot):
    message = bot.hears("subscribe everything daily 21:00")
    with bot.store.transaction() as tx:
        chat = tx.chats.get(parse_address("console:local"))
        notify(tx, bot.world.ambient, lambda found, _: render(found), chat, message, bot.world.now)
        tx.outbox.hold("console:local", bot.world.now + timedelta(minutes=5))
    bot.says("quiet 06:00-09:00")  # it is 07:00
    bot.world.sleep(hours=3)
    assert goes(bot)


def test_what_they_have_overtaken_comes_at_once_when_they_are_given_up(bot, planned, held_up):
    held_up("22:00-07:00")
    bot.world.sleep(hours=1)
    assert not goes(bot)
    bot.says("quiet off")
    expire(bot.store, bot.world.ambient)
    (again,) = planned(9)  # at the end that they had: somebody else may have planned on it
    assert "Probe lands" in shown(again)


def test_what_is_given_back_is_planned_anew_even_if_the_store_is_busy_in_between(
    bot, planned, held_up, monkeypatch
):
    held_up("22:00-07:00")
    bot.world.sleep(hours=1)

    def busy(*_: object) -> None:
        raise StoreBusy("The store is busy.")

    with monkeypatch.context() as patched:
        patched.setattr(Subscriptions, "move_due", busy)
        with pytest.raises(StoreBusy):
            goes(bot)
    assert not goes(bot)
    (morning,) = planned(10)
    assert "Probe lands" in shown(morning)


def test_what_had_all_its_time_waits_for_the_next_digest_and_is_told_of(bot, planned, held_up):
    held_up("off")
    bot.world.sleep(hours=7)
    with capture_logs() as logs:
        assert not goes(bot)
    assert [(one["event"], one["deliveries"]) for one in logs] == [("delivery.expired", 1)]
    assert planned(16) == []
    (next_day,) = planned(1)
    assert "Probe lands" in shown(next_day)
