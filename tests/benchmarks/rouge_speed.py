"""CPU time of `summarize`: an ordinary article of 33 sentences, and one of 2,000.

    python tests/benchmarks/rouge_speed.py --data DIR

DIR holds cnn.jsonl.gz. Each of 60 articles is summarized twelve times and the quickest counts, as
the machine may be busy; their sum is divided by their sentences and multiplied by 33. With --steps
each step of it is timed by itself, too; the sum of those is less, as a step alone keeps its data in
the processor's cache. With --monsters all methods are given texts that are none, such as a megabyte
without a full stop, and the slowest answer of each method is shown (the better of two); it leaves
with 1 if one took more than a second. With --growth each method rates 75 sentences, twice, four
times, eight times and sixteen times as many (the best of three), whatever `summarize` would leave.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from summarizer import METHODS, stop_words, summarize
from summarizer.choose import choose
from summarizer.clean import Grade, take_apart
from summarizer.document import build
from summarizer.extract import rated
from summarizer.languages import evident
from summarizer.methods import load
from summarizer.sentences import split
from summarizer.tokens import stemmer
from tests.summarizer.test_summarize import MONSTERS

_MOST = 1_000  # milliseconds that any text may take
_LENGTHS = (75, 150, 300, 600, 1200)  # sentences


def quickest(call: Callable[[], object], times: int) -> float:
    """CPU milliseconds of the quickest of so many calls."""
    spent = []
    for _ in range(times):
        before = time.process_time()
        call()
        spent.append(time.process_time() - before)
    return 1000 * min(spent)


def steps(text: str) -> dict[str, Callable[[], object]]:
    """Each step of summarizing an English `text`, as a call; indented: a part of that above."""
    article = take_apart(text, "en")
    rows = [(u.paragraph, text[u.start : u.end]) for u in article.units if u.grade < Grade.OUTSIDE]
    document = build(rows, article.headline, "en")
    method = load("news")(stemmer("en"), stop_words("en"))
    one = rated(text, "", method="news", language="en", about="")
    grades = [unit.grade for unit in one.units]
    return {
        "language": lambda: evident(text),
        "take apart": lambda: take_apart(text, "en"),
        "  sentences": lambda: split(text, "en"),
        "document and words": lambda: build(rows, article.headline, "en"),
        "rate": lambda: method.rate(document),
        "choose": lambda: choose(one.ratings, grades, one.words, 3, one.leans),
    }


def growth(text: str) -> None:
    """Print how long each method takes to rate more and more sentences of an English `text`."""
    sentences = [(0, span.of(text)) for span in split(text, "en")[: _LENGTHS[-1]]]
    documents = [build(sentences[:length], "", "en") for length in _LENGTHS]
    print("sentences " + "".join(f"{length:>8}" for length in _LENGTHS))
    for name in METHODS:
        method = load(name)(stemmer("en"), stop_words("en"))
        took = [quickest(lambda one=one, m=method: m.rate(one), 3) for one in documents]
        print(f"{name:<10}" + "".join(f"{spent:>8.1f}" for spent in took) + " ms")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--steps", action="store_true", help="time each step by itself, too")
    parser.add_argument("--monsters", action="store_true", help="time texts that are none, too")
    parser.add_argument("--growth", action="store_true", help="time longer and longer texts, too")
    options = parser.parse_args()
    with gzip.open(options.data / "cnn.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line)["text"] for line in lines]
    texts = rows[:60]
    sentences = sum(len(split(text, "en")) for text in texts)
    spent = sum(quickest(lambda text=text: summarize(text), 12) for text in texts)
    print(f"an article of 33 sentences: {33 * spent / sentences:.2f} ms")
    if options.steps:
        calls = [steps(text) for text in texts]
        for name in calls[0]:
            spent = sum(quickest(call[name], 12) for call in calls)
            print(f"  {name:<25} {33 * spent / sentences:.2f} ms")
    long = " ".join(rows)
    long = long[: split(long, "en")[1999].end]
    print(f"2,000 sentences, {len(long)} characters: {quickest(lambda: summarize(long), 7):.1f} ms")
    if options.growth:
        growth(long)
    slow = False
    for method in METHODS if options.monsters else ():
        took = {
            name: quickest(lambda text=text, method=method: summarize(text, method=method), 2)
            for name, text in MONSTERS.items()
        }
        slowest = max(took, key=took.__getitem__)
        print(f"{len(took)} monsters, {method}: at most {took[slowest]:.0f} ms ({slowest})")
        slow = slow or took[slowest] > _MOST
    sys.exit(slow)


if __name__ == "__main__":
    main()
