"""One item of a feed as a library hands it over → what it says, its texts as they stand."""

from __future__ import annotations

import hashlib
from calendar import timegm
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urljoin

from bot.sources.dates import find_date
from bot.sources.formats.draft import read_moment
from bot.sources.links import clean_link

_LONGEST: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item, its texts with whatever markup they have."""

    id: str  # as stated; "" where there is none
    title: str
    text: str  # the longest that it has
    link: str  # whole, or ""
    address: str  # the same without what only says how somebody came there
    published_at: datetime | None

    @property
    def mark(self) -> str:
        """What changes with anything that it says."""
        return hashed(f"{self.title}\n{self.text}\n{self.address}")[:20]


def entry_of(entry: Any, *, base: str, now: datetime) -> Entry:  # noqa: ANN401 -- a dictionary
    """Return an item of whichever library."""
    stated, linked = words(entry.get("id")), words(entry.get("link"))
    link = link_to(linked, base)
    teaser = words(entry.get("description")) or words(entry.get("summary"))
    full = max(_contents(entry), key=len, default="")
    return Entry(
        id=stated if stated != linked else "",  # fastfeedparser puts the link where there is none
        title=words(entry.get("title")),
        text=full if len(full) > len(teaser) else teaser,
        link=link,
        address=clean_link(link) if link else "",
        published_at=_moment(entry, now),
    )


def _contents(entry: Any) -> Iterable[str]:  # noqa: ANN401
    content = entry.get("content")
    if not isinstance(content, list):
        return []
    return [words(one.get("value")) for one in content if isinstance(one, dict)]


def _moment(entry: Any, now: datetime) -> datetime | None:  # noqa: ANN401
    for name in ("published", "updated"):
        written = words(entry.get(name))[:_LONGEST]
        if not written:
            continue
        moment = read_moment(written)
        parts = entry.get(f"{name}_parsed")  # feedparser knows more ways to write a date
        if moment is None and parts:
            try:
                moment = datetime.fromtimestamp(timegm(parts), UTC)
            except (ValueError, TypeError, OverflowError, OSError):
                continue
        if moment is None and (dated := find_date(written, now=now)):  # in another language
            moment = dated.moment
        if moment is not None:
            return moment
    return None


def link_to(written: str, base: str) -> str:
    """Return a link to the web, whole; or "" where it is none."""
    if not written:
        return ""
    try:
        link = urljoin(base, written.strip())
    except ValueError:
        return ""
    fit = link.startswith(("http://", "https://")) and link.isprintable() and " " not in link
    return link if fit else ""


def words(value: object) -> str:
    """Return a value as text: feeds in JSON hold anything."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return value if isinstance(value, str) else str(value)[:_LONGEST]


def hashed(text: str) -> str:
    """Return a hash of a text, in 64 digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
