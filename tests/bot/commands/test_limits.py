"""What is too many, gone since, or changes nothing is said in a sentence; nothing else happens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands.volumes import SHOWN_VOLUMES
from bot.domain.chats import parse_address
from bot.domain.subscriptions import MOST_SUBSCRIPTIONS
from bot.messages.forms import FormError
from bot.messages.wording import wording
from bot.ports.chat import Attachment
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE


@pytest.fixture
def full(news):
    """A chat that has all subscriptions that one may have."""
    for number in range(MOST_SUBSCRIPTIONS):
        news.says(f"subscribe word{number}")
    return news


def test_neither_a_form_nor_a_switch_makes_more_subscriptions_than_a_chat_may_have(full):
    many = "; ".join(f"word{number}" for number in range(MOST_SUBSCRIPTIONS + 1))
    with pytest.raises(FormError) as caught:
        full.answerer.submit(full.invocation(), {"what": many})
    assert "50 subscriptions" in caught.value.problems["what"]
    assert "50 subscriptions" in full.says("settings topics +space")
    with full.store.snapshot() as tx:
        found = tx.subscriptions.of_chat(parse_address(full.address))
    assert len(found) == MOST_SUBSCRIPTIONS


def test_a_list_that_is_too_long_for_a_form_is_refused_and_not_cut(full):
    too_long = wording().say("form.what-too-long")
    what, *_ = full.answerer.form(full.invocation()).fields
    assert what.too_long == too_long
    with pytest.raises(FormError) as caught:
        full.answerer.submit(full.invocation(), {"what": f"{'space;' * 20}{' ' * 4000}sport"})
    assert caught.value.problems == {"what": too_long}
    with full.store.snapshot() as tx:
        found = tx.subscriptions.of_chat(parse_address(full.address))
    assert len(found) == MOST_SUBSCRIPTIONS


def test_a_list_of_topics_has_an_end_and_says_how_many_there_are_more(bot):
    bot.takes_in(
        HARBOR, tags=frozenset(f"topic{number:02d}" for number in range(SHOWN_VOLUMES + 3))
    )
    answer = bot.says("topics")
    assert "topic19" in answer
    assert "topic20" not in answer
    assert "And 3 more." in answer


def test_muting_what_is_muted_would_change_nothing(news):
    news.says("subscribe everything")
    news.says("mute football")
    assert "That changes nothing: it was so before." in news.says("filter football")


def test_digests_that_begin_again_name_the_next_one_if_there_is_one(bot):
    bot.says("pause")
    answer = bot.says("resume")
    assert answer.strip() == "Digests come again."
    bot.says("subscribe everything daily 08:00")
    bot.says("pause")
    assert "today 08:00" in bot.says("resume")


@pytest.mark.parametrize(
    ("until", "end"),
    [
        ("tonight", "today 21:00"),
        ("next month", "Tue 1 Dec 00:00"),
        ("next week", "Mon 30 Nov 00:00"),
    ],
)
def test_a_pause_until_something_that_has_no_clock(bot, until, end):
    assert end in bot.says(f"pause until {until}")
    assert f"paused until {end}" in bot.says("status")


def test_more_of_a_story_that_is_no_longer_kept(news):
    news.says("summary")
    with news.store.snapshot() as tx:
        digest = tx.digests.last(parse_address(news.address))
    with news.store.transaction() as tx:
        tx.keeping.remove_stories([entry.story_id for entry in digest.entries])
    assert "The article behind item 1 is no longer kept." in news.says("summary 1")
    assert "no longer kept" in news.says("more 1")


def test_more_of_a_story_names_its_page(bot):
    bot.takes_in(SPACE, url="https://example.org/moon")
    bot.says("summary")
    assert "https://example.org/moon" in bot.says("summary 1")


def test_an_answer_that_was_cut_off_is_made_anew_if_the_last_list_was_a_subscriptions(bot):
    bot.says("subscribe everything instant")
    bot.takes_in(FOOTBALL)
    bot.world.sleep(hours=1)
    bot.plans()
    bot.takes_in(SPACE)
    again = replace(bot.invocation("summary"), again=True)
    assert "Probe lands" in str(bot.answerer(again))


def test_a_link_among_words_is_said_to_go_another_way(news):
    answer = news.says("subscribe space, https://news.example/rss")
    assert "Links cannot be subscribed to here" in answer


def test_what_did_not_fit_into_a_list_that_was_asked_for_is_had_with_more(bot):
    bot.says("length short")
    for number, name in enumerate(("harbor", "rocket", "school", "river", "museum", "winter")):
        text = f"The {name} of Port {number} was seen. It is {name}."
        bot.takes_in(f"The {name} is in the news\n\n{text}")
    assert "2 more stories did not fit" in bot.says("summary")
    assert bot.says("digest more").count("is in the news") == 2


def test_nothing_is_learned_of_a_story_without_a_telling_word(bot):
    bot.takes_in("So it is\n\nIt is as it was, and so it is.")
    bot.says("summary")
    for verb in ("more", "less"):
        before = bot.says("forget")
        assert bot.says(f"{verb} 1")
        assert bot.says("forget") == before


def test_a_list_of_feeds_has_to_come_along(bot):
    assert "OPML" in bot.says("sources import")
    listed = (Attachment(name="list", content="https://a.example/rss"),)
    assert "Links cannot be subscribed" in bot.says("sources import", attachments=listed)
