"""Which recent stories are much like what somebody was told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.kinship import MOST_COMPARED, TELLING, Kinship
from bot.domain.stories import Coverage, StoryId
from summarizer import Fingerprint
from tests.fakes.builders import a_coverage, a_report

SIZE = 12  # terms of a story


def story(name: str, *terms: int, own: int) -> Coverage:
    """Return a story with these terms and, up to twelve, others of its own."""
    rest = range(own, own + SIZE - len(terms))
    mark = Fingerprint((*terms, *rest), (200,) * max(SIZE, len(terms)), ())
    return a_coverage(replace(a_report(), fingerprint=mark), id=name)


def akin(*stories: Coverage, to: str = "told") -> set[str]:
    return set(Kinship(stories).of_any([StoryId(to)]))


@pytest.mark.parametrize(("shared", "found"), [(1, set()), (2, set()), (3, {"other"})])
def test_three_words_in_common_are_enough_to_be_much_alike(shared, found):
    told = story("told", *range(1, 10), own=100)
    other = replace_weights(story("other", *range(1, shared + 1), own=200))
    assert akin(told, other, story("third", own=300)) == found


def replace_weights(coverage: Coverage) -> Coverage:
    """Return a story in which the first three terms weigh nearly all."""
    mark = coverage.lead.fingerprint
    heavy = replace(mark, weights=(255, 255, 255, *(20,) * (SIZE - 3)))
    return replace(coverage, reports=(replace(coverage.lead, fingerprint=heavy),))


def test_three_words_in_common_are_not_enough_if_others_weigh_more():
    told = story("told", *range(1, 13), own=100)
    light = Fingerprint((1, 2, 3, *range(200, 209)), (20,) * 3 + (255,) * 9, ())
    other = a_coverage(replace(a_report(), fingerprint=light), id="other")
    assert akin(told, other) == set()


def test_the_most_alike_are_found_however_many_share_a_word():
    told = story("told", *range(1, 13), own=100)
    near = story("z-near", *range(1, 10), own=200)
    far = [story(f"a{n}", 1, 2, own=300 + 20 * n) for n in range(2 * MOST_COMPARED)]
    assert akin(told, *far, near) == {"z-near"}


def test_a_story_is_none_of_its_own_kin_and_one_that_is_gone_has_none():
    told, other = story("told", *range(1, 13), own=100), story("other", *range(1, 13), own=200)
    assert akin(told, other) == {"other"}
    assert akin(told, other, to="other") == {"told"}
    assert akin(told, other, to="gone") == set()
    assert akin() == set()


def test_all_that_was_told_counts():
    kinship = Kinship(
        [story(name, *range(at, at + 12), own=at + 50) for name, at in
         (("a", 100), ("b", 100), ("c", 300), ("d", 300), ("e", 500))]
    )  # fmt: skip
    assert kinship.of_any([StoryId("a"), StoryId("c"), StoryId("e")]) == {"b", "d"}
    assert kinship.of_any([]) == set()


def test_only_the_most_telling_words_find_others():
    told = story("told", *range(1, TELLING + 4), own=0)
    other = story("other", *range(TELLING + 1, 2 * TELLING), 1, 2, 3, own=0)
    assert akin(told, other) == set()
