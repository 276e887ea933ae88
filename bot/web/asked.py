"""What a request asks for: the fields of its form, and what its address names."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from aiohttp import web

MOST_DIGITS = 9  # of the place in a text, or of a page
_ID = re.compile(r"[\w.-]*")


def number_in(request: web.Request, name: str) -> int:
    """Return a number of an address; 0: there is none."""
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def id_in(request: web.Request, name: str) -> str:
    """Return an id of an address, of which ours have letters only; empty: there is none."""
    text = request.query.get(name, "")
    return text if _ID.fullmatch(text) else ""


def moment_in(request: web.Request) -> datetime | None:
    """Return before when an address asks for something; None: it does not say."""
    try:
        return datetime.fromisoformat(request.query["before"]).astimezone(UTC)
    except (KeyError, ValueError, OverflowError):
        return None
