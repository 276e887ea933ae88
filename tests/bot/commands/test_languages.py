"""A conversation in every language: said and understood, with buttons in it."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from bot.commands.manner import offered_lengths
from bot.commands.registry import COMMANDS
from bot.commands.sayings import phrases_of
from bot.domain.chats import parse_address
from bot.domain.lengths import parse_length
from bot.messages.direction import RLM, without_isolates
from bot.messages.tongues import language_name
from bot.messages.wording import catalogue, languages, wording
from bot.render import telegram
from tests.bot.conftest import taps

OTHERS = [code for code in languages() if code != "en"]


def bare(text):
    """Return a text without the marks of its direction."""
    return without_isolates(text).replace(RLM, "")


def own(code, command):
    """Return what a command is called in a language, or its English name."""
    return next(iter(wording(code).aliases(command)), command)


def own_word(code, word):
    """Return what a word behind a command is in a language."""
    return catalogue(code)[f"word.{word}"].split(",")[0].strip()


@pytest.mark.parametrize("code", OTHERS)
def test_a_conversation_in_its_words(news, code):
    words = wording(code)
    news.says(f"language {code}")
    subscribed = news.says(f"{own(code, 'subscribe')} {own_word(code, 'everything')} daily 07:30")
    assert bare(words.say("when.daily", times="07:30")) in bare(subscribed)
    assert bare(words.say("wants.everything")) in bare(news.says(own(code, "subscriptions")))
    assert "07:30" in news.says(f"{own(code, 'digest')} {own_word(code, 'preview')}")
    assert "Petrel" in news.says(f"{own(code, 'search')} Petrel")
    quiet = news.says(f"{own(code, 'quiet')} 22:00-07:00 {own_word(code, 'silent')}")
    assert "22:00-07:00" in quiet
    off = news.says(f"{own(code, 'quiet')} {own_word(code, 'off')}")
    assert bare(off).startswith(bare(words.say("quiet.off"))[:8])
    for length in ("short", "medium", "long"):
        said = news.says(f"{own(code, 'length')} {own_word(code, length)}")
        assert bare(words.say(f"length.{length}")) in bare(said)
    gone = news.says(f"{own(code, 'unsubscribe')} {own_word(code, 'all')}")
    assert bare(words.say("wants.everything")) in bare(gone)


@pytest.mark.parametrize("code", languages())
def test_whoever_unsubscribes_from_everything_ends_all(bot, code):
    words = wording(code)
    bot.says(f"language {code}")
    named = catalogue(code).get("word.everything", "everything").split(",")
    for name in (*map(str.strip, named), bare(words.say("wants.everything")), '"everything"'):
        for wish in ("moon", '"everything"', "everything -football"):
            bot.says(f"subscribe {wish}")
        bot.says(f"unsub {name}")
        with bot.store.snapshot() as tx:
            left = tx.subscriptions.of_chat(parse_address(bot.address))
        assert len(left) == (2 if name.startswith('"') else 0), name  # a quoted word is but a word


@pytest.mark.parametrize("code", languages())
def test_the_chat_is_forgotten_in_its_words_and_after_a_question(bot, code):
    bot.says("subscribe everything")
    bot.says(f"language {code}")
    command = own(code, "forget")
    for phrase in ("this chat", *phrases_of(wording(code), "heard.this-chat")):
        asked = taps(bot.hears(f"{command} {phrase.upper()}"))
        assert asked[wording(code).say("erase.yes")] == "forget this chat now"
    bot.says(f"{command} chat")
    assert "1" in bot.says("subscriptions")
    bot.says("forget this chat now")
    with bot.store.snapshot() as tx:
        assert not tx.chats.all()


@pytest.mark.parametrize("code", languages())
def test_a_length_is_understood_as_it_is_said(bot, code):
    bot.says(f"language {code}")
    for said, typed in offered_lengths(wording(code)):
        shown = bot.says(f"length {typed}")
        bot.says("length 7 min")
        assert bot.says(f"length {said}") == shown


@pytest.mark.parametrize(
    "typed", ["3 minuto", "3 минуты", "3 минут", "3 Min.", "3 мин.", "٣ دقائق", "३ मिनट", "3分钟"]
)
def test_minutes_are_understood_in_forms_and_digits_of_other_languages(typed):
    assert parse_length(typed).minutes == 3


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_of_an_answer_is_in_english(news, code):
    words = wording(code)
    news.says(f"language {code}")
    news.says("subscribe space daily 08:00")
    offered = bare(news.says("schedule 1"))
    assert bare(words.say("console.try")) in offered
    assert "Try:" not in news.says("digest preview")
    assert "no time of day" not in news.says("schedule 25:00")
    assert bare(words.say("unscheduled.no-clock", word="25:00")) in bare(
        news.says("schedule 25:00")
    )


@pytest.mark.parametrize("code", languages())
def test_every_command_answers_in_it(news, code):
    news.says(f"language {code}")
    news.says("subscribe space")
    for command in COMMANDS:
        if command.name not in {"forget", "export"}:
            assert news.says(command.name)
            assert news.says(f"help {own(code, command.name)}")


@pytest.mark.parametrize("code", languages())
def test_the_list_of_commands_shows_what_its_language_calls_them(bot, code):
    bot.says(f"language {code}")
    listed = bot.says("help")
    for command in COMMANDS:
        assert command.usage in listed
        assert all(f"`{name}`" in listed for name in wording(code).aliases(command.name)[:1])
    assert ("`" in listed.replace("`help subscribe`", "").replace("`quit`", "")) == (code != "en")


def test_each_language_is_offered_by_its_own_name(bot):
    assert taps(bot.hears("language")) == {
        language_name(code): f"language {code}" for code in languages()
    }
    assert languages()[0] == "en", "the menus of whoever speaks none of them are the first ones"


@pytest.mark.parametrize("code", languages())
def test_a_language_is_meant_by_its_name_in_english_in_the_chats_or_in_its_own(bot, code):
    for wanted in languages():
        set_to = bare(wording(wanted).say("language.set"))
        assert language_name(wanted).casefold() in set_to.casefold() or wanted == "ru"
        listed = f"{language_name(wanted)} ({wanted})"
        names = (Locale(known).languages[wanted] for known in ("en", code, wanted))
        for name in (*names, listed):
            for typed in (name, name.upper()):
                bot.says(f"language {code}")
                assert bare(bot.says(f"{own(code, 'language')} {typed}")) == set_to, typed


@pytest.mark.parametrize(
    ("typed", "code"),
    [("हिंदी", "hi"), ("ألمانية", "de"), ("frances", "fr"), ("简体中文", "zh"), ("zh_TW", "zh")],
)
def test_a_language_is_meant_by_other_names_that_people_write(bot, typed, code):
    assert bare(bot.says(f"language {typed}")) == bare(wording(code).say("language.set"))


@pytest.mark.parametrize(
    ("code", "comma", "apart"), [("ar", "، ", "؛ "), ("zh", "、", "；"), ("de", ", ", "; ")]
)
def test_what_stands_in_a_row_has_the_commas_of_the_language(news, code, comma, apart):
    news.says(f"language {code}")
    news.says("subscribe space sport moon daily 09:00")
    assert f"11:00{comma}" in bare(news.says("schedule daily 11:00 19:00"))
    named = comma.join(("space", "sport", "moon"))
    assert named in bare(news.says("subscriptions"))
    news.says(f"subscribe {named}")  # as it is said
    with news.store.snapshot() as tx:
        assert len(tx.subscriptions.of_chat(parse_address(news.address))) == 1
    news.says("subscribe mars")
    assert f"{named}{apart}mars" in bare(news.says("unsubscribe all"))


def test_no_blank_follows_the_wide_signs_of_chinese(news):
    blank = re.compile(r"[。：，、；！？] +\S")
    assert [said for said in catalogue("zh").values() if blank.search(said)] == []
    news.says("language zh")
    for typed in (
        "subscribe space",
        "schedule 1",
        "schedule 25:00",
        "subscribe x 25:00",
        "summary",
    ):
        assert blank.findall(news.says(typed)) == []


def test_a_word_of_another_language_is_no_command(bot):
    assert "There is no command" in bot.says("hilfe")
    bot.says("language de")
    assert "`help subscribe`" in bot.says("hilfe")
    assert "Meintest du" in bot.says("hilfee")


@pytest.mark.parametrize("code", OTHERS)
def test_no_line_of_the_list_of_commands_has_two_colons(bot, code):
    bot.says(f"language {code}")
    (body, *_) = telegram.render(bot.hears("help"))
    rows = re.sub("<[^>]*>", "", body["text"]).splitlines()
    (start,) = (row for row in rows if "start [topic…]" in row)
    assert len(re.findall("[:：]", bare(start))) == 1
    assert f" · {wording(code).say('command.start')}".replace(RLM, "") in bare(start)
