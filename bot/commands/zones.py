"""Time zones by their IANA name or by a city."""

from __future__ import annotations

import zoneinfo
from functools import cache
from importlib import resources

# Cities that people type and that name no zone of their own.
_CITIES = {
    "beijing": "Asia/Shanghai",
    "peking": "Asia/Shanghai",
    "shenzhen": "Asia/Shanghai",
    "delhi": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "bangalore": "Asia/Kolkata",
    "saint petersburg": "Europe/Moscow",
    "st petersburg": "Europe/Moscow",
    "st. petersburg": "Europe/Moscow",
    "kyiv": "Europe/Kyiv",
    "munich": "Europe/Berlin",
    "hamburg": "Europe/Berlin",
    "frankfurt": "Europe/Berlin",
    "barcelona": "Europe/Madrid",
    "milan": "Europe/Rome",
    "geneva": "Europe/Zurich",
    "manchester": "Europe/London",
    "edinburgh": "Europe/London",
    "san francisco": "America/Los_Angeles",
    "seattle": "America/Los_Angeles",
    "boston": "America/New_York",
    "washington": "America/New_York",
    "washington dc": "America/New_York",
    "miami": "America/New_York",
    "houston": "America/Chicago",
    "dallas": "America/Chicago",
    "rio de janeiro": "America/Sao_Paulo",
    "osaka": "Asia/Tokyo",
    "abu dhabi": "Asia/Dubai",
    "hanoi": "Asia/Ho_Chi_Minh",
    "saigon": "Asia/Ho_Chi_Minh",
    "cape town": "Africa/Johannesburg",
    "canberra": "Australia/Sydney",
    "wellington": "Pacific/Auckland",
}
_ABBREVIATIONS = {"utc": "UTC", "gmt": "UTC", "z": "UTC"}


def find_zones(place: str) -> tuple[str, ...]:
    """Return the IANA zones that a place may mean: none, one, or several to choose from."""
    wanted = " ".join(place.replace("_", " ").split()).casefold()
    known = _zones()
    if wanted in _ABBREVIATIONS:
        return (_ABBREVIATIONS[wanted],)
    if wanted in known:
        return (known[wanted],)
    if wanted in _CITIES:
        return (_CITIES[wanted],)
    found = {zone for name, zone in known.items() if name.rpartition("/")[2] == wanted}
    # Istanbul is in Asia/ and in Europe/; one of the two is only an old spelling.
    return tuple(sorted(found & _current() or found))


@cache
def _zones() -> dict[str, str]:
    # "posix/…" and "right/…" are copies; names without a region (EST, Cuba) are old aliases.
    names = (name for name in zoneinfo.available_timezones() if "/" in name)
    return {
        name.replace("_", " ").casefold(): name
        for name in names
        if name.partition("/")[0] not in {"posix", "right", "SystemV"}
    }


@cache
def _current() -> frozenset[str]:
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return frozenset(row[2] for row in rows)
