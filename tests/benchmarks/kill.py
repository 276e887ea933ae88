"""Ten kills in the middle of taking in real articles: is each there exactly once in the end?

    python tests/benchmarks/kill.py --data DIR [--sets cnn xsum …] [--articles 1000]

DIR is that of ingest.py. Prints what each kill hit; leaves with 1 if anything is missing or twice.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.ingest import what_to_take, write_inbox
from tests.e2e.conftest import Program
from tests.e2e.killing import kills, problems

MOST = 10_000


def main() -> int:
    """Write the inbox, kill, compare."""
    files, articles = what_to_take(__doc__)
    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        program = Program(Path(folder))
        written = write_inbox(program.inbox, files, min(articles, MOST))
        print(f"{'kill':>4}  {'step hit':<10}{'collected':>10}{'summarized':>11}{'grouped':>9}")
        for number, kill in enumerate(kills(program, written, random.Random(1)), 1):
            collected, summarized, grouped = kill.counts
            wrong = "; ".join(problems(program))
            print(
                f"{number:>4}  {kill.step:<10}{collected:>10}{summarized:>11}{grouped:>9} {wrong}"
            )
        return verdict(program)


def verdict(program: Program) -> int:
    """Finish the work, print whether all is there once, and return 0 if so."""
    print("last pass:  ", program.run("collect").out.splitlines()[-1])
    again = program.run("collect").out.splitlines()[-1]
    print("second pass:", again)
    found = json.loads(program.run("stories", "--json").out)
    keys = sorted(article["key"] for story in found for article in story["articles"])
    files = sorted(str(path.relative_to(program.inbox)) for path in program.inbox.rglob("*.txt"))
    whole = program.run("check").code == 0
    idle = again.startswith("0 added, 0 changed") and "; 0 summarized, 0 grouped." in again
    print(f"each of {len(files)} articles exactly once: {keys == files}; {len(found)} stories")
    print(f"integrity ok: {whole}; second pass found no work: {idle}")
    return 0 if keys == files and whole and idle else 1


if __name__ == "__main__":
    sys.exit(main())
