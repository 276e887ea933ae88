"""Messages for a browser.

A body is

    {"surface": "web",
     "html": HTML,                                  what to read: our own tags, all else escaped
     "buttons": [{"label": …, "say": command}],     what can be tapped, below it
     "items": [numbers]}                            the stories in it

and what there is not of these is left out. The HTML has no identifiers, classes but our own, no
styles and no scripts; headings begin at the third level, as what was said stands on the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import Any, assert_never

from bot.domain.deliveries import Body
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
    Inline,
    Label,
    Line,
    Link,
    Message,
    Paragraph,
    StoryItem,
)
from bot.render.buttons import Button, Buttons
from bot.render.cells import running
from bot.render.chart import Bar, bars_svg
from bot.render.frozen import frozen_bodies
from bot.render.runs import Run, clean, is_seen, label_run, line_runs, linked, plain, trimmed
from bot.render.safe import safe_lines

SURFACE = "web"

_OWN = re.compile(r"/[a-z]+/[\w.-]+")  # an address of a page of ours

LINK = '<a href="{}" rel="noopener noreferrer nofollow">{}</a>'
"""A link to somebody else's page: it is not told where the reader came from."""


def render(message: Message) -> tuple[Body, ...]:
    """Return `message` as a body for a browser: none if it says nothing."""
    buttons = Buttons(_takes, str)
    pieces: list[str] = []
    items: list[int] = []
    level = 3
    for block in message.blocks:
        piece = _block(block, buttons, level)
        if not piece:
            continue
        pieces.append(piece)
        items += [block.number] if isinstance(block, StoryItem) else []
        level = 4 if isinstance(block, Heading) else level
    own: dict[str, Any] = {}
    if pieces:
        own["html"] = "\n".join(pieces)
    if buttons.all:
        own["buttons"] = [{"label": one.label, "say": one.says} for one in buttons.all]
    if items:
        own["items"] = items
    return (*frozen_bodies(message, SURFACE), *([{"surface": SURFACE, **own}] if own else []))


def line_html(line: Line) -> str:
    """Return one of our lines as HTML; links to our own pages may do without a host."""
    found: list[str] = []
    for own, group in groupby(line, key=_own_link):
        found += [own] if own else [_runs(line_runs(tuple(group), str))]
    return "".join(found)


def _own_link(inline: Inline) -> str:
    """Return the HTML of a link to a page of ours; nothing: it is something else."""
    if not isinstance(inline, Link) or not _OWN.fullmatch(inline.url):
        return ""
    return f'<a href="{escape(inline.url)}">{escape(clean(inline.text))}</a>'


def _takes(button: Button, others: list[Button]) -> bool:
    del button, others
    return True  # a page has room


def _block(block: Block, buttons: Buttons, level: int) -> str:
    match block:
        case Heading():
            piece = _element("h3", _label(block.text))
        case Paragraph():
            piece = _element("p", line_html(block.line))
        case Bullets():
            piece = _element("ul", _joined(_element("li", line_html(item)) for item in block.items))
        case Facts():
            piece = _element("dl", _joined(_fact(name, value) for name, value in block.rows))
        case StoryItem():
            piece = _story(block, level)
        case Excerpt():
            piece = _element("blockquote", _excerpt(block))
        case Fine():
            piece = _element("p", _element("small", line_html(block.line)))
        case Choices():
            piece = _element("p", _runs(buttons.take(block)))
        case Frozen() | Document() | Chart():
            piece = _whole(block)
        case _:
            assert_never(block)
    return piece


def _whole(block: Frozen | Document | Chart) -> str:
    match block:
        case Document():
            return _file(block)
        case Chart():
            return _chart(block)
        case Frozen():
            return ""


def _chart(block: Chart) -> str:
    names = [day[5:] for day in block.days]
    pieces: list[str] = []
    for panel in block.panels:
        layers = zip(*(one.counts for one in panel.series), strict=True)
        bars = [Bar(name, counts) for name, counts in zip(names, layers, strict=True)]
        keys = [
            f'<span class="key layer-{number}" dir="auto">{line_html(one.line)}</span> '
            if panel.title
            else line_html(one.line)
            for number, one in enumerate(panel.series)
        ]
        words = "; ".join(plain(line_runs(one.line, str)) for one in panel.series)
        pieces += [
            _element("p", line_html(panel.title)),
            _element("figure", bars_svg(bars, title=words) + _element("figcaption", "".join(keys))),
        ]
    return _joined(pieces)


def _file(block: Document) -> str:
    lines = "\n".join(safe_lines(block.text))
    return f'<pre dir="ltr">{escape(lines)}</pre>'


def _fact(name: Label, value: Line) -> str:
    term, said = _label(name), line_html(value)
    return f'<div><dt dir="auto">{term}</dt><dd dir="auto">{said}</dd></div>' if term + said else ""


def _story(block: StoryItem, level: int) -> str:
    headline = _runs(linked(block.headline, block.url))
    badge = _runs([Run(clean(block.badge or ""))])
    sentences = running(clean(sentence).strip() for sentence in block.sentences)
    inner = [
        _element("p", _runs([Run(sentences)])),
        _element("p", _element("small", _runs([Run(clean(block.origin))]))),
    ]
    if not any((headline, badge, *inner)):
        return ""
    number = f"{block.number}. " if block.number else ""
    marked = f" <small>[{badge}]</small>" if badge else ""
    title = f'<h{level} dir="auto">{number}{headline}{marked}</h{level}>'
    return f"<article>{title}{_joined(inner)}</article>"


def _excerpt(block: Excerpt) -> str:
    lines: list[list[str]] = [["\u2026 "] if block.cut_before else []]
    for text, picked in block.pieces:
        for number, line in enumerate(map(escape, safe_lines(text))):
            if number:
                lines.append([])
            lines[-1].append(f"<mark>{line}</mark>" if picked and is_seen(line) else line)
    if block.cut_after:
        lines[-1].append(" \u2026")
    return _joined(_element("p", "".join(line).strip()) for line in lines)


def _label(label: Label) -> str:
    return _runs([label_run(label, str)])


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, trimmed(runs)))


def _run(run: Run) -> str:
    text = escape(run.text)
    if run.code:
        text = f"<code>{text}</code>"
    elif run.bold:
        text = f"<strong>{text}</strong>"
    return LINK.format(escape(run.url), text) if run.url else text


def _element(tag: str, inner: str) -> str:
    """Return an element, or nothing if it would be empty; each line finds its own direction."""
    direction = ' dir="auto"' if tag in {"h3", "p", "li"} else ""
    return f"<{tag}{direction}>{inner}</{tag}>" if inner else ""


def _joined(pieces: Iterable[str]) -> str:
    return "".join(pieces)
