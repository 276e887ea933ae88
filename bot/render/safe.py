"""Make any text harmless to print: nothing in it may steer a terminal or hide from a reader."""

from __future__ import annotations

import re

_WHITE = re.compile(r"[^\S\u00a0\u202f\u2007]+")
"""White space to fold. Non-breaking spaces stay: they hold "17 June" together."""

_STEERING = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""Control characters, which begin every escape sequence, and halves of surrogate pairs."""

_HIDDEN = re.compile(
    "[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2067\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Overrides of the writing direction, and marks that nobody sees.

The joiners (U+200C, U+200D) and direction marks (U+200E, U+200F, U+061C) are left: Persian, Hindi,
emoji and mixed lines are spelled with them, and none of them can reorder what follows. So are
isolates (U+2068 to U+2069) that end where they began, which keep what is in them apart.
"""

_ISOLATE = re.compile("[\u2068\u2069]")


_PILE = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""Accents upon accents, which climb into the lines above. No language needs more than four."""


def safe_line(text: str) -> str:
    """Return `text` as one line: white space folded to single spaces, harmless to print."""
    if text.isprintable() and "  " not in text:  # the usual text, in a tenth of the time
        return text if text.isascii() else _PILE.sub(r"\1", text)
    return _harmless(_WHITE.sub(" ", text))


def safe_lines(text: str) -> list[str]:
    """Return the lines of `text`, each harmless to print."""
    return [safe_line(line) for line in re.split(r"\r\n?|\n", text)]


def safe_url(url: str) -> str:
    """Return `url` harmless to print and without white space, so that it stays in one piece."""
    return _harmless(re.sub(r"\s", "%20", url.strip()))


def _harmless(text: str) -> str:
    shown = _PILE.sub(r"\1", _HIDDEN.sub("", _STEERING.sub("\ufffd", text)))
    return _paired(shown) if _ISOLATE.search(shown) else shown


def _paired(text: str) -> str:
    """Drop ends of isolates that have no beginning, and beginnings that have no end."""
    kept = list(text)
    begun: list[int] = []
    for place, character in enumerate(text):
        if character == "\u2068":
            begun.append(place)
        elif character == "\u2069" and begun:
            begun.pop()
        elif character == "\u2069":
            kept[place] = ""
    for place in begun:
        kept[place] = ""
    return "".join(kept)
