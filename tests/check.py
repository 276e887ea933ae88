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
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent

# What was compiled is kept, also where the environment says otherwise: the tests start many
# processes, and rewriting what the tests assert takes longer than loading them.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}

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


def passes(name: str) -> bool:
    """Run one check; what it prints is shown only if it fails, but for those of `SHOWN`."""
    command, *arguments = {**CHECKS, **ON_DEMAND}[name]
    begun = time.monotonic()
    shown = name in SHOWN
    print(f"{name} …", flush=True)
    done = subprocess.run(
        [BIN / command, *arguments], cwd=ROOT, env=ENVIRONMENT, check=False,
        capture_output=not shown, text=True,
    )  # fmt: skip
    if done.returncode and not shown:
        print(done.stdout, done.stderr, sep="")
    verdict = "FAILED" if done.returncode else "ok"
    print(f"{name} {verdict} ({time.monotonic() - begun:.1f} s)", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
