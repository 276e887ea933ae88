"""Buttons under messages: they say what they mean, however old they are."""

from __future__ import annotations

import pytest

from bot.messages.blocks import Place
from bot.ports.chat import Role
from tests.bot.conftest import shown, taps


def test_a_subscription_is_ended_by_tapping_and_the_rest_is_offered(news):
    news.says("subscribe space")
    news.says("subscribe sport weekly fri 17:00")
    offered = news.hears("unsubscribe")
    assert list(taps(offered)) == ["space", "sport"]
    answer = news.hears(taps(offered)["space"])
    assert "Unsubscribed from space. 1 subscription is left." in shown(answer)
    assert answer.place is Place.INSTEAD
    assert list(taps(answer)) == ["sport", "Undo"]
    last = news.hears(taps(answer)["sport"])
    assert "Nothing is left" in shown(last)
    assert list(taps(last)) == ["Undo"]


def test_an_old_button_ends_nothing_else(news):
    for topic in ("space", "sport"):
        news.says(f"subscribe {topic}")
    tap = taps(news.hears("unsubscribe"))["space"]
    news.says(tap)
    answer = news.hears(tap)
    assert "This button is from an older message" in shown(answer)
    assert answer.aside
    assert "sport" in news.says("list")


def test_undoing_brings_the_wish_back_with_its_schedule_and_its_news(news):
    news.says("subscribe space -football weekdays 7:30")
    news.world.sleep(minutes=1)
    news.takes_in("Old ferry sold\n\nThe ferry to space was sold on Monday, the port said.")
    undo = taps(news.hears("unsubscribe 1"))["Undo"]
    news.world.sleep(minutes=1)
    answer = news.hears(undo)
    assert "Subscribed to space, never football: weekdays 07:30." in shown(answer)
    assert answer.place is Place.INSTEAD
    assert "Old ferry sold" not in shown(answer)  # no sample: it comes with the next digest
    with news.store.snapshot() as tx:
        (back,) = tx.subscriptions.of_chat(news.invocation().address)
    assert back.since < news.world.now


@pytest.mark.parametrize("since", ["", "x", "9" * 4000, "99999999999", "0"])
def test_an_undoing_of_any_time_is_harmless(news, since):
    assert "Subscribed to space" in news.says(f"subscribe space since:{since}")


def test_what_no_button_can_say_is_there_to_be_typed(news):
    phrase = "a very long phrase that nobody would ever think of typing"
    news.says(f'subscribe "{phrase}"')
    answer = news.hears("unsubscribe 1")
    assert taps(answer) == {}
    assert f'To undo: `subscribe "{phrase}" daily 08:00`' in " ".join(shown(answer).split())


@pytest.mark.parametrize("asked", ["summary", "digest", "digest preview", "summary bridge"])
def test_every_list_can_be_asked_about(news, asked):
    answer = news.hears(asked)
    assert list(taps(answer)) == ["More", "Why", "More like this", "Less like this"]
    assert "summary 1 · why 1 · more 1 · less 1" in shown(answer)
    assert not answer.aside


def test_of_several_stories_a_button_asks_which(news):
    digest = news.hears("summary")
    news.says("summary bridge")  # another list since
    for label, verb in (("More", "summary"), ("Why", "why"), ("Less like this", "less")):
        asked = news.hears(taps(digest)[label])
        assert asked.place is Place.BUTTONS
        assert list(taps(asked)) == ["1", "2", "3", "Back"]
        assert f"{verb} 3" in shown(asked)
        back = news.hears(taps(asked)["Back"])
        assert back.place is Place.BUTTONS
        assert taps(back) == taps(digest)
    more = news.says(taps(news.hears(taps(digest)["More"]))["2"])
    assert second_headline(shown(digest)) in more


def second_headline(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(" 2.")).removeprefix(" 2. ")


def test_of_one_story_a_button_tells_at_once(news):
    digest = news.hears("summary bridge")
    answer = news.hears(taps(digest)["More"])
    assert answer.place is Place.NEW
    assert "20,000 cars a day" in shown(answer)


@pytest.mark.parametrize("tap", ["summary of:{}", "why of:{}", "less 2 of:{}", "digest of:{}"])
def test_a_digest_that_is_gone_or_of_another_chat_is_not_shown(news, tap):
    of = taps(news.hears("summary"))["More"].partition("of:")[2]
    assert "older message" not in news.says(tap.format(of))
    for other in ("", "0" * 22, "x" * 3000):
        answer = news.hears(tap.format(other))
        assert "This button is from an older message" in shown(answer)
        assert answer.aside
    news.address = "telegram:42"
    assert "This button is from an older message" in news.says(tap.format(of))


def test_an_item_that_a_digest_does_not_have(news):
    of = taps(news.hears("summary"))["More"].partition("of:")[2]
    assert "There is no item 9" in news.says(f"summary 9 of:{of}")


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("help", True),
        ("subscribe", True),
        ("subscribe space", False),  # its sample counts as told to everybody
        ("subscribe nothing-of-it", True),
        ("start", True),
        ("start space", False),
        ("list", True),
        ("settings", True),
        ("nonsense", True),
        ("summary 99", True),
        ("summary", False),
        ("topics", False),
        ("search bridge", False),
    ],
)
def test_what_is_for_the_one_who_asked_is_whispered(news, text, aside):
    assert news.hears(text).aside is aside


def test_a_member_is_refused_in_a_whisper(news):
    news.role = Role.MEMBER
    answer = news.hears("less 1")
    assert "Only administrators" in shown(answer)
    assert answer.aside
