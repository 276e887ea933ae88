"""Why a chat is told a story, and what it is never told."""

from __future__ import annotations

import pytest

from bot.domain.filters import BEST_FIT, IN_HEADLINE, IN_TEXT, NAMED, Because, Reason, reason_for
from bot.domain.mentions import Texts
from bot.domain.subscriptions import Wants
from tests.fakes.builders import a_coverage, a_report

COVERAGE = a_coverage(
    a_report(
        title="Probe lands on the moon",
        body="The probe carries a drill.",
        author="Harbor Wire",
        source="Feed One",
        tags=("space",),
        language="en",
    ),
    a_report(key="b", title="A landing", body="It took a year.", author="Post", tags=()),
)


def reason(**wants: frozenset[str]) -> Reason | None:
    return reason_for(COVERAGE, Wants(**wants), Texts())


def test_whoever_wants_everything_gets_it_for_that_reason():
    assert reason() == Reason(Because.EVERYTHING)
    assert str(reason()) == "everything"


@pytest.mark.parametrize(
    ("kind", "name", "because", "fit"),
    [
        ("topics", "space", Because.TOPIC, NAMED),
        ("sources", "harbor wire", Because.SOURCE, NAMED),
        ("sources", "FEED ONE", Because.SOURCE, NAMED),
        ("sources", "Post", Because.SOURCE, NAMED),  # the second who tells it
        ("words", "post", Because.SOURCE, NAMED),  # a word when nobody was called so
        ("words", "moon", Because.WORD, IN_HEADLINE),
        ("words", "drills", Because.WORD, IN_TEXT),
        ("words", "years", Because.WORD, IN_TEXT),  # of the second text
    ],
)
def test_each_kind_of_wish_is_a_reason_of_its_own(kind, name, because, fit):
    found = reason(**{kind: frozenset({name})})
    assert (found.because, found.value, found.fit) == (because, name, fit)
    assert str(found) == f"{because.value} {name}"


@pytest.mark.parametrize("kind", ["topics", "sources", "words"])
def test_what_has_nothing_of_it_is_not_wanted(kind):
    assert reason(**{kind: frozenset({"football"})}) is None


def test_the_first_thing_that_is_wanted_is_the_reason_and_the_others_make_it_fit_better():
    found = reason(words=frozenset({"drill"}), sources=frozenset({"Post"}))
    assert (found, found.fit) == (Reason(Because.SOURCE, "Post"), NAMED + IN_TEXT)
    found = reason(
        topics=frozenset({"space"}), sources=frozenset({"Post"}), words=frozenset({"moon"})
    )
    assert (found, found.fit) == (Reason(Because.TOPIC, "space"), BEST_FIT)


def test_a_word_that_has_become_a_topic_since_is_one_as_well():
    report = a_report(title="Probe lands", body="It took a year.", tags=("world-news",))
    wants = Wants(words=frozenset({"world news", "year"}))
    found = reason_for(a_coverage(report), wants, Texts())
    assert (found, found.fit) == (Reason(Because.TOPIC, "world-news"), NAMED + IN_TEXT)


@pytest.mark.parametrize("never", ["Space", "Harbor Wire", "post", "feed one", "moon", "drill"])
def test_what_is_never_wanted_is_a_topic_a_source_or_a_word_alike(never):
    assert reason(never=frozenset({"football", never})) is None
    assert reason(never=frozenset({"football"})) is not None
