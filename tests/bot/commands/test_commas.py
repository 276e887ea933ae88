"""Wishes in languages whose comma takes no space behind it, or is another character."""

from __future__ import annotations

import pytest

from bot.domain.subscriptions import Wants
from bot.messages.replies import wants_text
from bot.messages.wording import languages, wording
from tests.bot.conftest import FOOTBALL, SPACE, shown, taps
from tests.fakes.builders import a_feed

TOPICS = [("zh", "航天", "体育"), ("ar", "فضاء", "كرة")]


@pytest.fixture(params=TOPICS, ids=lambda param: param[0])
def both(request, bot) -> tuple[str, str]:
    """Two topics of a chat in a language."""
    language, first, second = request.param
    bot.takes_in(SPACE, tags=frozenset({first}))
    bot.takes_in(FOOTBALL, tags=frozenset({second}))
    bot.says(f"language {language}")
    return first, second


def wants(bot) -> list[Wants]:
    with bot.store.snapshot() as tx:
        return [one.wants for one in tx.subscriptions.of_chat(bot.invocation().address)]


@pytest.mark.parametrize("comma", ["，", "、", "،", "، ", ", ", "， "])
def test_whatever_comma_parts_two_topics(bot, both, comma):
    bot.says(f"subscribe {comma.join(both)}")
    assert wants(bot) == [Wants(topics=frozenset(both))]
    bot.says(f"unsubscribe {comma.join(reversed(both))}")
    assert wants(bot) == []
    bot.says("subscribe everything")
    muted = bot.hears(f"mute {comma.join(both)}")
    assert wants(bot) == [Wants(never=frozenset(both))]
    (undo,) = taps(muted).values()
    bot.says(undo)
    assert wants(bot) == [Wants()]


@pytest.mark.parametrize("comma", ["，", "、", "، "])
def test_all_that_is_said_to_be_never_wanted_is(bot, both, comma):
    never = {"航天": "全部，不要", "فضاء": "everything, never "}[both[0]]
    bot.says(f"subscribe {never}{comma.join(both)}")
    assert wants(bot) == [Wants(never=frozenset(both))]


@pytest.mark.parametrize("comma", [",", "，", "、", "،"])
def test_a_quote_begins_behind_a_comma(news, comma):
    news.says(f'subscribe space{comma}"moon base"{comma}-"far side"')
    wish = Wants(
        topics=frozenset({"space"}),
        words=frozenset({"moon base"}),
        never=frozenset({"far side"}),
    )
    assert wants(news) == [wish]
    news.says("unsubscribe all")
    news.says("subscribe everything")
    news.says(f'mute mars{comma}"far side"')
    assert wants(news) == [Wants(never=frozenset({"mars", "far side"}))]


def test_the_name_of_a_source_stays_whole(bot):
    name = "新华网，体育"
    with bot.store.transaction() as tx:
        tx.feeds.put(a_feed(name=name, url="https://news.example/rss"))
    bot.says("language zh")
    for typed in (name, f'"{name}"', f"{name}，"):
        bot.says(f"subscribe {typed}")
        assert wants(bot) == [Wants(sources=frozenset({name}))]
        bot.says(f"unsubscribe {typed}")
        assert wants(bot) == []
    bot.says(f"subscribe everything -{name}")
    assert wants(bot) == [Wants(never=frozenset({name}))]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["新华网，体育", "Smith, Jones", "甲、乙"])
def test_a_name_with_a_comma_is_said_so_that_it_can_be_typed_again(bot, name, language):
    with bot.store.transaction() as tx:
        tx.feeds.put(a_feed(name=name, url="https://news.example/rss"))
    bot.says(f"language {language}")
    bot.says(f'subscribe "{name}" moon mars')
    bot.says(f'subscribe "a,b" moon -"{name}"')
    for before in wants(bot):
        said = wants_text(before, wording(language))
        bot.says(f"unsubscribe {said}")
        assert before not in wants(bot)
        bot.says(f"subscribe {said}")
        assert before in wants(bot)


def test_a_misspelled_topic_beside_a_comma_is_asked_about(news):
    assert "Did you mean space?" in shown(news.hears("subscribe spce،football"))
