"""Searching the archive, in every store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.stories import StoryId
from bot.domain.times import LAST
from bot.ports.store import Store, Transaction
from bot.storage import own
from summarizer import words
from tests.fakes.builders import (
    DAY,
    HOUR,
    NOW,
    a_coverage,
    a_report,
    a_story,
    a_summary,
    an_article,
    keep,
)
from tests.trying import trying


def tell(
    store: Store,
    id: str,  # noqa: A002 -- the story's
    body: str,
    *,
    title: str = "",
    stated: str | None = None,
    recognized: str = "en",
    age: timedelta = timedelta(0),
) -> None:
    """Keep a story of one article."""
    article = an_article(
        key=id, title=title, body=body, language=stated, collected_at=NOW - age, author=None
    )
    report = a_report(article, summary=a_summary(body, language=recognized))
    with store.transaction() as t:
        keep(t, a_coverage(report, id=id, first_seen_at=NOW - age))


def search(store: Store, query: str, *, limit: int = 99) -> list[str]:
    with store.snapshot() as t:
        found = list(t.articles.search(query, NOW - 30 * DAY, limit))
        few = max(1, min(len(found), 50))
        assert the_same_as_of_a_common_word(t, query, NOW - 30 * DAY, few) == found[:few]
    return found


def the_same_as_of_a_common_word(
    t: Transaction,
    query: str,
    since: datetime,
    limit: int,
    after: tuple[datetime, StoryId] | None = None,
) -> Sequence[StoryId]:
    """Search as if many articles had these words: then the latest stories are looked at first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(own, "COMMON", 0)
        return t.articles.search(query, since, limit, after)


def test_stories_are_found_by_words_of_title_and_body(store: Store) -> None:
    tell(store, "moon", "Rockets carry parts.", title="Moon base agreed")
    tell(store, "sea", "Ships carry parts.", title="Harbor opened")
    assert search(store, "moon") == ["moon"]
    assert search(store, "ships") == ["sea"]
    assert search(store, "submarine") == []


def test_all_words_must_be_there(store: Store) -> None:
    tell(store, "moon", "Rockets carry parts.", title="Moon base agreed")
    tell(store, "sea", "Ships carry parts.", title="Harbor opened")
    assert sorted(search(store, "carry parts")) == ["moon", "sea"]
    assert search(store, "parts ships") == ["sea"]
    assert search(store, "moon ships") == []


def test_the_newest_come_first_then_by_id(store: Store) -> None:
    for id_, hours in (("c", 1), ("d", 0), ("b", 2), ("a", 1)):
        tell(store, id_, "Parts.", age=hours * HOUR)
    assert search(store, "parts") == ["d", "a", "c", "b"]
    assert search(store, "parts", limit=2) == ["d", "a"]


def test_it_goes_on_behind_a_story_that_may_be_gone(store: Store) -> None:
    for id_, hours in (("c", 1), ("d", 0), ("b", 2), ("a", 1), ("e", 1)):
        tell(store, id_, "Parts.", age=hours * HOUR)
    since = NOW - 30 * DAY
    for after, limit, found in (
        ((NOW, "d"), 9, ["a", "c", "e", "b"]), ((NOW - HOUR, "a"), 9, ["c", "e", "b"]),
        ((NOW - HOUR, "b"), 1, ["c"]), ((NOW - HOUR, ""), 2, ["a", "c"]),
        ((NOW - HOUR, "e"), 9, ["b"]), ((NOW - 2 * HOUR, "b"), 9, []),
        ((LAST, ""), 9, ["d", "a", "c", "e", "b"]), ((NOW - 31 * DAY, ""), 9, []),
    ):  # fmt: skip
        with store.snapshot() as t:
            assert t.articles.search("parts", since, limit, after) == found, after
            assert the_same_as_of_a_common_word(t, "parts", since, limit, after) == found, after


