"""Which stories are near to some articles."""

from __future__ import annotations

from bot.domain.articles import ArticleId
from bot.domain.grouping import StoryIndex
from bot.domain.stories import StoryId
from summarizer import Fingerprint
from tests.fakes.builders import NOW


def near(most: int, *mine: list[int], others: list[list[int]]) -> list[str]:
    """Return the stories near to one of articles with these terms; s0 is itself."""
    index = StoryIndex()
    for place, terms in enumerate([*mine, *others]):
        story = StoryId(f"s{max(0, place - len(mine) + 1)}")
        weight = 200 if place < len(mine) else 255
        mark = Fingerprint(tuple(terms), (weight,) * len(terms), ())
        index.add(story, ArticleId(f"a{place}"), mark, NOW)
    return index.near([ArticleId(f"a{place}") for place in range(len(mine))], most)


def test_one_article_does_not_take_the_places_of_the_next():
    others = [[term, 100 + term] for term in range(1, 10)]
    found = near(4, [*range(1, 10)], [50, 51], others=[*others, [50, 52]])
    assert found[0] == "s0"
    assert "s10" in found


def test_there_are_never_more_than_were_asked_for():
    some, more = [*range(1, 10)], [*range(50, 60)]
    others = [[term, 100 + term] for term in (*some, *more)]  # a copy is nearer than itself
    assert len(near(7, some, more, others=[*others, more])) == 7
    assert len(near(50, some, more, others=[*others, more])) == 21
