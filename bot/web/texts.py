"""The text of an article as a page shows it: sentences marked, and not more than a page holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.articles import Article
from bot.render.addresses import link_target
from summarizer import Span

ROOM = 16_000  # characters on a page: five bytes each at most, as HTML writes them
LONGEST_TITLE = 300
NEAR = 30  # characters from a place where a text is cut to the next space

_BREAK = re.compile(r"\n\s*\n")
_SPACE = re.compile(r"\s")

Piece: TypeAlias = tuple[str, int | None]  # some text, and the number of the sentence that it is
Mark: TypeAlias = tuple[Span, int]  # a sentence, and its number


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or a gap: what there is no room for."""

    pieces: Sequence[Piece] = ()
    start: int = 0  # of a gap: where it begins
    missing: int = 0  # of a gap: how many characters it has


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """The text of an article, in which sentences are marked."""

    title: str
    origin: str
    url: str | None
    blocks: Sequence[Block]


def text_view(
    article: Article, marks: Sequence[Mark], start: int = 0, room: int = ROOM
) -> TextView:
    """Return an article's text with these places marked.

    A text that is too long for a page has gaps: its beginning and what stands around the marks is
    shown, or, from a `start` on, as much as there is room for.
    """
    body = article.body
    shown = list(_shown(body, [span for span, _ in marks], min(start, len(body)), room))
    return TextView(
        title=article.title[:LONGEST_TITLE],
        origin=article.author or article.source,
        url=link_target(article.url),
        blocks=list(_blocks(body, shown, marks)),
    )


def _shown(body: str, spans: Sequence[Span], start: int, room: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text that are shown, in their order, none next to another."""
    if len(body) - start <= room or start:
        yield start, _after(body, start + room)
        return
    each = room // 2 // max(1, len(spans))
    wanted = [(0, _after(body, room // 2))]
    for span in spans:
        length = min(span.end - span.start, each)
        begin = max(0, span.start - (each - length) // 2)
        wanted.append((_before(body, begin), _after(body, begin + each)))
    first, last = 0, 0
    for begin, end in sorted(wanted):
        if begin > last:
            yield first, last
            first = begin
        last = max(last, end)
    yield first, last


def _after(body: str, place: int) -> int:
    """Return the space behind a place, if one is near, so that no word is cut."""
    if place >= len(body):
        return len(body)
    found = _SPACE.search(body, place, place + NEAR)
    return found.start() if found else place


def _before(body: str, place: int) -> int:
    """Return the beginning of the word at a place, if it is near."""
    spaces = [found.end() for found in _SPACE.finditer(body, max(0, place - NEAR), place)]
    return spaces[-1] if spaces else place


def _blocks(body: str, shown: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> Iterator[Block]:
    at = 0
    for start, end in shown:
        if start > at:
            yield Block(start=at, missing=start - at)
        for bounds in _paragraphs(body, start, end):
            yield Block(pieces=list(_pieces(body, *bounds, marks)))
        at = end
    if at < len(body) and body[at:].strip():
        yield Block(start=at, missing=len(body) - at)


def _paragraphs(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _BREAK.finditer(body, start, end):
        if body[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if body[start:end].strip():
        yield start, end


def _pieces(body: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Cut a paragraph where marks begin and end; where two overlap, the first one counts."""
    at = start
    for span, number in sorted(marks, key=lambda mark: (mark[0].start, mark[1])):
        first, last = max(span.start, at), min(span.end, end)
        if first >= last:
            continue
        if first > at:
            yield body[at:first], None
        yield body[first:last], number
        at = last
    if at < end:
        yield body[at:end], None
