"""Settings filled in at once; what a person and their chats get; looking while typing."""

from __future__ import annotations

import pytest

from bot.domain.chats import parse_address
from bot.domain.schedule_text import schedule_text
from bot.messages.blocks import StoryItem
from bot.messages.forms import SHOWN, Field, FormError
from bot.messages.replies import wants_command
from bot.ports.chat import Role
from tests.bot.conftest import shown, taps
from tests.fakes.builders import a_feed


def fields(bot) -> dict[str, Field]:
    return {field.name: field for field in bot.answerer.form(bot.invocation()).fields}


def opened(bot) -> dict[str, str]:
    """Return what a person sends who opens the form and changes nothing."""
    form = bot.answerer.form(bot.invocation())
    return {field.name: field.value for field in form.fields} | {SHOWN: form.shown}


def submits(bot, **values: str) -> str:
    return shown(bot.answerer.submit(bot.invocation(), values))


def test_the_form_shows_what_is_set(news):
    news.says("subscribe space -football weekdays 7:30")
    news.says("subscribe everything weekdays 7:30")
    news.says("timezone Berlin")
    news.says("quiet 22-7 silent")
    values = {name: field.value for name, field in fields(news).items()}
    assert values == {
        "what": "space -football; everything",
        "schedule": "weekdays 07:30",
        "timezone": "Europe/Berlin",
        "length": "medium",
        "quiet": "22:00-07:00 silent",
    }


def test_sent_back_as_it_is_the_form_changes_nothing(news):
    news.says('subscribe "moon; base" -"cup final" daily 9:00')
    news.says('subscribe "Harbor Wire" weekly fri 17:00')
    news.says("length 5 min")
    before = news.says("list"), news.says("settings")
    shown_fields = fields(news)
    assert ("5 min", "5 min") in shown_fields["length"].options
    assert shown_fields["schedule"].optional
    answer = submits(news, **{name: field.value for name, field in shown_fields.items()})
    assert answer.startswith("Saved.")
    assert (news.says("list"), news.says("settings")) == before


def test_a_word_that_became_a_topic_since_stays_what_it_was(news):
    news.says("subscribe gardening")
    news.takes_in("Roses\n\nThe roses of the city bloom.", tags=frozenset({"gardening"}))
    with news.store.snapshot() as tx:
        before = tx.subscriptions.of_chat(news.invocation().address)
    submits(news, what=fields(news)["what"].value, length="short")
    with news.store.snapshot() as tx:
        assert tx.subscriptions.of_chat(news.invocation().address) == before


def test_everything_is_changed_at_once(news):
    news.says("subscribe space")
    news.says("subscribe sport")
    answer = submits(
        news,
        what="sport; “moon base” -football; everything weekly fri 17:00",
        schedule="weekdays 8am",
        timezone="Tokyo",
        length="long",
        quiet="",
    )
    assert "Asia/Tokyo" in answer
    assert "long, up to 15 stories" in answer
    listed = news.says("list")
    assert "space" not in listed
    assert "sport: weekdays 08:00" in listed
    assert '"moon base", never football: weekdays 08:00' in listed
    assert "everything: fri 17:00" in listed


def test_a_feed_that_nobody_wanted_is_asked_again(bot):
    with bot.store.transaction() as tx:
        tx.feeds.put(a_feed(name="Harbor Wire", next_poll_at=None))
    submits(bot, what='"Harbor Wire"')
    with bot.store.snapshot() as tx:
        assert tx.feeds.named("Harbor Wire").next_poll_at == bot.world.now


def test_a_newcomer_fills_it_in(news):
    assert fields(news)["what"].optional
    submits(news, what="space", timezone="Berlin")
    assert "space: daily 08:00, next tomorrow 08:00" in news.says("list")


def test_each_field_says_what_is_wrong_with_it_and_nothing_changes(news):
    news.says("subscribe space")
    with pytest.raises(FormError) as caught:
        submits(
            news,
            what="and",
            schedule="soon",
            timezone="Atlantis",
            length="huge",
            quiet="22",
        )
    assert set(caught.value.problems) == {"what", "schedule", "timezone", "length", "quiet"}
    assert "No time zone is called “Atlantis”" in caught.value.problems["timezone"]
    with pytest.raises(FormError) as caught:
        submits(news, what="", schedule="daily 9:00", timezone="CET")
    assert set(caught.value.problems) == {"what", "timezone"}
    assert "Europe/Berlin" in caught.value.problems["timezone"]
    assert "space: daily 08:00" in news.says("list")


def test_a_field_that_is_left_out_stays_as_it_is(news):
    news.says("subscribe space daily 9:00")
    assert "short" in submits(news, length="short")
    assert "space: daily 09:00" in news.says("list")


def test_members_see_and_send_no_form(news):
    news.role = Role.MEMBER
    with pytest.raises(FormError, match="Only administrators"):
        fields(news)
    assert "Only administrators" in submits(news, length="short")
    news.role = Role.ADMIN
    assert "medium" in news.says("length")


def test_our_own_mistake_in_a_form_is_confessed(bot, monkeypatch, logged_errors):
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(type(bot.store), "snapshot", broken)
    with pytest.raises(FormError, match="Sorry, that went wrong"):
        fields(bot)
    assert "Sorry, that went wrong" in submits(bot, length="short")
    assert logged_errors == ["answer.failed", "answer.failed"]
    logged_errors.clear()


