"""What counts as new in a story."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.updates import MOST, REST, Mark, may_return, news_of, was_told
from tests.fakes.builders import (
    BODY,
    HOUR,
    NOW,
    a_coverage,
    a_report,
    a_summary,
    an_article,
    an_entry,
)

NEW = "Senator Maria Lopez threatened to block the budget of the agency."


def grown(*bodies, language="en"):
    late = [
        a_report(
            an_article(key=f"late{n}", title=f"Title {n}", body=body, author=f"Paper {n}"),
            summary=a_summary(body, language=language),
        )
        for n, body in enumerate(bodies)
    ]
    return a_coverage(a_report(), *late)


def said(coverage, articles=1):
    news = news_of(coverage, articles)
    return [one.text for one in news.quotes] if news else None


def test_a_copy_and_a_rewording_bring_nothing():
    assert said(grown(BODY)) is None
    assert said(grown("On Friday, twelve nations have agreed to build bases on the moon.")) is None
    assert said(grown("Engineers call it.")) is None  # too short to say anything


def test_a_new_sentence_is_told_once_whoever_repeats_it():
    assert said(grown(f"{BODY} {NEW}", f"{NEW} {BODY}")) == [NEW]
    assert said(grown(NEW, f"{BODY} {NEW}"), articles=2) is None


def test_the_outlets_are_those_that_have_something_new():
    news = news_of(grown(BODY, NEW), 1)
    assert [one.outlet for one in news.reports] == ["Paper 1"]


def test_what_is_in_no_language_of_the_old_ones_cannot_be_held_to_be_new():
    assert said(grown(NEW, language="de")) is None


@given(
    st.lists(
        st.sampled_from([*BODY.split(". "), NEW, NEW.upper(), "Rain. Snow. Wind."]), max_size=6
    )
)
def test_new_sentences_never_are_old_ones(sentences):
    body = ". ".join(one.rstrip(".") for one in sentences) + "."
    for sentence in said(grown(body)) or []:
        assert sentence.casefold() == NEW.casefold()


def test_no_update_is_endless():
    names = ["zebra", "quartz", "violin", "harvest", "cactus", "lagoon", "pepper", "tunnel",
             "walnut", "hammer"]  # fmt: skip
    body = " ".join(f"The {one} {one}y {one}ist {one}dom was found." for one in names)
    assert len(said(grown(body))) == MOST


def test_it_rests_between():
    story = grown(NEW).story
    assert not may_return(story, Mark(NOW, 2), NOW + 9 * HOUR)
    assert not may_return(story, Mark(NOW, 1), NOW + REST - HOUR)
    assert may_return(story, Mark(NOW, 1), NOW + REST)


def test_an_entry_that_was_told_meanwhile():
    whole, update = an_entry(), an_entry(is_update=True, article_count=2)
    assert not was_told(whole, None)
    assert was_told(whole, Mark(NOW, 1))
    assert was_told(update, None)
    assert not was_told(update, Mark(NOW, 1))
    assert was_told(update, Mark(NOW, 2))
