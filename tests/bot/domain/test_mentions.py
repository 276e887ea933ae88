"""A filter matches what it says: against a naive reading of the same rule."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain import mentions
from bot.domain.filters import reason_for
from bot.domain.mentions import Texts
from bot.domain.subscriptions import Wants
from summarizer import stem, words
from tests.fakes.builders import a_coverage, a_report, an_article
from tests.trying import trying

unhurried = trying(16)

SPACED = st.sampled_from(["moon", "moons", "base", "bases", "runner", "running", "ran", "m", "x1"])
SENTENCES = st.lists(SPACED, max_size=12).map(" ".join)
ANY = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=80)


def report(text: str, language: str = "en", title: str = ""):
    return a_report(an_article(title=title, body=text, language=language, url=None))


def says(phrase: str, text: str, language: str = "en") -> bool:
    return Texts().mention(phrase, report(text, language))


@unhurried
@given(phrase=SENTENCES, text=SENTENCES)
def test_words_between_spaces_match_whole_and_in_any_form(phrase, text):
    wanted = [stem(word, "en") for word in words(phrase)]
    found = [stem(word, "en") for word in words(text)]
    naive = bool(wanted) and any(
        found[at : at + len(wanted)] == wanted for at in range(len(found) - len(wanted) + 1)
    )
    assert says(phrase, text) == naive


@unhurried
@given(
    parts=st.lists(st.sampled_from(["中国", "航天", "航天员", "空间站", "进入", "局"]), max_size=8)
)
def test_words_without_spaces_match_from_cut_to_cut(parts):
    text = "".join(parts)
    found = words(text)
    cuts = {sum(map(len, found[:n])) for n in range(len(found) + 1)}
    for phrase in ("航天", "航天员", "中国航天", "站", "局"):
        starts = range(len(text))
        naive = any(
            text.startswith(phrase, at) and at in cuts and at + len(phrase) in cuts for at in starts
        )
        assert says(phrase, text, "zh") == naive


@unhurried
@given(phrase=ANY, text=ANY, language=st.sampled_from(["en", "zh", "ja", "th", "ar", "fr", "xx"]))
@example(phrase="\x1f", text="\x1f\x1e", language="en")
@example(phrase='"', text='""', language="en")
@example(phrase="a.*(b+)+$", text="aaaaaaaa", language="en")
def test_whatever_is_typed_is_only_ever_words(phrase, text, language):
    one = a_coverage(report(text, language))
    never = Wants(never=frozenset({phrase}))
    only = Wants(words=frozenset({phrase}))
    mentioned = says(phrase, text, language)
    assert (reason_for(one, only, Texts()) is not None) == mentioned
    if not mentioned:
        assert reason_for(one, never, Texts()) is not None or phrase.casefold() in {
            "xinhua", "inbox", "space",
        }  # fmt: skip


@unhurried
@given(text=ANY)
def test_an_article_mentions_each_of_its_words(text):
    for word in words(text):
        if "\u0e00" <= word[0] <= "\uffff":
            continue  # cut by dictionary: alone it may be cut otherwise
        assert says(word, text, "und") or len(words(word)) != 1


@pytest.mark.parametrize(
    ("phrase", "text", "language", "there"),
    [
        ("rocket", "The rockets were launched.", "en", True),
        ("rock", "The rockets were launched.", "en", False),
        ("moon base", "They base it on the moon.", "en", False),
        ("moon base", "The moon bases stand.", "en", True),
        ("note book", "A notebook lies there.", "en", False),
        ("notebook", "A note book lies there.", "en", False),
        ("Häuser", "Das Haus steht.", "de", True),
        ("programm", "Programme und Pläne.", "de", True),
        ("космос", "Полёт в космосе.", "ru", True),
        ("航天", "中国航天局宣布。", "zh", True),
        ("天局", "中国航天局宣布。", "zh", False),
        ("京都", "東京都の人口。", "ja", False),
        ("ดวงจันทร์", "ยานอวกาศถูกส่งขึ้นสู่ดวงจันทร์", "th", True),
        ("航天局", "他们谈到航天。局长没有来。", "zh", False),
        ("天天", "今天天天吃水果。", "zh", True),
        ("l'état", "L’état et la ville.", "fr", True),
    ],
)
def test_some_of_what_people_type(phrase, text, language, there):
    assert says(phrase, text, language) is there


def test_a_phrase_does_not_go_from_the_headline_into_the_text():
    split = report("Base camps open.", title="To the moon")
    assert not Texts().mention("moon base", split)
    assert Texts().mention("base camp", split)
    assert Texts().headline_mentions("moon", split)
    assert not Texts().headline_mentions("base", split)


@pytest.mark.parametrize(
    "text", ["京都へ行く。東京都。", "東京都。京都へ行く。", "東京都。京都へ行く。東京都。"]
)
def test_a_word_is_found_wherever_else_its_characters_stand(text):
    assert says("京都", text, "ja")
    assert not says("京都", text.replace("京都へ", ""), "ja")


def test_a_headline_has_words_in_any_form_of_its_language():
    for phrase, title in (("Häuser", "Ein Haus"), ("Haus", "Zwei Häuser")):
        assert Texts().headline_mentions(phrase, report("Es regnet.", "de", title=title))
        assert not Texts().headline_mentions(phrase, report("Es regnet.", "en", title=title))


def test_what_is_forgotten_is_read_again(monkeypatch):
    monkeypatch.setattr("bot.domain.mentions.MOST_PHRASES", 1)
    one, other = report("A rocket.", title="Moon"), report("A ferry.", title="Harbor")
    texts = Texts()
    for kept in ([one, other], [one], [], [other]):
        assert texts.mention("rockets", one)
        assert not texts.mention("rockets", other)
        assert texts.headline_mentions("harbors", other)
        assert not texts.headline_mentions("harbors", one)
        texts.keep(kept)
        names = {name for name, _ in [*texts._bodies, *texts._headlines]}
        assert names == {report.article.id for report in kept}
        assert texts._phrases == {}  # more than are kept


def test_phrases_are_kept_until_there_are_too_many():
    texts, one = Texts(), report("A rocket.")
    texts.mention("rockets", one)
    texts.keep([])
    assert list(texts._phrases) == [("rockets", "en")]


def test_the_time_is_that_of_the_text_not_of_the_phrase():
    text = report("天" * 50_000 + " " + "ab " * 50_000, "zh")
    texts = Texts()
    texts.mention("x", text)
    for phrase in ("天" * 59 + "地", "ab " * 19 + "b", "天", "b"):
        texts.mention(phrase, text)  # would take minutes if it were quadratic


def test_phrases_are_not_kept_for_ever(monkeypatch):
    monkeypatch.setattr(mentions, "MOST_PHRASES", 3)
    texts, text = Texts(), report("The rockets were launched.")
    asked = ["rocket", "rock", "launch", "moon base"]
    answers = [texts.mention(phrase, text) for phrase in asked]
    texts.keep([text])
    assert not texts._phrases
    assert (
        [texts.mention(phrase, text) for phrase in asked] == answers == [True, False, True, False]
    )
    texts.keep([])
    assert not texts._phrases
    assert not texts._bodies
    texts.mention("rocket", text)
    texts.keep([])
    assert len(texts._phrases) == 1
