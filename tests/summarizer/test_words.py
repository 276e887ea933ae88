import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import stem, words
from summarizer.tokens import stop_words, words_of_all


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The COVID-19 cases, e.g. 3.5%!", "the covid-19 cases e.g 3.5"),
        ("F-16 and MH-17: state-of-the-art", "f-16 and mh-17 state of the art"),
        ("don’t can't", "don't can't"),
        ("Straße", "strasse"),
        ("41.5 грн за кілограм", "41.5 грн за кілограм"),
        ("संग्रहालय में 2,500 घड़ियां।", "संग्रहालय में 2,500 घड़ियां"),
        ("中国发射卫星。", "中国 发射 卫星"),
        ("ภาษาไทยง่ายนิดเดียว", "ภาษา ไทย ง่าย นิด เดียว"),
        ("a 𝒳 b 😀 @home #tag _x_", "a 𝒳 b home tag _x_"),
        ("-5 --- ... \u200b", "5"),
        ("İstanbul", "istanbul"),
        ("\ud800 half", "half"),
        ("", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


@settings(deadline=None)  # the first call may load what it needs, and the machine may be busy
@given(st.text())
def test_any_text_has_words(text: str) -> None:
    assert all(any(map(str.isalnum, word)) for word in words(text))


@settings(deadline=None)  # the first call may load what it needs, and the machine may be busy
@given(st.lists(st.text(max_size=20), max_size=5))
def test_all_at_once_or_one_by_one(texts: list[str]) -> None:
    assert words_of_all([*texts, ""]) == [*map(words, texts), ()]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("running", "en", "run"),
        ("häuser", "de", "haus"),
        ("мостами", "ru", "мост"),
        ("l'état", "fr", "état"),
        ("dell'arte", "it", "arte"),
        ("卫星", "zh", "卫星"),
        ("running", "xx", "running"),
        ("", "en", ""),
    ],
)
def test_stem(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == stem(expected, language) or stem(word, language) == expected


def test_stop_words() -> None:
    assert {"the", "and"} <= stop_words("en")
    assert "и" in stop_words("ru")
    assert stop_words("xx") == frozenset()
