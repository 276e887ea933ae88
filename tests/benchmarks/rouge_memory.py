"""Peak memory of `digestbot summarize --jsonl` over many articles, and the import's time.

    python tests/benchmarks/rouge_memory.py --data DIR [--articles 50000]

DIR holds `<set>.jsonl.gz` of rouge.py. Their articles are streamed into the command, set after set
and from the start again until there are so many; what it prints is read as it comes. The import of
`summarizer` is timed inside twenty fresh processes.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
_IMPORT = "import time as t; s = t.perf_counter(); import summarizer; print(t.perf_counter() - s)"


def articles(folder: Path) -> Iterator[str]:
    """Yield the articles of all sets as lines of JSON, without an end."""
    lines = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            lines += [
                json.dumps({"id": row["id"], "text": row["text"], "title": row.get("title") or ""})
                for row in map(json.loads, rows)
            ]
    return cycle(lines)


def feed(pipe: IO[str], lines: Iterator[str]) -> None:
    """Write the lines into the command and close its input."""
    with pipe:
        for line in lines:
            pipe.write(line + "\n")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of <set>.jsonl.gz")
    parser.add_argument("--articles", type=int, default=50_000)
    options = parser.parse_args()
    python = [sys.executable, "-c"]
    spent = sorted(
        1000 * float(subprocess.check_output([*python, _IMPORT], cwd=ROOT)) for _ in range(20)
    )
    print(f"import summarizer: median {median(spent):.0f} ms, quickest {spent[0]:.0f} ms")
    before = time.perf_counter()
    command = [sys.executable, "-m", "bot", "summarize", "--jsonl"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        lines = islice(articles(options.data), options.articles)
        threading.Thread(target=feed, args=(process.stdin, lines)).start()
        answers = sum(1 for _ in process.stdout or ())
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{answers} articles: peak {usage.ru_maxrss / 1024:.0f} MB, "
        f"{usage.ru_utime + usage.ru_stime:.0f} s of CPU, {time.perf_counter() - before:.0f} s"
    )


if __name__ == "__main__":
    main()
