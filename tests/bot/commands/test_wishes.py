"""People say what they want in their own way, and make mistakes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.commands.parse import split_words
from bot.commands.retyped import as_typed
from bot.domain.chats import parse_address
from bot.messages.direction import without_isolates
from bot.messages.replies import wants_text
from bot.messages.wording import languages, wording
from tests.bot.conftest import shown, taps

NOTHING_SUBSCRIBED = "no subscriptions yet"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("subscribe space and sport", "space, sport"),
        ("subscribe me to the news about space, please", "space"),
        ("subscribe space, sport or moon", "space, sport, moon"),
        ("subscribe harbor wire and space", "space, Harbor Wire"),
        ("subscribe news", "everything"),
        ("subscribe all news", "everything"),
        ("subscribe all space", "space"),
        ('subscribe "and"', "and"),
        ('subscribe "everything"', "everything"),
        ("subscribe apollo 11", '"11", apollo'),
        ('subscribe "day off"', '"day off"'),
        ("subscribe -football", "everything, never football"),
    ],
)
def test_connecting_words_are_no_wishes_unless_quoted(news, typed, shown):
    assert f"Subscribed to {shown}: daily 08:00." in news.says(typed)


def test_the_word_and_does_not_bring_everything(news):
    assert "Harbor bridge" not in news.says("subscribe space and sport")


@pytest.mark.parametrize(
    "when",
    [
        "25:00",
        "every 0h",
        "every 99h",
        "every 30 minutes",
        "every",
        "weekly",
        "monthly",
        "weekdays 9-17",
        "daily off",
        "tomorrow",
        "13pm",
        "daily 8:00 sport",
    ],
)
def test_a_broken_time_is_no_wish(news, when):
    answer = " ".join(news.says(f"subscribe space {when}").split())
    assert "Schedules look like daily 08:00" in answer
    assert NOTHING_SUBSCRIBED in news.says("list")


def test_a_broken_time_says_what_is_wrong_with_it(news):
    assert "“25:00” is no time of day." in news.says("subscribe space 25:00")
    assert "The shortest step is hourly" in news.says("subscribe space every 30 minutes")
    assert "The time comes last" in news.says("subscribe space 8:00 please")


def test_a_time_may_stand_before_what_is_not_wanted_and_words_in_quotes(news):
    answer = news.says("subscribe everything daily 9:00 -football")
    assert "Subscribed to everything, never football: daily 09:00." in answer
    assert 'Subscribed to "daily mail": daily 09:00.' in news.says('subscribe "daily mail" 9am')
    news.says("language de")
    assert '"klima heute", Mo 09:00' in news.says('subscribe "Klima heute" Mo 9:00')
    assert "nie war, Di, Do 09:00" in news.says("subscribe everything, never war Di, Do 9:00")
    assert "Die Zeit kommt zuletzt" in news.says("subscribe everything Mo 9:00 und Do 18:00")


def test_a_source_that_is_called_like_a_day_is_a_source(news):
    news.takes_in("Rain\n\nIt will rain on the coast on Monday, they say.", author="The Sun")
    assert 'Subscribed to "The Sun": daily 08:00.' in news.says("subscribe the sun")


@pytest.mark.parametrize(
    ("language", "typed", "answer"),
    [
        ("es", "subscribe Puerto Mar 9:00", "Puerto Mar, a diario 09:00"),
        ("es", "subscribe puerto mar, a las 9:00", "Puerto Mar, a diario 09:00"),
        ("es", "subscribe puerto mar mar 9:00", "Puerto Mar, mar 09:00"),
        ("es", "subscribe puerto lun 9:00", "puerto, lun 09:00"),
        ("fr", "subscribe fromage sam 9:00", '"sam", fromage, chaque jour 09:00'),
        ("fr", "subscribe fromage ven 9:00", "fromage, ven. 09:00"),
        ("fr", "subscribe le ven 9:00", '"ven", chaque jour 09:00'),
        ("fr", "subscribe everything ven 9:00", "tout, ven. 09:00"),
    ],
)
def test_a_name_that_ends_like_a_short_day_is_a_name(news, language, typed, answer):
    topics = frozenset({"sam"})
    news.takes_in("Rain\n\nIt will rain on the coast, they say.", author="Puerto Mar", tags=topics)
    news.says(f"language {language}")
    assert answer in news.says(typed)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("اشترك كرة كل يوم 8:00", "كرة: يوميًا 08:00"),
        ("اشترك كرة كل يوم 8:00 -سلة", "كرة، ما عدا سلة: يوميًا 08:00"),
        ("اشترك كل يوم الساعة 8 صباحًا", "كل شيء: يوميًا 08:00"),
        ("اشترك كل ساعة", "كل شيء: كل ساعة"),
        ("اشترك كل 4 ساعات", "كل شيء: كل 4 ساعات"),
        ("اشترك كل ساعتين", "كل شيء: كل ساعتين"),
        ("اشترك كل صباح", "كل شيء: يوميًا 08:00"),
        ("اشترك الكل كل يوم الساعة 9", "كل شيء: يوميًا 09:00"),
        ("اشترك كل -كرة", "كل شيء، ما عدا كرة: يوميًا 08:00"),
        ("اشترك كل كرة سلة كل يوم 8:00", "كل شيء، أم كرة، سلة فقط؟"),
    ],
)
def test_a_word_of_arabic_is_every_before_a_time_and_everything_elsewhere(bot, typed, answer):
    bot.says("language ar")
    assert answer in without_isolates(bot.says(typed))


@pytest.mark.parametrize("typed", ["-", "+", ",", "- +", "and", "🚀", "?!"])
def test_nothing_named_is_not_everything(news, typed):
    assert "Subscribe to what?" in news.says(f"subscribe {typed}")
    assert NOTHING_SUBSCRIBED in news.says("list")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("subscribe space everything", "Everything, or only space?"),
        ("subscribe space -space", "“space” cannot be wanted and unwanted at once."),
        ("subscribe space -everything", "“everything” cannot be wanted and unwanted at once."),
        ("subscribe " + "x" * 61, "at most 60 characters"),
        ("subscribe space -" + "x" * 61, "at most 60 characters"),
        ("subscribe " + " ".join(map("word{}".format, range(21))), "at most 20 names and words"),
        ("subscribe https://a.example/" + "x" * 99, "Links cannot be subscribed to here"),
    ],
)
def test_what_can_mean_nothing_is_refused(news, typed, answer):
    assert answer in news.says(typed)
    assert NOTHING_SUBSCRIBED in news.says("list")


@pytest.mark.parametrize(
    "command",
    ["subscribe", "unsubscribe", "timezone", "summary", "pause", "schedule", "help", "", "digest"],
)
def test_long_words_are_not_repeated_at_length(news, command):
    news.says("subscribe space")
    for letters in ("x" * 4000, "9" * 4000, "25:00" * 800):
        assert len(news.says(f"{command} {letters}")) < 300


def test_invisible_characters_are_not_kept(news):
    assert "Subscribed to space: daily 08:00." in news.says("subscribe \u202espa\u200bce\u202c")
    assert "\u202e" not in news.says("summary \u202etxt")


@pytest.mark.parametrize(
    ("typed", "command", "shown"),
    [
        ("everything, never football", "everything -football", "everything, never football"),
        ("space, never football, moon", "space -football -moon", "space, never football, moon"),
        (
            'space, "moon base", never "Harbor Wire", "far side"',
            'space "moon base" -"far side" -"harbor wire"',
            'space, "moon base", never "Harbor Wire", "far side"',
        ),
        ('"never say never" space', '"never say never" space', 'space, "never say never"'),
    ],
)
def test_a_wish_can_be_typed_as_the_bot_says_it(news, typed, command, shown):
    answer = " ".join(news.says(f"subscribe {typed} weekly fri 17:00").split())
    assert f"Subscribed to {shown}: fri 17:00." in answer
    assert f"You have {shown} already." in news.says(f"subscribe {command}")
    assert f"{shown}" in news.says(f"unsubscribe {typed}")
    assert subscriptions(news) == []


@pytest.mark.parametrize(
    "wish",
    [
        'everything -football -"far side"',
        'space "moon base" -"far side" -football',
        'mars "moon base" -football -zinc',
    ],
)
@pytest.mark.parametrize("language", languages())
def test_every_language_reads_what_it_says_of_a_wish(news, language, wish):
    news.says(f"language {language}")
    news.says(f"subscribe {wish} daily 09:00")
    (made,) = subscriptions(news)
    assert len(made.wants.never) == 2
    said = wants_text(made.wants, wording(language))
    news.says(f"unsubscribe {said}")
    assert subscriptions(news) == []
    news.says(f"subscribe {said} daily 09:00")
    (again,) = subscriptions(news)
    assert (again.wants, again.schedule) == (made.wants, made.schedule)
    news.says("unsubscribe all")
    news.says(f"subscribe {wording(language).say('wants.everything')} daily 09:00")
    assert subscriptions(news)[0].wants.everything


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("de", "Fußball Niederlande", {"fussball", "niederlande"}),
        ("de", "Fußball, Niederlande", {"fussball", "niederlande"}),
        ("en", "disney neverland", {"disney", "neverland"}),
        ("en", "disney, neverland", {"disney", "neverland"}),
        ("en", "movies never ending story", {"movies", "never", "ending", "story"}),
        ("en", "movies, never-ending story", {"movies", "never-ending", "story"}),
        ("es", "cine nunca más", {"cine", "nunca", "más"}),
    ],
)
def test_a_word_that_only_begins_like_never_is_wished_for(news, language, typed, words):
    news.says(f"language {language}")
    news.says(f"subscribe {typed}")
    (made,) = subscriptions(news)
    assert (made.wants.words, made.wants.never) == (words, frozenset())
    news.says(f"unsubscribe {typed}")
    assert subscriptions(news) == []


def test_chinese_needs_no_space_before_what_is_never_wanted(news):
    news.says("language zh")
    news.says("subscribe 全部，不要足球")
    assert subscriptions(news)[0].wants.never == {"足球"}


@pytest.mark.parametrize("language", languages())
def test_what_is_too_long_for_a_wish_is_not_searched(language):
    typed = ("space", *[",,,,"] * 900, "never", "football")
    assert as_typed(typed, wording(language)) == typed


def test_quotes_in_words_and_around_them_are_read_in_one_way_only():
    """Read in two, these few lines would take years; the suite would not end."""
    typed = split_words('צה"ל, "חז"ל!", ' * 80)
    for language in languages():
        assert as_typed(typed, wording(language))


def subscriptions(bot):
    with bot.store.snapshot() as tx:
        return tx.subscriptions.of_chat(parse_address(bot.address))


def test_a_name_that_is_much_like_another_is_asked_about(news):
    asked = news.hears("subscribe spce -football daily 9:00")
    assert "Nothing was ever told here of “spce”. Did you mean space?" in shown(asked)
    assert taps(asked) == {
        "space": "subscribe space -football daily 09:00",
        "No, “spce”": 'subscribe "spce" -football daily 09:00',
    }
    assert subscriptions(news) == []
    assert "Subscribed to spce, never football: daily 09:00." in news.says(
        taps(asked)["No, “spce”"]
    )
    assert "Subscribed to space, never football: daily 09:00." in news.says(taps(asked)["space"])
    for meant in ("subscribe crowns", 'subscribe "spacs"', "subscribe sound"):
        assert "Subscribed to" in news.says(meant)


def test_the_topics_of_the_settings_are_known_before_their_first_article(bot):
    answerer = replace(bot.answerer, topics=frozenset({"space", "world-news"}))
    asked = shown(answerer(bot.invocation("subscribe spce")))
    assert "Did you mean space?" in asked
    answerer(bot.invocation("subscribe world_news"))
    assert subscriptions(bot)[0].wants.topics == {"world-news"}
    assert "Subscribed to space" in shown(answerer(bot.invocation("start space")))


@pytest.mark.parametrize(
    ("language", "typed", "wants"),
    [
        ("fr", "la lune et Mars à 8h", "lune, mars: daily 08:00"),
        ("es", "noticias sobre la luna los lunes", "luna, noticias: mon 08:00"),
        ("es", "LA", '"la": daily 08:00'),
        ("de", "der Mond und Mars am Montag", "mars, mond: mon 08:00"),
        ("ru", "луна и марс во вторник", "луна, марс: tue 08:00"),
        ("hi", "चाँद और मंगल", 'चाँद, "मंगल": daily 08:00'),
        ("en", "la lune", '"la", lune: daily 08:00'),  # nobody said that it is French
    ],
)
def test_small_words_of_the_chats_language_are_no_wishes(news, language, typed, wants):
    news.says(f"language {language}")
    news.says(f"subscribe {typed}")
    news.says("language en")
    assert wants in news.says("list")


def test_only_small_words_name_nothing(news):
    news.says("language fr")
    news.says("subscribe la")
    news.says("language en")
    assert "no subscriptions yet" in news.says("list")


def test_a_word_that_became_a_topic_is_told_shown_and_ended_as_one(bot):
    bot.says("subscribe knitting")
    bot.world.sleep(minutes=1)
    bot.takes_in("Two needles\n\nA jumper was made in a day by hand.", tags=("knitting",))
    assert bot.plans().digests == 0  # its time has not come
    bot.world.sleep(days=1)
    assert bot.plans().digests == 1
    assert "Two needles" in "".join(bot.posts())
    assert "It is filed under knitting" in bot.says("why 1")
    assert "already" in bot.says("subscribe knitting daily 9:00")
    assert bot.says("list").count("knitting") == 1
    assert "settings topics -knitting" in taps(bot.hears("settings topics")).values()
    bot.says("settings topics -knitting")
    assert "no subscriptions yet" in bot.says("list")
