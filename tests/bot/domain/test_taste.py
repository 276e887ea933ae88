"""What is learned of a chat: readable, bounded, undone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.merits import Aspect, Merit
from bot.domain.taste import (
    MOST_LIKINGS,
    STRONGEST,
    Kind,
    Liking,
    by_mark,
    lessons_of,
    marks_of,
    merits_for,
    taught,
    telling_words,
)
from tests.fakes.builders import a_coverage, a_report, an_article
from tests.trying import trying

unhurried = trying(16)

WORDS = st.sampled_from([f"word{n}" for n in range(60)])
LESSONS = st.lists(
    st.builds(
        Liking,
        st.sampled_from(Kind),
        WORDS,
        st.sampled_from([-1.0, -0.5, 0.5, 1.0]),
        st.sampled_from(["en", "de"]),
    ),
    max_size=8,
)


@unhurried
@given(lessons=st.lists(LESSONS, max_size=30))
def test_a_taste_is_bounded_whatever_is_taught(lessons):
    taste = ()
    for some in lessons:
        taste = taught(taste, some)
        assert len(taste) <= MOST_LIKINGS
        assert all(0 < abs(one.weight) <= STRONGEST for one in taste)
        assert len(by_mark(taste)) == len(taste)


@unhurried
@given(before=LESSONS, lessons=LESSONS)
def test_the_opposite_undoes_a_lesson(before, lessons):
    taste = taught((), before)
    named = {one.mark: one for one in lessons}.values()
    learned = taught(taste, list(named))
    back = taught(learned, [Liking(o.kind, o.name, -o.weight, o.language) for o in named])
    if len(learned) < MOST_LIKINGS and all(abs(o.weight) < STRONGEST for o in learned):
        known = {mark: one.weight for mark, one in by_mark(back).items()}
        assert known == {mark: one.weight for mark, one in by_mark(taste).items()}


def word(name: str, weight: float) -> Liking:
    return Liking(Kind.WORD, name, weight, "en")


def test_more_adds_and_less_takes_away_as_far_as_it_goes():
    taste = ()
    for step, weight in ((1.0, 1.0), (1.0, 2.0), (0.5, 2.5), (1.0, STRONGEST), (-1.0, 2.0)):
        taste = taught(taste, [word("moon", step)])
        assert taste == (word("moon", weight),)
    assert taught((word("moon", -STRONGEST),), [word("moon", -1.0)])[0].weight == -STRONGEST
    assert taught(taste, [word("moons", -2.0)]) == ()  # another form of the same word


def test_of_the_weakest_the_oldest_goes():
    full = tuple(word(f"word{n}", 1.0) for n in range(MOST_LIKINGS))
    left = {one.name for one in full} - {one.name for one in taught(full, [word("moon", 1.0)])}
    assert left == {"word0"}
    again = taught(full, [word("word0", 0.5), word("word0", -0.5), word("moon", 1.0)])
    assert "word0" in {one.name for one in again}  # it was just spoken of


def test_a_taste_moves_a_story_by_all_that_it_shares_and_names_what_counts_most():
    taste = by_mark(
        [word("moon", 0.5), word("base", 2.0), word("nation", 2.0), word("rocket", 1.5),
         word("rain", 3.0), word("part", -0.5), word("schedule", -1.5)]
    )  # fmt: skip
    assert merits_for(marks_of(a_coverage()), taste) == [
        Merit(Aspect.LIKED, 1.12, "base, nation, rocket"),  # 6 of 6 + 2, of one and a half
        Merit(Aspect.DISLIKED, -0.75, "schedule, part"),
    ]
    assert merits_for(marks_of(a_coverage()), by_mark([word("rain", 1.0)])) == []


def test_a_story_teaches_its_words_topics_and_source():
    coverage = a_coverage()
    learned = lessons_of(coverage, "Moon base agreed", -1)
    names = {(one.kind, one.name): one.weight for one in learned}
    assert names[Kind.TOPIC, "space"] == -1
    assert names[Kind.SOURCE, "Xinhua"] == -0.5
    assert names[Kind.WORD, "moon"] == -1
    assert {one.mark for one in learned} <= marks_of(coverage)
    asked = lessons_of(coverage, "Moon base agreed", 1, ["Space", "moon"])
    assert not {"space", "moon"} & {one.name for one in asked}


def test_other_scripts_are_learned_word_by_word():
    body = "中国航天员进入空间站。航天员将在空间站工作。"
    article = an_article(title="航天员进入空间站", body=body, language="zh", author=None, tags=())
    learned = lessons_of(a_coverage(a_report(article)), "航天员进入空间站", 1)
    assert {one.name for one in learned if one.kind is Kind.WORD} & {"航天", "航天员", "空间站"}


def test_what_is_taught_makes_the_oldest_and_weakest_go():
    full = tuple(
        Liking(Kind.WORD, f"word{n}", 2.0 if n == 7 else STRONGEST, "en")
        for n in range(MOST_LIKINGS)
    )
    first = taught(full, [Liking(Kind.WORD, "moon", 1.0, "en")])
    names = {one.name for one in first}
    assert len(first) == MOST_LIKINGS
    assert "moon" in names
    assert "word7" not in names
    second = taught(first, [Liking(Kind.WORD, "base", -1.0, "en")])
    assert {one.name for one in second} == names - {"moon"} | {"base"}


def test_a_story_teaches_the_words_that_its_article_speaks_of_most():
    body = (
        "In 1974, and 1974, and 1974 again, it was the sea, the sea, the sea. Ferries and ferries"
        " carried gold and gold. There was a lighthouse and a harbor."
    )
    coverage = a_coverage(a_report(title="A title", body=body, language="en"))
    told = telling_words("1974: ox at sea, gold, a ferry, a harbor and a lighthouse", coverage)
    assert told == ["sea", "gold", "ferry", "lighthouse"], "of two as frequent ones the longer"


def test_only_the_first_of_several_outlets_is_learned():
    coverage = a_coverage(
        a_report(author="Harbor Wire"),
        a_report(key="b", title="Ice comes early", body="It is cold.", author="Northern Post"),
    )
    learned = lessons_of(coverage, "Moon base agreed", 1)
    outlets = [one.name for one in learned if one.kind is Kind.SOURCE]
    assert outlets == list(coverage.outlets[:1])
    assert len(coverage.outlets) > 1
