"""What comes first, and the parts that it is made of."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chats import Budget
from bot.domain.composing import compose, entry_seconds
from bot.domain.kinship import Kinship
from bot.domain.merits import Aspect, Merit, total
from bot.domain.subscriptions import Wants
from bot.domain.taste import Kind, Liking
from tests.fakes.builders import BODY, DAY, HOUR, NOW, a_coverage, a_report, an_article
from tests.trying import trying

unhurried = trying(16)

EVERYTHING = [Wants()]
OTHER = (
    "A ferry sank off the northern coast in a storm. All forty people aboard were saved. "
    "The harbor master praised the crew."
)
THIRD = (
    "The museum opened a hall of clocks. Visitors came from three countries. "
    "The oldest clock still runs."
)


def told_by(*outlets: str, key: str = "a", body: str = BODY, **fields):
    """Return a story that each outlet tells in a text of its own."""
    reports = [
        a_report(an_article(key=f"{key}{n}", author=outlet, body=_own(body, n), **fields))
        for n, outlet in enumerate(outlets)
    ]
    return a_coverage(*reports, id=f"story-{key}")


def _own(body: str, n: int) -> str:
    words = ["".join(chr(97 + (ord(c) * (n + 3)) % 26) for c in word) for word in body.split()]
    return body if n == 0 else " ".join(words) + "."


def entries(*coverages, wants=EVERYTHING, budget=Budget(), **more):  # noqa: B008 -- frozen
    return compose(coverages, wants, budget=budget, now=NOW, **more).entries


def merits(entry) -> dict[Aspect, float]:
    return {one.aspect: one.points for one in entry.merits}


def order(*coverages, **more) -> list[str]:
    return [entry.story_id for entry in entries(*coverages, **more)]


def test_more_independent_sources_come_first_and_copies_are_not_independent():
    many = told_by("Xinhua", "Coast Daily", "Post", key="m")
    copies = a_coverage(
        *(a_report(an_article(key=name, author=name)) for name in ("A", "B", "C")), id="story-c"
    )
    assert (
        merits(entries(many)[0])[Aspect.SOURCES] > merits(entries(copies)[0])[Aspect.SOURCES] == 0
    )
    assert order(copies, many) == ["story-m", "story-c"]
    assert entries(copies)[0].outlets == ("A", "B", "C")  # they are named all the same
    assert entries(copies)[0].copied == ("B", "C")


def test_one_outlet_twice_is_one_source():
    entry = entries(told_by("Post", "post", key="p"))[0]
    assert entry.outlets == ("Post",)
    assert merits(entry)[Aspect.SOURCES] == 0


def test_fresh_comes_before_stale():
    old = told_by("Post", key="o", published_at=NOW - 2 * DAY)
    new = told_by("Post", key="n", body=OTHER, published_at=NOW - HOUR)
    assert order(old, new) == ["story-n", "story-o"]
    assert merits(entries(old)[0])[Aspect.FRESH] == 0.25


def test_a_date_in_the_future_is_no_fresher_than_now():
    future = told_by("Post", published_at=NOW + 5 * DAY)
    assert merits(entries(future)[0])[Aspect.FRESH] == 1.0


def test_words_in_the_headline_fit_better_than_in_the_text():
    text = told_by("Post", key="t", title="Twelve nations agree")
    headline = told_by("Post", key="h", title="A base on the moon", body=BODY)
    wants = [Wants(words=frozenset({"moon"}))]
    first, second = entries(text, headline, wants=wants)
    assert (first.story_id, second.story_id) == ("story-h", "story-t")
    assert merits(first)[Aspect.FIT] > merits(second)[Aspect.FIT] > 0


def test_what_fits_in_two_ways_fits_better_and_says_the_first():
    both = [Wants(topics=frozenset({"space"}), words=frozenset({"rockets"}))]
    (entry,) = entries(told_by("Post"), wants=both)
    assert entry.reason == "topic space"
    assert merits(entry)[Aspect.FIT] == 0.8


def test_each_merit_says_what_it_is_for():
    story = told_by("A", "B", "C", "D", title="Moon base", published_at=NOW - HOUR * 5.5)
    wants = [Wants(words=frozenset({"moon"}))]
    (entry,) = entries(story, wants=wants, weights={"c": 0.25, "b": 1.5})
    assert entry.merits == (
        Merit(Aspect.SOURCES, 1.33, "4"),
        Merit(Aspect.FRESH, 0.85, "5"),  # hours
        Merit(Aspect.SUBSTANCE, 0.19, "3"),  # sentences of eight
        Merit(Aspect.NEW, 0.5),
        Merit(Aspect.FIT, 0.6, "moon"),
        Merit(Aspect.WEIGHT, 0.58, "B"),
    )


def test_the_heaviest_of_its_sources_weighs_a_story():
    def weight(*outlets: str, **weights: float) -> list[tuple[float, str]]:
        (entry,) = entries(told_by(*outlets), weights=weights)
        return [(one.points, one.about) for one in entry.merits if one.aspect is Aspect.WEIGHT]

    assert weight("Zeta", "Alpha", alpha=1.5) == [(0.58, "Alpha")]
    assert weight("Alpha", "Zeta", alpha=1.5) == [(0.58, "Alpha")]
    assert weight("Alpha", "Zeta", zeta=0.5) == []  # the other one counts as always
    assert weight("Alpha", "Zeta", alpha=0.25, zeta=0.5) == [(-1.0, "Zeta")]


def test_a_weight_of_a_source_moves_its_stories():
    one, other = told_by("Post", key="a"), told_by("Star", key="b", body=OTHER)
    assert order(one, other, weights={"star": 2.0})[0] == "story-b"
    assert order(one, other, weights={"star": 0.5})[0] == "story-a"
    (entry,) = entries(other, weights={"star": 0.5})
    assert merits(entry)[Aspect.WEIGHT] == -1.0
    assert Aspect.WEIGHT not in merits(entries(one, weights={"star": 2.0})[0])


def test_no_topic_takes_all_the_room():
    sport = [told_by("A", "B", key=f"s{n}", body=_own(THIRD, n), tags=["sport"]) for n in range(3)]
    other = told_by("A", key="z", body=OTHER, tags=["coast"])
    plain = [entry.story_id for entry in entries(*sport, other, budget=Budget(stories=3))]
    assert "story-z" in plain[:3]
    last = next(e for e in entries(*sport, other) if e.story_id == "story-s2")
    assert Aspect.VARIETY in merits(last)


def test_each_story_on_a_topic_counts_against_the_next_up_to_three():
    sport = [told_by("A", key=f"s{n}", body=_own(THIRD, n), tags=["sport"]) for n in range(5)]
    taken = [
        next(((m.points, m.about) for m in entry.merits if m.aspect is Aspect.VARIETY), None)
        for entry in entries(*sport)
    ]
    assert taken == [None, (-0.4, "sport"), (-0.8, "sport"), (-1.2, "sport"), (-1.2, "sport")]


def test_of_several_topics_the_one_that_was_told_of_most_counts():
    sport = [told_by("A", "B", key=f"s{n}", body=_own(THIRD, n), tags=["sport"]) for n in range(2)]
    coast = told_by("A", "B", key="c", body=OTHER, tags=["coast"])
    last = told_by("A", key="z", body=_own(OTHER, 7), tags=["coast", "sport"])
    entry = entries(*sport, coast, last)[-1]
    assert entry.story_id == "story-z"
    assert [(m.points, m.about) for m in entry.merits if m.aspect is Aspect.VARIETY] == [
        (-0.8, "sport")
    ]


def test_a_topic_that_was_asked_for_may_take_all_the_room():
    sport = [told_by("A", key=f"s{n}", body=_own(THIRD, n), tags=["sport"]) for n in range(3)]
    wants = [Wants(topics=frozenset({"sport"}))]
    assert all(Aspect.VARIETY not in merits(entry) for entry in entries(*sport, wants=wants))


def test_what_is_much_like_something_told_is_less_new():
    told, akin = told_by("A", key="a"), told_by("B", key="b", title="Moon base delayed")
    other = told_by("C", key="c", body=OTHER, title="Ferry sank")
    kin = Kinship([told, akin, other]).of_any(["story-a"])
    assert kin == {"story-b"}
    assert Kinship([told, other]).of_any(["story-a", "story-gone"]) == frozenset()
    found = {entry.story_id: merits(entry) for entry in entries(akin, other, akin=kin)}
    assert found["story-b"][Aspect.AKIN] == 0
    assert Aspect.NEW not in found["story-b"]
    assert found["story-c"][Aspect.NEW] == 0.5
    liked = (Liking(Kind.WORD, "moon", 2.0, "en"),)
    (entry,) = entries(akin, akin=kin, taste=liked)
    assert {Aspect.AKIN, Aspect.LIKED} <= merits(entry).keys()


def test_what_is_liked_rises_and_what_is_not_sinks():
    moon, ferry = told_by("A", key="a"), told_by("A", key="b", body=OTHER, title="Ferry sank")
    up = (Liking(Kind.WORD, "ferries", 2.0, "en"),)
    down = (Liking(Kind.TOPIC, "space", -1.0), Liking(Kind.SOURCE, "Nobody", -1.0))
    assert order(moon, ferry, taste=up)[0] == "story-b"
    liked = entries(moon, ferry, taste=up)[0]
    assert [one.about for one in liked.merits if one.aspect is Aspect.LIKED] == ["ferries"]
    assert merits(entries(moon, taste=down)[0])[Aspect.DISLIKED] == -0.5


def test_a_word_is_liked_in_its_own_language_only():
    german = (Liking(Kind.WORD, "moon", 2.0, "de"),)
    assert Aspect.LIKED not in merits(entries(told_by("A"), taste=german)[0])


AGES = st.lists(st.integers(0, 200), min_size=1, max_size=12)


@unhurried
@given(ages=AGES, shuffled=st.randoms(use_true_random=False), stories=st.integers(1, 9))
def test_the_order_is_a_function_of_the_stories(ages, shuffled, stories):
    found = [
        told_by("A", key=f"k{n:02}", published_at=NOW - timedelta(hours=age), tags=[str(age % 3)])
        for n, age in enumerate(ages)
    ]
    budget = Budget(stories=stories)
    expected = entries(*found, budget=budget)
    shuffled.shuffle(found)
    assert entries(*found, budget=budget) == expected
    assert len(expected) == min(stories, len(ages))
    assert expected[0].merits == max((e.merits for e in expected), key=total)


@unhurried
@given(minutes=st.integers(1, 5), count=st.integers(1, 30), size=st.integers(1, 60))
def test_minutes_are_filled_with_whole_stories_and_never_overrun(minutes, count, size):
    body = " ".join(["word"] * size) + "."
    found = [told_by("A", key=f"k{n:02}", body=body, title=f"Story {n}") for n in range(count)]
    budget = Budget(stories=40, sentences=3, minutes=minutes)
    composed = compose(found, EVERYTHING, budget=budget, now=NOW)
    seconds = [entry_seconds(entry) for entry in composed.entries]
    assert sum(seconds) <= 60 * minutes
    assert len(seconds) + composed.left_out == count
    if composed.left_out and len(seconds) < budget.stories:
        assert sum(seconds) + min(seconds) > 60 * minutes  # another one would not have fit


def test_a_story_longer_than_the_minutes_is_better_than_silence():
    endless = told_by("A", body=" ".join(["word"] * 900) + ".")
    (entry,) = entries(endless, budget=Budget(stories=40, sentences=3, minutes=1))
    assert len(entry.quotes) == 1


def test_what_does_not_fit_leaves_room_for_the_next_that_does():
    long = told_by("A", "B", key="l", body=" ".join(["word"] * 200) + ".")
    shorts = [told_by("A", key=f"s{n}", body=OTHER, title="Ferry") for n in range(2)]
    found = entries(long, *shorts, budget=Budget(stories=40, sentences=1, minutes=1))
    assert [entry.story_id for entry in found] == ["story-l"] or len(found) == 2
    budget = Budget(stories=40, sentences=1, minutes=1)
    huge = told_by("A", "B", key="h", body=" ".join(["word"] * 400) + ".")
    assert order(huge, *shorts, budget=budget) == ["story-s0", "story-s1"]


def test_the_first_story_gets_the_most_sentences():
    found = [told_by("A", key=f"k{n}", published_at=NOW - n * HOUR) for n in range(4)]
    counts = [len(entry.quotes) for entry in entries(*found, budget=Budget(sentences=3))]
    assert counts == [3, 2, 1, 1]
    assert all(a >= b for a, b in pairwise(counts))


@pytest.mark.parametrize("part", [a for a in Aspect if a.value in {"sources", "fresh", "new"}])
def test_every_entry_says_what_spoke_for_it(part):
    assert part in merits(entries(told_by("A"))[0])
