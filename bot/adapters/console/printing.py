"""Put rendered messages on a stream: how wide it is, whether it takes colors, what it can print."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Mapping
from typing import TextIO

from bot.messages.blocks import Message
from bot.render.paper import to_text
from bot.render.terminal import render

UNKNOWN_WIDTH = 80  # columns, where nobody can say, such as in a pipe
WIDEST = 88  # columns; longer lines of running text are hard to read

_STAND_INS = {
    "\u2500": "-",  # the rule
    "\u258c": "|",  # the bar beside picked sentences
    "\u2022": "*",  # bullets
    "\u00b7": "-",  # between things of equal rank
    "\u2026": "...",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "--",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u00a0": " ",
    "\u202f": " ",
}
"""What is printed for common characters that a stream's encoding does not have."""


def print_message(
    message: Message, *, stream: TextIO, width: int | None = None, color: bool | None = None
) -> None:
    """Print `message` to `stream` and flush it.

    Width and color are those of the stream, unless they are given.

    Raises:
        OSError: the stream broke, such as a pipe whose reader has left.
        ValueError: the stream is closed.
    """
    width = width_of(stream) if width is None else width
    color = takes_color(stream) if color is None else color
    text = "".join(to_text(body, width=width, color=color) + "\n" for body in render(message))
    stream.write(printable(text, stream.encoding))
    stream.flush()


def width_of(stream: TextIO) -> int:
    """Return the columns to fill: the terminal's own, up to what reads well."""
    if not stream.isatty():
        return UNKNOWN_WIDTH
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    # a size of 0 is what a terminal says that does not know either
    return min(columns or shutil.get_terminal_size((UNKNOWN_WIDTH, 24)).columns, WIDEST)


def takes_color(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether to color: on a terminal that can, unless asked not to (https://no-color.org)."""
    if environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def printable(text: str, encoding: str | None) -> str:
    """Return `text` with stand-ins for the characters that `encoding` does not have."""
    encoding = encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_stand_in(character, encoding) for character in text)
    return text


def _stand_in(character: str, encoding: str) -> str:
    plain = _STAND_INS.get(character) or unicodedata.normalize("NFKD", character)
    for candidate in (character, plain):
        if _encodes(candidate, encoding):
            return candidate
    # an accented letter is still readable without its accent
    return plain.encode(encoding, "ignore").decode(encoding) or "?"


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
