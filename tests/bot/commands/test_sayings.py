"""What people say in plain words: understood as a whole, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.parse import parse
from bot.commands.registry import COMMANDS, TAPS
from bot.commands.sayings import LONGEST, SAYINGS, SLOT, phrases_of, understood
from bot.messages.wording import languages, wording
from bot.ports.chat import Role
from tests.bot.conftest import FOOTBALL, SPACE

WORDS = wording()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("What's new?", "summary"),
        ("whats new", "summary"),
        ("Hi, what’s new today?", "summary"),
        ("Hey bot! Any news, please?", "summary"),
        ("any news about space?", "summary space"),
        ("Could you tell me more about the moon base, please?", "summary the moon base"),
        ('news about "climate law"', 'summary "climate law"'),
        ("what is happening in New York", "summary New York"),
        ("Summarize https://example.org/a?b=1", "summary https://example.org/a?b=1"),
        ("summarize this", "summary"),
        ("tell me more about 2", "summary 2"),
        ("send me news every morning", "subscribe everything every morning"),
        ("Please send me the news every day at 7:30.", "subscribe everything every day at 7:30"),
        ("send me news about space every morning", "subscribe space every morning"),
        ("keep me posted on the C++ language", "subscribe the C++ language"),
        ("subscribe me to space", "subscribe space"),
        ("sign me up!", "subscribe"),
        ("keep me informed", "subscribe everything daily 08:00"),
        ("STOP", "unsubscribe"),
        ("unsubscribe me", "unsubscribe"),
        ("Unsubscribe me from space please", "unsubscribe space"),
        ("stop sending me news", "unsubscribe all"),
        ("no more football!", "mute football"),
        ("be quiet until friday", "pause until friday"),
        ("stop for 3 days", "pause 3 days"),
        ("I'm back", "resume"),
        ("I live in São Paulo.", "timezone São Paulo"),
        ("too long", "length short"),
        ("help me", "help"),
        ("thanks!", "thanks"),
        ("ok, thank you very much", "thanks"),
        ("when is the next digest?", "status"),
        ("what am I subscribed to?", "subscriptions"),
        ("why did I get this?", "why"),
        ("\u202ewhat's\u200b new", "summary"),
    ],
)
def test_what_is_said_means_a_command(said, meant):
    assert understood(said, WORDS) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("¿Qué hay de nuevo?", "summary"),
        ("qué hay de nuevo", "summary"),
        ("¡Hola! ¿Qué hay de nuevo?", "summary"),
        ("Hola, ¿qué hay de nuevo sobre la luna?", "summary la luna"),
        ("¡Gracias!", "thanks"),
    ],
)
def test_a_sign_that_opens_a_question_is_no_part_of_it(said, meant):
    assert understood(said, wording("es")) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "¿",
        "?",
        "moon base",
        "what's",
        "he told me what's new about the moon, and then we went home",
        "summary space",
        "subscribe space daily 08:00",
        "unsubscribe all",
        "help schedule",
        "pause until friday",
        "less 2",
        "why 2 of:0123",
        "unsubscribe id:0123",
        "search news",
        "any news about " + LONGEST * "x",
    ],
)
def test_commands_and_everything_else_stay_what_they_are(said):
    assert understood(said, WORDS) is None


@pytest.mark.parametrize("command", [*COMMANDS, *TAPS], ids=lambda command: command.name)
def test_no_phrase_stands_in_the_way_of_a_command(command):
    for name in (command.name, *command.aliases):
        assert understood(name, WORDS) in {None, command.name}
        assert understood(f"{name} moon base", WORDS) is None


@pytest.mark.parametrize(("key", "command"), SAYINGS, ids=[key for key, _ in SAYINGS])
@pytest.mark.parametrize("code", languages())
def test_every_phrase_means_its_command_and_no_other(code, key, command):
    words = wording(code)
    for phrase in phrases_of(words, key):
        said = phrase.replace(SLOT, "Moon base")
        line = understood(f"{said}?", words)
        assert line == command.replace(SLOT, "Moon base")
        found, _ = parse(line, COMMANDS, words, taps=TAPS)
        assert found.name == command.split()[0]


@given(st.text(max_size=LONGEST + 1))
def test_any_text_is_understood_or_not(text):
    assert understood(text, WORDS) is None or text.strip()


def test_a_conversation_in_plain_words(bot):
    bot.takes_in(SPACE, tags=frozenset({"space"}))
    bot.takes_in(FOOTBALL, tags=frozenset({"football"}))
    assert "Subscribed to space: daily 08:00" in bot.says("Send me news about space every morning")
    assert "Northport win the cup" in bot.says("Any news about football?")
    assert bot.says("what am I subscribed to?") == bot.says("subscriptions")
    assert "Not told any more: football" in bot.says("no more football, please")
    assert "Paused until" in bot.says("stop for 3 days")
    assert "Digests come again" in bot.says("I'm back")
    assert "Which one?" in bot.says("Stop!")
    assert "Unsubscribed from space" in bot.says("unsubscribe me from space")
    assert bot.says("Thank you!") == "You are welcome."


def test_who_may_not_change_things_may_not_in_plain_words_either(bot):
    bot.role = Role.MEMBER
    assert "Only administrators" in bot.says("send me news every morning")
    assert "Only administrators" not in bot.says("what's new?")


def test_what_people_say_to_each_other_is_let_pass(bot):
    for words in ("what's new?", "thanks", "stop", "any news about space?"):
        assert bot.hears(words, overheard=True).blocks == ()
