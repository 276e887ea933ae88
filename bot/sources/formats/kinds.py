"""Of which kind a document is. Its bytes are believed first, then its media type, then its name."""

from __future__ import annotations

import re
from typing import Final

from bot.sources.formats.opml import is_opml

TYPES: Final = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".eml": "mail",
    ".pdf": "pdf",
    ".docx": "docx",
    ".epub": "epub",
    ".zip": "zip",
}
"""The endings of names that are read, and what they stand for."""

_MEDIA: Final = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/markdown": "markdown",
    "message/rfc822": "mail",
}
_MARKUP: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_PDF_WITHIN: Final = 1024  # bytes; readers look no further for its mark
_HEAD: Final = 8_192


def kind_of(data: bytes, name: str = "", media: str = "") -> str:
    """Return the kind of a document; "text" for what shows no other."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"  # or an office document; archive.py looks inside
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    named = TYPES.get(ending(name), "")
    if named in {"pdf", "docx", "epub", "zip"}:  # by name only: the reader will say what is wrong
        return "zip" if named != "pdf" else named
    if is_opml(data[:_HEAD]):
        return "opml"
    kind = _MEDIA.get(media, "") or named
    if kind in {"", "text"} and _MARKUP.match(data[:_HEAD]):
        return "page"
    return kind or "text"


def ending(name: str) -> str:
    """Return the ending of a name, in small letters and with its dot."""
    stem, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and stem else ""
