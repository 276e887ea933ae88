"""Lines of styled text, as chat platforms take them: made of our blocks, cut when they must be.

A `Run` is some text in one style, a `Row` is a line of runs, and a `Unit` is the rows that should
stand in one message, such as a story. Texts are harmless to show but not yet escaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from bot.messages.blocks import Code, Inline, Label, Line, Link, Plain, Strong
from bot.messages.direction import RLM, is_from_left
from bot.render.addresses import host_of, link_target, poses_as_another
from bot.render.safe import safe_line, safe_url


@dataclass(frozen=True, slots=True)
class Run:
    """Some text in one style. A link is bold or not, code is neither."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    url: str | None = None


class Kind(Enum):
    """What a row is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"  # of a list
    QUOTE = "quote"
    SUMMARY = "summary"  # a quote that may be folded away
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Row:
    """One line. It may `join` the one before it, if that is of its kind, to be one thing."""

    kind: Kind
    runs: tuple[Run, ...]
    joins: bool = False
    gap: bool = False  # an empty line stands before it
    ends: int | None = None  # the number of the story whose last row it is


@dataclass(frozen=True, slots=True)
class Unit:
    """Rows that stand in one message if that can be; `leads` keeps them with what follows."""

    rows: tuple[Row, ...]
    leads: bool = False


def plain(runs: Iterable[Run]) -> str:
    """Return the words of `runs`."""
    return "".join(run.text for run in runs)


def items_of(rows: Iterable[Row]) -> dict[str, list[int]]:
    """Return what a body notes of the stories that end in it: nothing if none does."""
    items = [row.ends for row in rows if row.ends is not None]
    return {"items": items} if items else {}


def together(rows: Iterable[Row], joins: Callable[[Row, Row], bool]) -> Iterator[list[Row]]:
    """Yield the rows that are one thing: a row and those that join the one before them."""
    group: list[Row] = []
    for row in rows:
        if group and not joins(group[-1], row):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def rows_of(kind: Kind, lines: Iterable[Iterable[Run]], *, joins: bool = False) -> tuple[Row, ...]:
    """Return the lines that say something as rows, the later ones joining if they should."""
    rows: list[Row] = []
    for line in lines:
        runs = trimmed(line)
        if runs:
            rows.append(Row(kind, _directed(runs), joins=joins and bool(rows)))
    return tuple(rows)


def _directed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Let a line run from right to left if a sentence in it is marked as doing so."""
    marked = any(run.text.startswith(RLM) for run in runs[1:])
    return (Run(RLM), *runs) if marked and not runs[0].text.startswith(RLM) else runs


def clean(text: str) -> str:
    """Return `text` on one line, harmless and composed (Telegram drops some loose accents)."""
    return unicodedata.normalize("NFC", safe_line(text))


def is_seen(text: str) -> bool:
    """Say whether a reader sees anything of `text`."""
    return text[:1].isalnum() or any(
        unicodedata.category(character) not in _UNSEEN and character not in "\u2800\ufffc"
        for character in text
    )


_UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn", "Me"}


def label_run(label: Label, typed: Callable[[str], str]) -> Run:
    """Return a name or a title, which may be something to type, as a run."""
    if isinstance(label, str):
        return Run(clean(label))
    text = clean(label.text)
    return Run(typed(text) if label.command and is_seen(text) else text, code=True)


def line_runs(line: Line, typed: Callable[[str], str]) -> list[Run]:
    """Return one of our lines as runs; `typed` says how a command is typed."""
    return [run for inline in line for run in _inline(inline, typed)]


def _inline(inline: Inline, typed: Callable[[str], str]) -> Iterator[Run]:
    match inline:
        case Plain():
            yield Run(clean(inline.text))
        case Strong():
            yield Run(clean(inline.text), bold=True)
        case Code():
            yield label_run(inline, typed)
        case Link():
            yield from linked(inline.text, inline.url)
        case _:
            assert_never(inline)


def linked(words: str, url: str | None, *, bold: bool = False) -> Iterator[Run]:
    """Yield `words` as a link, and its host where they look like the name of another one.

    An address that cannot be a link stands behind the words as text.
    """
    text = clean(words)
    target = link_target(url)
    if target is None:
        yield Run(text, bold=bold)
        if url and is_seen(shown := clean(safe_url(url))) and shown != text.strip():
            yield Run(" ")
            yield Run(shown, code=True)
        return
    if not is_seen(text):
        text = clean(target)
    yield Run(text, bold=bold, url=target)
    if poses_as_another(text, target):
        yield Run(f" ({host_of(target)})")


def between(runs: Iterable[Run], start: int, end: int) -> tuple[Run, ...]:
    """Return the characters from `start` to `end`, each in its style."""
    found: list[Run] = []
    at = 0
    for run in runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            found.append(run if len(text) == len(run.text) else replace(run, text=text))
        at += len(run.text)
    return tuple(found)


def needs_isolation(run: Run, row: Row) -> bool:
    """Say whether `run` is written from right to left beside words that are not.

    A number beside it is no reason: without other words, the whole line runs from right to left. In
    a line that is marked as running that way, words that run the other way need it.
    """
    if row.runs[0].text.startswith(RLM):
        return is_from_left(run.text)
    if run.text.isascii() or _RIGHT_TO_LEFT.search(run.text) is None:
        return False
    others = (other.text for other in row.runs if other is not run)
    return any(map(_LEFT_TO_RIGHT.search, others))


_RTL = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_RTL}]")
_LEFT_TO_RIGHT = re.compile(rf"[^\W\d_{_RTL}]")


def trimmed(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return `runs` without white space at the ends, or none if nothing of them is seen."""
    kept = [run for run in runs if run.text]
    text = plain(kept)
    if not is_seen(text):
        return ()
    return between(kept, len(text) - len(text.lstrip()), len(text.rstrip()))
