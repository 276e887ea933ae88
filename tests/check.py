"""The one command behind `make test`: format, lint, types, imports, dependencies, audit, tests.

Each tool can be run alone:  python tests/check.py lint types
Only when asked for:         python tests/check.py coverage
                             python tests/check.py thorough   properties, 100 times as often
                             python tests/check.py versions   on each Python that is here
                             python tests/check.py newcomer   from a fresh clone to a digest
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent

# What was compiled is kept, also where the environment says otherwise: the tests start many
# processes, and rewriting what the tests assert takes longer than loading them.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}

IN_MEMORY = Path("/dev/shm")
ROOM = 4_000_000_000  # bytes that have to be free there; the tests need a fifth of it
FREE = Path("/proc/meminfo")
LIMITS = (  # of a container: how much memory it may use, and uses
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
)

CHECKS: dict[str, list[str]] = {
    "format": ["ruff", "format", "--check", "--quiet"],
    "lint": ["ruff", "check", "--quiet"],
    "types": ["mypy"],
    "imports": ["lint-imports", "--no-cache"],
    "dependencies": ["deptry", "."],
    "audit": ["python", "tests/audit.py"],
    "tests": ["pytest", "--quiet", "--numprocesses", "auto", "--dist", "worksteal"],
}

ON_DEMAND: dict[str, list[str]] = {
    "coverage": ["python", "tests/covered.py"],
    "thorough": [*CHECKS["tests"], "-m", "hypothesis", "--hypothesis-profile=thorough"],
    "versions": ["python", "tests/versions.py"],
    "newcomer": ["python", "-m", "tests.newcomer"],
}

LONG = {"tests", *ON_DEMAND}
QUICK = {"tests", "coverage", "thorough"}  # the others set up whole environments
SHOWN = {"audit", *LONG}


def main(names: list[str]) -> int:
    """Run the named checks, or all of `CHECKS`, and return 0 if every one passed.

    The tests wait a good deal for processes and timers; meanwhile the other checks go on, one after
    the other, so that all is done when the tests are.
    """
    known = {**CHECKS, **ON_DEMAND}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"There is no check {unknown[0]!r}; there are {', '.join(known)}.")
        return 2
    asked = names or list(CHECKS)
    beside = [name for name in asked if name not in LONG]
    with ThreadPoolExecutor(max_workers=1) as pool:
        others = pool.map(passes, beside)
        passed = {name: passes(name) for name in asked if name in LONG}
        passed |= dict(zip(beside, others, strict=True))
    failed = [name for name in asked if not passed[name]]
    print(f"Failed: {', '.join(failed)}." if failed else "Everything passed.")
    return 1 if failed else 0


@contextmanager
def quick_folder() -> Iterator[dict[str, str]]:
    """Return the variable that puts temporary files into memory, if there is room; clean up after.

    A store waits for the disk at each commit, and the tests commit tens of thousands of times.
    """
    if "TMPDIR" in os.environ or not has_room():
        yield {}
        return
    with tempfile.TemporaryDirectory(dir=IN_MEMORY, ignore_cleanup_errors=True) as folder:
        yield {"TMPDIR": folder}


def has_room() -> bool:
    """Say whether files can be in memory, run from there, and leave enough of it to others."""
    try:
        place = os.statvfs(IN_MEMORY)
        known = dict(line.split(":") for line in FREE.read_text("ascii").splitlines())
    except OSError:
        return False
    room = [place.f_bavail * place.f_frsize, int(known["MemAvailable"].split()[0]) * 1024]
    for most, used in LIMITS:
        with suppress(OSError, ValueError):  # there is none, or it says "max"
            room.append(int(Path(most).read_text("ascii")) - int(Path(used).read_text("ascii")))
    usable = os.access(IN_MEMORY, os.W_OK) and not place.f_flag & os.ST_NOEXEC
    return usable and min(room) > ROOM


def passes(name: str) -> bool:
    """Run one check; what it prints is shown only if it fails, but for those of `SHOWN`."""
    command, *arguments = {**CHECKS, **ON_DEMAND}[name]
    begun = time.monotonic()
    shown = name in SHOWN
    print(f"{name} …", flush=True)
    with quick_folder() if name in QUICK else nullcontext({}) as more:
        done = subprocess.run(
            [BIN / command, *arguments], cwd=ROOT, env={**ENVIRONMENT, **more}, check=False,
            capture_output=not shown, text=True,
        )  # fmt: skip
    if done.returncode and not shown:
        print(done.stdout, done.stderr, sep="")
    verdict = "FAILED" if done.returncode else "ok"
    print(f"{name} {verdict} ({time.monotonic() - begun:.1f} s)", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
