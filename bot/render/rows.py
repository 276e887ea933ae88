"""Our blocks as rows of styled text: what chat platforms have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from bot.messages.blocks import (
    Block,
    Bullets,
    Chart,
    Choices,
    Document,
    Excerpt,
    Facts,
    Fine,
    Frozen,
    Heading,
    Message,
    Panel,
    Paragraph,
    StoryItem,
)
from bot.render.buttons import Buttons
from bot.render.cells import running
from bot.render.drawing import key_of
from bot.render.runs import (
    Kind,
    Row,
    Run,
    Unit,
    clean,
    is_seen,
    label_run,
    line_runs,
    linked,
    rows_of,
)
from bot.render.safe import safe_lines
from bot.render.spacing import is_apart

_SHORT = 250  # characters of one sentence that nobody wants to fold away


def units_of(message: Message, buttons: Buttons) -> Iterator[Unit]:
    """Yield what stands together in `message`; what can be tapped goes to `buttons`."""
    previous: Block | None = None
    for block in message.blocks:
        rows = _rows(block, buttons)
        if not rows:
            continue
        if previous is not None and is_apart(previous, block):
            rows = (replace(rows[0], gap=True), *rows[1:])
        yield Unit(rows, leads=isinstance(block, Heading))
        previous = block


def _rows(block: Block, buttons: Buttons) -> tuple[Row, ...]:
    match block:
        case Heading():
            rows = rows_of(Kind.HEADING, [[label_run(block.text, buttons.typed)]])
        case Paragraph():
            rows = rows_of(Kind.TEXT, [line_runs(block.line, buttons.typed)])
        case Bullets():
            lines = (line_runs(item, buttons.typed) for item in block.items)
            rows = rows_of(Kind.ITEM, lines, joins=True)
        case Facts():
            rows = rows_of(Kind.TEXT, _facts(block, buttons), joins=True)
        case StoryItem():
            rows = _story(block)
        case Excerpt():
            rows = _excerpt(block)
        case Fine():
            rows = rows_of(Kind.FINE, [line_runs(block.line, buttons.typed)])
        case Choices():
            rows = rows_of(Kind.TEXT, [buttons.take(block)])
        case Frozen() | Document() | Chart():
            panels = block.panels if isinstance(block, Chart) else ()
            rows = tuple(row for panel in panels for row in _panel(panel, buttons))
        case _:
            assert_never(block)
    return rows


def _facts(block: Facts, buttons: Buttons) -> Iterator[list[Run]]:
    for label, line in block.rows:
        name, value = label_run(label, buttons.typed), line_runs(line, buttons.typed)
        shown = name.text.strip()
        colon = "" if shown.endswith((":", "：")) else ":"
        if not is_seen(shown):
            yield value
        elif name.code:
            yield [Run(shown, code=True), Run(f"{colon} "), *value]
        else:
            yield [Run(f"{shown}{colon}", bold=True), Run(" "), *value]


def _panel(panel: Panel, buttons: Buttons) -> tuple[Row, ...]:
    """Return what the picture shows, in words; each series of several has a key to its color."""
    lines = [line_runs(series.line, buttons.typed) for series in panel.series]
    if len(lines) > 1:
        lines = [[Run(f"{key_of(number)} "), *line] for number, line in enumerate(lines)]
    title = rows_of(Kind.TEXT, [line_runs(panel.title, buttons.typed)])
    return (*title, *rows_of(Kind.ITEM, lines, joins=True))


def _story(block: StoryItem) -> tuple[Row, ...]:
    title = list(linked(block.headline.strip(), block.url, bold=True))
    if block.badge and is_seen(badge := clean(block.badge).strip()):
        title.append(Run(f" [{badge}]"))
    told = [text for sentence in block.sentences if is_seen(text := clean(sentence).strip())]
    text = running(told)
    kind = Kind.SUMMARY if len(told) > 1 or len(text) > _SHORT else Kind.TEXT
    number = (Run(f"{block.number}. ", bold=True),) if block.number else ()
    titled = rows_of(Kind.TEXT, [title])
    rows = (
        *titled,
        *(replace(row, joins=bool(titled)) for row in rows_of(kind, [[Run(text)]])),
        *rows_of(Kind.FINE, [[Run(clean(block.origin))]]),
    )
    if not rows:
        return ()
    numbered = (replace(rows[0], runs=(*number, *rows[0].runs)), *rows[1:])
    return (*numbered[:-1], replace(numbered[-1], ends=block.number))


def _excerpt(block: Excerpt) -> tuple[Row, ...]:
    lines: list[list[Run]] = [[Run("… ")] if block.cut_before else []]
    for text, picked in block.pieces:
        first, *others = safe_lines(text)
        lines[-1].append(Run(clean(first), bold=picked))
        lines += [[Run(clean(other), bold=picked)] for other in others]
    if block.cut_after:
        lines[-1].append(Run(" …"))
    rows: list[Row] = []
    gap = False
    for line in lines:
        found = rows_of(Kind.QUOTE, [line])
        rows += (replace(row, joins=bool(rows), gap=gap and bool(rows)) for row in found)
        gap = not found
    return tuple(rows)
