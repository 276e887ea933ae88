"""Lines in which some words run from left to right and others from right to left.

A line of ours in Arabic begins with a mark that makes the whole line run from right to left, even
if its first letter is a Latin one, and a value that runs the other way stands in an isolate: its
full stops and numbers stay with it, and the order of what stands beside it stays ours (Unicode
Standard Annex 9, 2.4 and 2.6). Marks and isolates are ours alone: a value is rid of its own.
"""

from __future__ import annotations

import re

RIGHT_TO_LEFT = frozenset({"ar"})
"""The languages of the bot that are written from right to left."""

RLM = "\u200f"
"""At the start of a line: it runs from right to left."""

FSI, PDI = "\u2068", "\u2069"
"""Around words that may run the other way: they reorder nothing that stands beside them."""

_CONTROLS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e"))
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_FROM_RIGHT = re.compile(f"[{_RTL}]")
_FROM_LEFT = re.compile(rf"[^\W\d_{_RTL}]")
_INNERMOST = re.compile(f"{FSI}([^{FSI}{PDI}]*){PDI}")


class Isolated(str):
    """Words of ours that need no isolate: what of them may run the other way stands in one."""

    __slots__ = ()


def isolated(value: str, language: str) -> str:
    """Return a value as it stands in a sentence: in an isolate if it may run the other way."""
    if isinstance(value, Isolated):
        return value.removeprefix(RLM)
    other = _FROM_LEFT if language in RIGHT_TO_LEFT else _FROM_RIGHT
    if value.isascii() and other is _FROM_RIGHT:
        return value
    bare = without_isolates(value).translate(_CONTROLS | _ISOLATES)
    return f"{FSI}{bare}{PDI}" if other.search(bare) else bare


def without_isolates(text: str) -> str:
    """Return the text with all pairs of isolates opened; what stood in them stays."""
    found = 1
    while found:
        text, found = _INNERMOST.subn(r"\1", text)
    return text


def outside_isolates(text: str) -> str:
    """Return what of the text stands in no isolate."""
    found = 1
    while found:
        text, found = _INNERMOST.subn("", text)
    return text


def is_from_left(text: str) -> bool:
    """Say whether there are words in it, all of them from left to right, and not isolated yet."""
    bare = outside_isolates(text)
    return _FROM_LEFT.search(bare) is not None and _FROM_RIGHT.search(bare) is None
