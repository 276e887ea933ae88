"""Texts on pages: what is quoted is shown, and what there is no room for is a link away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.web.texts import NEAR, TextView, text_view
from summarizer import Span
from tests.fakes.builders import an_article

ROOM = 400

words = st.sampled_from(
    ["ship ", "bridge, ", "e\u0301 ", "\u6f6e\u6c50", "\n\n", "\n", "x" * 90 + " "]
)
bodies = st.lists(words, min_size=1, max_size=300).map("".join).filter(str.strip)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[Span, int]]]:
    body = draw(bodies)
    starts = sorted(draw(st.sets(st.integers(0, len(body) - 1), max_size=5)))
    ends = [*starts[1:], len(body)][: len(starts)]
    spans = [
        Span(start, draw(st.integers(start + 1, min(end, start + 60))))
        for start, end in zip(starts, ends, strict=True)
        if start < end
    ]
    return body, [(span, number) for number, span in enumerate(spans, 1)]


def shown(view: TextView) -> str:
    return "".join(text for block in view.blocks for text, _ in block.pieces)


def bare(text: str) -> str:
    return "".join(text.split())


@given(marked())
def test_a_text_that_fits_is_shown_whole_with_its_marks(
    given_: tuple[str, list[tuple[Span, int]]],
) -> None:
    body, marks = given_
    view = text_view(an_article(body=body), marks, room=len(body))
    assert bare(shown(view)) == bare(body)
    assert not any(block.missing for block in view.blocks)
    for span, number in marks:
        found = [text for b in view.blocks for text, of in b.pieces if of == number]
        assert bare("".join(found)) == bare(body[span.start : span.end])


@given(marked())
def test_there_is_never_more_than_there_is_room_for(
    given_: tuple[str, list[tuple[Span, int]]],
) -> None:
    body, marks = given_
    view = text_view(an_article(body=body), marks, room=ROOM)
    cuts = 2 + 2 * len(marks)
    assert len(shown(view)) <= ROOM + cuts * NEAR
    gaps = sum(block.missing for block in view.blocks)
    assert len(bare(shown(view))) + gaps >= len(bare(body))


@given(marked())
def test_what_is_marked_is_seen_in_any_text(given_: tuple[str, list[tuple[Span, int]]]) -> None:
    body, marks = given_
    view = text_view(an_article(body=body), marks, room=ROOM)
    for span, number in marks:
        found = "".join(text for b in view.blocks for text, of in b.pieces if of == number)
        wanted = bare(body[span.start : span.end])
        assert bare(found)[:20] == wanted[:20]


@given(bodies)
def test_whoever_reads_on_reads_everything(body: str) -> None:
    article, start, read = an_article(body=body), 0, ""
    for _ in range(len(body) + 1):
        view = text_view(article, [], start, room=ROOM)
        if start == 0:
            gaps = [block for block in view.blocks if block.missing]
            first = shown(view) if not gaps else body[: gaps[0].start]
            read += first
        else:
            read += shown(view)
            gaps = [block for block in view.blocks if block.missing and block.start > start]
        if not gaps:
            break
        assert gaps[0].start > start
        start = gaps[0].start
    assert bare(read) == bare(body)
