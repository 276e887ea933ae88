"""Time zones by their IANA name, by a city in several languages, or by what clocks differ."""

from __future__ import annotations

import re
import unicodedata
import zoneinfo
from functools import cache
from importlib import resources

_IN_INDIA = (
    "delhi", "new delhi", "mumbai", "bangalore", "bengaluru", "chennai", "hyderabad",
    "दिल्ली", "नई दिल्ली", "मुंबई", "मुम्बई", "बेंगलुरु", "बंगलौर", "बैंगलोर", "चेन्नई", "हैदराबाद", "पुणे",
    "अहमदाबाद", "जयपुर", "लखनऊ", "पटना", "कलकत्ता", "دلهي", "نيودلهي", "مومباي",
)  # fmt: skip
# Cities that people type and that name no zone of their own.
_CITIES = {
    "beijing": "Asia/Shanghai",
    "peking": "Asia/Shanghai",
    "shenzhen": "Asia/Shanghai",
    **dict.fromkeys(_IN_INDIA, "Asia/Kolkata"),
    "काहिरा": "Africa/Cairo",
    "الإسكندرية": "Africa/Cairo",
    **dict.fromkeys(("jeddah", "mecca", "جدة", "مكة", "المدينة المنورة", "الدمام"), "Asia/Riyadh"),
    **dict.fromkeys(("abu dhabi", "أبوظبي", "أبو ظبي", "الشارقة"), "Asia/Dubai"),
    **dict.fromkeys(("doha", "الدوحة"), "Asia/Qatar"),
    **dict.fromkeys(("manama", "المنامة"), "Asia/Bahrain"),
    **dict.fromkeys(("sanaa", "صنعاء"), "Asia/Aden"),
    **dict.fromkeys(("rabat", "الرباط"), "Africa/Casablanca"),
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
    "hanoi": "Asia/Ho_Chi_Minh",
    "saigon": "Asia/Ho_Chi_Minh",
    "cape town": "Africa/Johannesburg",
    "canberra": "Australia/Sydney",
    "wellington": "Pacific/Auckland",
    "санкт-петербург": "Europe/Moscow",
    "новосибирск": "Asia/Novosibirsk",
    "北京": "Asia/Shanghai",
    "深圳": "Asia/Shanghai",
    "广州": "Asia/Shanghai",
    "munchen": "Europe/Berlin",
    "koln": "Europe/Berlin",
    "genf": "Europe/Zurich",
    "geneve": "Europe/Zurich",
    "ginebra": "Europe/Zurich",
}
# CLDR knows the cities of zones by these languages' names, too.
_LANGUAGES = ("ru", "zh", "es", "de", "fr", "ar", "hi")
# What an abbreviation usually means; it is an offset, and the cities also have a summer.
_EASTERN = ("America/New_York", "America/Toronto")
_CENTRAL = ("America/Chicago", "America/Mexico_City")
_MOUNTAIN = ("America/Denver", "America/Phoenix")
_PACIFIC = ("America/Los_Angeles", "America/Vancouver")
_MIDDLE = ("Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Warsaw")
_EAST = ("Europe/Athens", "Europe/Helsinki", "Europe/Kyiv", "Africa/Cairo")
_ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("utc", "gmt", "z"), ("UTC",)),
    **dict.fromkeys(("est", "edt", "et"), _EASTERN),
    **dict.fromkeys(("cst", "cdt", "ct"), _CENTRAL),
    **dict.fromkeys(("mst", "mdt", "mt"), _MOUNTAIN),
    **dict.fromkeys(("pst", "pdt", "pt"), _PACIFIC),
    **dict.fromkeys(("cet", "cest"), _MIDDLE),
    **dict.fromkeys(("eet", "eest"), _EAST),
    **dict.fromkeys(("wet", "west", "bst"), ("Europe/London", "Europe/Lisbon")),
    "msk": ("Europe/Moscow",),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    **dict.fromkeys(("aest", "aedt"), ("Australia/Sydney", "Australia/Brisbane")),
}
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?00)?")
_FARTHEST = {"+": 14, "-": 12}  # hours east and west


def find_zones(place: str) -> tuple[str, ...]:
    """Return the IANA zones that a place may mean: none, one, or several to choose from.

    `UTC+3` is what people mean by it, three hours ahead; its IANA name is Etc/GMT-3.
    """
    wanted = _folded(place)
    offset = _OFFSET.fullmatch(wanted.replace("\u2212", "-"))
    if offset:
        return _shifted(offset[1], int(offset[2]))
    return _ABBREVIATIONS.get(wanted) or _of_city(wanted) or _of_city(wanted.partition(",")[0])


def _shifted(sign: str, hours: int) -> tuple[str, ...]:
    if hours > _FARTHEST[sign]:
        return ()
    return (f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "UTC",)


def _of_city(wanted: str) -> tuple[str, ...]:
    known = _zones()
    if wanted in known:
        return (known[wanted],)
    if wanted in _cities():
        return (_cities()[wanted],)
    found = {zone for name, zone in known.items() if name.rpartition("/")[2] == wanted}
    # Istanbul is in Asia/ and in Europe/; one of the two is only an old spelling.
    return tuple(sorted(found & current_zones() or found)) or _local_names().get(wanted, ())


def _folded(text: str) -> str:
    """Return one spelling of a place: "São Paulo" and "sao_paulo" are the same."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.replace("_", " ").split()).casefold()


@cache
def _cities() -> dict[str, str]:
    return {_folded(city): zone for city, zone in _CITIES.items()}


@cache
def _zones() -> dict[str, str]:
    # "posix/…" and "right/…" are copies; names without a region (EST, Cuba) are old aliases.
    names = (name for name in zoneinfo.available_timezones() if "/" in name)
    return {
        _folded(name): name
        for name in names
        if name.partition("/")[0] not in {"posix", "right", "SystemV"}
    }


@cache
def current_zones() -> frozenset[str]:
    """Return the zones that are in use, each under its current name."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return frozenset(row[2] for row in rows)


@cache
def _local_names() -> dict[str, tuple[str, ...]]:
    from babel import Locale  # a tenth of a second, for those who type so
    from babel.core import get_global

    current = get_global("zone_aliases")  # CLDR calls Asia/Kolkata by its old name
    known = zoneinfo.available_timezones()  # walks over a thousand files
    names: dict[str, tuple[str, ...]] = {}
    for language in _LANGUAGES:
        for name, named in Locale(language).time_zones.items():
            zone = current.get(name, name)
            city = _folded(named.get("city") or "")
            if city and zone in known and zone not in names.get(city, ()):
                names[city] = (*names.get(city, ()), zone)
    return names
