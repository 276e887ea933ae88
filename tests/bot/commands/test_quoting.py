"""Names of sources with whatever characters: what the bot writes of them is read as them again."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.commands.forms import SEPARATOR
from bot.commands.parse import split_words
from bot.commands.wishes import read_wish
from bot.domain.subscriptions import Wants
from bot.domain.topics import topic_name
from bot.messages.quoting import typeable
from bot.messages.replies import wants_command, wants_text
from bot.messages.wording import wording
from tests.bot.conftest import SPACE, shown, taps
from tests.fakes.builders import a_feed
from tests.trying import trying

NAMES = ("Slate;News", '5" Screens', "The “X”; Y News", "www.news.example", "since:yesterday")

letters = st.text("aZß9٣新 \"“«;:,.،/#+-!'&", min_size=1, max_size=20)
names = letters.map(lambda name: " ".join(name.split())).filter(lambda n: any(map(str.isalnum, n)))

# what can be kept as a word: without what is dropped around one; "a" is none unless quoted
named = names.map(lambda name: typeable(name).strip(" ,;،，、-+!")).filter(lambda name: name != "a")


def put(bot, name: str) -> None:
    with bot.store.transaction() as tx:
        tx.feeds.put(a_feed(name=name, url="https://news.example/rss"))


def wants(bot) -> list[Wants]:
    with bot.store.snapshot() as tx:
        return [one.wants for one in tx.subscriptions.of_chat(bot.invocation().address)]


@trying(60, fixtures=True)
@given(name=names)
@example(name="-Dash;")
@example(name='"Dash"')
def test_what_is_written_of_a_wish_is_read_as_the_same_wish(bot, name):
    for one in (
        Wants(sources=frozenset({name})),
        Wants(never=frozenset({name})),
        Wants(sources=frozenset({name}), words=frozenset({"moon"}), never=frozenset({"football"})),
    ):
        with bot.store.snapshot() as tx:
            read, when = read_wish(split_words(wants_command(one)), tx, wording(), [name])
        assert (read, when) == (one, None)


@trying(60, fixtures=True)
@given(name=named)
@example(name='צה"ל')
@example(name='a"b c"d')
def test_what_is_written_of_a_word_or_topic_is_read_as_the_same(bot, name):
    word, topic = name.casefold(), topic_name(name)
    for one in (
        Wants(words=frozenset({word})),
        Wants(never=frozenset({word})),
        Wants(topics=frozenset({topic}), words=frozenset({"moon"}), never=frozenset({"football"})),
        Wants(words=frozenset({"moon"}), never=frozenset({topic})),
    ):
        topics = {topic} & {*one.topics, *one.never}
        with bot.store.snapshot() as tx:
            read, when = read_wish(split_words(wants_command(one)), tx, wording(), topics=topics)
        assert (read, when) == (one, None)


@pytest.mark.parametrize("typed", ['צה"ל', '"צה"ל"', "צה”ל"])
def test_a_quote_within_a_word_is_part_of_it(bot, typed):
    word = 'צה"ל'
    bot.says("subscribe everything")
    would = bot.hears(f"filter {typed}")
    bot.says(taps(would)["Do it"])
    assert wants(bot) == [Wants(never=frozenset({word}))]
    bot.says("mute off")
    muted = bot.hears(f"mute {typed}")
    assert wants(bot) == [Wants(never=frozenset({word}))]
    bot.says(taps(muted)["Undo"])
    assert wants(bot) == [Wants()]
    bot.says("unsubscribe all")
    bot.says(f"subscribe {typed}, never football daily 9:00")
    wish = Wants(words=frozenset({word}), never=frozenset({"football"}))
    assert wants(bot) == [wish]
    values = {field.name: field.value for field in bot.answerer.form(bot.invocation()).fields}
    bot.answerer.submit(bot.invocation(), {**values, "what": f"moon; {values['what']}"})
    assert set(wants(bot)) == {Wants(words=frozenset({"moon"})), wish}
    bot.says(taps(bot.hears(f"unsubscribe {typed} -football"))["Undo"])
    assert wish in wants(bot)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_sent_back_changes_nothing_whatever_stands_before_and_behind_a_name(bot, name):
    put(bot, name)
    bot.says("subscribe moon")
    bot.says("subscribe https://news.example/rss")
    bot.says("subscribe everything -https://news.example/rss")
    before = wants(bot)
    assert before[1:] == [Wants(sources=frozenset({name})), Wants(never=frozenset({name}))]
    what = next(f.value for f in bot.answerer.form(bot.invocation()).fields if f.name == "what")
    bot.answerer.submit(bot.invocation(), {"what": what})
    assert wants(bot) == before
    bot.answerer.submit(bot.invocation(), {"what": f"{what}; mars"})
    assert wants(bot) == [*before, Wants(words=frozenset({"mars"}))]


def test_a_form_is_parted_outside_quotes_and_at_once_however_many_there_are():
    assert SEPARATOR.split('צה"ל; "a;b"\nc') == ['צה"ל', ' "a;b"', "c"]
    assert len(SEPARATOR.split('; "' * 1364)) == 683  # an ambiguous pattern would never end


@pytest.mark.parametrize("name", NAMES)
def test_what_is_taken_back_is_what_it_was(bot, name):
    put(bot, name)
    bot.says("subscribe https://news.example/rss")
    before = wants(bot)
    ended = bot.hears("unsubscribe 1")
    assert f"Unsubscribed from {name}." in shown(ended)
    bot.says(taps(ended)["Undo"])
    assert wants(bot) == before
    bot.says("unsubscribe all")
    bot.says("subscribe everything")
    muted = bot.hears("mute https://news.example/rss")
    assert wants(bot) == [Wants(never=frozenset({name}))]
    bot.says(taps(muted)["Undo"])
    assert wants(bot) == [Wants()]


@pytest.mark.parametrize("topic", ["daily", "noon", "weekend", "sun", "mar", "and", "evenings"])
def test_a_topic_that_is_called_like_a_time_is_wanted_again(bot, topic):
    bot.takes_in(SPACE, tags=frozenset({topic}))
    bot.says(f'subscribe "{topic}" mon 09:00')
    before = wants(bot)
    assert before == [Wants(topics=frozenset({topic}))]
    bot.says(taps(bot.hears("unsubscribe 1"))["Undo"])
    assert wants(bot) == before
    values = {field.name: field.value for field in bot.answerer.form(bot.invocation()).fields}
    bot.answerer.submit(bot.invocation(), {**values, "what": f"{values['what']}; moon"})
    assert wants(bot) == [*before, Wants(words=frozenset({"moon"}))]


@pytest.mark.parametrize("language", ["en", "de", "ar", "zh"])
def test_the_newspaper_the_sun_is_no_time_when_it_is_never_wanted(bot, language):
    put(bot, "The Sun")
    bot.says(f"language {language}")
    bot.says('subscribe everything -"The Sun"')
    (before,) = wants(bot)
    assert before == Wants(never=frozenset({"The Sun"}))
    said = wants_text(before, wording(language))
    bot.says(f"unsubscribe {said}")
    assert wants(bot) == []
    bot.says(f"subscribe {said} daily 9:00")
    assert wants(bot) == [before]


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "sunday"), ("de", "sonntag"), ("ru", "ежедневно"), ("zh", "daily"), ("ar", "9:00")],
)
def test_a_word_that_is_like_a_time_is_said_so_that_it_can_be_typed_again(bot, language, word):
    bot.says(f"language {language}")
    bot.says(f'subscribe "{word}" moon -"{word}s"')
    bot.says(f'subscribe everything -"{word}"')
    for before in wants(bot):
        said = wants_text(before, wording(language))
        assert f'"{word}' in said
        bot.says(f"unsubscribe {said}")
        assert before not in wants(bot)
        bot.says(f"subscribe {said} daily 9:00")
        assert before in wants(bot)
    bot.takes_in(SPACE, tags=frozenset({word}))
    assert wants_text(Wants(topics=frozenset({word})), wording(language)) == f'"{word}"'


def test_a_word_that_is_like_a_day_in_short_is_said_so_that_it_can_be_typed_again(bot):
    bot.says("language es")
    bot.says('subscribe luna "mar" lun 09:00')
    (before,) = wants(bot)
    assert before == Wants(words=frozenset({"luna", "mar"}))
    typed = 'luna, "mar" lun 09:00'
    assert typed.replace(" lun", ": lun") in bot.says("subscriptions")
    bot.says(f"subscribe {typed}")
    assert wants(bot) == [before]
