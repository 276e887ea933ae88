"""What reads a page of the open web for somebody who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The article of a page."""

    url: str  # its one address, fit to be shown
    title: str  # "" where it has none
    body: str  # never empty
    site: str  # the name of the website, as people know it
    author: str | None = None
    published_at: datetime | None = None  # in UTC
    language: str | None = None


class Reader(Protocol):
    """Reads pages; may be asked by several threads at once."""

    def read(self, url: str) -> Page:
        """Fetch a page and return its article. May take as long as people wait: seconds.

        Raises:
            SourceError: it cannot be had; the message is a sentence for the one who asked.
        """
        ...
