"""ROUGE of our methods beside Sumy's, the lead and others, on data given by --data.

    python tests/benchmarks/rouge.py --data DIR [--sets cnn:3 xsum:1 …] [--methods news summa …]
    python tests/benchmarks/rouge.py --data DIR --methods all           the whole table
    python tests/benchmarks/rouge.py --data DIR --check     every summary is slices of its text

DIR holds `<set>.jsonl.gz`: lines of {"text", "summary", "title"?, "lang"?}. Beside ours the methods
are: start (the first sentences as they come), random, oracle (the greedy best by ROUGE-1, knowing
the reference), summa (the package of that name, if installed), many (`summarize_many` on "docs"),
and sumy-lexrank and so on: Sumy's own classes on our document. Every figure is the mean F1 in per
cent, counted as the package rouge-score counts it (with its stemmer). "gain" is the difference in
ROUGE-1 to "start" with the 95 % interval of a paired bootstrap. ms is CPU time per article, for
ours the whole call of `summarize`, language recognition included, once warm.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from statistics import fmean
from typing import Any
from zlib import crc32

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sumy.parsers.parser import DocumentParser

from summarizer import METHODS, stem, summarize, summarize_many, words
from summarizer.document import build
from summarizer.languages import recognize
from summarizer.sentences import split
from summarizer.summary import Summary
from summarizer.tokens import stop_words
from tests.benchmarks.rouge_scores import SETS, interval, load, ngram_f1, scores, tokens

Pick = Callable[[dict[str, Any], int], Sequence[str]]


def start(row: dict[str, Any], count: int) -> list[str]:
    """The first sentences of the text, as they come."""
    return [span.of(row["text"]) for span in split(row["text"], row.get("lang", "en"))[:count]]


def at_random(row: dict[str, Any], count: int) -> list[str]:
    """Sentences drawn by a seed that the text gives, in order."""
    spans = split(row["text"], row.get("lang", "en"))
    drawn = random.Random(row["text"]).sample(spans, min(count, len(spans)))
    return [span.of(row["text"]) for span in sorted(drawn)]


def oracle(row: dict[str, Any], count: int) -> list[str]:
    """What a picker that knows the reference takes: each time what raises ROUGE-1 most."""
    found = [span.of(row["text"]) for span in split(row["text"], row.get("lang", "en"))]
    bags = [tokens(sentence) for sentence in found]
    reference = tokens(row["summary"])
    chosen: list[int] = []
    best = 0.0
    for _ in range(min(count, len(found))):
        said = [t for i in chosen for t in bags[i]]
        rated = [(ngram_f1(reference, said + bags[i], 1), -i) for i in range(len(found))]
        value, index = max((r, i) for r, i in rated if -i not in chosen)
        if value <= best:
            break
        best = value
        chosen.append(-index)
    return [found[i] for i in sorted(chosen)]


def summa(row: dict[str, Any], count: int) -> list[str]:
    """What the package summa picks (its TextRank), as sentences in order."""
    from summa.summarizer import summarize as theirs

    sentences = max(1, row["text"].count(". "))
    return theirs(row["text"], ratio=min(1.0, (count + 0.5) / sentences), split=True)[:count]


def many(row: dict[str, Any], count: int) -> tuple[str, ...]:
    """What `summarize_many` picks from the articles of a story."""
    return summarize_many(row.get("docs") or [row["text"]], sentences=count).sentences


SUMY = {
    "sumy-lexrank": ("lex_rank", "LexRankSummarizer"),
    "sumy-textrank": ("text_rank", "TextRankSummarizer"),
    "sumy-lsa": ("lsa", "LsaSummarizer"),
    "sumy-luhn": ("luhn", "LuhnSummarizer"),
    "sumy-kl": ("kl", "KLSummarizer"),
    "sumy-sumbasic": ("sum_basic", "SumBasicSummarizer"),
    "sumy-reduction": ("reduction", "ReductionSummarizer"),
    "sumy-edmundson": ("edmundson", "EdmundsonSummarizer"),
    "sumy-random": ("random", "RandomSummarizer"),
}


def sumys(name: str, row: dict[str, Any], count: int) -> list[str]:
    """What Sumy's own class picks from our document of the text, with our stems and stop words."""
    module, kind = SUMY[name]
    language = recognize(row["text"])
    spans = split(row["text"], language)
    title = row.get("title") or ""
    headline = title if name == "sumy-edmundson" else ""
    document = build([(n, s.of(row["text"])) for n, s in enumerate(spans)], headline, language)
    method = getattr(import_module(f"sumy.summarizers.{module}"), kind)(lambda w: stem(w, language))
    method.stop_words = stop_words(language)
    if name == "sumy-edmundson":  # with the words that Sumy's own evaluation gives it
        method.null_words = stop_words(language)
        method.bonus_words = words(title) or DocumentParser.SIGNIFICANT_WORDS
        method.stigma_words = DocumentParser.STIGMA_WORDS
    return [str(sentence) for sentence in method(document, count)]


