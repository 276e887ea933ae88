"""From a typed line to a command, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.parse import parse, split_words
from bot.commands.registry import COMMANDS
from bot.domain.errors import UsageError
from bot.messages.wording import wording
from tests.trying import trying


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("subscribe space -football", ["subscribe", "space", "-football"]),
        ('sub "moon base" -"cup final"', ["sub", "moon base", "-cup final"]),
        ("sub “moon base” «новая база»", ["sub", "moon base", "новая база"]),
        ('sub "moon', ["sub", "moon"]),
        ("  \t\n ", []),
        ('sub ""', ["sub"]),
        ("sub  a\u3000b", ["sub", "a", "b"]),
        ("\u202esub\u202c a\u200b\x00b \ufeff\u2066c\u2069", ["sub", "ab", "c"]),
        ("sub \u200cمی\u200cخواهم\u200d", ["sub", "می\u200cخواهم"]),
        ("sub क्\u200dष \u3164 \u200d\u200d", ["sub", "क्\u200dष"]),
        ('sub צה"ל "צה”ל x" -"a b"', ["sub", 'צה"ל', 'צה"ל x', "-a b"]),
        ('sub "a"b "c" 5" “航天”和', ["sub", 'a"b', "c", "5", "航天", "和"]),
        ('sub "climate law"daily 9:00', ["sub", "climate law", "daily", "9:00"]),
        ('sub x -“cup final”"a b"9:00 y', ["sub", "x", "-cup final", "a b", "9:00", "y"]),
        ('sub "moon צה"ל "the צה"ל x"', ["sub", "moon", 'צה"ל', 'the צה"ל x']),
        ('summary https://x.example/?q="a"', ["summary", 'https://x.example/?q="a']),
    ],
)
def test_words_and_quoted_words(typed, words):
    assert split_words(typed) == words


@pytest.mark.parametrize("typed", ["help", "/help", "/HELP", "/help@digest_bot", " Help "])
def test_a_command_is_known_however_it_is_called(typed):
    command, arguments = parse(typed, COMMANDS, wording())
    assert (command.name, arguments) == ("help", {"command": None})


def test_no_name_is_given_twice():
    names = [name for command in COMMANDS for name in (command.name, *command.aliases)]
    assert len(names) == len(set(names))


def test_required_words_are_asked_for():
    from dataclasses import replace

    from bot.commands.spec import Param

    strict = replace(COMMANDS[0], params=(Param("what"),))
    with pytest.raises(UsageError, match="Usage: start <what>"):
        parse("start", [strict], wording())


def test_what_buttons_say_beside_the_words_stands_anywhere_and_in_no_usage():
    for typed in ("why 2 of:1a", "why of:1a 2"):
        command, arguments = parse(typed, COMMANDS, wording())
        assert arguments == {"n": "2", "of": "1a"}
        assert command.usage == "why [n]"
    _, arguments = parse('search "page:2" page:3', COMMANDS, wording())
    assert arguments == {"what": ("page:2",), "page": "3"}


names = st.sampled_from([c.name for c in COMMANDS] + [a for c in COMMANDS for a in c.aliases])
lines = st.text(max_size=80) | st.builds("{} {}".format, names, st.text(max_size=80))


@trying(120, fixtures=True)
@given(line=lines)
def test_whatever_is_said_is_answered_and_never_with_an_apology(news, line):
    answer = news.says(line)
    assert answer.strip()
    assert "went wrong" not in answer
