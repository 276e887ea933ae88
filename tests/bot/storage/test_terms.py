"""The terms under which an article is found."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.storage.terms import article_terms, query_terms

NO_OPERATOR = re.compile(r"[A-Za-z0-9_~\u0080-\U0010ffff]+")


def test_terms_are_stems_marked_with_their_language() -> None:
    assert article_terms(["Rockets carry", "rockets carrying"], "en") == ["en~rocket", "en~carri"]


def test_without_a_language_terms_are_words() -> None:
    assert article_terms(["Qapla' batlh, qapla!"], "und") == ["qapla", "batlh"]


def test_chinese_is_found_however_it_is_cut_into_words() -> None:
    for query, is_in in {"新桥": True, "新桥通车": True, "蓝湾市": True, "湾桥": False}.items():
        assert finds_all(query, "蓝湾市新桥通车", "zh") == is_in, query
    assert finds_all("日本和中国", "中国和日本签署协议", "zh")
    assert finds_all("他说", "他今天说了话", "zh")
    assert finds_all("東京都", "東京都の地震", "ja")
    assert not finds_all("京都", "東京都の地震", "ja")
    assert query_terms("和平", ["zh"]) == [("和平", "zh~和平")]


def test_an_elided_article_is_not_needed_to_be_found() -> None:
    assert "fr~élys" in article_terms(["l'Élysée"], "fr")
    assert article_terms(["don't moon's"], "und") == ["don_t", "moon_s"]


def test_a_query_word_is_asked_for_as_it_is_and_in_every_language() -> None:
    assert query_terms("Rockets, rockets", ["en", "de"]) == [("rockets", "de~rock", "en~rocket")]
    assert query_terms("?!", ["en"]) == []


@given(st.text(), st.sampled_from(["en", "de", "zh", "und", "x y\"'"]))
def test_no_term_holds_anything_that_an_index_takes_for_an_operator(
    text: str, language: str
) -> None:
    terms = article_terms([text], language)
    # A star at the end is ours: it asks for a beginning.
    terms += [one.removesuffix("*") for wanted in query_terms(text, [language]) for one in wanted]
    assert [term for term in terms if not NO_OPERATOR.fullmatch(term)] == []


@given(st.text())
def test_every_word_of_a_text_is_asked_for_with_a_term_of_that_text(text: str) -> None:
    for language in ("en", "und"):
        terms = set(article_terms([text], language))
        assert all(
            any(finds(one, terms) for one in wanted) for wanted in query_terms(text, ["en", "fr"])
        )


def finds_all(query: str, text: str, language: str) -> bool:
    terms = set(article_terms([text], language))
    asked = query_terms(query, ["ja", "zh"])
    return all(any(finds(one, terms) for one in wanted) for wanted in asked)


def finds(wanted: str, terms: set[str]) -> bool:
    if wanted.endswith("*"):
        return any(term.startswith(wanted.removesuffix("*")) for term in terms)
    return wanted in terms