OTHERS: dict[str, Pick] = {
    "start": start, "random": at_random, "oracle": oracle, "summa": summa, "many": many,
    **{name: partial(sumys, name) for name in SUMY},
}  # fmt: skip


_CHOICES = (*METHODS, *OTHERS, "all")
_WARNINGS = {
    "bbc": "References made by a machine that prefers long, frequent sentences: for changes only.",
}


def chosen(names: Sequence[str], *, docs: bool) -> list[str]:
    """The methods that were asked for; "all" leaves out what cannot be: summa, many."""
    if "all" not in names:
        return list(names)
    every = [name for name in (*METHODS, *OTHERS) if name not in {"start", "summa", "many"}]
    return every + ["summa"] * bool(find_spec("summa")) + ["many"] * docs


def ours(method: str) -> Pick:
    """What one of our methods picks."""

    def pick(row: dict[str, Any], count: int) -> tuple[str, ...]:
        summary = summarize(
            row["text"], sentences=count, title=row.get("title") or "", method=method
        )
        return summary.sentences

    return pick


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
        found, spent = measure(rows, count, OTHERS.get(method) or ours(method))
        gains = [100 * (f[0] - b[0]) for f, b in zip(found, base, strict=True)]
        low, high = interval(gains)
        yield _line(method, found, spent, f"{fmean(gains):+.2f} [{low:+.2f}, {high:+.2f}]")


def _line(name: str, found: Sequence[Any], spent: float, gain: str) -> str:
    means = [100 * fmean(column) for column in zip(*found, strict=True)]
    return (
        f"| {name:<14} | {means[0]:5.2f} | {means[1]:5.2f} | {means[2]:5.2f} "
        f"| {gain:<22} | {spent:6.2f} |"
    )


def checked(folder: Path, threads: int) -> str:
    """Summarize every article by every method; leave if a sentence is no slice of its text.

    Returns how many sentences there are, and a checksum of where they stand.
    """
    mark, picked, articles = 0, 0, 0

    def spans(row: dict[str, Any]) -> list[tuple[str, Summary]]:
        title = row.get("title") or ""
        return [(row["text"], summarize(row["text"], title=title, method=m)) for m in METHODS]

    with ThreadPoolExecutor(threads) as pool:
        for path in sorted(folder.glob("*.jsonl.gz")):
            for text, summary in chain.from_iterable(pool.map(spans, load(path))):
                for span, sentence in zip(summary.spans, summary.sentences, strict=True):
                    if not sentence or " ".join(span.of(text).split()) != sentence:
                        sys.exit(f"{path.name}: {sentence!r} is no slice.")
                    picked += 1
                mark = crc32(repr((summary.spans, summary.order)).encode(), mark)
                articles += summary.method == "news"
    return f"{picked} sentences of {articles} articles are slices; checksum {mark:08x}"


def check(folder: Path, threads: int) -> None:
    """Print `checked`; without threads, ask three processes with three hash seeds for it."""
    if threads:
        print(checked(folder, threads))
        return
    found = set()
    for seed, count in (("0", "1"), ("1", "2"), ("4242", "4")):
        command = [sys.executable, __file__, "--data", str(folder), "--check", count]
        environment = os.environ | {"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": count}
        answer = subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True
        )
        print(f"hash seed {seed}, threads {count}: {answer.stdout.strip()}", flush=True)
        found.add(answer.stdout)
    if len(found) > 1:
        sys.exit("They differ.")


def main() -> None:
    """Print one table for each set and length."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of <set>.jsonl.gz")
    parser.add_argument("--sets", nargs="+", default=SETS, help="name:sentences, such as cnn:3")
    parser.add_argument("--methods", nargs="+", default=list(METHODS), choices=_CHOICES)
    check_help = "check that all spans are slices, in so many threads; without a number three times"
    parser.add_argument("--check", type=int, nargs="?", const=0, help=check_help)
    parser.add_argument("--language", help="only articles whose lang is this")
    parser.add_argument("--most", type=int, default=10**9, help="only the first so many articles")
    options = parser.parse_args()
    if options.check is not None:
        check(options.data, options.check)
        return
    for name in options.sets:
        stem, _, count = name.partition(":")
        path = options.data / f"{stem}.jsonl.gz"
        if not path.is_file():
            sys.exit(f"There is no {path.name} in {options.data}.")
        rows = [row for row in load(path) if row.get("summary")]
        if options.language:
            rows = [row for row in rows if row.get("lang") == options.language]
        rows = rows[: options.most]
        methods = chosen(options.methods, docs=any(row.get("docs") for row in rows))
        print(f"\n### {stem}, {count or 3} sentences, {len(rows)} articles\n")
        if stem in _WARNINGS:
            print(f"{_WARNINGS[stem]}\n")
        print("| method         |   R-1 |   R-2 |  R-Ls | gain in R-1            |     ms |")
        print("| -------------- | ----: | ----: | ----: | ---------------------- | -----: |")
        for line in table(rows, int(count or 3), methods):
            print(line, flush=True)


if __name__ == "__main__":
    main()
