"""Where articles come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

Known: TypeAlias = Mapping[str, str]
"""What was seen before: each key of this source with the stamp that it had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """One text as a source hands it over; collecting makes an Article of it."""

    key: str  # what the source calls it, stable over its versions
    stamp: str  # changes when the content may have changed; opaque to everyone but the source
    title: str
    body: str
    url: str | None = None
    author: str | None = None
    tags: frozenset[str] = frozenset()
    language: str | None = None
    published_at: datetime | None = None  # aware, in UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Something that is there but cannot become an article."""

    key: str
    stamp: str
    reason: str  # a sentence for the operator, with the values in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A known key that is no longer there. What was collected from it stays."""

    key: str


class Source(Protocol):
    """One place where articles appear."""

    @property
    def name(self) -> str:
        """The source's name, stable over restarts; with a key it names an article for ever."""
        ...

    def scan(self, known: Known) -> Iterator[RawArticle | Unreadable | Gone]:
        """Yield what is new or changed since `known`, and what is gone, in a stable order.

        A key whose stamp is as known is not yielded and costs no reading of its content. One bad
        item never ends the scan. What may still be growing is left for a later scan. Nothing is
        remembered that a restart would lose to harm: the caller keeps what it was given.

        Raises:
            SourceError: the source as a whole cannot be read.
        """
        ...

    def wait_until_settled(self) -> bool:
        """Wait, about a second at most, for what the last scan left because it may be growing.

        Returns:
            Whether another scan is worth while: something was left.
        """
        ...
