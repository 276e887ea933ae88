"""Moments as this project holds them: aware, and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

LAST = datetime(9999, 1, 1, tzinfo=UTC)
"""Later than everything that is kept: where looking back begins."""


def require_utc(moment: datetime, what: str) -> datetime:
    """Return `moment` if it is aware and in UTC.

    Raises:
        ValueError: it is naive or in another zone; `what` names it in the message.
    """
    if moment.tzinfo is UTC:
        return moment
    if moment.utcoffset() is None:
        raise ValueError(f"{what} must carry a time zone, got the naive {moment.isoformat()}.")
    raise ValueError(f"{what} must be in UTC, got {moment.isoformat()}.")


def to_text(moment: datetime) -> str:
    """Write a UTC moment so that text order is time order: `2026-11-22T08:00:00.000000Z`."""
    return _written(require_utc(moment, "A moment"))


@lru_cache(maxsize=1024)  # what happens at one moment is written into many rows
def _written(moment: datetime) -> str:
    return f"{moment.isoformat(timespec='microseconds')[:-6]}Z"


@lru_cache(maxsize=1024)  # and read from many
def from_text(text: str) -> datetime:
    """Read what `to_text` wrote."""
    return datetime.fromisoformat(text).astimezone(UTC)
