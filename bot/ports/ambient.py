"""Time, identity and chance, handed in so that everything inside is a function of its arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambient:
    """The three things that no pure function may read by itself."""

    now: Callable[[], datetime]  # aware, in UTC
    new_id: Callable[[], str]  # never the same twice; sorts by time of making
    jitter: Callable[[], float]  # 0 to 1, evenly spread