def test_the_overview_tells_of_ones_own_chat_and_of_others(news):
    news.address = "slack:T1/C9"
    news.says("subscribe sport weekly fri 17:00")
    news.says("pause")
    news.address = "slack:T1/D1"
    news.says("subscribe space")
    others = {parse_address("slack:T1/C9"): "#sports", parse_address("slack:T1/C8"): "#empty"}
    answer = news.answerer.overview(news.invocation(), others)
    text = shown(answer)
    assert "For you" in text
    assert "space: daily 08:00" in text
    assert "Next digest: today 08:00 (UTC)." in text
    assert text.index("#sports") < text.index("sport: fri 17:00") < text.index("are paused")
    assert "No subscriptions yet." in text
    assert list(taps(answer).values()) == ["summary", "subscribe", "settings"]


def test_who_looks_while_typing_finds_stories_and_leaves_no_trace(news):
    found = news.answerer.look_up(news.invocation("the penalty"))
    (item,) = found.blocks
    assert isinstance(item, StoryItem)
    assert item.headline == "Northport win the cup on penalties"
    assert "There is no list yet" in news.says("summary 1")
    for nothing in ("gardening", "?", "x" * 5000):
        assert news.answerer.look_up(news.invocation(nothing)).blocks == ()


@pytest.mark.parametrize("typed", ["", "  ", "news", "the news"])
def test_who_has_typed_nothing_yet_is_shown_the_newest_stories(news, typed):
    found = news.answerer.look_up(news.invocation(typed))
    assert len(found.blocks) == 3
    assert all(isinstance(item, StoryItem) for item in found.blocks)
    assert "There is no list yet" in news.says("summary 1")


def subscribed(bot) -> list[str]:
    with bot.store.snapshot() as tx:
        found = tx.subscriptions.of_chat(bot.invocation().address)
    return sorted(f"{wants_command(one.wants)} {schedule_text(one.schedule)}" for one in found)


def test_what_others_change_while_the_form_is_open_stays(news):
    news.says("subscribe space daily 9:00")
    news.says("subscribe sport daily 9:00")
    form = opened(news)
    news.says("subscribe everything weekly fri 17:00")
    news.says("unsubscribe sport")
    news.says("timezone Tokyo")
    news.says("quiet 22-7")
    submits(news, **{**form, "length": "short"})
    assert subscribed(news) == ["everything fri 17:00", "space daily 09:00"]
    settings = news.says("settings")
    assert "Asia/Tokyo" in settings
    assert "22:00" in settings
    assert "short" in settings


def test_what_is_changed_in_a_form_is_changed_of_what_it_showed_alone(news):
    news.says("subscribe space daily 9:00")
    news.says("subscribe sport daily 9:00")
    news.says("subscribe football daily 9:00")
    form = opened(news)
    news.says("subscribe everything weekly fri 17:00")
    news.says("unsubscribe sport")
    what = form["what"].replace("football", "mars")
    submits(news, **{**form, "what": what, "schedule": "daily 7:00"})
    assert subscribed(news) == ['"mars" daily 07:00', "everything fri 17:00", "space daily 07:00"]


def test_a_new_wish_in_a_form_comes_when_what_the_form_showed_does(news):
    news.says("subscribe space daily 9:00")
    form = opened(news)
    news.says("subscribe everything weekly fri 17:00")
    submits(news, **{**form, "what": "space; sport"})
    assert subscribed(news) == ["everything fri 17:00", "space daily 09:00", "sport daily 09:00"]


def test_who_ends_all_that_is_left_of_a_form_gets_what_others_added(news):
    news.says("subscribe space")
    news.says("subscribe sport")
    form = opened(news)
    news.says("unsubscribe sport")
    news.says("subscribe everything")
    submits(news, **{**form, "what": "sport"})
    assert subscribed(news) == ["everything daily 08:00"]


def test_who_writes_a_wish_anew_that_ended_meanwhile_gets_it(news):
    news.says("subscribe space")
    news.says("subscribe sport")
    form = opened(news)
    news.says("unsubscribe sport")
    submits(news, **{**form, "what": "space; sport daily 9:00"})
    assert subscribed(news) == ["space daily 08:00", "sport daily 09:00"]


def test_the_first_wish_of_a_chat_is_kept_beside_one_that_came_meanwhile(news):
    form = opened(news)
    news.says("subscribe sport")
    submits(news, **{**form, "what": "space"})
    assert subscribed(news) == ["space daily 08:00", "sport daily 08:00"]


def test_with_what_came_meanwhile_there_are_no_more_than_there_may_be(news, monkeypatch):
    monkeypatch.setattr("bot.commands.forms.MOST_SUBSCRIPTIONS", 3)
    news.says("subscribe space")
    form = opened(news)
    news.says("subscribe sport")
    with pytest.raises(FormError):
        submits(news, **{**form, "what": "space; moon; mars"})
    submits(news, **{**form, "what": "space; moon"})
    assert len(subscribed(news)) == 3


def test_what_ended_or_came_twice_meanwhile_does_not_count_against_what_there_may_be(
    news, monkeypatch
):
    monkeypatch.setattr("bot.commands.forms.MOST_SUBSCRIPTIONS", 3)
    for wish in ("space", "sport", "moon"):
        news.says(f"subscribe {wish}")
    form = opened(news)
    news.says("unsubscribe sport")
    news.says("subscribe mars")
    submits(news, **{**form, "what": 'space; sport; "moon" daily 9:00; "mars"'})
    assert len(subscribed(news)) == 3
    assert "moon: daily 09:00" in news.says("list")


def test_what_a_form_keeps_of_what_it_shows_is_short(news):
    for number in range(50):
        news.says(f"subscribe a word that is as long as it can be or number {number}")
    with news.store.snapshot() as tx:
        assert len(tx.subscriptions.of_chat(news.invocation().address)) == 50
    assert len(opened(news)[SHOWN]) < 1000
