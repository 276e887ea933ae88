"""The catalogues of all languages: the same sentences as in English, each well made."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from babel import Locale

from bot.commands.parse import find, names_of, parse
from bot.commands.registry import COMMANDS, TAPS
from bot.messages.wording import catalogue, folded, languages, wording

ENGLISH = wording().patterns
OWN = ("alias.", "word.")  # sections that English has not
OTHERS = [code for code in languages() if code != "en"]
NAMES = frozenset().union(*({one.name, *one.aliases} for one in COMMANDS))
BUTTONS = 75  # characters: https://api.slack.com/reference/block-kit/block-elements#button
MENU = 256  # characters: https://core.telegram.org/bots/api#botcommand

_PLACEHOLDER = re.compile(r"\{(\w+)\s*[,}]")
_PLURAL = re.compile(r"\{(\w+), plural,")
_BRANCH = re.compile(r"(=\d+|zero|one|two|few|many|other) \{")


def sentences(code):
    """Return what people are told, by its key."""
    return {
        key: pattern
        for key, pattern in catalogue(code).items()
        if not key.startswith((*OWN, "heard.")) or key == "heard.welcome"
    }


def plurals(pattern):
    """Yield what is counted in each plural of a pattern, and the names of its branches."""
    for found in _PLURAL.finditer(pattern):
        depth, at, start = 1, found.end(), found.end()
        flat = ""
        while depth:
            depth += {"{": 1, "}": -1}.get(pattern[at], 0)
            flat += pattern[at] if depth == 1 or (pattern[at] == "{" and depth == 2) else ""
            at += 1
        assert start < at
        yield found[1], _BRANCH.findall(flat)


def placeholders(pattern):
    """Return the names of the values of a pattern."""
    counted = {name for name, _ in plurals(pattern)}
    return set(_PLACEHOLDER.findall(_BRANCH.sub("(", pattern))) | counted


@pytest.mark.parametrize("code", OTHERS)
def test_it_says_what_english_says(code):
    assert sentences(code).keys() - sentences("en").keys() == set()
    assert sentences("en").keys() - sentences(code).keys() == set()
    heard = {key for key in catalogue(code) if key.startswith("heard.")}
    assert heard - set(ENGLISH) == set()


@pytest.mark.parametrize("code", OTHERS)
def test_a_sentence_has_the_values_of_the_english_one(code):
    said = sentences(code).items()
    assert [key for key, one in said if placeholders(one) != placeholders(ENGLISH[key])] == []


@pytest.mark.parametrize("code", languages())
def test_plurals_have_the_categories_of_the_language(code):
    needed = {*Locale.parse(code).plural_form.tags, "other"}
    for key, pattern in sentences(code).items():
        for _, branches in plurals(pattern):
            assert {one for one in branches if not one.startswith("=")} <= needed, key
            whole = {one for one in branches if not one.startswith("=")} == needed
            assert whole or spelled_out(branches, needed), key


def spelled_out(branches, needed):
    """Say whether what is missing is said exactly: `=1` for one, `=2` for two, `=0` for zero."""
    exact = {"=0": "zero", "=1": "one", "=2": "two"}
    said = {exact.get(one, one) for one in branches}
    # Where only what is more than one is told apart, a language may say both the same way.
    return needed <= said or set(branches) <= {"=0", "=1", "other"}


@pytest.mark.parametrize("code", languages())
def test_a_sentence_is_well_formed_for_every_count(code):
    for key, pattern in sentences(code).items():
        counted = {name for name, _ in plurals(pattern)}
        for count in (0, 1, 2, 3, 5, 11, 21, 1_000_000) if counted else (1,):
            values = {name: count if name in counted else "(it)" for name in placeholders(pattern)}
            line = wording(code).line(key, **values)
            text = "".join(inline.text for inline in line)
            assert not set(text) & set("{}`"), (key, text)
            assert "**" not in text, key
            assert "plural" not in text, key


@pytest.mark.parametrize("code", languages())
def test_a_rhythm_ends_no_sentence_with_two_stops(code):
    words = wording(code)
    for hours in (1, 2, 3, 4, 6, 12):
        assert not words.say("when.every", hours=hours).endswith(".")


@pytest.mark.parametrize("code", languages())
def test_one_word_stands_for_one_thing(code):
    words = wording(code)
    for count in (1, 2, 5, 11):
        counted = words.say("status.counts", articles=count, stories=count).strip("\u200f")
        for key in ("stats.articles", "stats.stories"):
            assert words.say(key, count=count).strip("\u200f") in counted
    topics = words.say("page.status-by-topic")
    assert topics.startswith(re.split(r" ?[:：]", words.say("stats.by-topic"))[0])


@pytest.mark.parametrize("code", OTHERS)
def test_digests_are_counted_in_the_words_of_the_language(code):
    assert "digest" not in wording(code).say("stats.digests", count=6).casefold()


@pytest.mark.parametrize("code", OTHERS)
def test_markup_is_that_of_the_english_sentence(code):
    for key, pattern in sentences(code).items():
        assert codes(pattern) == codes(ENGLISH[key]), key
        assert pattern.count("**") == ENGLISH[key].count("**"), key


def codes(pattern):
    """Return what is to be typed, without words that a person makes up."""
    return {
        code if code.partition(" ")[0] not in NAMES else code.partition(" ")[0]
        for code in re.findall(r"`([^`]+)`", pattern)
    }


@pytest.mark.parametrize("code", languages())
def test_a_command_in_a_sentence_can_be_typed_as_it_stands(code):
    for pattern in sentences(code).values():
        for typed in re.findall(r"`([^`]+)`", pattern):
            name, _, more = typed.partition(" ")
            if name in NAMES and more and "{" not in typed:  # a name alone may only be spoken of
                parse(typed, COMMANDS, wording(code), taps=TAPS)


@pytest.mark.parametrize("code", languages())
def test_menus_and_buttons_have_room_for_their_words(code):
    patterns = catalogue(code)
    for command in COMMANDS:
        assert 1 <= len(patterns[command.summary]) <= MENU
    buttons = ("undo.label", "interrupted.again", "delivery.show", "filter.do", "erase.yes")
    buttons += tuple(f"page.try-{name}" for name in ("digest", "daily", "topics", "help", "send"))
    buttons += ("start.everything", "start.topics", "start.now", "settings.all", "digest.read")
    assert [key for key in buttons if len(patterns[key]) > BUTTONS] == []
    for key in ("digest.more", "digest.why", "digest.like", "digest.less", "settings.back"):
        assert len(patterns[key]) <= BUTTONS // 2, key
    # Slack's modal: https://api.slack.com/reference/surfaces/views
    assert all(len(patterns[f"form.{key}"]) <= 24 for key in ("title", "submit", "cancel"))


@pytest.mark.parametrize("code", OTHERS)
def test_other_names_of_commands_are_clear(code):
    words = wording(code)
    names = [name for command in COMMANDS for name in names_of(command, words)]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert all(name == folded(name) and len(name.split()) == 1 for name in names)
    own = {key for key in catalogue(code) if key.startswith("alias.")}
    assert own <= {f"alias.{command.name}" for command in COMMANDS}
    assert len(own) >= len(COMMANDS) - 1, "nearly every command has a name of its own"


@pytest.mark.parametrize("code", OTHERS)
def test_a_command_is_understood_by_its_other_names(code):
    words = wording(code)
    for command in COMMANDS:
        for name in words.aliases(command.name):
            assert find(name.upper(), COMMANDS, words) is command, name
            assert find(name, COMMANDS, wording()) is None, name


@pytest.mark.parametrize("code", OTHERS)
def test_words_behind_a_command_are_those_that_a_command_knows(code):
    known = {word for one in COMMANDS for param in one.params for word in param.words + param.only}
    own = {key: words for key, words in catalogue(code).items() if key.startswith("word.")}
    assert {key.removeprefix("word.") for key in own} == known
    said = [word.strip() for words in own.values() for word in words.split(",")]
    assert len(said) == len(set(said))
    assert all(word == folded(word) and len(word.split()) == 1 for word in said)


@pytest.mark.parametrize(
    ("code", "key", "values", "said"),
    [
        ("en", "feeds.too-many", {"most": 3}, "These are too many links at once."),
        ("de", "digest.left-out", {"count": 1}, "Eine weitere Meldung hatte keinen Platz"),
        ("de", "digest.left-out", {"count": 2}, "2 weitere Meldungen hatten keinen Platz"),
        ("de", "erase.ask", {"told": 1, "subscriptions": 1}, "eine Meldung gezeigt wurde, und"),
        ("hi", "digest.left-out", {"count": 1}, "एक और खबर इसमें नहीं आ सकी;"),
        ("hi", "digest.left-out", {"count": 3}, "3 और खबरें इसमें नहीं आ सकीं;"),
        ("ar", "length.minutes", {"minutes": 3}, "3 دقائق"),
        ("ar", "length.minutes", {"minutes": 15}, "15 دقيقة"),
        ("ru", "filter.keeps", {"count": 1}, "Осталась бы одна:"),
        ("ru", "filter.keeps", {"count": 21}, "Осталась бы 21, например:"),
        ("zh", "sources.failing", {"count": 1}, "这个订阅源无法读取："),
    ],
    ids=str,
)
def test_verbs_and_adjectives_go_with_the_count(code, key, values, said):
    assert said in wording(code).say(key, **values)


@pytest.mark.parametrize("code", languages())
def test_a_single_one_is_no_example(code):
    for key in ("sources.failing", "filter.drops", "filter.returns", "filter.keeps"):
        one = wording(code).say(key, count=1)
        assert not re.search("例如|например|such as|zum Beispiel|como:|dont|जैसे|منها", one), key
