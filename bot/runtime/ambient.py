"""The world's time, identity and chance. Nothing else reads them."""

from __future__ import annotations

import os
import random
import secrets
import time
import zoneinfo
from datetime import UTC, datetime

from bot.ports.ambient import Ambient

_BYTES = 5  # of chance in an id
_UTC_NAMES = frozenset({"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "Zulu", "Universal"})


def now() -> datetime:
    """Return the moment, aware and in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return an id that sorts by time of making: 12 hexadecimal digits of time, 10 of chance."""
    return f"{time.time_ns() // 1_000_000:012x}{os.urandom(_BYTES).hex()}"


def new_secret() -> str:
    """Return a word that nobody can guess, fit for addresses: 256 bits of chance."""
    return secrets.token_urlsafe(32)


def real_ambient() -> Ambient:
    """Return the world as it is."""
    return Ambient(now=now, new_id=new_id, jitter=random.SystemRandom().random)


def local_zone() -> str:
    """Return the IANA name of this machine's time zone; UTC if it does not say."""
    import tzlocal

    try:
        name = tzlocal.get_localzone_name()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
    if name in _UTC_NAMES or name not in zoneinfo.available_timezones():
        return "UTC"
    return name
