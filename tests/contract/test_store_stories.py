"""Stories and their articles, in every store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.articles import ArticleId, Report
from bot.domain.errors import StoreError
from bot.domain.stories import Story, StoryId
from bot.ports.store import Store, Transaction
from tests.fakes.builders import (
    DAY,
    HOUR,
    NOW,
    a_coverage,
    a_digest,
    a_fingerprint,
    a_report,
    a_story,
    a_summary,
    an_entry,
    keep,
)

A, B, C = (a_report(key=key, title=key.upper(), collected_at=NOW) for key in "abc")


def add(store: Store, *reports: Report) -> None:
    with store.transaction() as t:
        for report in reports:
            t.articles.add(report.article)
            t.articles.add_summary(report.article.id, report.summary, report.fingerprint)


def put(store: Store, *stories: Story) -> None:
    with store.transaction() as t:
        for story in stories:
            t.stories.put(story)


def test_a_story_comes_back_equal(store: Store) -> None:
    story = a_story(C.article, A.article, B.article, lead=A.article.id, last_seen_at=NOW + HOUR)
    add(store, A, B, C)
    put(store, story)
    with store.snapshot() as t:
        assert t.stories.get(story.id) == story
        assert t.stories.count() == 1


def test_an_unknown_story_is_none(store: Store) -> None:
    with store.snapshot() as t:
        assert t.stories.get(StoryId("unknown")) is None
        assert t.stories.of_article(ArticleId("unknown")) is None


def test_put_replaces_what_was_kept_under_the_id(store: Store) -> None:
    add(store, A, B, C)
    put(store, a_story(A.article, B.article))
    grown = a_story(B.article, A.article, C.article, last_seen_at=NOW + DAY)
    put(store, grown, grown)
    with store.snapshot() as t:
        assert t.stories.get(grown.id) == grown
        assert t.stories.count() == 1


def test_an_article_in_a_second_story_is_an_error(store: Store) -> None:
    add(store, A, B)
    put(store, a_story(A.article, id="one"))
    with pytest.raises(StoreError):
        put(store, a_story(B.article, A.article, id="two"))
    with store.snapshot() as t:
        assert t.stories.get(StoryId("two")) is None
        assert t.stories.of_article(B.article.id) is None
        assert t.stories.of_article(A.article.id) == a_story(A.article, id="one")


def test_an_older_version_in_a_second_story_is_an_error_too(store: Store) -> None:
    add(store, A, B)
    put(store, a_story(A.article, id="one"), a_story(B.article, id="one"))
    with pytest.raises(StoreError):
        put(store, a_story(A.article, id="two"))


def test_an_article_that_is_not_there_or_not_summarized_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError):
        put(store, a_story(A.article))
    with store.transaction() as t:
        t.articles.add(A.article)
    with pytest.raises(StoreError):
        put(store, a_story(A.article))


def test_an_article_that_is_no_longer_named_stays_linked(store: Store) -> None:
    add(store, A, B)
    put(store, a_story(A.article), a_story(B.article))
    with store.snapshot() as t:
        story = t.stories.of_article(A.article.id)
        assert story == t.stories.of_article(B.article.id) == a_story(B.article)


def test_an_older_version_can_become_current_again(store: Store) -> None:
    add(store, A, B)
    put(store, a_story(A.article), a_story(B.article), a_story(B.article, A.article))
    with store.snapshot() as t:
        assert t.stories.get(StoryId("story-1")) == a_story(B.article, A.article)


def test_since_returns_stories_seen_then_or_later_oldest_first_then_by_id(store: Store) -> None:
    d, e = (a_report(key=key) for key in "de")
    add(store, A, B, C, d, e)
    put(
        store,
        a_story(A.article, id="newest", last_seen_at=NOW + HOUR),
        a_story(B.article, id="z", last_seen_at=NOW),
        a_story(C.article, id="y", last_seen_at=NOW),
        a_story(d.article, id="old", first_seen_at=NOW - DAY),
    )
    with store.snapshot() as t:
        assert [story.id for story, _ in t.stories.since(NOW)] == ["y", "z", "newest"]
        assert t.stories.since(NOW + DAY) == []


def test_since_brings_the_fingerprints_of_current_articles_in_their_order(store: Store) -> None:
    reports = [
        a_report(key=str(n), body=f"Body number {n} about {word}.")
        for n, word in enumerate(("moons", "ships", "games", "books"))
    ]
    add(store, *reports)
    old, *current = reports
    story = a_story(*(report.article for report in reversed(current)))
    put(store, a_story(old.article, *(report.article for report in current)), story)
    with store.snapshot() as t:
        ((found, fingerprints),) = t.stories.since(NOW)
    assert found == story
    assert list(fingerprints) == [report.fingerprint for report in reversed(current)]


def test_coverage_brings_reports_the_leads_first(store: Store) -> None:
    coverage = a_coverage(B, A, C)
    with store.transaction() as t:
        keep(t, coverage)
        t.stories.put(a_story(A.article, B.article, C.article, lead=B.article.id))
    with store.snapshot() as t:
        (found,) = t.stories.coverage([coverage.story.id])
    assert found.reports == (B, A, C)
    assert found.story.articles == (A.article.id, B.article.id, C.article.id)


def test_coverage_comes_in_the_order_asked_for_without_the_unknown(store: Store) -> None:
    with store.transaction() as t:
        keep(t, *(a_coverage(report, id=report.article.key) for report in (A, B, C)))
    with store.snapshot() as t:
        found = t.stories.coverage([StoryId(id_) for id_ in ("c", "unknown", "a", "b")])
        assert [coverage.story.id for coverage in found] == ["c", "a", "b"]
        assert found[1] == a_coverage(A, id="a")
        assert t.stories.coverage([]) == []


def test_coverage_brings_no_older_versions(store: Store) -> None:
    with store.transaction() as t:
        keep(t, a_coverage(A), a_coverage(B))
    with store.snapshot() as t:
        assert t.stories.coverage([StoryId("story-1")]) == [a_coverage(B)]


def test_coverage_brings_the_latest_summary(store: Store) -> None:
    with store.transaction() as t:
        keep(t, a_coverage(A))
        newer = a_summary(A.article.body, version=2)
        t.articles.add_summary(A.article.id, newer, a_fingerprint("Newer."))
    with store.snapshot() as t:
        (found,) = t.stories.coverage([StoryId("story-1")])
        assert found.lead.summary == newer
        ((_, fingerprints),) = t.stories.since(NOW)
        assert list(fingerprints) == [a_fingerprint("Newer.")]


def test_coverage_of_many_stories(store: Store) -> None:
    stories = [a_coverage(a_report(key=f"{n}"), id=f"{n:04}") for n in range(1200)]
    with store.transaction() as t:
        keep(t, *stories)
    with store.snapshot() as t:
        assert t.stories.coverage([coverage.story.id for coverage in stories]) == stories


def test_recent_returns_stories_seen_after_the_moment_newest_first(store: Store) -> None:
    d = a_report(key="d")
    told = [
        a_coverage(A, id="edge", first_seen_at=NOW),
        a_coverage(B, id="b", first_seen_at=NOW, last_seen_at=NOW + HOUR),
        a_coverage(C, id="newest", first_seen_at=NOW + DAY),
        a_coverage(d, id="a", first_seen_at=NOW + HOUR),
    ]
    with store.transaction() as t:
        keep(t, *told)
    with store.snapshot() as t:
        assert [c.story.id for c in t.stories.recent(NOW)] == ["newest", "a", "b"]
        assert t.stories.recent(NOW)[0] == told[2]
        assert t.stories.recent(NOW + 2 * DAY) == []


def told(store: Store, story: Story) -> None:
    with store.transaction() as t:
        t.digests.add(a_digest(an_entry(story.id)), tell=False)


def test_a_version_is_another_one_whenever_the_coverage_is(store: Store) -> None:
    def happens(what: Callable[[Transaction], object]) -> bool:
        """Say whether something changes what is read; then the version has to change, too."""
        with store.snapshot() as t:
            before, read = t.stories.versions(NOW - DAY), t.stories.recent(NOW - DAY)
            assert list(before) == [one.story.id for one in read]
        with store.transaction() as t:
            what(t)
        with store.snapshot() as t:
            after, again = t.stories.versions(NOW - DAY), t.stories.recent(NOW - DAY)
        was, is_ = ({one.story.id: one for one in found} for found in (read, again))
        other = {one for one in was.keys() | is_.keys() if was.get(one) != is_.get(one)}
        assert {one for one in before.keys() | after if before.get(one) != after.get(one)} == other
        return bool(other)

    add(store, A, B, C)
    one, two = a_story(A.article), a_story(B.article, id="two")
    assert happens(lambda t: t.stories.put(one))
    assert happens(lambda t: t.stories.put(two))
    assert not happens(lambda t: t.stories.put(one))
    assert happens(lambda t: t.stories.put(replace(one, articles=(A.article.id, C.article.id))))
    assert happens(lambda t: t.stories.put(replace(one, articles=(C.article.id, A.article.id))))
    assert happens(
        lambda t: t.stories.put(
            replace(one, articles=(C.article.id, A.article.id), lead=C.article.id)
        )
    )
    assert happens(lambda t: t.articles.add_tags(A.article.id, {"weather"}))
    assert not happens(lambda t: t.articles.add_tags(A.article.id, {"weather"}))
    amended = replace(A.summary, order=A.summary.order[:0], spans=(), sentences=())
    assert happens(lambda t: t.articles.amend_summary(A.article.id, amended))
    newer = replace(a_summary(B.article.body), version=B.summary.version + 1)
    assert happens(lambda t: t.articles.add_summary(B.article.id, newer, B.fingerprint))
    assert happens(lambda t: t.stories.give_up(two.id, one.id))


def test_links_come_in_the_order_in_which_articles_were_put_into_stories(store: Store) -> None:
    one = a_story(B.article, id="one")
    add(store, A, B, C)
    put(store, one, a_story(A.article, id="two"), a_story(B.article, C.article, id="one"))
    with store.snapshot() as t:
        links = t.stories.links(0, NOW, 10)
        assert [(link.article_id, link.story_id) for link in links] == [
            (B.article.id, "one"), (A.article.id, "two"), (C.article.id, "one"),
        ]  # fmt: skip
        assert all(link.is_current and link.seen_at == NOW for link in links)
        assert links[0].fingerprint == B.fingerprint
        assert t.stories.links(0, NOW, 2) == links[:2]
        assert t.stories.links(links[1].seq, NOW, 10) == links[2:]
        assert t.stories.links(links[2].seq, NOW, 10) == []


def test_links_tell_of_older_versions_and_of_no_old_stories(store: Store) -> None:
    add(store, A, B, C)
    put(store, a_story(C.article, id="old", first_seen_at=NOW - DAY))
    put(store, a_story(A.article, id="one"))
    with store.snapshot() as t:
        (first,) = t.stories.links(0, NOW, 10)
    put(store, a_story(B.article, id="one"))
    with store.snapshot() as t:
        later = t.stories.links(first.seq, NOW, 10)
        assert {link.article_id: link.is_current for link in later} == {
            A.article.id: False, B.article.id: True,
        }  # fmt: skip
        assert t.stories.links(0, NOW + DAY, 10) == []


def test_a_story_is_given_up_for_another(store: Store) -> None:
    add(store, A, B, C)
    large = a_story(A.article, id="large", last_seen_at=NOW + HOUR)
    put(store, large, a_story(B.article, id="small"), a_story(C.article, id="small"))
    with store.snapshot() as t:
        before = t.stories.links(0, NOW, 10)[-1].seq
    with store.transaction() as t:
        t.stories.note_change(StoryId("small"), NOW)
        assert t.stories.give_up(StoryId("small"), large.id)
    with store.snapshot() as t:
        both = a_story(A.article, C.article, id="large", last_seen_at=NOW + HOUR)
        assert t.stories.get(large.id) == t.stories.of_article(B.article.id) == both
        assert t.stories.get(StoryId("small")) is None
        assert t.stories.count() == 1
        assert t.stories.changed(9) == []
        moved = t.stories.links(before, NOW, 10)
        assert {link.article_id: (link.story_id, link.is_current) for link in moved} == {
            B.article.id: ("large", False), C.article.id: ("large", True),
        }  # fmt: skip


def test_what_a_digest_told_or_showed_is_not_given_up(store: Store) -> None:
    add(store, A, B)
    one, two = a_story(A.article, id="one"), a_story(B.article, id="two")
    put(store, one, two)
    told(store, one)
    with store.transaction() as t:
        assert t.stories.shown([one.id, two.id]) == {one.id}
        assert not t.stories.give_up(one.id, two.id)
        assert not t.stories.give_up(two.id, StoryId("unknown"))
        assert not t.stories.give_up(StoryId("unknown"), two.id)
        assert not t.stories.give_up(two.id, two.id)
        assert t.stories.get(one.id) == one
        assert t.stories.give_up(two.id, one.id)
        assert t.stories.count() == 1
