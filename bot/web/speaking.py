"""In which language a page speaks: that of its chat, or else the one that the browser asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from html import escape
from zoneinfo import ZoneInfo, available_timezones

from aiohttp import hdrs, web
from markupsafe import Markup

from bot.messages.wording import DEFAULT_LANGUAGE, Wording, language_of, wording

LONGEST = 500  # characters of a header that are looked at


def words_for(request: web.Request) -> Wording:
    """Return the words for whoever asks."""
    return wording(asked_for(request.headers.get(hdrs.ACCEPT_LANGUAGE, "")))


def asked_for(header: str) -> str:
    """Return the language of ours that a browser likes best; English if it likes none of them.

    The header is that of RFC 9110, 12.5.4: `de-AT, de;q=0.9, en;q=0.5`.
    """
    found: list[tuple[float, str]] = []
    for piece in header[:LONGEST].split(","):
        tag, _, weight = piece.partition(";")
        language, liked = language_of(tag), _liked(weight)
        if language is not None and liked > 0:
            found.append((liked, language))
    return max(found, key=lambda one: one[0])[1] if found else DEFAULT_LANGUAGE


def timer(words: Wording, zone: ZoneInfo, now: datetime) -> Callable[[datetime], Markup]:
    """Return what writes moments as people say them, and exactly for machines and pointers."""

    def time(at: datetime) -> Markup:
        local = at.astimezone(zone)
        exact = f"{words.long_day(local.date())}, {local:%H:%M} {zone.key}"
        written = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        said = escape(words.moment(at, zone, now))
        return Markup(  # noqa: S704 -- escaped
            f'<time datetime="{written}" title="{escape(exact)}">{said}</time>'
        )

    return time


def known_zone(name: str) -> str | None:
    """Return the name of a time zone; None: there is none of it."""
    return name if name in _zones() else None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _liked(weight: str) -> float:
    name, _, value = weight.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
