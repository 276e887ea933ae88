"""Which lines and branches the tests go through; it takes about twice as long as the tests.

    python tests/covered.py                      all tests, measured anew
    python tests/covered.py tests/bot/domain …   what these go through, added to what is known

Exit code 1 if it is less than `WANTED`. Everything is listed that no test goes through.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
COVERAGE = (sys.executable, "-m", "coverage")
WANTED = {  # percent of branches and lines, by the folders
    "bot/domain/*,bot/messages/*,bot/render/*,bot/commands/*": 100,
    "bot/*,summarizer/*": 95,
}


def main(arguments: list[str]) -> int:
    """Run the tests, then report; return 0 if they passed and go through enough."""
    if not arguments:
        run("erase")
    tests = run(
        "run", "-m", "pytest", "--quiet", *(arguments or ["-n", "auto", "--dist=worksteal"])
    )
    run("combine", "--quiet", "--append")
    reports = [
        run("report", f"--include={folders}", f"--fail-under={percent}")
        for folders, percent in WANTED.items()
    ]
    return 1 if any([tests, *reports]) else 0


def run(*arguments: str) -> int:
    """Let coverage do something; return its exit code."""
    return subprocess.run([*COVERAGE, *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
