"""Whether a long run holds as much at its end as in its middle: of memory, and on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

SIGHTING_BYTES = 150  # what stays of an article that is gone: that it was seen
GROWTH = 0.10  # of memory, from the middle to the end
OFF = 0.05  # of the store's size, from what was predicted in the middle


class Held(NamedTuple):
    """What is held at the end of a day, in megabytes."""

    memory: float
    store: float


def is_flat(held: Mapping[int, Held], days: int, articles: int) -> bool:
    """Compare the last day with the one in the middle; print what comes of it.

    Args:
        held: by the day.
        days: how many there were.
        articles: how many came in a day.
    """
    half = days // 2
    then, now = held[half], held[days]
    expected = then.store + half * articles * SIGHTING_BYTES / 1e6
    growth, off = now.memory / then.memory - 1, now.store / expected - 1
    print(f"memory from day {half} to day {days}: {growth:+.1%} (flat: up to {GROWTH:+.0%})")
    print(f"store on day {days}: predicted {expected:.2f} MB from day {half}, is "
          f"{now.store:.2f} MB, {off:+.1%} (as predicted: within {OFF:.0%})")  # fmt: skip
    return growth <= GROWTH and abs(off) <= OFF


def memory() -> float:
    """Return the megabytes of memory that this process holds (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def size(path: Path) -> float:
    """Return the megabytes of the store, its log included."""
    return sum(one.stat().st_size for one in path.parent.glob(f"{path.name}*")) / 1e6
