"""Sources whose names begin with a sign that elsewhere says "never" or "again"."""

from __future__ import annotations

import pytest

from bot.domain.subscriptions import Wants
from bot.messages.replies import wants_command
from tests.bot.conftest import shown, taps
from tests.fakes.builders import a_feed

URL = "https://news.example/rss"
NAMES = ("+972 Magazine", "-Dash News", "!Revista")


@pytest.fixture(params=NAMES)
def name(request, bot):
    """The name of a feed that is known."""
    with bot.store.transaction() as tx:
        tx.feeds.put(a_feed(name=request.param, url=URL))
    return request.param


def wants(bot) -> list[Wants]:
    with bot.store.snapshot() as tx:
        return [one.wants for one in tx.subscriptions.of_chat(bot.invocation().address)]


def wanted(name: str) -> list[Wants]:
    return [Wants(sources=frozenset({name}))]


def never(name: str) -> list[Wants]:
    return [Wants(never=frozenset({name}))]


@pytest.mark.parametrize("typed", [URL, f"+{URL}", '"{}"', '+"{}"', "{}", "{}, daily 9:00"])
def test_a_source_is_wanted_by_its_link_and_by_its_name(bot, name, typed):
    assert f"Subscribed to {name}: daily" in bot.says(f"subscribe {typed.format(name)}")
    assert wants(bot) == wanted(name)


@pytest.mark.parametrize("typed", [f"-{URL}", '-"{}"', '!"{}"'])
def test_another_sign_before_it_says_that_it_is_never_wanted(bot, name, typed):
    bot.says(f"subscribe everything {typed.format(name)}")
    assert wants(bot) == never(name)


def test_it_is_ended_and_taken_back_by_the_name_that_is_shown(bot, name):
    for typed in (URL, f'"{name}"', name):
        bot.says(f"subscribe {URL}")
        ended = bot.hears(f"unsubscribe {typed}")
        assert f"Unsubscribed from {name}." in shown(ended)
        bot.says(taps(ended)["Undo"])
        assert wants(bot) == wanted(name)
        bot.says("unsubscribe all")


def test_what_the_bot_says_of_it_is_read_again(bot, name):
    for one in (*wanted(name), *never(name)):
        bot.says(f"subscribe {wants_command(one)}")
        assert wants(bot) == [one]
        bot.says("timezone Berlin")
        values = {field.name: field.value for field in bot.answerer.form(bot.invocation()).fields}
        bot.answerer.submit(bot.invocation(), {**values, "what": f"{values['what']}; moon"})
        assert wants(bot) == [one, Wants(words=frozenset({"moon"}))]
        bot.says("unsubscribe all")


def test_it_is_muted_and_told_again_by_its_name(bot, name):
    bot.says("subscribe everything")
    for typed in (f'"{name}"', name, f'-"{name}"'):
        muted = bot.hears(f"mute {typed}")
        assert wants(bot) == never(name)
        again = bot.hears(taps(muted)["Undo"])
        assert wants(bot) == [Wants()]
        bot.says(taps(again)["Undo"])
        assert wants(bot) == never(name)
        bot.says(f'mute +"{name}"')
        assert wants(bot) == [Wants()]


def test_a_sign_before_the_name_of_a_topic_is_a_sign(news):
    news.says("subscribe everything -space")
    assert wants(news) == never("space")
    news.says("mute +space")
    assert wants(news) == [Wants()]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("+Harbor Wire", {"football", "wire"}),
        ("+harbor wire,", {"football", "wire"}),
        ('+"Harbor Wire", +football', {"wire"}),
        ("+Harbor Wire +football", {"wire"}),
        ("+Harbor Wire, moon", {"football", "wire", "moon"}),
    ],
)
def test_a_source_of_two_words_is_told_again_without_quotes(news, typed, left):
    news.says("subscribe everything")
    news.says('mute football "wire" "Harbor Wire"')
    news.says(f"mute {typed}")
    assert wants(news) == [Wants(never=frozenset(left))]


@pytest.mark.parametrize("typed", ["+", ", +", "and", "+and"])
def test_what_names_nothing_mutes_nothing(news, typed):
    news.says("subscribe everything -football")
    assert "Mute what?" in news.says(f"mute {typed}")
    assert wants(news) == never("football")
