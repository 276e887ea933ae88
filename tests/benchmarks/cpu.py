"""What processes took of the machine's cores, as Linux counts it."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Mapping
from pathlib import Path

import psycopg

TICKS = os.sysconf("SC_CLK_TCK")
FULL = 0.85  # of a core: more than that, and it is what everything waits for


def spent(process: int, strangers: Collection[int] = ()) -> float:
    """Return the seconds of CPU that a process and its children took, but for `strangers`."""
    children: dict[int, list[int]] = {}
    took: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            values = path.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        pid = int(path.parent.name)
        children.setdefault(int(values[1]), []).append(pid)
        took[pid] = sum(map(int, values[11:15])) / TICKS  # with the children that it waited for
    total, waiting = 0.0, [process]
    while waiting:
        pid = waiting.pop()
        total += took.get(pid, 0.0)
        waiting += [child for child in children.get(pid, []) if child not in strangers]
    return total


def postmaster(url: str) -> int:
    """Return the process id of a PostgreSQL server on this machine."""
    with psycopg.connect(url) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    return int(Path(folder, "postmaster.pid").read_text("utf-8").split()[0])


class Cores:
    """How many cores each of some processes kept busy, from when this is made."""

    def __init__(self, processes: Mapping[str, int]) -> None:
        """Take names and process ids; what one started that has a name of its own is not its."""
        self._processes = processes
        self._began = time.monotonic()
        self._before = self._read()

    def busy(self) -> dict[str, float]:
        """Return the mean until now."""
        took = time.monotonic() - self._began
        return {name: (now - self._before[name]) / took for name, now in self._read().items()}

    def _read(self) -> dict[str, float]:
        pids = self._processes.values()
        return {name: spent(pid, set(pids) - {pid}) for name, pid in self._processes.items()}


def limit(busy: Mapping[str, float]) -> str:
    """Say what everything waited for."""
    count = os.cpu_count() or 1
    if sum(busy.values()) > FULL * count:
        return f"the {count} cores"
    name, most = max(busy.items(), key=lambda one: one[1])
    if most > FULL:
        return f"one core, of {name}"
    return "other work here" if os.getloadavg()[0] > count else "waiting: ticks, disk, answers"
