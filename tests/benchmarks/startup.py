"""How long a person waits for the command line: whole processes, several runs.

python tests/benchmarks/startup.py [--runs 9]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
COMMANDS = {
    "digestbot --help": ["--help"],
    "digestbot summarize SEED": ["summarize", str(ROOT / "seeds/000_c79dc73ec6848e3e.txt")],
    "digestbot demo": ["demo"],
}


def main() -> None:
    """Run each command in turn, so that noise falls on all alike, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs + 1):
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
    print(f"{'command':<28}{'min s':>8}{'median s':>10}{'max s':>8}")
    for name, found in times.items():
        warm = found[1:]  # the first run reads everything from the disk
        print(f"{name:<28}{min(warm):>8.2f}{median(warm):>10.2f}{max(warm):>8.2f}")


def seconds(arguments: list[str]) -> float:
    """Return the wall-clock time of one run."""
    begun = time.perf_counter()
    subprocess.run(
        [Path(sys.executable).parent / "digestbot", *arguments],
        cwd=ROOT,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
