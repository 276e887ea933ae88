"""PDF: the text of its pages, line by line, put together to paragraphs again."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from bot.sources.formats.draft import Draft
from bot.sources.formats.quiet import hush

_MOST_PAGES: Final = 100
_MOST_CHARACTERS: Final = 300_000  # far more than a summary looks at
_LONGEST_LANGUAGE: Final = 40
_ODD: Final = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError)
_PROTECTED: Final = "It is protected by a password."
_ENDS: Final = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*$")
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_NARROW: Final = 0.75  # of the width of a page's lines; a shorter line may end its paragraph


def read_pdf(data: bytes) -> Draft:
    """Return the text of a PDF.

    Raises:
        ValueError: it is protected, damaged or holds no text.
    """
    hush()
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError(_PROTECTED)
        pages = _pages(reader)
        title, author, made = (_stated(reader, one) for one in ("title", "author", "creation_date"))
        language = _language(reader)
    except PyPdfError:
        raise ValueError("It is a damaged PDF.") from None
    body = "\n\n".join(filter(None, map(_paragraphs, pages)))
    if not body.strip():
        raise ValueError("It holds pictures of pages, but no text.")
    return Draft(
        body=body,
        title=_title(str(title or "")),
        author=str(author or "") or None,
        published_at=made if isinstance(made, datetime) else None,
        language=language,
    )


def _stated(reader: PdfReader, name: str) -> object:
    """Return what a document says of itself; None where it cannot be read, such as a date."""
    try:
        return getattr(reader.metadata, name, None)
    except _ODD:
        return None


def _language(reader: PdfReader) -> str | None:
    try:
        stated = reader.root_object.get("/Lang")
    except _ODD:
        return None
    return str(stated)[:_LONGEST_LANGUAGE] if stated else None


def _pages(reader: PdfReader) -> list[str]:
    pages, size = [], 0
    for number, page in enumerate(reader.pages):
        if number >= _MOST_PAGES or size >= _MOST_CHARACTERS:
            break
        try:
            text = page.extract_text()
        except _ODD:
            continue  # one bad page leaves the others
        size += len(text)
        pages.append(text)
    return pages


def _title(title: str) -> str:
    """Return a title that somebody wrote, and not what a program put there."""
    is_name = re.search(
        r"\.(?:docx?|pdf|indd|tex|odt|rtf|txt)$|^(?:untitled|microsoft word)", title, re.IGNORECASE
    )
    return "" if is_name else title


def _paragraphs(page: str) -> str:
    lines = [" ".join(line.split()) for line in page.split("\n")]
    width = max(map(len, lines), default=0)
    text = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line:
            text = text.rstrip() + "\n\n"
        elif _HYPHEN.search(line) and following[:1].islower():
            text += line[:-1]
        elif len(line) < _NARROW * width and (_ENDS.search(line) or following[:1].isupper()):
            text += line + "\n\n"
        else:
            text += line + " "
    return re.sub(r"\n{3,}", "\n\n", text).strip()
