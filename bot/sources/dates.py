"""Dates as news writes them, in a line of text: where they stand and which moment they mean."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.sources.months import AFTER_A_POINT, AFTER_NO_POINT, MONTHS

_EARLIEST_YEAR: Final = 1995  # what is older was hardly published then: a slip or a default
_MOST_AHEAD: Final = timedelta(days=1)  # of now, for clocks and zones that are off
_NOON: Final = 12
_BUDDHIST: Final = range(2500, 2700)  # years as Thailand counts them
_POINTS: Final = ".॰׳'’"  # of what is shortened
_LAST_HOUR: Final = 23
_LAST_MINUTE: Final = 59

_YEAR: Final = r"(?P<y>[0-9]{4})(?![0-9])"
_DAY: Final = r"(?<![0-9:])(?P<d>[0-9]{1,2})"
_NAME: Final = (  # with vowel signs, points; in Irish of two words
    r"(?<![^\W\d_])(?P<name>[^\W\d_][^\s\d,،;:|/()]{0,19}(?:\s+fómhair(?![^\W\d_]))?)"
)
_RU: Final = r"(?:\s*(?:года|року)(?![^\W\d_])|\s*[гр]\.|\s*թ\.)?"
_ERA: Final = r"(?:del?\s+|(?:ค|พ)\.ศ\.\s*)?"
_OF: Final = r"(?:\.|,|\(e\)ko|e?ko)?\s+(?:(?:m\.|gada|ж\.)\s+)?"  # between a year and its month
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 2024-06-03 · 2024/6/3 · 2024.06.03
        rf"(?<![0-9]){_YEAR}[-/.](?P<m>[0-9]{{1,2}})[-/.](?P<d>[0-9]{{1,2}})(?![0-9])",
        # 2024年6月3日 · 2024년 6월 3일
        rf"(?<![0-9]){_YEAR}\s?[年년]\s?(?P<m>[0-9]{{1,2}})\s?[月월]\s?(?P<d>[0-9]{{1,2}})\s?[日号일]",
        # 3 June 2024 · 3 июня 2024 г. · 3 de junio de 2024 · 3. Juni 2024 · 1er juin 2024
        rf"{_DAY}(?:st|nd|rd|th|er|º|°|(?P<point>\.))?\s+(?:de\s+|of\s+|d['’])?{_NAME}[,،]?\s+{_ERA}{_YEAR}{_RU}",
        # 20 tháng 11, 2026
        rf"{_DAY}\s+(?:tháng|thg)\s+(?P<m>[0-9]{{1,2}}),?\s+(?:năm\s+)?{_YEAR}",
        # June 3, 2024 · Jun. 3rd 2024
        rf"{_NAME}\s+(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        # 2026. gada 20. novembris · 2026. november 20. · 2026 m. lapkričio 20 d.
        rf"(?<![0-9]){_YEAR}{_OF}(?P<d>[0-9]{{1,2}})\.?\s+{_NAME}",
        rf"(?<![0-9]){_YEAR}{_OF}{_NAME}\s+(?P<d>[0-9]{{1,2}})(?![0-9:])",
        # 2026. 11. 20.
        rf"(?<![0-9]){_YEAR}\.\s(?P<m>[0-9]{{1,2}})\.\s(?P<d>[0-9]{{1,2}})\.",
        # 03.06.2024: the day first, wherever dots are used
        rf"{_DAY}\.\s?(?P<m>[0-9]{{1,2}})\.\s?{_YEAR}",
        # 03/06/2024: either may be the month
        rf"{_DAY}[/-](?P<either>[0-9]{{1,2}})[/-]{_YEAR}",
    )
)
_TIME: Final = re.compile(
    r"(?<![0-9:.])T?(?P<hour>[0-9]{1,2})"
    r"(?::(?P<min>[0-9]{2})(?::(?P<sec>[0-9]{2})(?:[.,][0-9]{1,9})?)?(?![0-9:])"
    r"|\.(?P<dotmin>[0-9]{2})(?=\s+Uhr)|\s?h\s?(?P<hmin>[0-9]{2})(?![0-9])"
    r"|\s?[时時点點]\s?(?:(?P<zhmin>[0-9]{1,2})\s?分)?)"
    r"(?:\s*(?P<half>[ap])\.?m(?![^\W\d_])\.?)?(?:\s+(?:Uhr|hrs?|horas|heures)(?![^\W\d_]))?",
    re.IGNORECASE,
)
# Minutes east of UTC. Only names that mean one zone: CST is Chicago's, Shanghai's and Havana's
_ZONES: Final = {
    **dict.fromkeys(("UTC", "GMT", "Z"), 0),
    **dict.fromkeys(("CET", "MEZ", "BST"), 60),
    **dict.fromkeys(("CEST", "MESZ", "EET"), 120),
    **dict.fromkeys(("EEST", "MSK", "МСК"), 180),
    **dict.fromkeys(("北京时间", "HKT", "SGT"), 480),
    **dict.fromkeys(("JST", "KST"), 540),
    **dict.fromkeys(("EDT",), -240),
    **dict.fromkeys(("EST", "CDT", "ET"), -300),  # ET is EDT in summer: an hour off, not five
    **dict.fromkeys(("MST", "PDT"), -420),
    **dict.fromkeys(("PST",), -480),
}
_ZONE: Final = re.compile(
    r"\s*\(?(?:(?P<name>" + "|".join(sorted(_ZONES, key=len, reverse=True)) + r")(?![^\W\d_]))?"
    r"(?:(?P<sign>[+\u2212-])(?P<zh>[01]?[0-9])(?::?(?P<zmin>[0-5][0-9]))?(?![0-9]))?\)?"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A line with a date in it: what the date means, and what else the line says."""

    moment: datetime | None  # in UTC; None where the date is impossible, ambiguous or absurd
    rest: str  # the line with `|` in place of date, time and zone
    has_time: bool


