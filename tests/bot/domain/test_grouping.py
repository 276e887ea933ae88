"""Which story an article joins, and what becomes of a story that it joins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.articles import ArticleId
from bot.domain.grouping import (
    MEMBERS,
    StoryIndex,
    begun,
    joined,
    swapped,
    tell_the_same,
)
from bot.domain.stories import StoryId
from summarizer import Fingerprint
from tests.fakes.builders import DAY, HOUR, NOW, a_report, a_story, an_article

SIZE = 12  # terms of an article
OLD, NEW, OTHER = ArticleId("old"), ArticleId("new"), ArticleId("other")


class Papers:
    """Articles that share some terms, and have others of their own; in stories, or not yet."""

    def __init__(self) -> None:
        self.index = StoryIndex()
        self._own = 1000

    def mark(self, terms: range = range(0), *, size: int = SIZE, runs: range = range(0)):
        own = range(self._own, self._own + size - len(terms))
        self._own += size
        return Fingerprint((*terms, *own), (200,) * max(size, len(terms)), tuple(runs))

    def put(self, story: str, *marks: Fingerprint, tongue: str = "", hours: int = 0) -> None:
        for mark in marks:
            name = ArticleId(f"a{len(self.index)}")
            self.index.add(StoryId(story), name, mark, NOW + hours * HOUR, tongue)

    def several(
        self, count: int, terms: range = range(0), *, size: int = SIZE
    ) -> list[Fingerprint]:
        return [self.mark(terms, size=size) for _ in range(count)]

    def find(self, mark: Fingerprint, *, hours: int = 0, tongue: str = "") -> str | None:
        return self.index.find(mark, NOW + hours * HOUR, tongue)


@pytest.fixture
def papers() -> Papers:
    return Papers()


@pytest.mark.parametrize(("shared", "found"), [(3, None), (4, "one"), (12, "one")])
def test_an_article_joins_a_story_that_it_shares_enough_with(papers, shared, found):
    papers.put("one", papers.mark(range(shared)))
    papers.put("another", papers.mark())
    assert papers.find(papers.mark(range(shared))) == found


def test_of_two_stories_it_joins_the_nearer_one_and_of_equals_the_first(papers):
    papers.put("far", papers.mark(range(5)))
    papers.put("near", papers.mark(range(7)))
    papers.put("as-near", papers.mark(range(7)))
    assert papers.find(papers.mark(range(7))) == "near"


def test_the_nearest_is_found_among_many_and_among_the_articles_of_a_story(papers):
    for number in range(9):
        papers.put(f"far{number}", papers.mark(range(4)))
    papers.put("near", papers.mark(range(9)))
    assert papers.find(papers.mark(range(9))) == "near"
    papers.put("two", papers.mark(range(100, 106)), papers.mark(range(100, 102)))
    assert papers.find(papers.mark(range(100, 106))) == "two"


def test_one_article_between_two_events_does_not_make_them_one(papers):
    """Half of what counts is the nearest article, half the mean of the whole story."""
    papers.put("one", papers.mark(range(5)), *papers.several(3))
    assert papers.find(papers.mark(range(5))) is None
    papers.put("two", *papers.several(4, range(100, 105)))
    assert papers.find(papers.mark(range(100, 105))) == "two"


def test_a_story_that_was_not_seen_lately_takes_in_nothing(papers):
    papers.put("stale", papers.mark(range(9)), hours=0)
    papers.put("fresh", papers.mark(range(6)), hours=1)
    assert papers.find(papers.mark(range(9))) == "stale"
    assert papers.find(papers.mark(range(9)), hours=1) == "fresh"
    assert papers.find(papers.mark(range(9)), hours=2) is None


@pytest.mark.parametrize("tongue", ["de", "fr"])
def test_in_a_language_that_a_story_has_its_articles_of_that_count_alone(papers, tongue):
    papers.put("one", *papers.several(4), tongue="en")
    papers.put("one", papers.mark(range(5)), tongue="de")
    found = papers.find(papers.mark(range(5)), tongue=tongue)
    assert found == ("one" if tongue == "de" else None)


def test_a_long_story_is_known_by_its_first_articles_and_its_last(papers):
    half = MEMBERS // 2
    first, middle, last = range(7), range(20, 27), range(40, 47)
    papers.put("long", *papers.several(half, first), *papers.several(half, middle))
    papers.put("long", *papers.several(half, last))
    assert papers.find(papers.mark(middle)) is None
    assert papers.find(papers.mark(first)) == "long"
    assert papers.find(papers.mark(last)) == "long"


def test_each_article_of_a_story_that_is_not_long_counts_once(papers):
    middle = range(20, 26)
    papers.put("one", *papers.several(6), *papers.several(6, middle, size=13), *papers.several(6))
    assert papers.find(papers.mark(middle, size=13)) is None
    papers.put("two", *papers.several(6), *papers.several(12, range(60, 66), size=13))
    assert papers.find(papers.mark(range(60, 66), size=13)) == "two"


def test_a_copy_joins_whatever_else_its_story_tells(papers):
    papers.put("near", *papers.several(4, range(9)))
    papers.put("copied", papers.mark(range(9), runs=range(100)), *papers.several(20))
    assert papers.find(papers.mark(range(9), runs=range(40, 140))) == "copied"
    assert papers.find(papers.mark(range(9), runs=range(80, 180))) == "near"


def test_a_text_of_a_line_or_two_joins_only_what_is_the_same_text(papers):
    papers.put("one", papers.mark(range(9), size=9, runs=range(100)))
    assert papers.find(papers.mark(range(9), size=9, runs=range(5, 105))) == "one"
    assert papers.find(papers.mark(range(9), size=9, runs=range(40, 140))) is None
    assert papers.find(papers.mark(range(9), size=9)) is None
    assert papers.find(papers.mark(range(9), size=10)) == "one"  # one word more is a text


def test_where_an_article_is(papers):
    papers.put("one", papers.mark(range(9)))
    assert papers.index.story_of(ArticleId("a0")) == "one"
    assert papers.index.story_of(ArticleId("a1")) is None
    papers.index.remove(ArticleId("a0"))
    assert papers.find(papers.mark(range(9))) is None


def test_two_texts_tell_one_story_if_they_share_enough_and_short_ones_if_they_are_the_same(papers):
    mark = papers.mark
    assert tell_the_same(mark(range(5)), mark(range(5)))
    assert not tell_the_same(mark(range(3)), mark(range(3)))
    assert tell_the_same(mark(range(5), size=10), mark(range(5), size=10))
    assert not tell_the_same(mark(range(5), size=9), mark(range(5)))
    assert not tell_the_same(mark(range(5)), mark(range(5), size=9))
    assert tell_the_same(mark(range(9), size=9), mark(range(9), size=9))


def test_a_story_begins_with_an_article_when_it_is_grouped():
    report = a_report(published_at=NOW - DAY, collected_at=NOW - HOUR)
    story = begun(StoryId("s"), report, NOW)
    assert (story.id, story.lead, story.articles) == ("s", report.article.id, (report.article.id,))
    assert story.first_seen_at == story.last_seen_at == NOW


def test_a_story_with_one_more_article_was_seen_again():
    article = an_article(key="b")
    story = joined(a_story(OLD), article, NOW + HOUR)
    assert (story.articles, story.lead) == ((OLD, article.id), OLD)
    assert (story.first_seen_at, story.last_seen_at) == (NOW, NOW + HOUR)
    late = joined(story, an_article(key="c"), NOW)  # by the clock of another machine
    assert late.last_seen_at == NOW + HOUR


def test_a_newer_version_takes_the_place_of_the_older_one_and_makes_nothing_new():
    article = an_article(key="b", replaces=OLD)
    story = joined(a_story(OTHER, OLD), article, NOW + HOUR)
    assert (story.articles, story.lead) == ((OTHER, article.id), OTHER)
    assert story.last_seen_at == NOW


def test_a_newer_version_of_what_another_story_has_is_an_article_like_any_other():
    article = an_article(key="b", replaces=OLD)
    story = joined(a_story(OTHER), article, NOW)
    assert story.articles == (OTHER, article.id)


def test_a_lead_that_has_a_newer_version_still_leads():
    story = a_story(OLD, OTHER)
    assert swapped(story, OLD, NEW) == replace(story, articles=(NEW, OTHER), lead=NEW)
    assert swapped(story, OTHER, NEW) == replace(story, articles=(OLD, NEW))
