"""Break styled text into lines of a width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.render.cells import cells, chunks

_TOGETHER = frozenset({"code", "command", "url"})
"""Styles whose words stay on one line if they fit: what is to be typed is read in one go."""


_WORD = re.compile("[^ ]+")


class Span(NamedTuple):
    """Some text and how it looks: names of styles, separated by spaces."""

    style: str
    text: str


def wrap(spans: Iterable[Span], width: int) -> list[list[Span]]:
    """Return the lines that `spans` fill, none wider than `width` unless it is a web address."""
    kept = [span for span in spans if span.text]
    text = "".join(span.text for span in kept)
    lines: list[tuple[int, int]] = []  # from where to where in `text`
    used = 0
    previous_end = 0
    for start, end in _pieces(kept, text, width):
        needed = cells(text[previous_end:end])
        if lines and used + needed <= width:
            lines[-1] = (lines[-1][0], end)
            used += needed
        else:
            lines.append((start, end))
            used = cells(text[start:end])
        previous_end = end
    return [_cut(kept, start, end) for start, end in lines]


def _pieces(spans: list[Span], text: str, width: int) -> Iterator[tuple[int, int]]:
    """Find what must not be cut, in order: from where to where in `text`."""
    # A space that must not end a line is masked; lengths stay, so positions hold in `text` too.
    masked = "".join(_mask(span, width) for span in spans)
    for masked_word in _WORD.finditer(masked):
        start, end = masked_word.span()
        if "\0" in masked_word.group() and cells(text[start:end]) <= width:
            yield start, end
            continue
        for word in _WORD.finditer(text, start, end):
            at = word.start()
            for chunk in chunks(word.group(), width):
                yield at, at + len(chunk)
                at += len(chunk)


def _mask(span: Span, width: int) -> str:
    if _TOGETHER.isdisjoint(span.style.split()) or cells(span.text) > width:
        return span.text
    return span.text.replace(" ", "\0")


def _cut(spans: list[Span], start: int, end: int) -> list[Span]:
    found: list[Span] = []
    at = 0
    for span in spans:
        piece = span.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            found.append(Span(span.style, piece))
        at += len(span.text)
    return found