def test_only_stories_last_seen_since_then_are_found(store: Store) -> None:
    tell(store, "old", "Parts.", age=2 * HOUR)
    tell(store, "edge", "Parts.", age=HOUR)
    tell(store, "new", "Parts.")
    with store.snapshot() as t:
        assert t.articles.search("parts", NOW - HOUR, 9) == ["new", "edge"]


@pytest.mark.parametrize(
    ("language", "text", "queries"),
    [
        ("en", "The rockets were launching.", ["rocket", "Rockets", "launch", "launched"]),
        ("de", "Die Minister verhandelten über Häuser.", ["ministers", "verhandelt", "HÄUSERN"]),
        (
            "fr",
            "Les négociations continuent à l'Élysée.",
            ["négociation", "Élysée", "l’Élysée", "d'Élysée"],
        ),
        ("ru", "Министры обсудили космические программы.", ["министр", "космическая", "ПРОГРАММА"]),
        ("zh", "中国航天员进入空间站。", ["中国", "航天员", "空间站"]),
        ("zh", "蓝湾市新桥通车。", ["新桥", "蓝湾", "桥", "新桥通车", "通车"]),
        ("ja", "月面基地の建設が始まった。", ["基地", "建設"]),
        ("th", "ยานอวกาศถูกส่งขึ้นสู่ดวงจันทร์", ["ดวงจันทร์"]),
        ("hi", "अंतरिक्ष यान चंद्रमा पर पहुँचा।", ["अंतरिक्ष", "चंद्रमा"]),
        ("ar", "وصلت المركبة الفضائية إلى القمر.", ["المركبة", "القمر"]),
        ("und", "Qapla' batlh je.", ["batlh", "QAPLA"]),
    ],
)
def test_words_match_in_any_form_that_the_language_knows(
    store: Store, language: str, text: str, queries: list[str]
) -> None:
    tell(store, "other", "Nothing of the kind.")
    tell(store, "wanted", text, recognized=language)
    for query in queries:
        assert search(store, query) == ["wanted"], query


def test_the_stated_language_counts_before_the_recognized_one(store: Store) -> None:
    tell(store, "german", "Verhandlungen.", stated="de", recognized="en")
    assert search(store, "Verhandlung") == ["german"]


def test_stems_of_one_language_are_no_words_of_another(store: Store) -> None:
    tell(store, "english", "Universal universities.")
    tell(store, "german", "Der Univers.", recognized="de")
    assert search(store, "universities") == ["english"]


def test_only_current_versions_are_found(store: Store) -> None:
    tell(store, "moon", "Rockets.")
    old = an_article(key="moon", title="", body="Rockets.", author=None, collected_at=NOW)
    new = an_article(key="moon", title="", body="Balloons.", author=None, replaces=old.id)
    with store.transaction() as t:
        keep(t, a_coverage(a_report(new), id="moon"))
    assert search(store, "rockets") == []
    assert search(store, "balloons") == ["moon"]


def test_articles_without_a_story_are_not_found(store: Store) -> None:
    report = a_report()
    with store.transaction() as t:
        t.articles.add(report.article)
        t.articles.add_summary(report.article.id, report.summary, report.fingerprint)
    assert search(store, "moon") == []
    with store.transaction() as t:
        t.stories.put(a_story(report.article))
    assert search(store, "moon") == ["story-1"]


def test_a_story_is_found_once_however_many_articles_match(store: Store) -> None:
    reports = [a_report(key=f"k{n}") for n in range(3)]
    with store.transaction() as t:
        keep(t, a_coverage(*reports))
    assert search(store, "moon") == ["story-1"]


def test_a_new_version_of_the_summarizer_may_see_another_language(store: Store) -> None:
    tell(store, "moon", "Verhandlungen.", recognized="en")
    article = an_article(key="moon", title="", body="Verhandlungen.", author=None)
    with store.transaction() as t:
        summary = a_summary(article.body, language="de", version=2)
        t.articles.add_summary(article.id, summary, a_report(article).fingerprint)
    assert search(store, "Verhandlung") == ["moon"]


