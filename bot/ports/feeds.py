"""What finds and reads feeds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Protocol, TypeAlias

from bot.domain.feeds import Feed, Poll
from bot.ports.source import RawArticle, Unreadable

LONGEST_POLL: Final = timedelta(minutes=8)
"""No poll takes longer; until then nobody else asks the same feed."""

PAGE: Final = "@"
"""What stands in the stamp of an item whose text is that of its page."""

Stamps: TypeAlias = Callable[[Collection[str]], Awaitable[Mapping[str, str]]]
"""Which of these keys are known, each with its stamp."""

Told: TypeAlias = Callable[[], Awaitable[Sequence[RawArticle]]]
"""What was told lately of a feed and may be looked at again, as it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that was found at an address, or through the page there."""

    url: str
    title: str  # "" where it has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one look at a feed came to."""

    poll: Poll
    title: str = ""
    items: Sequence[RawArticle | Unreadable] = ()  # that are new or changed, the newest first
    again: Sequence[RawArticle] = ()  # that were looked at again, changed or not
    passed: Mapping[str, str] = field(default_factory=dict)
    """Items of which nothing is told, by their keys, with stamps: those of a new feed that were
    there before us, and those with other teasers that were told with the text of pages now gone."""
    marked: Mapping[str, str] = field(default_factory=dict)
    """Known items that only look otherwise, by their keys, with the stamps that they have now."""
    there: Collection[str] = ()  # the keys of all items that the feed has now
    waiting: int = 0  # of the newest: how many wait for their pages, and are told later


class FeedFinder(Protocol):
    """Finds feeds; may be asked by several threads at once."""

    def find(self, url: str) -> FoundFeed:
        """Return the feed at an address, or the one of the website there.

        May take as long as people wait: seconds.

        Raises:
            SourceError: there is none, or it cannot be had; the message is a sentence for the one
                who asked.
        """
        ...


class FeedReader(Protocol):
    """Reads feeds, several at once, in one event loop."""

    async def poll(self, feed: Feed, stamps: Stamps, told: Told) -> Polled:
        """Ask a feed for what is new; of items that are teasers, their pages, if it is to.

        Of a new feed, only the first items are read. Of what was told lately with the text of its
        page, some pages are looked at again.

        Items whose pages cannot be had just now are left out or unreadable, and `poll` then keeps
        nothing that would let the next one find the feed, or them, unchanged. Never raises for what
        a server did or a feed holds, and takes no longer than LONGEST_POLL.
        """
        ...
