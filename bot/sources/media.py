"""Kinds of content that are fetched, by their media types."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

PAGES: Final = (
    "text/",
    "application/xhtml",
    "application/xml",
    "application/json",
    "+xml",
    "+json",
)
FEEDS: Final = (*PAGES, "application/octet-stream")  # what some call theirs
ACCEPT_PAGES: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ACCEPT_FEEDS: Final = (
    "application/rss+xml,application/atom+xml,application/feed+json,application/rdf+xml,"
    "application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
)
DOCUMENTS: Final = (
    *PAGES,
    "application/pdf",
    "application/epub+zip",
    "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/octet-stream",  # files of any kind; what it is shows when it is read
    "message/rfc822",
)


def is_of(kind: str, types: Collection[str]) -> bool:
    """Whether a media type begins like (`text/`), or ends like (`+xml`), one of `types`."""
    return any(kind.endswith(one) if one.startswith("+") else kind.startswith(one) for one in types)
