"""Rows as Telegram's HTML, and what it takes of a message.

Telegram finds things to tap in plain text by itself. Two kinds must not come from outside: a name
(`@someone` is told about it) and a command (`/stop` is sent when it is touched). In plain text we
set both as code, where nothing is looked for (tdlib/td, MessageEntity.cpp: found entities that
touch a code or a link are dropped): the words stay as typed, without invisible characters that
would be copied along. Addresses, e-mail addresses and hashtags stay alive; they say where they
lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import assert_never

from bot.messages.direction import FSI, PDI
from bot.render.packing import Cost
from bot.render.runs import Kind, Row, Run, needs_isolation, together

_NAME_OR_COMMAND = re.compile(
    r"(?<!\w)@[A-Za-z0-9_]+|(?<![\w/<>])/[A-Za-z0-9_]+(?:@[A-Za-z0-9_]*)?"
)
_NAME_IN_ADDRESS = re.compile(r"(?<!\w)@\w|(?<![\w/<>:])/\w+(?![\w/])")
_WORD = re.compile(r"\S+")

_FOUND = re.compile(r"://[\w./?&=%~+-]*|[#$@]\S|\S\.\S|\d:\d\d|\d(?:[ -]?\d){12}")
"""Where Telegram may find something to tap; every address holds a dot or `://`."""

_PERHAPS = re.compile(r"[#$@.]\S|:[/\d]|\d(?:[ -]?\d){12}")
"""Where that can be at all: found in half the time, and most texts hold nothing of it."""

_MANY_NAMES = 12  # in a run; with more of them it is code as a whole
_MANY_ENTITIES = 60  # the same for everything that Telegram may find


def calm(row: Row) -> Row:
    """Return `row` with everything set as code that would use up the entities of a message."""
    runs = tuple(map(_calm, row.runs))
    return row if runs == row.runs else replace(row, runs=runs)


def _calm(run: Run) -> Run:
    if run.code or run.url:
        return run
    lively = len(_spots(run.text)) > _MANY_NAMES or _entities(run) > _MANY_ENTITIES
    return Run(run.text, code=True) if lively else run


def cost(row: Row) -> Cost:
    """Return the characters, entities and bytes that `row` takes, never too few.

    Characters are counted as UTF-16 code units, entities as if every style were interrupted by
    whatever stands in it, which Telegram does in part.
    """
    runs = _shown(row)
    text = "".join(run.text for run in runs)
    entities = sum(map(_entities, runs)) + _is_quote(row)
    return (
        len(text.encode("utf-16-le")) // 2 + len("\n\n• "),
        entities,
        len(_framed(row.kind, _line(runs)).encode()) + len("\n\n"),
    )


def to_html(rows: Sequence[Row]) -> str:
    """Return the text of a message that says `rows`."""
    html = ""
    for group in together(rows, _is_same_quote):
        lines = "".join(
            (("\n\n" if row.gap else "\n") if number else "") + _line(_shown(row))
            for number, row in enumerate(group)
        )
        gap = ("\n\n" if group[0].gap else "\n") if html else ""
        html += gap + _framed(group[0].kind, lines)
    return html


def _framed(kind: Kind, html: str) -> str:
    match kind:
        case Kind.HEADING | Kind.TEXT | Kind.FINE:
            return html
        case Kind.ITEM:
            return f"• {html}"
        case Kind.QUOTE:
            return f"<blockquote>{html}</blockquote>"
        case Kind.SUMMARY:
            return f"<blockquote expandable>{html}</blockquote>"
        case _:
            assert_never(kind)


def _is_same_quote(previous: Row, row: Row) -> bool:
    return _is_quote(row) and row.joins and row.kind is previous.kind


def _is_quote(row: Row) -> bool:
    return row.kind is Kind.QUOTE or row.kind is Kind.SUMMARY


def _line(shown: Sequence[Run]) -> str:
    html = ""
    for (bold, italic), runs in groupby(shown, key=lambda run: (run.bold, run.italic)):
        words = "".join(map(_inner, runs))
        words = f"<i>{words}</i>" if italic else words
        html += f"<b>{words}</b>" if bold else words
    return html


def _inner(run: Run) -> str:
    words = escape(run.text, quote=False)
    if run.code:
        return f"<code>{words}</code>"
    return f'<a href="{escape(run.url)}">{words}</a>' if run.url else words


def _shown(row: Row) -> list[Run]:
    """Return the runs of `row` in the styles of its kind, with dead names and commands."""
    found: list[Run] = []
    for run in row.runs:
        bold = not run.code and (run.bold or row.kind is Kind.HEADING)
        italic = not run.code and row.kind is Kind.FINE
        styled = run
        if bold != run.bold or italic != run.italic:
            styled = Run(run.text, bold, italic, run.code, run.url)
        pieces = [styled] if run.code or run.url else list(_dead(styled))
        if needs_isolation(run, row):
            pieces[0] = replace(pieces[0], text=FSI + pieces[0].text)
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text + PDI)
        found += pieces
    return found


def _dead(run: Run) -> Iterator[Run]:
    done = 0
    for start, end in _spots(run.text):
        if start > done:
            yield replace(run, text=run.text[done:start])
        yield Run(run.text[start:end], code=True)
        done = end
    if done < len(run.text):
        yield replace(run, text=run.text[done:]) if done else run


def _spots(text: str) -> list[tuple[int, int]]:
    """Return where names and commands stand; an address with one in it counts as a whole."""
    if "@" not in text and "/" not in text:
        return []
    if "://" not in text:
        return [found.span() for found in _NAME_OR_COMMAND.finditer(text)]
    spots: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        if "://" not in word.group():
            spots += (found.span() for found in _NAME_OR_COMMAND.finditer(text, *word.span()))
        elif _NAME_IN_ADDRESS.search(word.group()):
            spots.append(word.span())
    return spots


def _entities(run: Run) -> int:
    styles = run.bold + run.italic
    alive = not run.code and not run.url and _PERHAPS.search(run.text)
    found = len(_FOUND.findall(run.text)) if alive else 0
    return styles * (1 + 2 * found) + found + run.code + (run.url is not None)
