"""Which small stories turn out to be one with another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pytest

from bot.domain.articles import ArticleId
from bot.domain.grouping import StoryIndex
from bot.domain.stories import StoryId
from bot.domain.twins import SMALL, SecondLook, Twins, _joinable, is_small, twins
from summarizer import Fingerprint
from tests.fakes.builders import HOUR, NOW

FIELD = [1, 2, 3, 4]  # terms of two stories
SIZE = 12  # terms of an article
MARK = Fingerprint((1, 2, 3), (200,) * 3, ())


def found(*stories: Sequence[Sequence[int]]) -> list[tuple[str, str]]:
    """Return the pairs among stories whose articles have these terms, and others of their own."""
    index, own = StoryIndex(), 1000
    for number, articles in enumerate(stories):
        for place, terms in enumerate(articles):
            rest = range(own, own + SIZE - len(terms))
            own += SIZE
            mark = Fingerprint((*terms, *rest), (200,) * max(SIZE, len(terms)), ())
            index.add(StoryId(f"s{number}"), ArticleId(f"a{number}-{place}"), mark, NOW)
    small = [one for one in index.last_seen if is_small(index, one)]
    looked = twins(index, small, NOW + 7 * HOUR)
    return [(one.small, one.large) for one in looked.pairs]


def test_two_single_ones_that_share_what_nobody_else_has_are_one():
    assert found([FIELD], [FIELD], [[9]]) == [("s0", "s1")]


@pytest.mark.parametrize(("shared", "one"), [(2, False), (3, True)])
def test_two_single_ones_share_three_rare_words_at_the_least(shared, one):
    pairs = found([FIELD[:shared]], [FIELD[:shared]], [[9]])
    assert pairs == ([("s0", "s1")] if one else [])


def test_what_goes_on_is_waited_for():
    index = StoryIndex()
    for name, hours in (("goes-on", 3), ("left-over", 0)):
        mark = Fingerprint((*range(1, 9), *map(ord, name[:4])), (200,) * SIZE, ())
        index.add(StoryId(name), ArticleId(name), mark, NOW + hours * HOUR)
    early = twins(index, [StoryId("left-over")], NOW + 8 * HOUR)
    assert (early.pairs, early.early) == ([], {"left-over": NOW + 9 * HOUR})
    in_time = twins(index, [StoryId("left-over")], NOW + 9 * HOUR)
    assert [(one.small, one.large) for one in in_time.pairs] == [("left-over", "goes-on")]
    assert in_time.early == {}


def pairs_of(*named: tuple[str, str, float]) -> list[Twins]:
    return [Twins(small=StoryId(a), large=StoryId(b), alike=alike) for a, b, alike in named]


@pytest.mark.parametrize(
    ("named", "joined"),
    [
        ([("a", "b", 0.5), ("b", "c", 0.9)], ["bc"]),  # b is gone before it could take a
        ([("a", "b", 0.9), ("b", "c", 0.5)], ["ab"]),  # b has taken a
        ([("a", "b", 0.5), ("a", "c", 0.9)], ["ac"]),  # a is given up once
        ([("a", "c", 0.5), ("b", "c", 0.9)], ["bc", "ac"]),
        ([("b", "c", 0.5), ("a", "c", 0.5)], ["ac", "bc"]),
    ],
)
def test_all_pairs_that_are_joined_can_be_joined_in_their_order(named, joined):
    chosen = _joinable(pairs_of(*named))  # by itself, as only rare crowds have such pairs
    assert [f"{one.small}{one.large}" for one in chosen] == joined


def test_no_more_are_due_at_once_than_were_asked_for():
    index, looks = StoryIndex(), SecondLook()
    for number in range(5):
        index.add(StoryId(f"s{number}"), ArticleId(f"a{number}"), MARK, NOW + number * HOUR)
    assert looks.due(index, NOW + 24 * HOUR, 2) == ["s0", "s1"]
    looks.looked_at(index, [StoryId("s0"), StoryId("s1")], {})
    assert looks.due(index, NOW + 24 * HOUR, 2) == ["s2", "s3"]
    looks.looked_at(index, [StoryId("s2")], {})
    assert looks.due(index, NOW + 24 * HOUR, 9) == ["s3", "s4"]


def test_words_of_their_field_are_not_enough():
    others = ([[1, 2]], [[3, 4]], [[1, 3]], [[2, 4]])
    assert found([FIELD], [FIELD], *others) == []
    assert found([[*FIELD, 5, 6]], [[*FIELD, 5, 6]], *others) == [("s0", "s1")]


def test_a_single_one_joins_a_story_with_less():
    story = [[*range(1, 9)], [*range(1, 9)]]
    others = ([[1, 2]], [[1, 2]], [[1, 3]], [[2, 3]])
    assert found(story, [[1, 2, 3, 4, 5]], *others)[0] == ("s1", "s0")
    assert ("s1", "s0") not in found(story, [[1, 2, 3]], *others)


def test_what_is_near_to_the_same_story_is_no_rival():
    story = [[*range(1, 11)], [*range(1, 11)]]
    pairs = found(story, [[1, 2, 3, 4, 6]], [[1, 2, 3, 5, 7]])
    assert sorted(pairs) == [("s1", "s0"), ("s2", "s0")]


def test_all_that_are_near_to_a_story_are_found_at_once():
    shared = [(number, number + 1) for number in range(100, 140, 2)]
    story = [[1, 2, *chain(*some)] for some in (shared[:10], shared[10:])]
    pairs = found(story, *([[1, 2, *two]] for two in shared))
    assert sorted(pairs) == sorted((f"s{place}", "s0") for place in range(1, 21))


def test_a_story_that_takes_another_is_not_given_up_at_once():
    pairs = found([FIELD], [FIELD], [FIELD])
    assert len(pairs) == 2
    assert len({large for _, large in pairs}) == 1


def test_between_two_events_it_stays_alone():
    one, other = [*range(1, 9)], [*range(11, 19)]
    assert found([one, one], [other, other], [[1, 2, 3, 4, 11, 12, 13, 14]]) == []
    assert found([one, one], [other, other], [[1, 2, 3, 4, 11]]) == [("s2", "s0")]


def test_a_story_of_several_needs_more():
    story = [[*range(1, 9)], [*range(1, 9)], [*range(1, 9)]]
    others = ([[1, 2]], [[1, 2]], [[3, 4]], [[3, 4]])
    assert ("s1", "s0") in found(story, [[1, 2, 3, 4, 5]], *others)
    assert ("s1", "s0") not in found(story, [[1, 2, 3, 4, 5]] * 2, *others)
    assert ("s1", "s0") in found(story, [[1, 2, 3, 4, 5, 6, 7]] * 2, *others)


def test_a_large_story_is_never_given_up():
    one = [[*range(1, 11)]]
    assert found(one * 5, one * SMALL) == [("s1", "s0")]
    assert found(one * 5, one * (SMALL + 1)) == []


def test_what_waits_takes_nobodys_place_and_is_forgotten_with_its_story():
    index, looks, names = StoryIndex(), SecondLook(), [StoryId("s0"), StoryId("s1")]
    for one in names:
        index.add(one, ArticleId(f"a-{one}"), MARK, NOW)
    looks.looked_at(index, names[:1], {names[0]: NOW + 9 * HOUR})
    assert looks.due(index, NOW + 7 * HOUR, 1) == names[1:]
    assert looks.due(index, NOW + 7 * HOUR, 1) == names[1:]  # nobody looked at it
    looks.looked_at(index, names[1:], {})
    assert looks.due(index, NOW + 7 * HOUR, 1) == []
    assert looks.due(index, NOW + 9 * HOUR, 1) == names[:1]
    index.forget_before(NOW + HOUR)
    assert looks.due(index, NOW + 7 * HOUR, 1) == []
    index.add(names[0], ArticleId("b"), MARK, NOW)
    assert looks.due(index, NOW + 7 * HOUR, 1) == names[:1]
