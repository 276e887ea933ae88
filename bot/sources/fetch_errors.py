"""Why something could not be fetched from the open web: one class for each thing to do about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.domain.errors import SourceError

TOO_MANY: Final = 429  # the status of a server that was asked too often


class FetchError(SourceError):
    """Something was not fetched; the message is a sentence for a person."""


class LinkError(FetchError):
    """We do not go there: no web address, credentials in it, another port, no public address."""


class ReachError(FetchError):
    """Nobody answers, or not in time, or the connection broke. Later it may work."""


class StatusError(FetchError):
    """The server answers, but with no content."""

    def __init__(self, message: str, *, status: int, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after  # how long the server asks us to stay away


class TooMuchError(FetchError):
    """The answer is larger, longer or deeper than we take."""


class KindError(FetchError):
    """The answer is of a kind that is not read, such as a film."""


class RobotsError(FetchError):
    """The site's robots.txt asks programs to stay away from this page."""
