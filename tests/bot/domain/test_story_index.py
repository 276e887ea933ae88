"""Which stories are near to some articles, and how long they are known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.articles import ArticleId
from bot.domain.grouping import StoryIndex
from bot.domain.stories import StoryId
from summarizer import Fingerprint
from tests.fakes.builders import HOUR, NOW

MARK = Fingerprint((1, 2, 3), (200,) * 3, ())


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


def test_a_story_that_was_put_in_again_is_let_go_in_its_time():
    index = StoryIndex()
    for hours, name in enumerate(["early", "late"]):
        index.add(StoryId(name), ArticleId(name), MARK, NOW + hours * HOUR)
    index.add(StoryId("early"), ArticleId("early"), MARK, NOW)  # it has another version
    index.forget_before(NOW + HOUR)
    assert list(index.last_seen) == ["late"]


STEPS = st.tuples(st.sampled_from("aaarf"), st.integers(0, 2), st.integers(0, 4), st.integers(0, 5))


@given(st.lists(STEPS, min_size=8, max_size=40))
def test_stories_are_in_it_until_so_long_after_they_were_seen(steps):
    index, moments, members = StoryIndex(), dict[str, int](), dict[str, str]()
    for what, story, article, hours in steps:
        name = f"s{story}"
        if what == "f":
            index.forget_before(NOW + hours * HOUR)
            moments = {one: at for one, at in moments.items() if at >= hours}
        else:
            if what == "r" or members.get(f"a{article}", name) != name:
                index.remove(ArticleId(f"a{article}"))
                members.pop(f"a{article}", None)
                moments = {one: at for one, at in moments.items() if one in members.values()}
            if what == "a":
                index.add(StoryId(name), ArticleId(f"a{article}"), MARK, NOW + hours * HOUR)
                members[f"a{article}"] = name
                moments[name] = max(hours, moments.get(name, hours))
        members = {one: of for one, of in members.items() if of in moments}
        assert index.last_seen == {one: NOW + at * HOUR for one, at in moments.items()}
        assert len(index) == len(members)
