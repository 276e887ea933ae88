"""Articles and their summaries, in every store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.articles import Article, ArticleId
from bot.domain.errors import StoreError
from bot.ports.store import Store
from tests.fakes.builders import (
    DAY,
    HOUR,
    METHOD,
    NOW,
    VERSION,
    a_coverage,
    a_fingerprint,
    a_report,
    a_story,
    a_summary,
    an_article,
    keep,
)


def add(store: Store, *articles: Article) -> list[bool]:
    with store.transaction() as t:
        return [t.articles.add(article) for article in articles]


def summarize(
    store: Store, *articles: Article, method: str = METHOD, version: int = VERSION
) -> None:
    with store.transaction() as t:
        for article in articles:
            summary = a_summary(article.body, method=method, version=version)
            t.articles.add_summary(article.id, summary, a_fingerprint(article.body))


def waiting(
    store: Store, *, method: str = METHOD, version: int = VERSION, limit: int = 9
) -> list[str]:
    with store.snapshot() as t:
        return [article.key for article in t.articles.without_summary(method, version, limit)]


def without_story(store: Store, *, version: int = VERSION, limit: int = 9) -> list[str]:
    with store.snapshot() as t:
        found = t.articles.without_story(METHOD, version, limit)
        return [report.article.key for report in found]


FULL = an_article(tags={"space", "world"}, language="en", replaces=an_article(body="Old.").id)
BARE = an_article(
    key="bare", title="", body="", author=None, url=None, tags=(), language=None, published_at=None
)
ODD = an_article(
    key="Ünï/código 日本.txt",
    title="“Quotes” & <tags> \\ %s ' \" ; --",
    body="Zeilen\r\nund\tTabs\u2028 🚀 \ufeff \x01",
    tags={"Ä ö", "日本", 'a"b'},
)


@pytest.mark.parametrize("article", [FULL, BARE, ODD], ids=["full", "bare", "odd"])
def test_an_article_comes_back_equal(store: Store, article: Article) -> None:
    add(store, an_article(body="Old."))
    assert add(store, article) == [True]
    with store.snapshot() as t:
        assert t.articles.get(article.id) == article


def test_an_unknown_article_is_none(store: Store) -> None:
    with store.snapshot() as t:
        assert t.articles.get(ArticleId("unknown")) is None


def test_a_known_article_changes_nothing(store: Store) -> None:
    first = an_article()
    again = replace(first, tags=frozenset({"other"}), language="de", collected_at=NOW + DAY)
    assert add(store, first, again) == [True, False]
    with store.snapshot() as t:
        assert t.articles.get(first.id) == first
        assert t.articles.count() == 1


def test_another_content_key_or_source_is_another_article(store: Store) -> None:
    articles = [
        an_article(),
        an_article(body="Changed."),
        an_article(key="other"),
        an_article(source="feed"),
    ]
    assert add(store, *articles) == [True] * 4
    with store.snapshot() as t:
        assert t.articles.count() == 4


def test_count_includes_old_versions(store: Store) -> None:
    old = an_article()
    add(store, old, an_article(body="New.", replaces=old.id))
    with store.snapshot() as t:
        assert t.articles.count() == 2


def test_same_content_finds_the_first_article_of_the_source_under_any_key(store: Store) -> None:
    later, first = an_article(key="a", collected_at=NOW + HOUR), an_article(key="b")
    elsewhere = an_article(key="c", source="feed", collected_at=NOW - DAY)
    add(store, elsewhere, later, first)
    with store.snapshot() as t:
        assert t.articles.same_content("inbox", first.content_hash) == first.id
        assert t.articles.same_content("feed", first.content_hash) == elsewhere.id
        assert t.articles.same_content("page", first.content_hash) is None
        assert t.articles.same_content("inbox", "unknown") is None


def test_add_tags_files_an_article_under_more_topics(store: Store) -> None:
    add(store, an_article(tags={"space"}))
    with store.transaction() as t:
        t.articles.add_tags(an_article().id, {"space", "world"})
        t.articles.add_tags(an_article().id, ())
    with store.snapshot() as t:
        article = t.articles.get(an_article().id)
        assert article is not None
        assert article.tags == {"space", "world"}


def test_tags_of_an_unknown_article_are_an_error(store: Store) -> None:
    with pytest.raises(StoreError), store.transaction() as t:
        t.articles.add_tags(ArticleId("unknown"), {"space"})


def test_without_summary_returns_the_oldest_first_and_whole(store: Store) -> None:
    b, a, c = (
        an_article(key="b", collected_at=NOW + HOUR),
        an_article(key="a", collected_at=NOW),
        an_article(key="c", collected_at=NOW + DAY),
    )
    add(store, b, a, c)
    assert waiting(store) == ["a", "b", "c"]
    assert waiting(store, limit=2) == ["a", "b"]
    with store.snapshot() as t:
        assert t.articles.without_summary(METHOD, VERSION, 9) == [a, b, c]


def test_without_summary_leaves_out_what_this_method_and_version_has_read(store: Store) -> None:
    a, b = an_article(key="a"), an_article(key="b", collected_at=NOW + HOUR)
    add(store, a, b)
    summarize(store, a)
    assert waiting(store) == ["b"]
    summarize(store, b)
    assert waiting(store) == []


def test_another_method_or_version_has_everything_to_read(store: Store) -> None:
    articles = [an_article(key=key, collected_at=NOW + n * HOUR) for n, key in enumerate("abcd")]
    add(store, *articles)
    summarize(store, *articles[:3])
    summarize(store, articles[1], version=VERSION + 1)
    summarize(store, articles[2], method="a before news")
    assert waiting(store) == ["d"]
    assert waiting(store, version=VERSION + 1) == ["a", "c", "d"]
    assert waiting(store, method="a before news") == ["a", "b", "d"]
    assert waiting(store, method="zzz after news") == ["a", "b", "c", "d"]
    assert waiting(store, version=VERSION + 1, limit=2) == ["a", "c"]


def test_the_same_method_and_version_twice_is_kept_once(store: Store) -> None:
    article = an_article()
    add(store, article)
    summarize(store, article)
    with store.transaction() as t:
        other = replace(a_summary(article.body), spans=(), order=(), sentences=())
        t.articles.add_summary(article.id, other, a_fingerprint("Other."))
    with store.snapshot() as t:
        (report,) = t.articles.without_story(METHOD, VERSION, 9)
    assert report.summary == a_summary(article.body)
    assert report.fingerprint == a_fingerprint(article.body)


def test_a_summary_of_an_unknown_article_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError):
        summarize(store, an_article())


def test_an_empty_summary_is_a_summary(store: Store) -> None:
    article = an_article(title="", body="")
    add(store, article)
    summarize(store, article)
    assert waiting(store) == []
    assert without_story(store) == [article.key]


def test_without_story_returns_summarized_articles_by_time_then_id(store: Store) -> None:
    late = an_article(key="late", collected_at=NOW + HOUR)
    same = sorted((an_article(key=f"k{n}") for n in range(5)), key=lambda article: article.id)
    unread = an_article(key="unread", collected_at=NOW - DAY)
    add(store, late, *reversed(same), unread)
    summarize(store, late, *same)
    assert without_story(store) == [*(article.key for article in same), "late"]
    assert without_story(store, limit=2) == [article.key for article in same[:2]]


def test_without_story_returns_reports_of_the_method_and_version(store: Store) -> None:
    report = a_report()
    add(store, report.article)
    with store.transaction() as t:
        t.articles.add_summary(report.article.id, report.summary, report.fingerprint)
    summarize(store, report.article, version=VERSION + 1)
    with store.snapshot() as t:
        assert t.articles.without_story(METHOD, VERSION, 9) == [report]
        (newer,) = t.articles.without_story(METHOD, VERSION + 1, 9)
        assert newer.summary.version == VERSION + 1
        assert t.articles.without_story(METHOD, VERSION + 2, 9) == []


def test_without_story_leaves_out_what_a_story_has_even_as_an_older_version(store: Store) -> None:
    old, new = (
        an_article(key="a"),
        an_article(key="a", body="New.", replaces=an_article(key="a").id),
    )
    with store.transaction() as t:
        keep(t, a_coverage(a_report(old)))
    assert without_story(store) == []
    add(store, new)
    summarize(store, new)
    assert without_story(store) == ["a"]
    with store.transaction() as t:
        t.stories.put(a_story(new))
    assert without_story(store) == []
