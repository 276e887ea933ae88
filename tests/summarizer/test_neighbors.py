from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Fingerprint, Neighbors, fingerprint, likeness, neighbors
from tests.summarizer.samples import ARTICLE
from tests.summarizer.test_similarity import OTHER_EVENT, OTHER_OUTLET


def mark(*terms: int) -> Fingerprint:
    return Fingerprint(terms, (200,) * len(terms), ())


def test_what_shares_most_comes_first_and_the_unlike_not_at_all() -> None:
    articles = Neighbors()
    for key, text in {"outlet": OTHER_OUTLET, "event": OTHER_EVENT, "far": "Zinc rose."}.items():
        articles.add(key, fingerprint(text, language="en"))
    new = fingerprint(ARTICLE, language="en")
    assert articles.nearest(new, 5) == ["outlet", "event"]
    assert articles.nearest(new, 1) == ["outlet"]
    alike = articles.alike(new, ["event", "far", "outlet"])
    assert alike[2] > 0.27 > alike[0] > alike[1] == 0


def test_a_rare_word_counts_more_than_one_that_many_have() -> None:
    articles = Neighbors()
    for number in range(500):
        articles.add(f"common {number}", mark(1, 1000 + number))
    articles.add("rare", mark(2, 3))
    common, rare = articles.alike(mark(1, 2), ["common 7", "rare"])
    assert rare > common > 0
    assert articles.nearest(mark(1, 2), 1) == ["rare"]


def test_what_is_removed_is_not_found_and_counts_for_nothing() -> None:
    articles, other = Neighbors(), Neighbors()
    for number in range(2500):
        articles.add(f"{number}", mark(1, 10 + number))
        if number >= 2400:
            other.add(f"{number}", mark(1, 10 + number))
    for number in range(2400):  # more than enough for the index to be made anew
        articles.remove(f"{number}")
    articles.remove("unknown")
    assert len(articles) == 100
    new = mark(1, 10, 2450)
    assert articles.nearest(new, 200) == other.nearest(new, 200)
    keys = [f"{number}" for number in range(2400, 2500)]
    assert articles.alike(new, keys) == pytest.approx(other.alike(new, keys))
    assert articles.fingerprint("2450") == mark(1, 2460)


def test_an_article_that_is_added_again_is_replaced() -> None:
    articles = Neighbors()
    articles.add("a", mark(1, 2))
    articles.add("a", mark(3, 4))
    assert articles.nearest(mark(1, 2), 5) == []
    assert articles.nearest(mark(3), 5) == ["a"]
    assert len(articles) == 1


def test_nothing_is_like_an_article_without_words() -> None:
    articles = Neighbors()
    articles.add("empty", mark())
    assert articles.nearest(mark(), 5) == []
    assert articles.alike(mark(), ["empty"]) == [0.0]
    assert articles.alike(mark(1), ["empty"]) == [0.0]


@pytest.mark.parametrize(
    "notice",
    [
        "Tweet with a location\nYou can add location information.",
        "Please enable JavaScript to view this page.",
    ],
)
def test_what_stands_where_a_page_could_not_be_shown_tells_of_nothing(notice: str) -> None:
    assert fingerprint(notice) == Fingerprint((), (), ())
    assert fingerprint(f"{ARTICLE}\n{notice}").terms


def test_a_first_line_counts_like_a_headline() -> None:
    headline = "Ferries stop in Holmsund"
    inside, apart = fingerprint(f"{headline}\n{ARTICLE}"), fingerprint(ARTICLE, title=headline)
    assert set(inside.terms[:8]) == set(apart.terms[:8])


def test_a_copy_with_another_headline_and_a_cut_is_likely_one() -> None:
    cut = "Bridge: the vote\n" + ARTICLE[: len(ARTICLE) * 3 // 4]
    assert likeness(fingerprint(ARTICLE), fingerprint(cut)) > 0.5
    assert likeness(fingerprint(ARTICLE), fingerprint(OTHER_OUTLET)) < 0.2


TERMS = st.lists(st.integers(1, 12), min_size=1, max_size=6, unique=True)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.none() | TERMS), max_size=40), TERMS)
def test_what_was_there_before_changes_nothing(
    steps: list[tuple[int, list[int] | None]], wanted: list[int]
) -> None:
    with patch.object(neighbors, "_DEAD", 2):
        used, fresh = Neighbors(), Neighbors()
        there: dict[str, Fingerprint] = {}
        for number, terms in steps:
            key = f"{number}"
            there.pop(key, None)
            if terms is None:
                used.remove(key)
            else:
                there[key] = mark(*terms)
                used.add(key, there[key])
        for key, marks in there.items():
            fresh.add(key, marks)
        new = mark(*wanted)
        for limit in (1, 3, 40):
            assert used.nearest(new, limit) == fresh.nearest(new, limit)
        assert used.alike(new, [*there]) == fresh.alike(new, [*there])
        assert all(used.fingerprint(key) == marks for key, marks in there.items())
