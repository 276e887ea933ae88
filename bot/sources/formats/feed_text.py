"""The texts of feeds: some are HTML, some are not, and few say which."""

from __future__ import annotations

import re
from typing import Final

from bot.sources.formats.markup import parse, words_of
from bot.sources.text import clean

_MARKUP: Final = re.compile(r"<[a-zA-Z/!]|&(?:#\w{1,8}|[a-zA-Z]\w{1,12});")
_LONG_TAG: Final = re.compile(r"<[a-zA-Z/][^<>]{20000,}>?")  # pictures; else a trap for parsers
_SHORT: Final = 800  # characters; whole articles are seldom shorter, teasers seldom longer
_CUT: Final = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\[&#8230;\])\W*$"
    r"|(?:read (?:more|on|the (?:full|rest).{0,30})|continue reading.{0,80}|more|weiterlesen"
    r"|lire la suite|leer más|читать далее|the post .{1,200} appeared first on .{1,80})\W*$",
    re.IGNORECASE,
)
_TAIL: Final = 300  # characters at the end that are looked at for being cut
_LONGEST: Final = 300
_MOST: Final = 1_000_000  # characters that are looked at


def as_text(written: str) -> str:
    """Return the words of a text that may be HTML, its paragraphs apart."""
    written = _LONG_TAG.sub("", written)[:_MOST]
    if not _MARKUP.search(written):
        return written
    try:
        return words_of(parse(f"<div>{written}</div>"))
    except ValueError:
        return ""


def as_line(written: str, most: int = _LONGEST) -> str:
    """Return the words of a title on one line, at most so many characters."""
    line = " ".join(clean(as_text(written[: 20 * most])).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def is_teaser(text: str) -> bool:
    """Say whether a text is only the beginning of an article, or about it."""
    return len(text) < _SHORT or _CUT.search(text[-_TAIL:]) is not None
