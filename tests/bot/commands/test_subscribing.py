"""People say what they want, see it, and change their minds."""

from __future__ import annotations

import pytest

from tests.bot.conftest import taps


def test_a_newcomer_subscribes_to_a_topic_and_gets_a_taste_of_it(news):
    answer = news.says("subscribe space")
    assert "Subscribed to space: daily 08:00. First digest today 08:00." in answer
    assert "Times are those of UTC" in answer
    assert "Probe lands on the far side of the moon" in answer
    assert "Harbor bridge" not in answer


def test_what_a_sample_told_is_not_told_again(news):
    news.says("subscribe space")
    assert "Probe lands" not in news.says("summary")


def test_the_schedule_stands_behind_the_wish(news):
    answer = news.says("/subscribe everything -football weekdays 7:30 18:00")
    assert "Subscribed to everything, never football: weekdays 07:30 18:00." in answer
    assert "Northport" not in answer


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("subscribe harbor wire", "Harbor Wire"),
        ('subscribe "Harbor Wire"', "Harbor Wire"),
        ("subscribe “Harbor Wire”", "Harbor Wire"),
    ],
)
def test_a_source_is_found_by_its_name(news, typed, shown):
    answer = news.says(typed)
    assert f"Subscribed to {shown}:" in answer
    assert "Northport win the cup" in answer
    assert "Probe lands" not in answer


def test_words_match_in_all_their_forms(news):
    answer = news.says("subscribe penalty")
    assert "Northport win the cup on penalties" in answer


def test_a_phrase_wants_its_words_side_by_side(news):
    assert "Nothing new about it" in news.says('subscribe "moon penalties"')
    assert "Probe lands" in news.says('subscribe "far side"')


def test_the_same_wish_again_changes_its_schedule(news):
    news.says("subscribe space")
    assert "You have space already. Now weekly" not in news.says("subscribe space")
    assert "Now fri 17:00" in news.says("subscribe space weekly fri 17:00")
    assert news.says("subscriptions").count("space") == 1


def test_without_words_it_offers_topics(news):
    answer = news.says("subscribe")
    assert "subscribe everything" in answer
    assert "subscribe space" in answer


def test_a_link_is_refused_with_what_works(news):
    assert "Links cannot be subscribed to here" in news.says(
        "subscribe https://example.com/feed.xml"
    )


def test_the_list_has_numbers_times_and_the_zone(news):
    news.says("subscribe space")
    news.says("subscribe sport weekly fri 17:00")
    answer = news.says("list")
    assert "space: daily 08:00, next today 08:00" in answer
    assert "sport: fri 17:00, next Fri 27 Nov 17:00" in answer


def test_an_empty_list_says_how_to_begin(bot):
    assert "subscribe everything daily 08:00" in bot.says("subscriptions")


def test_unsubscribing_by_name_by_number_and_all(news):
    news.says("subscribe space")
    news.says("subscribe sport")
    news.says("subscribe moon")
    assert "Unsubscribed from sport. 2 subscriptions are left." in news.says("unsubscribe 2")
    assert "Unsubscribed from moon. 1 subscription is left." in news.says("unsub moon")
    assert "Nothing is left" in news.says("unsubscribe all")


def test_each_of_several_that_ended_can_be_brought_back(news):
    news.says("subscribe space")
    news.says("subscribe sport weekly fri 17:00")
    before = news.says("list")
    ended = taps(news.hears("unsubscribe all"))
    assert list(ended) == ["Undo: space", "Undo: sport"]
    for said in ended.values():
        news.says(said)
    assert news.says("list") == before


def test_what_is_never_wanted_need_not_be_said_again(news):
    news.says("subscribe space -football")
    assert "There is no subscription" in news.says("unsubscribe space -golf")
    assert "Unsubscribed from space, never football." in news.says("unsubscribe space")


def test_the_next_time_is_when_quiet_hours_let_it_through(news):
    news.says("quiet 22:00-09:30")
    assert "First digest today 09:30" in news.says("subscribe space")
    assert "space: daily 08:00, next today 09:30" in news.says("list")
    news.says("quiet 22:00-09:30 silent")
    assert "space: daily 08:00, next today 08:00" in news.says("list")


def test_unsubscribing_without_words_shows_what_there_is(news):
    news.says("subscribe space -football")
    assert "unsubscribe space -football" in news.says("unsubscribe")


def test_what_unsubscribing_offers_works_whatever_the_word(news):
    news.says('subscribe "and"')
    news.says('subscribe "daily" -"cup final"')
    offered = news.says("unsubscribe")
    assert 'unsubscribe "and"' in offered
    assert 'Unsubscribed from "daily", never "cup final".' in news.says(
        'unsubscribe "daily" -"cup final"'
    )
    assert "There is no subscription to “-”" in news.says("unsubscribe -")
    assert "Unsubscribed from and." in news.says('unsubscribe "and"')


@pytest.mark.parametrize("what", ["7", "0", "gardening"])
def test_unsubscribing_from_what_is_not_there_says_so(news, what):
    news.says("subscribe space")
    assert "There is no subscription" in news.says(f"unsubscribe {what}")
    assert "space" in news.says("list")


def test_a_word_that_became_a_topic_can_still_be_unsubscribed(news):
    news.says("subscribe gardening")
    news.takes_in("Roses\n\nThe roses of the city garden bloom.", tags=frozenset({"gardening"}))
    assert "Unsubscribed from gardening" in news.says("unsubscribe gardening")


def test_a_chat_cannot_have_endless_subscriptions(bot):
    for number in range(50):
        bot.says(f"subscribe word{number}")
    assert "50 subscriptions" in bot.says("subscribe one-more")


def test_a_subscription_without_a_schedule_waits_to_be_asked(news):
    assert "Subscribed to space, without a schedule." in news.says("subscribe space off")
    assert "only when you ask" in news.says("list")


def test_an_instant_subscription_names_no_minute(bot):
    assert "instant, as soon as there is something new." in bot.says("subscribe space instant")
    assert "space: instant, as soon as there is something new" in bot.says("subscriptions")
    assert "today" not in bot.says("subscriptions")


def test_subscriptions_of_a_chat_that_rests_say_so(news):
    news.says("subscribe space")
    assert "paused" not in news.says("subscriptions")
    news.says("pause")
    assert "space: daily 08:00" in news.says("subscriptions")
    assert "Digests are paused; `resume` brings them back." in news.says("subscriptions")


def test_who_subscribed_to_nothing_has_nothing_to_end(news):
    assert news.says("unsubscribe") == news.says("unsubscribe space")
    assert "subscription" in news.says("unsubscribe")
