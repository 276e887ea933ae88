"""When a sentence stands under so many different articles that it tells nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.boilerplate import FEWEST, LOOKED_AT, Boilerplate, is_boilerplate, mark
from summarizer import Fingerprint, fingerprint
from tests.fakes.builders import NOW, a_report, a_summary

NOTE = "The Sorrel Gazette has told the news of the sound every morning since 1911."
OWN = fingerprint(NOTE, language="en")


def held(*fields: int, language: str = "en"):
    """Return reports that hold the note: one for each number, of what that field tells."""
    return [
        replace(
            a_report(summary=a_summary(language=language)),
            fingerprint=Fingerprint(
                (*OWN.terms, *range(field * 100, field * 100 + 6)),
                (250,) * len(OWN.terms) + (100,) * 6,
                (*OWN.sketch, *range(field * 100, field * 100 + 20)),
            ),
        )
        for field in fields
    ]


def test_it_takes_articles_on_four_different_things():
    assert not is_boilerplate(NOTE, held(*range(FEWEST - 1)))
    assert is_boilerplate(NOTE, held(*range(FEWEST)))
    assert not is_boilerplate(NOTE, [])


def test_what_tells_the_same_counts_once():
    assert not is_boilerplate(NOTE, held(1, 1, 2, 2, 3, 3, 3))
    assert is_boilerplate(NOTE, held(1, 1, 2, 2, 3, 3, 4))


def test_what_the_sentence_itself_says_is_not_what_the_articles_share():
    """Its words weigh more in each of them than all others, and are taken out for that."""
    one, other = (report.fingerprint for report in held(1, 2))
    assert len(set(one.terms) & set(other.terms)) == len(OWN.terms)
    assert is_boilerplate(NOTE, held(1, 2, 3, 4, language="und"))
    assert not is_boilerplate("Quite another sentence.", held(1, 2, 3, 4))


def test_words_without_a_sketch_and_runs_without_words_are_alike_too():
    def only(*fields: int, **kept: object):
        return [replace(one, fingerprint=replace(one.fingerprint, **kept)) for one in held(*fields)]

    assert not is_boilerplate(NOTE, only(1, 1, 1, 1, sketch=()))
    assert is_boilerplate(NOTE, only(1, 2, 3, 4, sketch=OWN.sketch))
    assert not is_boilerplate(NOTE, only(1, 1, 1, 1, terms=(), weights=()))


def test_only_the_newest_articles_are_looked_at():
    same = [1] * (LOOKED_AT - 3)
    assert is_boilerplate(NOTE, held(*same, 2, 3, 4))
    assert not is_boilerplate(NOTE, held(*same, 1, 2, 3, 4))


def test_a_sentence_has_one_mark_whatever_its_spaces_and_capitals():
    assert mark("Read  more\nTODAY.") == mark("read more today.")
    assert mark("Read more.") != mark("Read on.")
    assert len(mark("\ud800")) == 16  # half a character, too
    assert mark("Große  STRASSE") == mark("große straße") == "6592658472e13ed2"  # as stores hold it


def test_its_moment_is_in_utc():
    with pytest.raises(ValueError, match="found_at must carry a time zone"):
        Boilerplate(source="a", sentence="b", articles=4, found_at=NOW.replace(tzinfo=None))
