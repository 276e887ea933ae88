"""Stamps of a feed's items: what stood there, which words it had, and what its page said of itself.

`mark.words@etag@modified`, and a `?` behind it for what is to be looked at again in any case. The
mark tells cheaply that nothing changed; only what has another is read, and its words compared.
"""

from __future__ import annotations

from typing import Any, Final

from bot.ports.feeds import PAGE

UNSETTLED: Final = "?"
_WORDS: Final = "."


def stamp_of(item: dict[str, Any]) -> str:
    """Return the stamp of an item as the feed has it; without its words if they were not read."""
    return f"{item['mark']}{_WORDS}{item.get('stamp', '')}"


def is_as_before(item: dict[str, Any], stamp: str) -> bool:
    """Say whether nothing of an item changed since it had this stamp."""
    mark, _, _ = own(stamp).partition(_WORDS)
    return bool(mark == item["mark"]) and not stamp.endswith(UNSETTLED)


def has_same_words(item: dict[str, Any], stamp: str) -> bool:
    """Say whether an item, which was read, has the words that it had under this stamp."""
    return bool(own(stamp).partition(_WORDS)[2] == item["stamp"])


def looks_anew(item: dict[str, Any], stamp: str) -> str:
    """Return the stamp of an item that only looks otherwise: another mark, the same words."""
    new = stamp_of(item)
    return with_page(new, *version_of(stamp)) if is_from_page(stamp) else new


def own(stamp: str) -> str:
    """Return a stamp without what the page said."""
    return stamp.partition(PAGE)[0]


def with_page(stamp: str, etag: str | None, last_modified: str | None) -> str:
    """Return the stamp of an item whose text is its page's."""
    return f"{own(stamp)}{PAGE}{etag or ''}{PAGE}{last_modified or ''}"


def version_of(stamp: str) -> tuple[str, str]:
    """Return what the page said of its version: ETag and Last-Modified."""
    etag, _, last_modified = stamp.partition(PAGE)[2].rpartition(PAGE)
    return etag, last_modified


def is_from_page(stamp: str) -> bool:
    """Say whether the text of an item with this stamp is its page's."""
    return PAGE in stamp
