"""HTML → its article, found by trafilatura, or a sentence about what the page shows instead.

trafilatura does it, which tests/benchmarks/extraction.py compares with others. It is asked to look
again by other means where it found little, which costs more and saves some pages. It is never
asked to deduplicate: that remembers what it saw before, and gives nothing for a page that is read
the fourth time.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement  # type: ignore[import-untyped, unused-ignore]
from trafilatura import bare_extraction

from bot.sources.formats.about_page import about_page
from bot.sources.formats.draft import Draft, read_moment
from bot.sources.formats.markup import decode_html, parse, words_of
from bot.sources.formats.no_article import why_none
from bot.sources.formats.quiet import hush
from bot.sources.links import canonical_link


def read_page(data: bytes, *, charset: str = "", url: str = "") -> Draft:
    """Return the article of a page.

    Raises:
        ValueError: it shows none; the message is a sentence that says what it shows.
    """
    root = parse(decode_html(data, charset))
    about = about_page(root)
    found = _extract(deepcopy(root), url)
    reason = why_none(root, found.body, paid=about.paid)
    if reason is not None:
        raise ValueError(reason)
    return Draft(
        body=found.body,
        title=about.title or found.title,
        author=about.author or found.author,
        published_at=about.published_at or found.published_at,
        language=about.language or found.language,
        url=canonical_link(about.canonical, url),
    )


def article_text(html: str) -> str:
    """Return the text of a page that was mailed: its article, or else all of its words."""
    root = parse(html)
    shown = words_of(root)
    found = _extract(root, "").body
    return found if 2 * len(found) > len(shown) else shown


def all_text(data: bytes) -> str:
    """Return all words of a page, such as the chapter of a book."""
    try:
        return words_of(parse(decode_html(data)))
    except ValueError:
        return ""


def _extract(root: HtmlElement, url: str) -> Draft:
    hush()
    nothing = Draft(body="")
    try:
        found = bare_extraction(
            root,
            url=url if urlsplit(url).hostname else None,
            include_comments=False,
            include_tables=False,
            deduplicate=False,
            with_metadata=True,
        )
    except (ValueError, TypeError, AttributeError, AssertionError, KeyError, IndexError):
        return nothing  # a page that trips it has no article for us
    if found is None or isinstance(found, dict):
        return nothing
    lines = (line.strip() for line in (found.text or "").split("\n"))
    return Draft(
        body="\n\n".join(filter(None, lines)),
        title=found.title or "",
        author=found.author or None,
        published_at=_midnight(found.date),
        language=found.language or None,
    )


def _midnight(date: str | None) -> datetime | None:
    return read_moment(date) if date else None
