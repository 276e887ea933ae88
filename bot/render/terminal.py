"""Messages for a terminal: lines of styled text that any terminal can be given later.

A body is frozen when a digest is planned and printed afterwards, perhaps on another terminal after
a restart. So it says what the lines are, and `paper.py` fits them to the width and colors of the
moment. A body is `{"surface": "terminal", "lines": [line, …], "items": [numbers of the stories]}`,
without the last if there are none, and a line is one of

    {}                                                 an empty line
    {"rule": true}                                     a rule across the paper
    {"verbatim": text}                                 a line of a file, as wide as it is
    {"spans": [[style, text], …], "indent": n, "mark": [style, text]}
                                                       text hanging n columns in, and what stands
                                                       to the left of its first line, if anything
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias, assert_never

from bot.domain.deliveries import Body
from bot.messages.blocks import (
    Block,
    Bullets,
    Chart,
    Choices,
    Code,
    Document,
    Excerpt,
    Facts,
    Fine,
    Frozen,
    Heading,
    Inline,
    Label,
    Line,
    Link,
    Message,
    Paragraph,
    Plain,
    StoryItem,
    Strong,
)
from bot.messages.direction import FSI, PDI, RLM, is_from_left
from bot.messages.wording import wording
from bot.render.cells import cells, running
from bot.render.chart import bars_text
from bot.render.frozen import frozen_bodies
from bot.render.safe import safe_line, safe_lines, safe_url
from bot.render.spacing import is_apart
from bot.render.wrapping import Span

SURFACE = "terminal"

_WIDEST_NAME = 24  # columns; a longer name of a fact stands on a line of its own
_MOST_IN_LINE = 5  # choices; more of them are a list, with what stands on each button

_Row: TypeAlias = dict[str, Any]  # one line of a body, as above


def render(message: Message) -> tuple[Body, ...]:
    """Return `message` as bodies for a terminal: none if it says nothing."""
    rows: list[_Row] = []
    items: list[int] = []
    previous: Block | None = None
    for block in message.blocks:
        found = _block(block, message.language)
        if not found:
            continue
        if previous is not None and is_apart(previous, block):
            rows.append({})
        rows += found
        items += [block.number] if isinstance(block, StoryItem) else []
        previous = block
    noted = {"items": items} if items else {}
    own = ({"surface": SURFACE, "lines": rows, **noted},) if rows else ()
    return (*frozen_bodies(message, SURFACE), *own)


def _block(block: Block, language: str) -> list[_Row]:
    match block:
        case Heading():
            rows = _heading(block)
        case Paragraph():
            rows = _row(_line(block.line))
        case Bullets():
            rows = _bullets(block)
        case Facts():
            rows = _facts(block)
        case StoryItem():
            rows = _story(block)
        case Excerpt():
            rows = _excerpt(block)
        case Fine():
            rows = _row(_line(block.line, base="fine"))
        case Choices():
            rows = _choices(block, language)
        case Frozen() | Document() | Chart():
            rows = _whole(block)
        case _:
            assert_never(block)
    return rows


def _whole(block: Frozen | Document | Chart) -> list[_Row]:
    match block:
        case Document():
            return _file(block)
        case Chart():
            return _chart(block)
        case Frozen():
            return []


def _file(block: Document) -> list[_Row]:
    return [{"verbatim": line} for line in block.text.splitlines()]


def _chart(block: Chart) -> list[_Row]:
    return [
        row
        for panel in block.panels
        for row in (
            *_row(_line(panel.title)),
            *_named(
                ((bars_text(one.counts), _line(one.line)) for one in panel.series),
                widest=len(block.days),
            ),
        )
    ]


def _heading(block: Heading) -> list[_Row]:
    title = _row([Span("heading", safe_line(_words(block.text)))])
    return [*title, {"rule": True}] if title else []


def _bullets(block: Bullets) -> list[_Row]:
    return [
        row
        for item in block.items
        for row in _row(_line(item), indent=3, mark=Span("fine", " \u2022"))
    ]


def _facts(block: Facts) -> list[_Row]:
    return _named((safe_line(_words(name)).strip(), _line(value)) for name, value in block.rows)


def _named(named: Iterable[tuple[str, list[Span]]], *, widest: int = _WIDEST_NAME) -> list[_Row]:
    """Return lines with the names at their left, as wide as the widest but for very wide ones."""
    rows = list(named)
    widths = [cells(name) for name, _ in rows if cells(name) <= widest]
    indent = max(widths, default=0) + 2
    return [
        row
        for name, value in rows
        for row in _row(value, indent=indent, mark=Span("name", name) if name else None)
    ]


def _story(block: StoryItem) -> list[_Row]:
    number = Span("number", f"{block.number:>2}.")
    headline = [Span("headline", safe_line(block.headline).strip())]
    if block.badge:
        headline += [Span("", " "), Span("badge", f"[{safe_line(block.badge).strip()}]")]
    url = safe_url(block.url) if block.url else ""
    lines = [
        headline,
        [Span("", running(safe_line(sentence).strip() for sentence in block.sentences))],
        [Span("origin", safe_line(block.origin).strip())],
        [Span("url", url)],
    ]
    indent = len(number.text) + 1
    rows = [row for line in lines for row in _row(line, indent=indent)]
    if rows:
        rows[0]["mark"] = list(number)
    return rows


def _excerpt(block: Excerpt) -> list[_Row]:
    lines: list[list[Span]] = [[Span("", "\u2026 ")] if block.cut_before else []]
    for text, picked in block.pieces:
        first, *others = safe_lines(text)
        style = "picked" if picked else ""
        lines[-1].append(Span(style, first))
        lines += [[Span(style, other)] for other in others]
    if block.cut_after:
        lines[-1].append(Span("", " \u2026"))
    rows: list[_Row] = []
    for line in lines:
        found = _row(line, indent=2)
        if found or (rows and rows[-1]):  # of several empty lines, one
            rows += found or [{}]
    if rows and not rows[-1]:
        rows.pop()
    return rows


def _choices(block: Choices, language: str) -> list[_Row]:
    found = [(safe_line(o.label).strip(), safe_line(o.command).strip()) for o in block.options]
    found = [(label, command) for label, command in found if command]
    if len(found) > _MOST_IN_LINE:
        return _named((label, [Span("command", command)]) for label, command in found)
    spans: list[Span] = []
    first = wording(language).say("console.try")
    for _, command in found:
        spans += [Span("fine", " \u00b7 " if spans else first), Span("command", command)]
    return _row(spans)


def _words(label: Label) -> str:
    return label if isinstance(label, str) else label.text  # here, a command is typed as it is


def _line(line: Line, *, base: str = "") -> list[Span]:
    """Return one of our lines as spans, each with `base` as well as its own style."""
    found = [span for inline in line for span in _inline(inline)]
    if found and found[0].text.startswith(RLM):
        found = [Span(style, _apart(text)) for style, text in found]
    return [Span(f"{base} {style}".strip(), text) for style, text in found]


def _apart(text: str) -> str:
    return f"{FSI}{text}{PDI}" if is_from_left(text) else text


def _inline(inline: Inline) -> list[Span]:
    match inline:
        case Plain():
            return [Span("", safe_line(inline.text))]
        case Strong():
            return [Span("strong", safe_line(inline.text))]
        case Code():
            return [Span("code", safe_line(inline.text))]
        case Link():
            words, url = safe_line(inline.text), safe_url(inline.url)
            if words.strip() in {"", url}:
                return [Span("url", url)]
            return [Span("link", words), Span("", " ("), Span("url", url), Span("", ")")]
        case _:
            assert_never(inline)


def _row(spans: Iterable[Span], *, indent: int = 0, mark: Span | None = None) -> list[_Row]:
    """Return the line of a body that `spans` make: none if there is nothing to read in it."""
    kept = [list(span) for span in spans if span.text]
    if mark is None and not any(text.strip() for _, text in kept):
        return []
    row: _Row = {"spans": kept}
    if indent:
        row["indent"] = indent
    if mark is not None:
        row["mark"] = list(mark)
    return [row]
