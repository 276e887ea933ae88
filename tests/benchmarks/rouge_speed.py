"""CPU time of `summarize`: an ordinary article of 33 sentences, and one of 2,000.

    python tests/benchmarks/rouge_speed.py --data DIR

DIR holds cnn.jsonl.gz. Each of 60 articles is summarized twelve times and the quickest counts, as
the machine may be busy; their sum is divided by their sentences and multiplied by 33.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from summarizer import summarize
from summarizer.sentences import split


def quickest(call: Callable[[], object], times: int) -> float:
    """CPU milliseconds of the quickest of so many calls."""
    spent = []
    for _ in range(times):
        before = time.process_time()
        call()
        spent.append(time.process_time() - before)
    return 1000 * min(spent)


def main() -> None:
    """Print both figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    with gzip.open(parser.parse_args().data / "cnn.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line)["text"] for line in lines]
    texts = rows[:60]
    sentences = sum(len(split(text, "en")) for text in texts)
    spent = sum(quickest(lambda text=text: summarize(text), 12) for text in texts)
    print(f"an article of 33 sentences: {33 * spent / sentences:.2f} ms")
    long = " ".join(rows)
    long = long[: split(long, "en")[1999].end]
    print(f"2,000 sentences, {len(long)} characters: {quickest(lambda: summarize(long), 7):.1f} ms")


if __name__ == "__main__":
    main()
