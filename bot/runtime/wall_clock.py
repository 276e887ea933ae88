"""The wall clock, watched: people and machines set it, and an operator wants to know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

log = structlog.get_logger()

MOST = timedelta(minutes=1)  # what setting the clock by the network may do at a time

AHEAD = "What fell due meanwhile comes now; what waited too long is given up, and said so."
BACK = "Nothing is told twice; what was put off by more than a day comes at its time."


class WallClock:
    """Compares the wall clock with one that only runs forward."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last: tuple[datetime, float] | None = None

    def look(self, steady: float) -> timedelta | None:
        """Return by how much the wall clock jumped since the last look, and warn; None: it did not.

        `steady` are seconds of the other clock. A machine that slept is one whose clock jumped.
        """
        now, last = self._now(), self._last
        self._last = now, steady
        if last is None:
            return None
        jump = now - last[0] - timedelta(seconds=steady - last[1])
        if abs(jump) <= MOST:
            return None
        log.warning(
            "clock.jumped",
            seconds=round(jump.total_seconds()),
            problem=f"The clock was set, or the machine slept. {AHEAD if jump > MOST else BACK}",
        )
        return jump
