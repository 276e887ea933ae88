"""What the headers of an answer say: of which kind it is, and when to ask again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST: Final = timedelta(days=30)  # nobody is believed who asks for more

_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?([0-9]{1,10})", re.IGNORECASE)
_NO_STORE: Final = re.compile(r"(?:^|[,\s])no-(?:store|cache)(?:$|[,\s;=])", re.IGNORECASE)
_LONGEST_TAG: Final = 500  # characters of an ETag that are worth keeping


def fresh_for(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """Return for how long an answer stays good, or None where the server does not say.

    `Cache-Control: max-age` less `Age`; else `Expires`. With no-store or no-cache it is zero.
    """
    control = headers.get("Cache-Control", "")
    if _NO_STORE.search(control):
        return timedelta(0)
    if found := _MAX_AGE.search(control):
        return _within(timedelta(seconds=int(found[1]) - _whole(headers.get("Age", ""))))
    until = http_date(headers.get("Expires", ""))
    return None if until is None else _within(until - now)


def retry_after(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """Return how long the server asks us to stay away: seconds, or until a date."""
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,10}", value):
        return _within(timedelta(seconds=int(value)))
    until = http_date(value)
    return None if until is None else _within(until - now)


def http_date(value: str) -> datetime | None:
    """Return the moment of an HTTP date in UTC, or None where it is none."""
    if len(value) > 60:  # noqa: PLR2004 -- the longest form has 33
        return None
    try:
        moment = parsedate_to_datetime(value)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def content_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """Return the media type, in small letters and "" where there is none, and the charset."""
    message = Message()
    value = headers.get("Content-Type", "")[:500]
    if "/" not in value:
        return "", None
    message["Content-Type"] = value.replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    return message.get_content_type(), charset[:40] if isinstance(charset, str) else None


def validators(headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return `ETag` and `Last-Modified`, to be sent back with the next request."""
    tag, modified = headers.get("ETag"), headers.get("Last-Modified")
    return (
        tag if tag and len(tag) <= _LONGEST_TAG and tag.isprintable() else None,
        modified if modified and http_date(modified) and modified.isprintable() else None,
    )


def _whole(value: str) -> int:
    return int(value) if re.fullmatch(r"[0-9]{1,10}", value) else 0


def _within(span: timedelta) -> timedelta:
    return max(timedelta(0), min(span, LONGEST))