ODD_QUERIES = [
    '"', '""', '"moon', "moon*", "*", "NEAR(moon rockets)", "NEAR", "moon OR ships",
    "terms:moon", "moon AND", "NOT moon", "-moon", "+moon", "^moon", "(moon", "moon)", "{moon}",
    "moon\0ships", "'; DROP TABLE articles; --", "%", "_", "en~moon", "\\", "moon:1", "a.b-c/d",
    "1\u202f000", "\ud83d", "", "   ", "。", "🚀",
]  # fmt: skip


@pytest.mark.parametrize("query", ODD_QUERIES)
def test_whatever_a_query_holds_is_only_ever_words(store: Store, query: str) -> None:
    tell(store, "moon", "Rockets carry parts.", title="Moon base agreed")
    plain = " ".join(words(query))
    assert search(store, query) == search(store, plain)
    known = set(words("Moon base agreed. Rockets carry parts."))
    if not words(query):
        assert search(store, query) == []
    elif set(words(query)) <= known:
        assert search(store, query) == ["moon"]


def test_a_query_as_long_as_an_article_is_no_problem(store: Store) -> None:
    body = " ".join(f"wort{n}" for n in range(1500)) + "."
    tell(store, "long", body)
    for language in ("de", "fr", "ru", "zh", "es", "it"):
        tell(store, language, "Something else.", recognized=language)
    assert search(store, body) == ["long"]
    assert search(store, f"{body} missing") == []


@trying(24, fixtures=True)
@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
@example(text="1\u202f000 and 2\u00a0000")
@example(text="ᠮᠣᠩᠭᠣᠯ\u180eᠤᠨ")
@example(text="covid-19 3.5 don't snake_case a:b")
def test_every_text_is_found_by_every_word_of_it(store: Store, text: str) -> None:
    article = an_article(key=f"property {text!r}", title="", body=text)
    report = a_report(article, summary=a_summary("", language="en"))
    with store.transaction() as t:
        keep(t, a_coverage(report, id=f"story of {article.id}"))
    with store.snapshot() as t:
        for word in words(text):
            found = t.articles.search(word, NOW - DAY, 9999)
            assert f"story of {article.id}" in found, word
            assert the_same_as_of_a_common_word(t, word, NOW - DAY, 1) == found[:1]


@pytest.mark.parametrize(
    ("language", "text", "query", "found"),
    [
        ("en", "The exploration continued.", "explo*", True),
        ("en", "The exploration continued.", "explorati*", True),
        ("en", "The exploration continued.", "exploration*", True),
        ("en", "The exploration continued.", "continu* EXPLO*", True),
        ("en", "The exploration continued.", "plor*", False),
        ("en", "The exploration continued.", "exploz*", False),
        ("en", "The exploration continued.", "explo", False),
        ("en", "A new day.", "news*", False),
        ("de", "Die Häuser am Hafen.", "häus*", True),
        ("ru", "Космические программы.", "косм*", True),
        ("zh", "中国航天员进入空间站。", "空间*", True),
        ("und", "Qapla' batlh je.", "bat*", True),
        ("en", "An apple a day.", "a*", True),  # too short for a beginning: the word itself
        ("en", "One pear.", "o*", False),
    ],
)
def test_a_star_stands_for_all_words_that_begin_so(
    store: Store, language: str, text: str, query: str, found: bool
) -> None:
    tell(store, "story", text, recognized=language)
    assert search(store, query) == (["story"] if found else [])


@pytest.mark.parametrize("query", ["*", "**", '"*', "a**b*", "x'*", "*x", "\\*", "x:*", "NEAR(a*)"])
def test_a_star_is_never_more_than_that(store: Store, query: str) -> None:
    tell(store, "story", "Rockets.")
    assert search(store, query) == []
