"""One fetch on its way: where it is, where it goes on, and how much it may still take."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import aiohttp
from yarl import URL

from bot.sources.addresses import read_link
from bot.sources.fetch_errors import TooMuchError
from bot.sources.fetch_trouble import broken

MOST_REDIRECTS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of us an answer may take."""

    most_bytes: int = 5_000_000  # after decoding; no more than that come over the wire, either
    connect: float = 5.0  # seconds until there is a connection
    first_byte: float = 10.0  # seconds until the headers are here, connecting included
    total: float = 15.0  # seconds for everything, redirects included; waiting for a turn is not


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server answered."""

    url: str  # where it was found, after all redirects
    permanent_url: str  # where to ask the next time: as far as redirects were for good
    body: bytes  # decoded; empty if nothing changed
    is_new: bool  # False: what was fetched the last time is still good (304)
    content_type: str  # in small letters and without parameters; "" where there is none
    charset: str | None
    etag: str | None  # to be handed in with the next request
    last_modified: str | None
    fresh_for: timedelta | None  # what Cache-Control or Expires say
    wire_bytes: int  # of the body, as they came over the wire


@dataclass(slots=True, kw_only=True)
class Walk:
    """One fetch on its way over redirects."""

    url: URL
    limits: Limits
    left: float  # seconds
    types: Collection[str]  # that are read
    conditional: bool  # whether only what is new was asked for
    permanent: URL  # where to begin the next time
    jar: aiohttp.CookieJar = field(default_factory=aiohttp.CookieJar)  # some set one and redirect
    redirects: int = 0
    only_for_good: bool = True
    last_site: str = ""

    @property
    def site(self) -> str:
        """The website that is asked now."""
        return f"{self.url.host}:{self.url.port}"

    def redirect(self, to: str, *, for_good: bool) -> None:
        """Go on to where a `Location` points."""
        self.redirects += 1
        if self.redirects > MOST_REDIRECTS:
            raise TooMuchError(f"{self.url.host} redirects more than {MOST_REDIRECTS} times.")
        try:
            target = self.url.join(URL(to))
        except ValueError:
            raise broken(self.url.host or "") from None
        self.url = read_link(str(target))
        self.only_for_good = self.only_for_good and for_good
        if self.only_for_good:
            self.permanent = self.url
