"""What a request asks for: the fields of its form, and what its address names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from aiohttp import web
from aiohttp.http import HttpProcessingError

MOST_DIGITS = 9  # of the place in a text, or of a page
_NO_FORM = (ValueError, LookupError, RuntimeError, HttpProcessingError)  # as aiohttp says it
_ID = re.compile(r"[\w.-]*")


async def form_of(request: web.Request) -> Mapping[str, object]:
    """Return the fields of the form that was sent.

    Raises:
        HTTPBadRequest: it is none, or its letters are of a kind that nobody knows.
    """
    try:
        return await request.post()
    except _NO_FORM as error:
        raise web.HTTPBadRequest from error


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
