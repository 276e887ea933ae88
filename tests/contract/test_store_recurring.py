"""Sentences that recur, in every store."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.articles import Article, ArticleId
from bot.domain.boilerplate import Boilerplate
from bot.ports.store import Store
from tests.fakes.builders import (
    DAY,
    HOUR,
    NOW,
    a_fingerprint,
    a_story,
    a_summary,
    an_article,
)

SHARED = "Write to us about this."


def noted(store: Store, name: str, *sentences: str, **fields: object) -> Article:
    """Keep an article with a summary of these sentences."""
    article = an_article(key=name, body=" ".join(sentences), **fields)
    summary = a_summary(article.body)
    with store.transaction() as t:
        t.articles.add(article)
        t.articles.add_summary(article.id, summary, a_fingerprint(article.body))
        t.recurring.note(article, summary)
    return article


def found(sentence: str = SHARED, source: str = "inbox", **fields: object) -> Boilerplate:
    known = {"articles": 4, "found_at": NOW, **fields}
    return Boilerplate(source=source, sentence=sentence, **known)


def test_it_counts_the_articles_of_a_source_that_have_a_sentence(store: Store) -> None:
    noted(store, "a", "One ran.", SHARED, SHARED)
    noted(store, "b", "Two ran.", SHARED.upper())
    noted(store, "c", "Three ran.", SHARED, source="feed")
    noted(store, "d", "Four ran.", SHARED, collected_at=NOW - DAY)
    with store.snapshot() as t:
        asked = ["One ran.", SHARED, "Nobody ran."]
        assert t.recurring.count("inbox", asked, NOW - HOUR) == {"One ran.": 1, SHARED: 2}
        assert t.recurring.count("inbox", asked, NOW - DAY) == {"One ran.": 1, SHARED: 3}
        assert t.recurring.count("feed", asked, NOW) == {SHARED: 1}
        assert t.recurring.count("inbox", [], NOW) == {}
        assert t.recurring.collected("inbox", NOW) == 2
        assert t.recurring.collected("inbox", NOW - DAY) == 3


def test_it_returns_those_articles_newest_first(store: Store) -> None:
    old = noted(store, "a", "One ran.", SHARED, collected_at=NOW - HOUR)
    new = noted(store, "b", "Two ran.", SHARED)
    noted(store, "c", "Three ran.")
    with store.snapshot() as t:
        held_by = t.recurring.held_by("inbox", SHARED, NOW - DAY, 9)
        assert [report.article for report in held_by] == [new, old]
        assert held_by[0].summary == a_summary(new.body)
        assert held_by[0].fingerprint == a_fingerprint(new.body)
        assert [one.article for one in t.recurring.held_by("inbox", SHARED, NOW, 9)] == [new]
        assert len(t.recurring.held_by("inbox", SHARED, NOW - DAY, 1)) == 1
        assert t.recurring.held_by("feed", SHARED, NOW - DAY, 9) == []


def test_noting_again_replaces_and_so_does_amending(store: Store) -> None:
    article = noted(store, "a", "One ran.", SHARED)
    other = replace(a_summary("One ran."), language="de")
    with store.transaction() as t:
        t.articles.amend_summary(article.id, other)
        t.recurring.note(article, other)
        t.articles.amend_summary(article.id, replace(other, version=other.version + 1))
    with store.snapshot() as t:
        assert t.recurring.count("inbox", ["One ran.", SHARED], NOW) == {"One ran.": 1}
        (report,) = t.recurring.held_by("inbox", "One ran.", NOW, 9)
        assert report.summary == a_summary("One ran.")  # the text is in no other language now
        assert report.fingerprint == a_fingerprint(article.body)


def test_boilerplate_comes_back_the_latest_first_and_once(store: Store) -> None:
    later = found("Read on.", found_at=NOW + HOUR)
    with store.transaction() as t:
        for one in (found(), later, found(articles=9), found(source="feed")):
            t.recurring.learn(one)
    with store.snapshot() as t:
        assert t.recurring.learned("inbox", 9) == [later, found(articles=9)]
        assert t.recurring.learned("inbox", 1) == [later]
        assert t.recurring.learned("nowhere", 9) == []
    with store.transaction() as t:
        assert t.recurring.unlearn(NOW + HOUR) == 2
    with store.snapshot() as t:
        assert t.recurring.learned("inbox", 9) == [later]


def test_renaming_gives_a_source_the_boilerplate_of_another(store: Store) -> None:
    own, other = found("Read on.", source="Post"), found(source="inbox")
    with store.transaction() as t:
        for one in (own, found(articles=9, source="Post"), found(source="Wire"), other):
            t.recurring.learn(one)
        t.recurring.rename("Wire", "Post")
    with store.snapshot() as t:
        marks = {one.sentence: one for one in t.recurring.learned("Post", 9)}
        assert marks == {own.sentence: own, SHARED: found(source="Post")}
        assert t.recurring.learned("Wire", 9) == []
        assert t.recurring.learned("inbox", 9) == [other]


def test_old_are_notes_beyond_one_moment_and_lonely_ones_beyond_another(store: Store) -> None:
    oldest = noted(store, "a", "One ran.", SHARED, collected_at=NOW - 3 * DAY)
    lonely = noted(store, "b", "Two ran.", collected_at=NOW - 2 * DAY)
    noted(store, "c", "Three ran.", SHARED, collected_at=NOW - 2 * DAY)
    noted(store, "d", "Four ran.", SHARED)
    elsewhere = noted(store, "e", SHARED, source="feed", collected_at=NOW - 2 * DAY)

    def old(limit: int = 9) -> list[ArticleId]:
        with store.snapshot() as t:
            return list(t.recurring.old(NOW - 2 * DAY, NOW - DAY, limit))

    assert old() == sorted([oldest.id, lonely.id, elsewhere.id])
    assert len(old(1)) == 1
    listed = old()
    with store.transaction() as t:
        t.recurring.forget(listed)
    assert old() == []
    with store.snapshot() as t:
        assert t.recurring.count("inbox", [SHARED, "Two ran."], NOW - 9 * DAY) == {SHARED: 2}


def test_notes_go_with_their_article(store: Store) -> None:
    article = noted(store, "a", "One ran.", SHARED)
    story = a_story(article)
    with store.transaction() as t:
        t.stories.put(story)
    with store.transaction() as t:
        assert t.keeping.remove_stories([story.id]) == 1
    with store.snapshot() as t:
        assert t.recurring.count("inbox", [SHARED], NOW - DAY) == {}
