"""Wrong tokens, counted for each address that they come from: others are not closed out."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from aiohttp import hdrs, web

MOST_GUESSES = 10  # of the token from one address, within this time
GUESSED_WITHIN = timedelta(minutes=1)
MOST_ADDRESSES = 1000  # that are remembered; the one that guessed longest ago makes room
OWN_SITE = 64  # bits of an IPv6 address that tell its owner: the others are theirs to choose
LONGEST = 1000  # characters of a header that are looked at, the last ones

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address


class Guesses:
    """The latest wrong tokens of each address."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._of: OrderedDict[str, list[datetime]] = OrderedDict()

    def note(self, who: str) -> None:
        """Note that a wrong token came from there."""
        self._of[who] = [*self._latest(who), self._now()]
        self._of.move_to_end(who)
        while len(self._of) > MOST_ADDRESSES:
            self._of.popitem(last=False)

    def are_too_many(self, who: str) -> bool:
        """Say whether so many came from there that no other one is looked at now."""
        return len(self._latest(who)) >= MOST_GUESSES

    def _latest(self, who: str) -> list[datetime]:
        now = self._now()
        return [at for at in self._of.get(who, ()) if abs(now - at) < GUESSED_WITHIN]


def who_asks(request: web.Request, proxies: Sequence[Network]) -> str:
    """Return from where a request comes, as it counts for guesses.

    What stands in front of us is believed about whom it asks for only if it is one of `proxies`:
    then the last address of `X-Forwarded-For` counts that is not a proxy's itself. Everybody else
    could write there what they like.
    """
    found = _address(request.remote or "")
    if not _is_of(found, proxies):
        return _owner(found)
    forwarded = ",".join(request.headers.getall(hdrs.X_FORWARDED_FOR, ()))[-LONGEST:]
    for name in reversed(forwarded.split(",")):
        before = _address(name.strip())
        if before is None:
            break
        found = before
        if not _is_of(found, proxies):
            break
    return _owner(found)


def networks(names: str) -> tuple[Network, ...]:
    """Return the addresses and networks that stand in a text with commas between.

    Raises:
        ValueError: one is none.
    """
    listed = (name.strip() for name in names.split(","))
    return tuple(ipaddress.ip_network(name, strict=False) for name in listed if name)


def _address(name: str) -> Address | None:
    try:
        found = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:  # a socket has none
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _is_of(address: Address | None, proxies: Sequence[Network]) -> bool:
    return address is not None and any(address in network for network in proxies)


def _owner(address: Address | None) -> str:
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, OWN_SITE), strict=False))
    return str(address)
