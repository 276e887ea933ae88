"""Picked sentences shown where they stand: proof that they were not made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.messages.blocks import Excerpt
from summarizer import Span

MOST_CONTEXT = 400  # characters shown on either side of a picked sentence in a long paragraph

_BREAK = re.compile(r"\n\s*\n")
Bounds = tuple[int, int]


def excerpts(body: str, spans: Sequence[Span]) -> tuple[Excerpt, ...]:
    """Return the paragraphs around `spans`, neighbors joined, the spans marked as picked.

    Spans are half-open character positions of `body`; what is shown is cut from it, and nothing
    is added to it.
    """
    wanted = sorted((span.start, span.end) for span in spans)
    shown = _joined(body, [_context(body, span) for span in wanted])
    return tuple(
        Excerpt(
            pieces=tuple(_pieces(body, window, wanted)),
            # between two excerpts one mark of what is left out is enough: the first one's last
            cut_before=number == 0 and bool(body[: window[0]].strip()),
            cut_after=bool(body[window[1] :].strip()),
        )
        for number, window in enumerate(shown)
    )


def _context(body: str, span: Bounds) -> Bounds:
    """Return the paragraph around a span, less what is farther away than `MOST_CONTEXT`."""
    breaks = list(_BREAK.finditer(body))
    start = max((b.end() for b in breaks if b.end() <= span[0]), default=0)
    end = min((b.start() for b in breaks if b.start() >= span[1]), default=len(body))
    if span[0] - start > MOST_CONTEXT:
        start = body.find(" ", span[0] - MOST_CONTEXT, span[0]) + 1 or span[0]
    if end - span[1] > MOST_CONTEXT:
        cut = body.rfind(" ", span[1], span[1] + MOST_CONTEXT)
        end = cut if cut > 0 else span[1]
    return start, end


def _joined(body: str, windows: Iterable[Bounds]) -> list[Bounds]:
    joined: list[Bounds] = []
    for start, end in windows:
        if joined and not body[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(body: str, window: Bounds, spans: Iterable[Bounds]) -> Iterator[tuple[str, bool]]:
    at, end = window
    for start, stop in spans:
        if start >= at and stop <= end:
            if start > at:
                yield body[at:start], False
            yield body[start:stop], True
            at = stop
    if at < end and body[at:end].strip():
        yield body[at:end], False
