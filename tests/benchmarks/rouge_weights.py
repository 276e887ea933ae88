"""Are the weights of `news` the best? A search among others, cross-validated over the sets.

    python tests/benchmarks/rouge_weights.py --data DIR [--settings 200] [--most 500]

DIR holds the files of rouge.py. First each weight by itself is halved and doubled (numbers of words
and the share that makes a repeat: three quarters and four thirds of it). Then so many settings are
drawn in which every weight is multiplied by something between a half and two, most of them by one.
For each set, the setting that is best on the other sets (by ROUGE-1 + ROUGE-2) is applied to it.
Every gain is one over the weights as they are, in per cent: that on the others in ROUGE-1 and -2
together, that on the set held out in ROUGE-1 with the 95 % interval of a paired bootstrap.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from summarizer import choose as choosing
from summarizer import stop_words
from summarizer.clean import take_apart
from summarizer.document import build
from summarizer.extract import Rated, rated
from summarizer.methods import news
from summarizer.tokens import stemmer
from tests.benchmarks.rouge_scores import TUNED, Gains, folds, load, ngram_f1, tokens

WEIGHTS = {  # name to its module
    **dict.fromkeys(("_SAID", "_LONG_TEXT", "_STOP_WORD", "_HEADLINE"), news),
    **dict.fromkeys(("_SHORT", "_TOO_SHORT", "_LONG", "_TOO_LONG"), news),
    **dict.fromkeys(("_QUOTED", "_DANGLES", "_AFTER_ITS_LIKE", "_SPEAKS"), news),
    "_SAME": choosing,
}
_NARROW = {"_SHORT", "_LONG", "_SAME"}  # of these half or twice as much is absurd
_FACTORS = (0.5, 0.7, 1.0, 1.0, 1.0, 1.4, 2.0)
_NARROW_FACTORS = (0.75, 0.85, 1.0, 1.0, 1.0, 1.15, 4 / 3)

Setting = dict[str, float]
"""Weights that are not as they are in the code, each with its factor."""
Score = tuple[float, float]


class Case:
    """One article taken apart, with what ROUGE counts; each choice is counted once."""

    def __init__(self, row: dict[str, Any]) -> None:
        text, title = row["text"], row.get("title") or ""
        self.one: Rated = rated(text, title, method="news", language=None, about="")
        code = self.one.language
        headline = take_apart(text, code, title).headline
        rows = [(u.paragraph, text[u.start : u.end]) for u in self.one.units]
        self.document = build(rows, headline, code)
        self.method = news.NewsMethod(stemmer(code), stop_words(code))
        self._reference = tokens(row["summary"])
        self._sentences = [tokens(sentence) for _, sentence in rows]
        self._known: dict[tuple[int, ...], Score] = {}

    def scores(self, counts: Sequence[int]) -> list[Score]:
        """ROUGE-1 and -2 of the summaries of so many sentences, by the weights of now."""
        grades = [unit.grade for unit in self.one.units]
        ratings = self.method.rate(self.document) if grades else []
        order = choosing.choose(ratings, grades, self.one.words, max(counts), self.method.leans)
        return [self._score(tuple(sorted(order[:count]))) for count in counts]

    def _score(self, picks: tuple[int, ...]) -> Score:
        if picks not in self._known:
            picked = [token for i in picks for token in self._sentences[i]]
            one, two = (ngram_f1(self._reference, picked, n) for n in (1, 2))
            self._known[picks] = one, two
        return self._known[picks]


def named(setting: Setting) -> str:
    """A setting in one line: the weights that it changes, each with its value."""
    values = (f"{w[1:].lower()} {getattr(WEIGHTS[w], w) * f:.3g}" for w, f in setting.items())
    return ", ".join(values)


def alone() -> list[Setting]:
    """Each weight by itself, less and more."""
    return [
        {weight: factor}
        for weight in WEIGHTS
        for factor in ((0.75, 4 / 3) if weight in _NARROW else (0.5, 2.0))
    ]


def drawn(count: int) -> list[Setting]:
    """So many settings by chance, always the same."""
    chance = random.Random(1)
    found = []
    for _ in range(count):
        factors = {
            weight: chance.choice(_NARROW_FACTORS if weight in _NARROW else _FACTORS)
            for weight in WEIGHTS
        }
        found.append({weight: factor for weight, factor in factors.items() if factor != 1.0})
    return found


def scored(cases: dict[str, list[Case]], setting: Setting) -> dict[str, list[Score]]:
    """The scores of each article of each set under a setting; afterwards all is as it was."""
    before = {weight: getattr(WEIGHTS[weight], weight) for weight in setting}
    for weight, factor in setting.items():
        setattr(WEIGHTS[weight], weight, before[weight] * factor)
    try:
        found: dict[str, list[Score]] = {}
        for stem, many in cases.items():
            lengths = [name for name in TUNED if name.partition(":")[0] == stem]
            counts = [int(name.partition(":")[2]) for name in lengths]
            rows = [case.scores(counts) for case in many]
            found |= dict(zip(lengths, map(list, zip(*rows, strict=True)), strict=True))
        return found
    finally:
        for weight, value in before.items():
            setattr(WEIGHTS[weight], weight, value)


def gains_over(base: dict[str, list[Score]], found: dict[str, list[Score]]) -> dict[str, Any]:
    """The difference of each article's scores, in per cent."""
    return {
        name: [
            (100 * (new[0] - old[0]), 100 * (new[1] - old[1]))
            for new, old in zip(rows, base[name], strict=True)
        ]
        for name, rows in found.items()
    }


def main() -> None:
    """Print what each setting gains alone, then what the choice on the other sets gains."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of <set>.jsonl.gz")
    parser.add_argument("--settings", type=int, default=200, help="how many are drawn")
    parser.add_argument("--most", type=int, default=500, help="articles of a set")
    options = parser.parse_args()
    cases = {
        stem: [Case(row) for row in load(options.data / f"{stem}.jsonl.gz")[: options.most]]
        for stem in dict.fromkeys(name.partition(":")[0] for name in TUNED)
    }
    base = scored(cases, {})
    print("| one weight changed | " + " | ".join(name.replace(":", " ") for name in TUNED) + " |")
    print("| --- |" + " ---: |" * len(TUNED))
    gains: dict[str, Any] = {"as they are": gains_over(base, base)}
    for setting in alone():
        found = gains[named(setting)] = gains_over(base, scored(cases, setting))
        each = " | ".join(f"{fmean(one for one, _ in found[name]):+.2f}" for name in TUNED)
        print(f"| {named(setting)} | {each} |", flush=True)
    for setting in drawn(options.settings):
        gains[named(setting)] = gains_over(base, scored(cases, setting))
    print_folds(gains)


def print_folds(gains: Gains) -> None:
    """Print for each set what the setting gains that is best on the other sets."""
    print(f"\n{len(gains)} settings\n")
    print("| held out | chosen on the others | gain on them | gain on it |")
    print("| --- | --- | ---: | --- |")
    found = list(folds(gains))
    for fold in found:
        gain = f"{fold.gain:+.2f} [{fold.low:+.2f}, {fold.high:+.2f}]"
        print(f"| {fold.name} | {fold.setting} | {fold.others:+.2f} | {gain} |")
    print(f"\nmean gain in ROUGE-1 on what was held out: {fmean(f.gain for f in found):+.2f}")


if __name__ == "__main__":
    main()
