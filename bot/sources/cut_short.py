"""Documents over which the program that reads them was ended: tried again, ever less often.

Mostly the system ends it for want of memory, and would each time; now and then it is no fault of
the document. So it is not given up, but tries are remembered in the stamp that whoever scans is
handed again, also after a restart: `cut-short:3:1795420800:` and the stamp of what was read.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

_FIRST: Final = timedelta(minutes=1)
_LONGEST: Final = timedelta(days=1)
_TIMES: Final = 4  # as long as before
_MOST_TRIES: Final = 9
_STAMP: Final = re.compile(r"cut-short:([0-9]{1,3}):([0-9]{1,12}):(.*)", re.DOTALL)


def cut_again(known: str, stamp: str, now: datetime) -> str:
    """Return the stamp of what was cut short now, and went by `known` before."""
    tries, _ = _before(known, stamp)
    return f"cut-short:{min(tries + 1, _MOST_TRIES)}:{int(now.timestamp())}:{stamp}"


def rests(known: str, stamp: str, now: datetime) -> bool:
    """Say whether what has this stamp was cut short lately, and is to be left alone."""
    tries, at = _before(known, stamp)
    if not tries or at > now.timestamp():  # a clock was put back
        return False
    pause: timedelta = min(_FIRST * _TIMES ** (tries - 1), _LONGEST)
    return now.timestamp() - at < pause.total_seconds()


def _before(known: str, stamp: str) -> tuple[int, int]:
    """Return how often, and when, the reading of what has this stamp was cut short."""
    found = _STAMP.fullmatch(known)
    return (int(found[1]), int(found[2])) if found and found[3] == stamp else (0, 0)
