"""E-books (.epub): their chapters in reading order, and what their package says of them."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from bot.sources.formats.draft import Draft, read_moment
from bot.sources.formats.page import all_text
from bot.sources.formats.xml import first_text, local, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped, unused-ignore]

    from bot.sources.formats.archive import Archive

_MOST_CHARACTERS: Final = 500_000  # far more than a summary looks at
_PAGES: Final = ("application/xhtml+xml", "text/html")


def read_epub(archive: Archive) -> Draft:
    """Return an e-book as one document.

    Raises:
        ValueError: it is damaged or holds no text.
    """
    container = parse_xml(archive.read("META-INF/container.xml", 1_000_000) or b"<none/>")
    path = next(
        (one.get("full-path", "") for one in container.iter() if local(one) == "rootfile"), ""
    )
    package_xml = archive.read(path, 5_000_000) if path else None
    if package_xml is None:
        raise ValueError("It is a damaged e-book: its table of contents is missing.")
    package = parse_xml(package_xml)
    blocks, size = [], 0
    for name in _spine(package, dirname(path)):
        page = archive.read(name)
        if page is None or size > _MOST_CHARACTERS:
            continue
        text = all_text(page)
        size += len(text)
        blocks.append(text)
    date = first_text(package, "date")
    return Draft(
        body="\n\n".join(filter(None, blocks)),
        title=first_text(package, "title"),
        author=first_text(package, "creator") or None,
        published_at=read_moment(date) if date else None,
        language=first_text(package, "language") or None,
        url=first_text(package, "source") or None,  # where it was taken from, mostly a page
    )


def _spine(package: _Element, folder: str) -> list[str]:
    pages = {
        one.get("id", ""): normpath(join(folder, unquote(one.get("href", ""))))
        for one in package.iter()
        if local(one) == "item" and one.get("media-type") in _PAGES and one.get("href")
    }
    order = [one.get("idref", "") for one in package.iter() if local(one) == "itemref"]
    return list(dict.fromkeys(pages[name] for name in order if name in pages))
