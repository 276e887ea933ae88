"""People say how they want to be spoken to: how long, when not, in which language."""

from __future__ import annotations

import pytest

from bot.commands.parse import split_words
from bot.messages.tongues import language_meant
from bot.ports.chat import Role
from tests.bot.conftest import taps


def test_a_length_is_set_and_said_in_plain_words(bot):
    assert "medium: up to 8 stories, up to 3 sentences for the first; about 2 min" in bot.says(
        "length"
    )
    assert "short from now on: up to 4 stories, up to 2 sentences" in bot.says("length short")
    assert "Digests here are short" in bot.says("length")
    assert "Digests take 3 min to read from now on" in bot.says("length 3 min")
    assert "Digests here take 3 min to read" in bot.says("length")
    assert "3 min, the best stories that fit" in bot.says("settings")


def test_a_length_decides_how_many_stories_are_told(news):
    news.says("length 1 min")
    one = news.says("length")
    assert "1 min to read" in one
    news.says("length short")
    assert "Probe lands" in news.says("digest preview")


@pytest.mark.parametrize("typed", ["length 0 min", "length 21", "length huge", "length 3 hours"])
def test_a_length_that_is_not_understood(bot, typed):
    assert "is no length that I understand" in bot.says(typed)
    assert "medium" in bot.says("length")


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("quiet 22:00-07:00", "22:00-07:00: what falls due between is held"),
        ("quiet 22-7", "22:00-07:00"),
        ("quiet 10pm to 7am", "22:00-07:00"),
        ("quiet from 22:30 until 6", "22:30-06:00"),
        ("quiet 22:00 – 07:00", "22:00-07:00"),
        ("quiet 13:00-14:30 silent", "13:00-14:30: what falls due between comes without a sound"),
    ],
)
def test_quiet_hours_as_people_say_them(bot, typed, hours):
    assert f"Quiet hours {hours}" in bot.says(typed)
    assert hours[:11] in bot.says("quiet")


def test_quiet_hours_end(bot):
    bot.says("quiet 22-7")
    assert "There are no quiet hours" in bot.says("quiet off")
    assert "There are no quiet hours" in bot.says("quiet")


@pytest.mark.parametrize("typed", ["quiet 22", "quiet 22-22", "quiet 25-7", "quiet x-y", "quiet -"])
def test_quiet_hours_that_are_not_understood(bot, typed):
    assert "no quiet hours that I understand" in bot.says(typed)
    assert "There are no quiet hours" in bot.says("quiet")


def test_status_says_when_what_is_held_will_come(news):
    news.says("subscribe space daily 08:00")
    news.says("quiet 22:00-09:30")
    assert "today 09:30" in news.says("status")
    news.says("quiet 22:00-09:30 silent")
    assert "today 08:00" in news.says("status")


def test_the_language_is_said_and_set_by_its_code_or_its_own_name(bot):
    assert "I speak English here." in bot.says("language")
    for typed in ("language en", "lang English", "lang en-GB", "language in English."):
        assert "I speak English here from now on." in bot.says(typed)
    unknown = bot.says("language tlh")
    assert "I do not speak “tlh” yet, only: " in unknown
    assert "English (en), " in unknown
    assert bot.says("language deutsch") == "Ich spreche hier ab jetzt Deutsch."
    assert bot.says("hilfe los").startswith("start [topic…]")
    assert bot.says("sprache EN") == "I speak English here from now on."
    assert "There is no command" in bot.says("hilfe")


@pytest.mark.parametrize(
    "named",
    [
        (
            "zh",
            "simplified chinese",
            "Mandarin",
            "中文。",
            "华语",
            "漢語",
            "普通话",
            "国语",
            "繁體中文",
        ),
        ("de", "auf deutsch", "German.", '"german"', "in German please", "de."),
        ("ru", "русский язык", "по-русски", "俄文", "en ruso", "روسي"),
        ("ar", "阿拉伯文", "عربي", "اللغة العربية", "по-арабски"),
        ("en", "إنجليزي", "انجليزي", "الانكليزية", "انكليزي", "英文", "en inglés", "अंग्रेज़ी में"),
        ("es", "castellano", "西班牙文", "auf Spanisch"),
        ("hi", "印地文", "हिन्दी", "हिंदी में", "هندي"),
        ("fr", "franzoesisch", "français", "en français"),
        (None, "Klingon", "deutschland", "in", "?", "old church slavic"),
        (None, "Klingon (en)", "Deutsch (fr)"),
    ],
)
def test_a_language_is_meant_by_any_usual_name_of_it(named):
    code, *names = named
    assert {name: language_meant(" ".join(split_words(name))) for name in names} == dict.fromkeys(
        names, code
    )


@pytest.mark.parametrize("command", ["length", "quiet", "language"])
def test_what_is_offered_works(bot, command):
    for tap in taps(bot.hears(command)).values():
        assert "understand" not in bot.says(tap)


@pytest.mark.parametrize(
    "typed", ["length short", "quiet off", "language en", "settings", "mute x"]
)
def test_members_change_nothing(bot, typed):
    bot.role = Role.MEMBER
    assert "Only administrators" in bot.says(typed)
