"""`news`: our own method, made for news; the default.

A sentence is telling if what follows takes it up while what stands before did not say it yet
(*directed* centrality, after Zheng and Lapata 2019: similarity to the sentences that follow minus
similarity to those that precede). Without a threshold these sums are one dot product with what has
been seen so far and one with what is to come, so the method is linear in the length of the text.
Added to that: likeness to the headline, and small corrections for what reads badly when lifted
out of its place. The weights were chosen on six sets of news (`tests/benchmarks/rouge.md`); none
of them is sharp, half or twice as much changes ROUGE-1 by a few tenths.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.lifted import speaks, stands_alone
from summarizer.methods.base import Method

Vector = list[tuple[int, float]]
"""A sentence: number of each stem in it, and its weight."""

_STOP_WORD = 0.5  # how much a stop word counts beside another word of the same rarity
_HEADLINE = 1.0
_SHORT, _TOO_SHORT = 12, 0.5  # words; what a sentence of no words would lose
_LONG, _TOO_LONG = 35, 1.0  # words; what a sentence of twice as many loses
_QUOTED = 0.4  # what a sentence that is all quotation loses
_DANGLES = 0.3
_SPEAKS = 0.2


class NewsMethod(Method):
    """Directed centrality, likeness to the headline, ordinary length, standing alone."""

    def rate(self, document: Any) -> list[float]:  # noqa: ANN401 -- a document of Sumy, untyped
        """Return a rating for each sentence; ratings of different documents are not comparable."""
        number_of: dict[str, int] = {}  # stem to its number: lists are quicker than dicts
        stems = self.stems(document)
        numbers = {word: number_of.setdefault(s, len(number_of)) for word, s in stems.items()}
        rows = [Counter([numbers[word] for word in s.words]) for s in document.sentences]
        weights = self._weights(rows, numbers, len(number_of))
        vectors = [_unit(row, weights) for row in rows]
        headings = [numbers[word] for heading in document.headings for word in heading.words]
        headline = [0.0] * len(number_of)
        for term, value in _unit(Counter(headings), weights):
            headline[term] = value
        language = getattr(document, "language", "")
        return [
            central + _HEADLINE * alike + _form(sentence, language)
            for (central, alike), sentence in zip(
                _directed(vectors, headline), document.sentences, strict=True
            )
        ]

    def _weights(
        self, rows: Sequence[Mapping[int, int]], numbers: Mapping[str, int], count: int
    ) -> list[float]:
        """The weight of each stem: the fewer sentences hold it, the more; stop words less.

        A stem that only the headline holds has none.
        """
        holders = [0] * count
        for row in rows:
            for term in row:
                holders[term] += 1
        by_holders = [0.0] + [1 + math.log((1 + len(rows)) / (2 + n)) for n in range(len(rows))]
        weights = [by_holders[n] for n in holders]
        for term in {numbers[word] for word in self._stop_words.intersection(numbers)}:
            weights[term] *= _STOP_WORD
        return weights


def _unit(row: Mapping[int, int], weights: Sequence[float]) -> Vector:
    """The vector of one sentence, of length 1; empty if nothing in it counts."""
    vector = [(term, times * weights[term]) for term, times in row.items()]
    norm = math.sqrt(sum([value * value for _, value in vector]))
    return [(term, value / norm) for term, value in vector] if norm else []


def _directed(vectors: Sequence[Vector], headline: Sequence[float]) -> list[tuple[float, float]]:
    """For each sentence its likeness to all that follow minus all that precede, and to `headline`.

    With T the sum of all vectors and P that of the preceding ones, the first is
    v·(T - P - v) - v·P.
    """
    total = [0.0] * len(headline)
    for vector in vectors:
        for term, value in vector:
            total[term] += value
    twice_seen = [0.0] * len(headline)
    found = []
    for vector in vectors:
        central = alike = 0.0
        for term, value in vector:
            before = twice_seen[term]
            central += value * (total[term] - value - before)
            alike += value * headline[term]
            twice_seen[term] = before + value + value
        found.append((central, alike))
    return found


def _form(sentence: Any, language: str) -> float:  # noqa: ANN401 -- a sentence of Sumy, untyped
    """What the sentence loses by its form, whatever it tells; zero or less."""
    words = sentence.words
    text = str(sentence)
    quoted, first_person = speaks(text, words, language)
    return -(
        _TOO_SHORT * max(0.0, 1 - len(words) / _SHORT)
        + _TOO_LONG * max(0.0, len(words) / _LONG - 1)
        + _QUOTED * quoted
        + _SPEAKS * first_person
        + _DANGLES * (2 - stands_alone(text, words, language))
    )
