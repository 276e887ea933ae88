"""What the benchmarks of the summarizer share: ROUGE, intervals, folds, and reading the sets."""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from nltk.stem.porter import PorterStemmer
from rouge_score import rouge_scorer

SETS = (
    "cnn:1", "cnn:2", "cnn:3", "cnndm:3", "xsum:1", "orangesum:1", "orangesum:2",
    "multinews:3", "multinews:9", "fundus_ml:2", "bbc:3",
)  # fmt: skip
"""The sets that have references, each with a length of summaries."""
TUNED = tuple(name for name in SETS if not name.startswith("bbc:"))
"""Those whose references people wrote: what tuning may look at."""
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_ROUNDS = 1000
_porter = PorterStemmer()


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


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of the mean of paired differences, by bootstrap with a fixed seed."""
    chance = random.Random(1)
    size = len(differences)
    means = sorted(fmean(chance.choices(differences, k=size)) for _ in range(_ROUNDS))
    return means[int(0.025 * _ROUNDS)], means[int(0.975 * _ROUNDS)]


def load(path: Path) -> list[dict[str, Any]]:
    """The articles of one file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


Gains = Mapping[str, Mapping[str, Sequence[tuple[float, float]]]]
"""Setting to set ("cnn:3") to the gain of each article in ROUGE-1 and in ROUGE-2, in per cent."""


class Fold(NamedTuple):
    """What the setting that is best on the other sets gains on the set held out, in ROUGE-1."""

    name: str
    setting: str
    gain: float
    low: float
    high: float
    others: float  # mean gain in ROUGE-1 + ROUGE-2 on the others, by which it was chosen


def folds(gains: Gains) -> Iterator[Fold]:
    """Hold out one set after another, in all its lengths, and choose a setting by the others.

    The best has the largest mean gain in ROUGE-1 + ROUGE-2, each set of the same weight.
    """
    names = list(next(iter(gains.values())))
    stems = list(dict.fromkeys(map(_set_of, names)))

    def of_sets(setting: str, wanted: Sequence[str]) -> float:
        found = gains[setting]
        by_set = [[n for n in names if _set_of(n) == stem] for stem in wanted]
        return fmean(fmean(fmean(map(sum, found[n])) for n in lengths) for lengths in by_set)

    for stem in stems:
        others = [one for one in stems if one != stem]
        best = max(gains, key=lambda setting: of_sets(setting, others))
        for name in (n for n in names if _set_of(n) == stem):
            first = [gain for gain, _ in gains[best][name]]
            yield Fold(name, best, fmean(first), *interval(first), of_sets(best, others))


def _set_of(name: str) -> str:
    return name.partition(":")[0]
