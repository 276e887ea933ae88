"""Time zones to choose from, region by region, the large cities first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.commands.zones import current_zones

REGIONS = (
    "Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian",
)  # fmt: skip

_FIRST: Mapping[str, tuple[str, ...]] = {
    "Europe": (
        "London", "Paris", "Berlin", "Madrid", "Rome", "Warsaw", "Athens", "Kyiv",
        "Istanbul", "Moscow", "Amsterdam", "Brussels", "Vienna", "Zurich", "Stockholm", "Lisbon",
    ),
    "America": (
        "New_York", "Chicago", "Denver", "Los_Angeles", "Toronto", "Mexico_City", "Sao_Paulo",
        "Argentina/Buenos_Aires", "Bogota", "Lima", "Santiago", "Caracas", "Vancouver", "Phoenix",
        "Halifax", "Anchorage",
    ),
    "Asia": (
        "Shanghai", "Tokyo", "Kolkata", "Dubai", "Singapore", "Hong_Kong", "Seoul", "Jakarta",
        "Bangkok", "Manila", "Karachi", "Dhaka", "Tehran", "Riyadh", "Jerusalem", "Tashkent",
    ),
    "Africa": (
        "Cairo", "Lagos", "Johannesburg", "Nairobi", "Casablanca", "Algiers", "Accra", "Tunis",
    ),
    "Pacific": ("Auckland", "Honolulu", "Fiji", "Guam"),
}  # fmt: skip


@cache
def cities(region: str) -> tuple[str, ...]:
    """Return the zones of a region, the large cities' first, the others by name."""
    first = tuple(f"{region}/{city}" for city in _FIRST.get(region, ()))
    others = (zone for zone in current_zones() if zone.startswith(f"{region}/"))
    return (*first, *sorted(set(others) - set(first), key=city_name))


def city_name(zone: str) -> str:
    """Return the name of a zone's city as people write it."""
    return zone.rpartition("/")[2].replace("_", " ")
