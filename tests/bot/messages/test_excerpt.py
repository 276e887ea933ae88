"""Sentences are shown where they stand, and nothing is added."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.messages.excerpt import MOST_CONTEXT, excerpts
from summarizer import Span

BODY = "One. Two here. Three.\n\nFour.\n\nFive and six.\n\nSeven."


def span(words: str) -> Span:
    start = BODY.index(words)
    return Span(start, start + len(words))


def test_a_sentence_is_shown_in_its_paragraph():
    (shown,) = excerpts(BODY, [span("Two here.")])
    assert shown.pieces == (("One. ", False), ("Two here.", True), (" Three.", False))
    assert (shown.cut_before, shown.cut_after) == (False, True)


def test_neighbors_are_joined_and_gaps_are_not():
    first, second = excerpts(BODY, [span("Seven."), span("One."), span("Four.")])
    assert [text for text, picked in first.pieces if picked] == ["One.", "Four."]
    assert second.pieces == (("Seven.", True),)
    assert first.cut_after  # one mark between the two is enough
    assert (second.cut_before, second.cut_after) == (False, False)


def test_an_endless_paragraph_is_cut_around_the_sentence():
    body = "word " * 2000 + "Here it is." + " word" * 2000
    start = body.index("Here")
    (shown,) = excerpts(body, [Span(start, start + 11)])
    assert sum(len(text) for text, _ in shown.pieces) <= 2 * MOST_CONTEXT + 11
    assert (shown.cut_before, shown.cut_after) == (True, True)
    assert shown.pieces[0][0].startswith("word")


@given(st.text(alphabet="ab. \n", max_size=300), st.data())
def test_what_is_shown_is_cut_from_the_text(body, data):
    ends = data.draw(st.lists(st.integers(0, len(body)), unique=True, max_size=8).map(sorted))
    spans = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    shown = excerpts(body, spans)
    for one in shown:
        assert "".join(text for text, _ in one.pieces) in body
    picked = [text for one in shown for text, mark in one.pieces if mark]
    assert picked == [body[one.start : one.end] for one in spans]
