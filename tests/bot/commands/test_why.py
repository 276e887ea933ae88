"""Why a story was told, and how to get less like it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.messages.blocks import Place
from bot.ports.chat import Role
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE, shown, taps
from tests.trying import trying


def test_why_names_the_wish_the_subscription_and_who_told_it(news):
    news.says("subscribe space")
    answer = news.says("why 1")
    assert "Probe lands on the far side of the moon" in answer
    assert "It is filed under space, a topic that is wanted here." in answer
    assert "It came with your subscription to space: daily 08:00." in answer
    assert "One source told it: Northern Post." in answer
    assert "It was told today 07:00." in answer


@pytest.mark.parametrize(
    ("wish", "because"),
    [
        ('"Harbor Wire"', "It comes from Harbor Wire"),
        ("penalty", "It speaks of penalty"),
        ("everything", "everything was asked for"),
    ],
)
def test_why_says_which_wish_it_was(news, wish, because):
    news.says(f"subscribe {wish}")
    assert because in news.says("why 1")


def test_why_of_what_was_asked_for_and_of_what_has_ended(news):
    news.says("summary penalty")
    answer = news.says("why 1")
    assert "because somebody asked for it" in answer
    assert "everything" not in answer  # nobody asked for that
    news.says("subscribe space")
    news.says("unsubscribe space")
    assert "a subscription that has ended since" in news.says("why 1")


def test_why_counts_a_copy_apart_from_the_sources(news):
    copy = HARBOR.replace("Some 14,000 people", "About 14,000 people")
    news.takes_in(copy.replace("Harbor bridge opens", "Sound bridge opens"), author="Coast Daily")
    assert "+1 source" not in news.says("summary bridge")
    answer = " ".join(news.says("why 1").split())
    assert "One source told it: Harbor Wire. Coast Daily has a copy of the same text." in answer
    assert "There are 2 articles about it." in answer
    assert "one source tells it" in answer


def test_why_without_a_list_and_without_a_number(news):
    assert "There is no list yet" in news.says("why")
    news.says("summary")
    asked = news.hears("why")
    assert "Which story do you wonder about?" in shown(asked)
    assert "why 1 · why 2 · why 3" in shown(asked)
    assert asked.place is Place.NEW
    assert "There is no item x" in news.says("why x")
    assert "There is no item 7" in news.says("why #7")


def test_less_offers_what_can_be_muted_and_mutes_it(news):
    news.says("summary penalty")
    offered = news.hears("less 1")
    assert "Less like “Northport win the cup on penalties” from now on." in shown(offered)
    assert "leave out altogether what is like “Northport win the cup on penalties”" in shown(
        offered
    )
    assert taps(offered)["The topic sport"] == 'mute "sport"'
    assert taps(offered)["What Harbor Wire tells"] == 'mute "Harbor Wire"'
    assert "“cup”" in taps(offered)
    assert "“the”" not in taps(offered)
    assert "no subscriptions yet" in news.says(taps(offered)["The topic sport"])
    news.says("subscribe everything")
    assert "Not told any more: sport." in news.says(taps(offered)["The topic sport"])


def test_less_does_not_offer_what_was_asked_for(news):
    news.says("subscribe sport")
    assert "The topic sport" not in taps(news.hears("less 1"))


def test_what_is_muted_is_not_told_and_undone_by_a_tap(news):
    news.says("subscribe everything")
    news.says("subscribe space")
    answer = news.hears("mute football")
    assert "Not told any more: football." in shown(answer)
    assert "it would have left out one story" in shown(answer)
    assert "Northport win the cup" in shown(answer)
    assert answer.place is Place.INSTEAD
    assert "everything, never football" in news.says("filter")
    assert "space, never football" in news.says("list")
    back = news.says(taps(answer)["Undo"])
    assert "Told again: football." in back
    assert "brought back one story" in back
    assert "Nothing is muted" in news.says("filter")


def test_one_subscription_can_have_mutes_of_its_own(news):
    news.says("subscribe everything")
    news.says("subscribe space")
    answer = news.hears("mute #1 football")
    listed = news.says("list")
    assert "everything, never football" in listed
    assert "space:" in listed
    news.says("unsubscribe space")  # the numbers have changed since
    assert "Told again: football." in news.says(taps(answer)["Undo"])
    assert "there is only number 1" in news.says("mute #7 football")
    assert "older message" in news.says("mute id:gone football")


def test_everything_muted_comes_back_at_once(news):
    news.says("subscribe everything")
    news.says('mute football "far side" -bridge')
    answer = news.hears("mute off")
    assert "Told again: bridge, far side, football." in shown(answer)
    assert "brought back 3 stories, such as:" in shown(answer)
    news.says(taps(answer)["Undo"])
    assert 'never bridge, "far side", football' in news.says("filter")


def test_what_is_subscribed_to_by_name_cannot_be_muted(news):
    news.says("subscribe sport")
    assert "“sport” is what you subscribed to" in news.says("mute sport")
    news.says("subscribe everything")
    news.says("mute sport")
    listed = news.says("list")
    assert "everything, never sport" in listed
    assert "sport:" in listed


@pytest.mark.parametrize("typed", ["mute -", "mute and", 'mute "-"', "filter #1 +"])
def test_nothing_named_mutes_nothing(news, typed):
    news.says("subscribe everything")
    assert "Mute what?" in news.says(typed)


def test_mutes_have_limits_and_say_what_changes_nothing(news):
    news.says("subscribe everything")
    assert "at most 60 characters" in news.says(f"mute {'x' * 70}")
    many = " ".join(f"word{n}" for n in range(61))
    assert "at most 60 names" in news.says(f"mute {many}")
    news.says("mute gardening")
    assert "That changes nothing" in news.says("mute gardening")
    assert "That changes nothing" in news.says("mute +tennis")


def test_muted_is_not_in_the_next_digest(bot):
    bot.says("subscribe everything daily 08:00")
    bot.says("mute football")
    bot.world.sleep(minutes=1)
    bot.takes_in(FOOTBALL, HARBOR)
    answer = bot.says("digest")
    assert "Harbor bridge" in answer
    assert "Northport" not in answer


def test_a_filter_shows_what_it_would_do_before_it_is_set(news):
    news.says("subscribe everything")
    answer = news.hears("filter football")
    text = shown(answer)
    assert "This would leave out: football." in text
    assert "Of the last 7 days one story would have been left out:" in text
    assert "2 would have been kept, such as:" in text
    assert text.index("Northport win the cup") < text.index("kept") < text.index("Harbor bridge")
    assert "Nothing is muted" in news.says("filter")
    assert taps(answer) == {"Do it": "mute football"}
    assert "Not told any more: football." in news.says(taps(answer)["Do it"])
    assert "never football" in news.says("filter")
    back = news.hears("filter off")
    assert "This would tell again: football." in shown(back)
    assert "One story more would have been told:" in shown(back)
    assert taps(back) == {"Do it": "mute +football"}


def test_a_filter_of_one_subscription_and_one_too_long_for_a_button(news):
    news.says("subscribe everything")
    news.says("subscribe space")
    (tap,) = taps(news.hears('filter #1 football "far side"')).values()
    assert tap.startswith("mute id:")
    assert tap.endswith(' football "far side"')
    news.says(tap)
    assert 'everything, never "far side", football' in news.says("list")
    many = news.hears("filter " + " ".join(f"word{n}" for n in range(12)))
    assert taps(many) == {}
    assert "To do it: `mute word0 word1" in " ".join(shown(many).split())
    assert "it would have changed nothing" in shown(many)


def test_anybody_may_look_and_few_may_mute(news):
    news.says("subscribe everything")
    news.role = Role.MEMBER
    assert "would leave out: football" in news.says("filter football")
    assert "Only administrators" in news.says("mute football")


@trying(24, fixtures=True)
@given(typed=st.text(max_size=60), verb=st.sampled_from(["filter", "mute", "search"]))
@example(typed="+" * 50, verb="filter")
@example(typed='"((((((((a+)+)+)+)+)+$', verb="mute")
@example(typed='-"NEAR(a b)" OR * AND', verb="search")
def test_whatever_is_typed_is_answered_in_words(news, typed, verb):
    if "everything" not in news.says("list"):
        news.says("subscribe everything")
    answer = news.says(f"{verb} {typed}")
    assert "went wrong" not in answer
    news.says("mute off")


def test_a_filter_can_be_looked_at_before_anything_is_subscribed_to(news):
    answer = news.hears("filter football")
    text = shown(answer)
    assert "This would leave out: football." in text
    assert "Of the last 7 days one story would have been left out:" in text
    assert "2 would have been kept, such as:" in text
    assert "`subscribe everything daily 08:00`" in text
    assert taps(answer) == {}
    assert "no subscriptions yet" in news.says("filter")
    assert "no subscriptions yet" in news.says("mute football")


def test_a_source_that_is_muted_keeps_its_name(news):
    news.says("subscribe everything")
    assert "Not told any more: Harbor Wire." in news.says("mute harbor wire")
    assert 'never "Harbor Wire"' in news.says("mute")
    assert "Northport win the cup" not in news.says("digest preview")
    assert "That changes nothing" in news.says('mute "HARBOR WIRE"')
    assert "Told again: Harbor Wire." in news.says('mute +"harbor wire"')
    news.says("subscribe space -HARBOR wire daily 08:00")
    assert "Nothing is muted" not in news.says("filter")


@pytest.mark.parametrize(
    ("days", "said"), [(1, "it was 24 hours old"), (40, "it was 40 days old"), (800, "2 years old")]
)
def test_an_old_story_is_so_many_years_old(bot, days, said):
    bot.takes_in(SPACE, published_at=bot.world.now - timedelta(days=days))
    bot.says("digest")
    assert said in bot.says("why 1")


def test_like_and_dislike_are_words_for_more_and_less(news):
    news.says("digest")
    assert "More like “" in news.says("like 1")
    assert "Less like “" in news.says("dislike 2")
