"""What items of a feed go by: their ids or links, as far as these tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bot.sources.formats.feed_entries import Entry, hashed
from bot.sources.formats.feed_text import as_line

_LONGEST: Final = 300


def keys_of(entries: Sequence[Entry]) -> list[str]:
    """Return what each item goes by: its id, else its link, else a hash of what it says.

    An id that several items share which link elsewhere, or a link under several titles, is none:
    some feeds give all their items the same, such as 0 or the address of the website.
    """
    of_one_id = _telling(entries, lambda one: one.id, lambda one: one.address or one.title)
    of_one_link = _telling(entries, lambda one: one.address, lambda one: one.title)
    return [_key(one, one.id in of_one_id, one.address in of_one_link) for one in entries]


def _telling(
    entries: Sequence[Entry], name: Callable[[Entry], str], other: Callable[[Entry], str]
) -> frozenset[str]:
    """Return the names that always stand beside the same other thing."""
    beside: dict[str, set[str]] = {}
    for one in entries:
        beside.setdefault(name(one), set()).add(other(one))
    return frozenset(name for name, others in beside.items() if name and len(others) == 1)


def _key(entry: Entry, is_id: bool, is_link: bool) -> str:
    stated = entry.id if is_id else entry.address if is_link else ""
    key = as_line(stated, _LONGEST + 1)
    if 0 < len(key) <= _LONGEST:
        return key
    return hashed(stated or f"{entry.id}\n{entry.address}\n{entry.title}\n{entry.text}")