def find_date(line: str, *, now: datetime) -> Dated | None:
    """Return the first date of `line` with its time, or None where there is no date at all.

    A time without a zone is taken as UTC, a date without a time as its midnight. What cannot be,
    is before 1995 or is more than a day after `now` has no moment.
    """
    line = line if line.isascii() else "".join(map(_ascii_digit, line))
    for pattern in _DATES:
        for date in pattern.finditer(line):
            month = _month(date)
            if month is None:
                continue
            rest = f"{line[: date.start()]}|{line[date.end() :]}"
            time = _TIME.search(rest)
            zone = _ZONE.match(rest, time.end()) if time else None
            if time and zone:
                # A sign that only parts the time from what follows is no offset: "08:15 - 3 ..."
                rest = f"{rest[: time.start()]}|{rest[zone.end() :]}"
            return Dated(_moment(date, month, time, zone, now), rest, time is not None)
    return None


def _ascii_digit(char: str) -> str:
    """Return a digit of any script as ours; anything else as it is."""
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _month(date: re.Match[str]) -> int | None:
    """Return the month's number, 0 where it may be either, None where the word is no month."""
    parts = date.groupdict()
    if "name" in parts:
        name = " ".join(parts["name"].casefold().strip(_POINTS).split())
        if "point" in parts and name in AFTER_A_POINT:
            return (AFTER_A_POINT if parts["point"] else AFTER_NO_POINT)[name]
        return MONTHS.get(name)
    if "m" in parts:
        return int(parts["m"])
    day, other = int(parts["d"]), int(parts["either"])
    return other if day > _NOON or day == other else 0


def _moment(
    date: re.Match[str],
    month: int,
    time: re.Match[str] | None,
    zone: re.Match[str] | None,
    now: datetime,
) -> datetime | None:
    year, day = int(date["y"]), int(date["d"])
    if year in _BUDDHIST:
        year -= 543
    if month == 0 and date.groupdict().get("either") and int(date["either"]) > _NOON:
        month, day = day, int(date["either"])
    try:
        moment = datetime(year, month, day, tzinfo=UTC)
        if time:
            moment += _clock(time) - timedelta(minutes=_offset(zone))
    except (ValueError, OverflowError):
        return None
    return moment if year >= _EARLIEST_YEAR and moment <= now + _MOST_AHEAD else None


def _clock(time: re.Match[str]) -> timedelta:
    hour = int(time["hour"])
    minute = int(time["min"] or time["dotmin"] or time["hmin"] or time["zhmin"] or 0)
    second = int(time["sec"] or 0)
    if time["half"]:
        if not 1 <= hour <= _NOON:
            raise ValueError(f"There is no {time[0]}.")
        hour = hour % _NOON + (_NOON if time["half"] in "pP" else 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE or second > _LAST_MINUTE:
        raise ValueError(f"There is no {time[0]}.")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _offset(zone: re.Match[str] | None) -> int:
    if zone is None:
        return 0
    minutes = _ZONES.get(zone["name"] or "", 0)
    if zone["sign"]:
        east = int(zone["zh"]) * 60 + int(zone["zmin"] or 0)
        minutes += east if zone["sign"] == "+" else -east
    return minutes
