"""Which outlets tell a story in words of their own."""

from __future__ import annotations

from bot.domain.copies import is_copy
from tests.fakes.builders import BODY, a_coverage, a_report, an_article
from tests.summarizer.samples import ARTICLE
from tests.summarizer.test_similarity import OTHER_OUTLET

CUT = ARTICLE[: len(ARTICLE) * 3 // 4]


def by(author, body, **fields):
    return a_report(an_article(key=author + body[-30:], author=author, body=body, **fields))


def test_agency_text_with_another_headline_and_end_is_a_copy():
    own = by("Harbor Wire", ARTICLE, title="Ferries stay in port")
    cut = by("Coast Daily", CUT, title="Storm: nobody leaves the islands")
    other = by("Northern Post", OTHER_OUTLET)
    story = a_coverage(own, cut, other)
    assert story.outlets == ("Harbor Wire", "Coast Daily", "Northern Post")
    assert story.own_words == (own, other)
    assert story.copied == ("Coast Daily",)


def test_an_outlet_that_adds_a_text_of_its_own_is_a_source():
    reports = [by("Harbor Wire", ARTICLE), by("Coast Daily", CUT), by("COAST DAILY", OTHER_OUTLET)]
    story = a_coverage(*reports)
    assert story.outlets == ("Harbor Wire", "Coast Daily")
    assert story.copied == ()


def test_a_copy_of_a_copy_is_no_source():
    half = " ".join(ARTICLE.split()[:80])
    story = a_coverage(by("A", ARTICLE), by("B", CUT), by("C", half))
    assert is_copy(story.reports[1].fingerprint, story.reports[2].fingerprint)
    assert story.copied == ("B", "C")


def test_texts_of_which_nothing_is_known_are_nobodys_copies():
    nothing = by("A", "…").fingerprint
    assert not is_copy(nothing, nothing)
    assert not is_copy(nothing, by("B", BODY).fingerprint)
