"""From settings to what fetches, and to the feeds that are always read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.pipeline.listing import Listed
from bot.ports.ambient import Ambient
from bot.runtime.settings import Settings

if TYPE_CHECKING:
    from bot.sources.fetch import Fetcher


def make_fetcher(settings: Settings, ambient: Ambient) -> Fetcher:
    """Return what fetches from the web, as the settings allow."""
    from bot.sources.addresses import or_within
    from bot.sources.fetch import Fetcher  # aiohttp takes its time to load

    fetch = settings.fetch
    return Fetcher(
        now=ambient.now,
        allow=or_within(fetch.private),
        proxy=fetch.proxy or None,
        contact=fetch.contact,
    )


def address_in_lists(settings: Settings) -> Callable[[str], str]:
    """Return what says which address a line of a list of feeds means, as the settings allow.

    What it returns raises LinkError for what is no address that could be read.
    """

    def address_of(line: str) -> str:
        from bot.sources.addresses import listed_link, or_within

        return listed_link(line, or_within(settings.fetch.private))

    return address_of


def listed_feeds(settings: Settings) -> Sequence[Listed]:
    """Return the feeds that the settings name."""
    usual = settings.sources.full_text
    return [
        Listed(
            url=one.url,
            name=one.name,
            topics=one.topics,
            full_text=usual if one.full_text is None else one.full_text,
        )
        for one in settings.sources.feeds
    ]
