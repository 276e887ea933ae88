"""Manners: nobody may keep the bot so busy that others wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

BURST = 10.0  # things that a person may say at once
SECONDS_EACH = 2.0  # after those, one in so many seconds
MOST_PEOPLE = 10_000  # that are remembered; whoever was quiet for long is forgotten first


class Verdict(Enum):
    """What becomes of something that a person says."""

    FINE = "fine"
    TOO_MUCH = "too-much"  # and they are to be told so
    STILL_TOO_MUCH = "still-too-much"  # they were told already


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime
    told: bool = False


class Manners:
    """Counts what each person says: a burst, then one thing in a while."""

    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}

    def judge(self, person: str, now: datetime) -> Verdict:
        """Count one thing that a person says, and say what becomes of it."""
        bucket = self._buckets.pop(person, None) or _Bucket(BURST, now)
        self._buckets[person] = bucket  # the latest last
        if len(self._buckets) > MOST_PEOPLE:
            del self._buckets[next(iter(self._buckets))]
        passed = max(0.0, (now - bucket.at).total_seconds())
        bucket.left = min(BURST, bucket.left + passed / SECONDS_EACH)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            bucket.told = False
            return Verdict.FINE
        verdict = Verdict.STILL_TOO_MUCH if bucket.told else Verdict.TOO_MUCH
        bucket.told = True
        return verdict
