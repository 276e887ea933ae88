"""The page of a website → the addresses of its feeds."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin

from lxml.html import HtmlElement  # type: ignore[import-untyped, unused-ignore]

from bot.sources.formats.feed_text import as_line
from bot.sources.formats.markup import decode_html, parse

MOST: Final = 5
_TYPES: Final = re.compile(
    r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json|xml)|text/xml", re.IGNORECASE
)
_LOOKS_LIKE: Final = re.compile(
    r"(?:[/._-](?:rss|atom|feeds?)(?:[/._-]|$|\?)|\.(?:rss|atom)(?:$|\?)|[?&]feed=)", re.IGNORECASE
)
_COMMENTS: Final = re.compile(r"comments?|kommentare|commentaires", re.IGNORECASE)
_LONGEST: Final = 2_000
_MOST_LINKS: Final = 5_000


def find_feeds(data: bytes, *, url: str, charset: str) -> list[str]:
    """Return where a page says that its feeds are, the likeliest first; feeds of comments last."""
    try:
        root = parse(decode_html(data, charset))
    except ValueError:
        return []
    base = _base(root, url)
    declared = [
        (_attribute(link, "title"), _attribute(link, "href"))
        for link in root.iter("link")
        if "alternate" in _attribute(link, "rel").lower().split()
        and _TYPES.fullmatch(_attribute(link, "type").strip())
    ]
    linked = [
        (as_line(link.text or ""), href)
        for link, _ in zip(root.iter("a"), range(_MOST_LINKS), strict=False)
        if _LOOKS_LIKE.search(href := _attribute(link, "href"))
    ]
    named = declared or linked
    named.sort(key=lambda one: bool(_COMMENTS.search(" ".join(one))))
    found = (_whole(href, base) for _, href in named)
    return list(dict.fromkeys(filter(None, found)))[:MOST]


def _base(root: HtmlElement, url: str) -> str:
    stated = next((_attribute(one, "href") for one in root.iter("base")), "")
    return _whole(stated, url) or url


def _attribute(element: HtmlElement, name: str) -> str:
    return (element.get(name) or "")[:_LONGEST]


def _whole(href: str, base: str) -> str:
    try:
        link = urljoin(base, href.strip()) if href.strip() else ""
    except ValueError:
        return ""
    return link if link.startswith(("http://", "https://")) and link.isprintable() else ""
