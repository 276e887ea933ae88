"""What a document says of itself, before anybody believed it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

_EARLIEST: Final = datetime(1995, 1, 1, tzinfo=UTC)
_MOST_AHEAD: Final = timedelta(days=1)  # of now, for clocks and zones that are off
_NOON: Final = 12
HALF_DAY: Final = re.compile(r"(?<=:[0-9]{2})\s*(?P<half>[ap])\.?m(?![^\W\d_])\.?", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Draft:
    """One document as a format holds it."""

    body: str
    title: str = ""
    author: str | None = None
    published_at: datetime | None = None  # aware or taken as UTC
    language: str | None = None
    url: str | None = None
    name: str = ""  # inside an archive

    def as_json(self, now: datetime) -> dict[str, Any]:
        """Return it as JSON can hold it; a moment that cannot be is none."""
        moment = self.published_at
        return {
            "name": self.name,
            "title": self.title,
            "author": self.author,
            "published_at": moment.isoformat() if (moment := believable(moment, now)) else None,
            "language": self.language,
            "url": self.url,
            "body": self.body,
        }


def believable(moment: datetime | None, now: datetime) -> datetime | None:
    """Return a moment in UTC, or None if it is before 1995 or more than a day ahead."""
    if moment is None:
        return None
    try:
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment if _EARLIEST <= moment <= now + _MOST_AHEAD else None


def read_moment(value: str) -> datetime | None:
    """Return the moment of an ISO 8601 date, or of one as mail has it; None where it is none."""
    from email.utils import parsedate_to_datetime

    value = " ".join(value.split())[:60]
    half = HALF_DAY.search(value)  # which neither knows
    if half:
        value = value[: half.start()] + value[half.end() :]
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(value)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        if half is None or moment.hour > _NOON:
            return moment
        return moment.replace(hour=moment.hour % _NOON + _NOON * (half["half"] in "pP"))
    return None
