"""ROUGE of the summarizer's methods beside the lead, on data given by --data.

    python tests/benchmarks/rouge.py --data DIR [--sets cnn:3 xsum:1 …] [--methods news lexrank …]

DIR holds `<set>.jsonl.gz`: lines of {"text", "summary", "title"?, "lang"?}. "start" is what a user
without any summarizer would take: the first sentences of the text as they come. Every figure is
the mean F1 in per cent, counted as the package rouge-score counts it (with its stemmer). "gain" is
the difference in ROUGE-1 to "start" with the 95 % interval of a paired bootstrap. ms is CPU time of
the whole call of `summarize` per article, language recognition included, once warm.
"""

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

from nltk.stem.porter import PorterStemmer
from rouge_score import rouge_scorer

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from summarizer import METHODS, summarize
from summarizer.sentences import split

SETS = (
    "cnn:1", "cnn:2", "cnn:3", "cnndm:3", "xsum:1", "orangesum:1", "orangesum:2",
    "multinews:3", "multinews:9", "fundus_ml:2", "bbc:3",
)  # fmt: skip
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_ROUNDS = 1000
_porter = PorterStemmer()

Pick = Callable[[dict[str, Any], int], Sequence[str]]


@cache
def _stem(word: str) -> str:
    return _porter.stem(word) if len(word) > 3 else word


def tokens(text: str) -> list[str]:
    """Words as rouge-score's default tokenizer sees them, stemmed; the stems are remembered."""
    return [_stem(word) for word in _NOT_A_WORD.sub(" ", text.lower()).split()]


def ngram_f1(reference: list[str], candidate: list[str], n: int) -> float:
    """ROUGE-n F1 of two lists of tokens."""
    one = Counter(zip(*(reference[i:] for i in range(n)), strict=False))
    two = Counter(zip(*(candidate[i:] for i in range(n)), strict=False))
    both = sum((one & two).values())
    return 2 * both / (one.total() + two.total()) if both else 0.0


def scores(reference: str, sentences: Sequence[str]) -> tuple[float, float, float]:
    """ROUGE-1, -2 and -Lsum F1 of picked sentences against a reference, one sentence a line."""
    ref_lines = [tokens(line) for line in reference.split("\n")]
    lines = [tokens(line) for line in sentences]
    reference_tokens = [t for line in ref_lines for t in line]
    candidate = [t for line in lines for t in line]
    lsum = rouge_scorer._summary_level_lcs(ref_lines, lines).fmeasure if candidate else 0.0
    return ngram_f1(reference_tokens, candidate, 1), ngram_f1(reference_tokens, candidate, 2), lsum


def start(row: dict[str, Any], count: int) -> list[str]:
    """The first sentences of the text, as they come."""
    return [span.of(row["text"]) for span in split(row["text"], row.get("lang", "en"))[:count]]


def ours(method: str) -> Pick:
    """What one of our methods picks."""

    def pick(row: dict[str, Any], count: int) -> tuple[str, ...]:
        summary = summarize(
            row["text"], sentences=count, title=row.get("title") or "", method=method
        )
        return summary.sentences

    return pick


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of the mean of paired differences, by bootstrap with a fixed seed."""
    chance = random.Random(1)
    size = len(differences)
    means = sorted(fmean(chance.choices(differences, k=size)) for _ in range(_ROUNDS))
    return means[int(0.025 * _ROUNDS)], means[int(0.975 * _ROUNDS)]


def measure(rows: Sequence[dict[str, Any]], count: int, pick: Pick) -> tuple[list[Any], float]:
    """The three scores of each article and the CPU milliseconds per article."""
    pick(rows[0], count)  # what loads on first use is not the article's time
    before = time.process_time()
    picked = [pick(row, count) for row in rows]
    spent = (time.process_time() - before) * 1000 / len(rows)
    pairs = zip(rows, picked, strict=True)
    return [scores(row["summary"], sentences) for row, sentences in pairs], spent


def table(rows: Sequence[dict[str, Any]], count: int, methods: Sequence[str]) -> Iterator[str]:
    """The lines of the table for one set and length."""
    base, spent = measure(rows, count, start)
    yield _line("start", base, spent, "")
    for method in methods:
        found, spent = measure(rows, count, ours(method))
        gains = [100 * (f[0] - b[0]) for f, b in zip(found, base, strict=True)]
        low, high = interval(gains)
        yield _line(method, found, spent, f"{fmean(gains):+.2f} [{low:+.2f}, {high:+.2f}]")


def _line(name: str, found: Sequence[Any], spent: float, gain: str) -> str:
    means = [100 * fmean(column) for column in zip(*found, strict=True)]
    return (
        f"| {name:<9} | {means[0]:5.2f} | {means[1]:5.2f} | {means[2]:5.2f} "
        f"| {gain:<22} | {spent:6.2f} |"
    )


def load(path: Path) -> list[dict[str, Any]]:
    """The articles of one file that have a reference summary."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row.get("summary")]


def main() -> None:
    """Print one table for each set and length."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of <set>.jsonl.gz")
    parser.add_argument("--sets", nargs="+", default=SETS, help="name:sentences, such as cnn:3")
    parser.add_argument("--methods", nargs="+", default=list(METHODS), choices=list(METHODS))
    parser.add_argument("--language", help="only articles whose lang is this")
    parser.add_argument("--most", type=int, default=10**9, help="only the first so many articles")
    options = parser.parse_args()
    for name in options.sets:
        stem, _, count = name.partition(":")
        path = options.data / f"{stem}.jsonl.gz"
        if not path.is_file():
            sys.exit(f"There is no {path.name} in {options.data}.")
        rows = load(path)
        if options.language:
            rows = [row for row in rows if row.get("lang") == options.language]
        rows = rows[: options.most]
        print(f"\n{stem}, {count or 3} sentences, {len(rows)} articles\n")
        print("| method    |   R-1 |   R-2 |  R-Ls | gain in R-1            |     ms |")
        print("| --------- | ----: | ----: | ----: | ---------------------- | -----: |")
        for line in table(rows, int(count or 3), options.methods):
            print(line, flush=True)


if __name__ == "__main__":
    main()
