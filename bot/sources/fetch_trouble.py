"""What goes wrong with HTTP, as sentences."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Final

import aiohttp

from bot.sources.addresses import NOT_PUBLIC, not_public
from bot.sources.fetch_errors import FetchError, ReachError, StatusError

_SERVER_ERRORS: Final = 500
_UNREACHED: Final[tuple[tuple[type[Exception], str], ...]] = (  # sub-classes before their classes
    (aiohttp.ClientConnectorDNSError, "There is no website {host}."),
    (
        aiohttp.ClientConnectorCertificateError,
        "{host} could not prove that it is {host}: its certificate is not good.",
    ),
    (aiohttp.ClientSSLError, "No safe connection to {host} could be made."),
    (
        aiohttp.ClientProxyConnectionError,
        "The proxy that we were told to use does not let us out.",
    ),
    (
        aiohttp.ClientHttpProxyError,
        "The proxy that we were told to use does not let us out.",
    ),
)
_STATUS: Final = {
    401: "{host} shows this page only to those who sign in.",
    402: "{host} shows this page only to those who pay.",
    403: "{host} refuses to show this page to programs.",
    404: "There is no such page at {host}.",
    410: "The page at {host} was removed for good.",
    429: "{host} asks us to come back later.",
    451: "{host} may not show this page for legal reasons.",
    503: "{host} is not available right now.",
}


def unreachable(host: str, error: Exception) -> FetchError:
    """Return why there is no answer at all."""
    if isinstance(error, aiohttp.ClientConnectorError) and NOT_PUBLIC in str(error.os_error):
        return not_public(host)
    for kind, sentence in _UNREACHED:
        if isinstance(error, kind):
            return ReachError(sentence.format(host=host))
    if isinstance(error, aiohttp.ClientConnectorError):
        number = error.os_error.errno
        reason = os.strerror(number).lower() if number else "no connection"
        return ReachError(f"{host} cannot be reached: {reason}.")
    return broken(host)


def too_slow(host: str, seconds: float) -> ReachError:
    """Return what is said of somebody who takes too long."""
    return ReachError(f"{host} did not answer within {seconds:g} seconds.")


def broken(host: str) -> ReachError:
    """Return what is said of an answer that is none, or ended too early."""
    return ReachError(f"The answer of {host} was broken.")


def refused_status(host: str, status: int, retry_after: timedelta | None) -> StatusError:
    """Return what a status other than 200 means."""
    sentence = _STATUS.get(status)
    if sentence is None and status >= _SERVER_ERRORS:
        sentence = "{host} has a problem of its own right now (status {status})."
    sentence = sentence or "{host} did not hand over the page (status {status})."
    return StatusError(
        sentence.format(host=host, status=status), status=status, retry_after=retry_after
    )
