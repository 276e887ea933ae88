"""The settings as pages of buttons, all the way down."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from bot.messages.blocks import Place
from bot.messages.replies import LONGEST_TAP
from tests.bot.conftest import shown, taps


@pytest.fixture
def long_ids(news, monkeypatch):
    """The bot with ids as long as real ones."""
    ids = count()
    ambient = replace(news.world.ambient, new_id=lambda: f"{next(ids):022x}")
    monkeypatch.setattr(type(news.world), "ambient", ambient)
    return news


def test_the_overview_shows_everything_at_a_glance(news):
    news.says("subscribe space weekdays 7:30")
    answer = news.hears("settings")
    text = shown(answer)
    assert answer.place is Place.INSTEAD
    assert "weekdays 07:30" in text
    assert "UTC, where it is today 07:00" in text
    assert "medium, up to 8 stories" in text
    assert "Subscriptions  1" in text
    assert list(taps(answer)) == [
        "Schedule", "Time zone", "Length", "Quiet hours", "Language", "Topics", "Unsubscribe",
    ]  # fmt: skip


ZONE = "settings timezone "


@pytest.mark.parametrize("wishes", [(), ("space",), ("space", "sport", "everything")])
def test_every_page_can_be_reached_its_buttons_are_short_and_work(long_ids, wishes):
    for wish in wishes:
        long_ids.says(f"subscribe {wish}")
    seen: set[str] = set()
    waiting = ["settings"]
    changes = 0
    while waiting:
        tap = waiting.pop()
        answer = long_ids.hears(tap)
        assert "understand" not in shown(answer), tap
        assert answer.place is Place.INSTEAD or not tap.startswith("settings"), tap
        for label, said in taps(answer).items():
            assert len(said.encode()) <= LONGEST_TAP
            assert label
            if said not in seen and said.startswith("settings"):
                seen.add(said)
                # The zones, some 600 taps, are the same whatever a chat wants.
                waiting += [said] if not (wishes and said.startswith(ZONE)) else []
        changes += "Settings" in shown(answer)
    assert changes > (20 if wishes else 300)  # each leads back to the overview
    assert wishes or f"{ZONE}America/Argentina/Buenos_Aires" in seen


def test_what_is_tapped_is_confirmed_above_the_overview(news):
    news.says("subscribe space")
    for page, label, confirmed in (
        ("schedule", "fri 17:00", "space comes fri 17:00."),
        ("timezone Europe", "Berlin", "Time zone Europe/Berlin"),
        ("length", "long", "Digests are long from now on"),
        ("quiet", "22:00-07:00 silent", "comes without a sound"),
        ("language", "English", "I speak English here from now on."),
    ):
        answer = news.says(taps(news.hears(f"settings {page}"))[label])
        assert confirmed in answer
        assert "Quiet hours" in answer
    text = news.says("settings")
    for value in ("fri 17:00", "Europe/Berlin", "long", "22:00-07:00 silent"):
        assert value in text


def test_one_of_several_subscriptions_gets_a_schedule_even_from_an_old_message(news):
    news.says("subscribe space")
    news.says("subscribe sport")
    page = news.hears("settings schedule")
    assert list(taps(page)) == ["All of them", "space", "sport", "Back"]
    picker = news.hears(taps(page)["sport"])
    news.says("unsubscribe space")
    assert "sport comes every 4h." in news.says(taps(picker)["every 4h"])
    news.says("unsubscribe sport")
    assert "This button is from an older message" in news.says(taps(picker)["every 4h"])
    assert "This button is from an older message" in news.says(taps(page)["space"])


def test_all_subscriptions_get_a_schedule(news):
    news.says("subscribe space")
    news.says("subscribe sport")
    picker = news.hears(taps(news.hears("settings schedule"))["All of them"])
    assert "All 2 subscriptions come daily 18:00." in news.says(taps(picker)["daily 18:00"])
    assert "When?" in news.says("settings schedule 2")


def test_many_subscriptions_are_paged(news):
    for number in range(12):
        news.says(f"subscribe word{number}")
    for page in ("settings schedule", "settings unsubscribe", "unsubscribe"):
        first = news.hears(page)
        assert "›" in taps(first)
        second = news.hears(taps(first)["›"])
        assert "word11" in taps(second)
        assert taps(news.hears(taps(second)["‹"])) == taps(first)


def test_topics_are_had_or_not_and_old_buttons_mean_what_they_say(news):
    page = news.hears("settings topics")
    assert set(taps(page)) == {"space", "sport", "Back"}
    on = news.hears(taps(page)["space"])
    assert "You get space from now on: daily 08:00." in shown(on)
    assert "✓ space" in taps(on)
    news.says(taps(page)["space"])  # once more, from the old message
    assert news.says("list").count("space") == 1
    assert "You do not get space any more." in news.says(taps(on)["✓ space"])
    assert "no subscriptions yet" in news.says("list")
    assert "There is no topic called “knitting”" in news.says("settings topics +knitting")


def test_a_topic_among_others_is_taken_out_of_its_subscription(news):
    news.says("subscribe space sport moon")
    news.says("settings topics -sport")
    assert "space, moon" in news.says("list")


def test_a_chat_without_subscriptions_is_shown_where_to_begin(bot):
    for page in ("schedule", "unsubscribe"):
        answer = bot.hears(f"settings {page}")
        assert "no subscriptions yet" in shown(answer)
        assert list(taps(answer)) == ["Everything, daily", "Topics", "Back"]


def test_the_zone_of_the_person_is_offered_first(bot):
    page = bot.hears("settings timezone", timezone="Asia/Tokyo")
    label, tap = next(iter(taps(page).items()))
    assert label == "Where you are: Asia/Tokyo"
    assert "Time zone Asia/Tokyo" in bot.says(tap)


def test_a_place_that_may_be_several_is_asked_about(bot):
    answer = bot.hears("settings timezone CET")
    assert "“CET” may be:" in shown(answer)
    assert "Settings" not in shown(answer)


@pytest.mark.parametrize("typed", ["settings nonsense", "settings timezone Atlantis"])
def test_what_is_no_page_and_no_value_says_so(bot, typed):
    answer = bot.hears(typed)
    assert answer.aside
    assert "no page" in shown(answer) or "No time zone" in shown(answer)
