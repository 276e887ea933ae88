"""When a story that was left over is one with another: the rule, on likenesses that are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.twins import ALONE, COHESION, NEAR, NEIGHBORS, QUIET, apart, twins

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
A_MOMENT = timedelta(seconds=1)


@dataclass
class Given:
    """An index in which it is given how much alike articles are: those of a story are `within`."""

    stories: dict[str, list[str]]  # the nearest first, as `near` has it
    alike_to: dict[str, float]  # how much alike the left over one and each story are
    within: float = 0.0
    last_seen: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.last_seen = dict.fromkeys(self.stories, NOW - QUIET) | self.last_seen

    def members(self, story_id: str) -> list[str]:
        return self.stories[story_id]

    def near(self, _: Iterable[str], most: int) -> list[str]:
        return list(self.stories)[:most]  # itself as well, as the real one does

    def alike(self, one: str, others: Sequence[str]) -> list[float]:
        homes = {article: story for story, articles in self.stories.items() for article in articles}
        if all(homes[other] == homes[one] for other in others):
            return [self.within] * len(others)
        return [self.alike_to[homes[other]] for other in others]


def twin_of(index: Given, story_id: str = "left") -> str | None:
    found = twins(index, [story_id], NOW)
    assert all(pair.small == story_id for pair in found)
    return found[0].large if found else None


def test_it_is_one_with_the_only_story_that_it_is_near_to():
    index = Given({"left": ["l"], "large": ["a", "b"]}, {"large": NEAR})
    assert twin_of(index) == "large"
    assert twin_of(Given({"left": ["l"], "large": ["a", "b"]}, {"large": NEAR - 0.001})) is None
    assert twin_of(Given({"left": ["l"]}, {})) is None


@pytest.mark.parametrize(("second", "found"), [(0.3, "large"), (0.4, None)])
def test_it_is_one_with_neither_of_two_that_are_about_as_near(second, found):
    index = Given({"left": ["l"], "large": ["a"], "other": ["b"]}, {"large": 0.5, "other": second})
    assert (second * ALONE <= 0.5) is (found is not None)
    assert twin_of(index) == found


def test_the_other_has_to_be_quiet_too():
    stories, alike = {"left": ["l"], "large": ["a"]}, {"large": 0.5}
    assert twin_of(Given(stories, alike)) == "large"
    busy = Given(stories, alike, last_seen={"large": NOW - QUIET + A_MOMENT})
    assert twin_of(busy) is None


def test_nothing_is_given_up_for_a_smaller_one():
    index = Given({"left": ["l", "m"], "small": ["a"]}, {"small": 0.5})
    assert twin_of(index) is None
    assert twin_of(Given({"left": ["l", "m"], "even": ["a", "b"]}, {"even": 0.5})) == "even"


def test_it_has_to_fit_in_with_how_much_alike_the_articles_of_the_other_are():
    stories = {"left": ["l"], "large": ["a", "b"]}
    assert twin_of(Given(stories, {"large": COHESION}, within=1.0)) == "large"
    assert twin_of(Given(stories, {"large": COHESION - 0.001}, within=1.0)) is None


def test_as_many_others_are_compared_as_there_are_to_be_whether_it_finds_itself_or_not():
    others = {f"s{n}": [f"a{n}"] for n in range(NEIGHBORS)}
    nearest = f"s{NEIGHBORS - 1}"
    index = Given({"left": ["l"], **others}, dict.fromkeys(others, 0.1) | {nearest: 0.9})
    assert twin_of(index) == nearest


def test_each_story_is_in_one_pair_the_surest_first():
    index = Given({"l": ["l"], "m": ["m"], "large": ["a"]}, {"large": 0.5, "l": 0.1, "m": 0.1})
    (pair,) = twins(index, ["m", "l"], NOW)
    assert (pair.small, pair.large) == ("l", "large"), "of two that are as sure, the first by name"
    assert apart([]) == []
