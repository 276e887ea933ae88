"""Is the summarizer of this checkout better than that of another? Paired, article by article.

    git worktree add /tmp/before v1.0
    python tests/benchmarks/rouge_compare.py --data DIR --than /tmp/before [--sets cnn:3 …]

DIR holds the files of rouge.py. Both checkouts are asked as a person would ask them, by `digestbot
summarize --jsonl`, and run with the packages of this one. "gain" is the difference with the 95 %
interval of a paired bootstrap; "changed" how many summaries are not the same.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.rouge_scores import SETS, interval, load, scores

ROOT = Path(__file__).resolve().parents[2]


def picked(checkout: Path, rows: Sequence[dict[str, Any]], count: int) -> list[list[str]]:
    """The sentences that `digestbot summarize` of a checkout picks from each article."""
    lines = "".join(
        json.dumps({"id": n, "text": row["text"], "title": row.get("title") or ""}) + "\n"
        for n, row in enumerate(rows)
    )
    answer = subprocess.run(
        [sys.executable, "-m", "bot", "summarize", "--jsonl", "-n", str(count)],
        cwd=checkout, input=lines, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [json.loads(line)["sentences"] for line in answer.stdout.splitlines()]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of <set>.jsonl.gz")
    parser.add_argument("--than", type=Path, required=True, help="a checkout of another version")
    parser.add_argument("--sets", nargs="+", default=SETS, help="name:sentences, such as cnn:3")
    options = parser.parse_args()
    print("| set | sentences | before R-1 / R-2 | now | gain in R-1 | gain in R-2 | changed |")
    print("| --- | ---: | ---: | ---: | --- | --- | ---: |")
    for name in options.sets:
        stem, _, count = name.partition(":")
        rows = [row for row in load(options.data / f"{stem}.jsonl.gz") if row.get("summary")]
        both = [picked(checkout, rows, int(count)) for checkout in (options.than, ROOT)]
        found = [
            [scores(row["summary"], one) for row, one in zip(rows, side, strict=True)]
            for side in both
        ]
        means = [[100 * fmean(column) for column in zip(*side, strict=True)] for side in found]
        gains = []
        for n in (0, 1):
            each = [100 * (new[n] - old[n]) for old, new in zip(*found, strict=True)]
            gains.append("{:+.2f} [{:+.2f}, {:+.2f}]".format(fmean(each), *interval(each)))
        changed = sum(old != new for old, new in zip(*both, strict=True))
        sides = " | ".join(f"{one[0]:.2f} / {one[1]:.2f}" for one in means)
        print(f"| {stem} | {count} | {sides} | {' | '.join(gains)} | {changed} |", flush=True)


if __name__ == "__main__":
    main()
