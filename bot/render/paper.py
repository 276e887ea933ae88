"""Bodies for a terminal, fitted to the width and the colors that it has now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.domain.deliveries import Body
from bot.render.cells import cells
from bot.render.safe import safe_line
from bot.render.terminal import SURFACE
from bot.render.wrapping import Span, wrap

NARROWEST = 20  # columns; on less, nothing is readable anyway

_INKS = {
    "heading": "1",
    "headline": "1",
    "strong": "1",
    "picked": "1",
    "number": "2",
    "name": "1",
    "fine": "2",
    "origin": "2",
    "url": "2",
    "code": "36",
    "command": "36",
    "badge": "33",
    "link": "4",
}
"""What each style is on a terminal with colors (ECMA-48, SGR); other styles are plain."""

_RULE = "\u2500"
_BAR = Span("picked", "\u258c ")
"""Marks picked sentences where there are no colors.

A bar in the margin, as an editor would draw it: quiet, and it cannot be mistaken for the author's
own brackets, asterisks or quotation marks. To say exactly which words are meant, every picked
sentence then starts and ends its own lines.
"""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Running text, what stands before its first line, and what before the others."""

    spans: list[Span]
    first: Span
    rest: Span


def to_text(body: Body, *, width: int, color: bool) -> str:
    """Return `body` as lines of at most `width` columns, with color or without.

    Only a web address, or a line of a file, may be wider than that. There is no line
    end after the last one.

    Raises:
        ValueError: the body is not for a terminal.
    """
    if body.get("surface") != SURFACE:
        raise ValueError("This body was not rendered for a terminal.")
    width = max(width, NARROWEST)
    lines: list[str] = []
    for row in body["lines"]:
        if row.get("rule"):
            lines.append(_paint([Span("fine", _RULE * width)], color=color))
        elif "verbatim" in row:
            lines.append(safe_line(row["verbatim"]))
        elif not row:
            lines.append("")
        else:
            for paragraph in _paragraphs(row, width, color=color):
                lines += _set(paragraph, width, color=color)
    return "\n".join(lines)


def _paragraphs(row: dict[str, Any], width: int, *, color: bool) -> Iterator[_Paragraph]:
    # Bodies may have been stored by an older release: what is printed passes today's rules.
    spans = [Span(style, safe_line(text)) for style, text in row["spans"]]
    style, text = row.get("mark", ("", ""))
    mark = Span(style, safe_line(text))
    indent = row.get("indent", 0)
    if indent > width // 2:
        indent = 2
    if cells(mark.text) >= indent and mark.text:  # no room beside the text: it goes above
        yield _Paragraph([mark], Span("", ""), Span("", ""))
        mark = Span("", "")
    margin = Span("", " " * indent)
    if not color:
        spans = [_in_backticks(span) for span in spans]
        if any(_is_picked(span) for span in spans):
            yield from _set_apart(spans, margin)
            return
    first = Span(mark.style, mark.text + " " * (indent - cells(mark.text)))
    yield _Paragraph(spans, first, margin)


def _set_apart(spans: Iterable[Span], margin: Span) -> Iterator[_Paragraph]:
    """Give picked sentences lines of their own, with a bar in the margin."""
    for picked, group in groupby(spans, key=_is_picked):
        found = list(group)
        if picked:  # neighbors may be two sentences: each gets its own lines
            yield from (_Paragraph([span], _BAR, _BAR) for span in found)
        elif any(span.text.strip() for span in found):
            yield _Paragraph(found, margin, margin)


def _is_picked(span: Span) -> bool:
    return "picked" in span.style.split()


def _in_backticks(span: Span) -> Span:
    """Show where something to type begins and ends, as color would."""
    return span._replace(text=f"`{span.text}`") if "code" in span.style.split() else span


def _set(paragraph: _Paragraph, width: int, *, color: bool) -> Iterator[str]:
    lines = wrap(paragraph.spans, width - cells(paragraph.rest.text)) or [[]]
    for number, line in enumerate(lines):
        prefix = paragraph.rest if number else paragraph.first
        yield _paint([prefix, *line], color=color).rstrip(" ")


def _paint(spans: Iterable[Span], *, color: bool) -> str:
    return "".join(_ink(span) if color else span.text for span in spans)


def _ink(span: Span) -> str:
    codes = ";".join(_INKS[style] for style in span.style.split() if style in _INKS)
    return f"\x1b[{codes}m{span.text}\x1b[0m" if codes and span.text.strip() else span.text
