"""Quotations: where they stand in a paragraph, so that no sentence is cut out of one."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

_PAIRS = {"“": "”", "«": "»", "「": "」", "『": "』", "„": '“”"', "‹": "›", "»": "«", "‘": "’"}
_OPENERS = frozenset("“«「『„‹‘")
_CLOSERS = frozenset("”»」』›’")
# An apostrophe inside a word ("don't") is no mark; neither is ’ before a word ("the ’90s").
# It begins with one class of characters, as those are searched for several times as fast.
_MARK = re.compile(
    "[\"'"
    + "".join(sorted(_OPENERS | _CLOSERS))
    + "](?:(?<=[^'’])|(?![^\\W_])|(?<=')(?<![^\\W_]'))"
)
_BEFORE_OPENING = frozenset(" \t\u00a0\u202f\n([{-–—/…:=,،，：、。؛")
_MOST_OPEN = 8  # more nested quotations than this are noise, and would cost time


class Quotation(NamedTuple):
    """One quotation: index of its opening mark, index of its closing mark (or of the end)."""

    start: int
    end: int
    closed: bool


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """Return the quotations of the paragraph `text[start:end]`, in order of their closing.

    Straight marks are told into opening and closing by what stands around them; apostrophes are
    passed over. A quotation that the paragraph does not close reaches to its end.
    """
    found: list[Quotation] = []
    open_marks: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, start, end):
        mark, at = match[0], match.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        closes = _closes(mark, before, after, open_marks)
        if closes is not None:
            found.append(Quotation(open_marks[closes][1], at, closed=True))
            del open_marks[closes:]
        elif _opens(mark, before, after) and len(open_marks) < _MOST_OPEN:
            open_marks.append((mark, at))
    # An unpaired single mark is an apostrophe sooner than a quotation: "the '90s", "'tis".
    found.extend(Quotation(at, end, closed=False) for m, at in open_marks if m not in {"'", "‘"})
    return found


def _closes(mark: str, before: str, after: str, open_marks: list[tuple[str, int]]) -> int | None:
    """Which of the open marks `mark` closes, or None if it closes none of them."""
    if mark in {"'", "’"} and (after.isalnum() or before.isspace()):
        return None  # an apostrophe inside or before a word
    if mark == '"' and before in _BEFORE_OPENING and not after.isspace() and after.isalnum():
        return None
    for index in range(len(open_marks) - 1, -1, -1):
        opener = open_marks[index][0]
        if mark == opener == '"' or mark == opener == "'" or mark in _PAIRS.get(opener, ""):
            return index
    return None


def _opens(mark: str, before: str, after: str) -> bool:
    """Whether `mark` may open a quotation where it stands."""
    if mark in {"'", "‘"}:
        return before in _BEFORE_OPENING and after.isalpha()
    if mark == '"':
        return before in _BEFORE_OPENING or not (after.isspace() or after in ".,;:!?)")
    if mark == "»":  # »German style« opens where French style closes
        return (before in _BEFORE_OPENING) and after.isalnum()
    return mark in _OPENERS


def outermost(quotes: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations that stand in no other one, in order; no two of them overlap."""
    found: list[Quotation] = []
    if not quotes:
        return found
    for quote in sorted(quotes, key=lambda q: (q.start, -q.end)):
        if not found or quote.start > found[-1].end:
            found.append(quote)
    return found


def inside(quotes: list[Quotation], at: int) -> bool:
    """Whether a cut before character `at` would cut one of `quotes`, which do not overlap."""
    index = bisect_left(quotes, (at,)) - 1
    return index >= 0 and at <= quotes[index].end


def torn(quotes: list[Quotation], start: int, end: int) -> bool:
    """Whether `start` to `end` holds a part of one of `quotes` (no two overlap), but not all."""
    first = bisect_left(quotes, (start,))
    if first > 0 and quotes[first - 1].end >= start:
        return True
    last = bisect_left(quotes, (end,)) - 1
    return last >= first and (not quotes[last].closed or quotes[last].end >= end)


def is_bare_quotation(sentence: str) -> bool:
    """Whether a sentence is nothing but quoted words: nobody can tell whose they are."""
    if sentence[0] not in _OPENERS and sentence[0] != '"':
        return False
    end = sentence.rstrip(" .,!?…。")
    if end[-1:] not in _CLOSERS and end[-1:] not in {'"', "“"}:
        return False
    found = quotations(sentence, 0, len(sentence))
    return any(q.closed and q.start == 0 and q.end >= len(end) - 1 for q in found)
