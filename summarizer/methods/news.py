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
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from summarizer.lifted import speaks, stands_alone
from summarizer.methods.base import Method

Vector = tuple[Mapping[str, int], list[float]]
"""A sentence: its stems, and for each its weight in a vector of length 1 (no weights if none)."""

_SAID = 0.8  # how much likeness to what precedes counts beside likeness to what follows
_ORDINARY = 20  # sentences; in a longer text, where every sum is larger, centrality counts less:
_LONG_TEXT = 0.3  # by this power of how many times longer it is
_STOP_WORD = 0.5  # how much a stop word counts beside another word of the same rarity
_HEADLINE = 1.0
_SHORT, _TOO_SHORT = 12, 0.5  # words; what a sentence of no words would lose
_LONG, _TOO_LONG = 35, 1.0  # words; what a sentence of twice as many loses
_QUOTED = 0.4  # what a sentence that is all quotation loses
_DANGLES = 0.4
_AFTER_ITS_LIKE = 0.6  # share of that given back once the sentence before it is chosen
_SPEAKS = 0.2


class NewsMethod(Method):
    """Directed centrality, likeness to the headline, ordinary length, standing alone."""

    def rate(self, document: Any) -> list[float]:  # noqa: ANN401 -- a document of Sumy, untyped
        """Return a rating for each sentence; ratings of different documents are not comparable."""
        sentences, headings = document.sentences, document.headings
        stems = self.stems(chain(sentences, headings))
        rows = [Counter(map(stems.__getitem__, sentence.words)) for sentence in sentences]
        holders = Counter(chain.from_iterable(rows))
        weights = self._weights(holders, stems, len(rows))
        vectors = [_unit(row, weights) for row in rows]
        headline = Counter(stems[word] for heading in headings for word in heading.words)
        central = _directed(vectors, holders)
        alike = _likeness(vectors, _unit(headline, weights))
        language = getattr(document, "language", "")
        dangles = [_DANGLES * (2 - stands_alone(str(s), s.words, language)) for s in sentences]
        self.leans = [_AFTER_ITS_LIKE * lost for lost in dangles]
        return [
            central[i] + _HEADLINE * alike[i] - _form(str(s), s.words, language) - dangles[i]
            for i, s in enumerate(sentences)
        ]

    def _weights(
        self, holders: Mapping[str, int], stems: Mapping[str, str], count: int
    ) -> defaultdict[str, float]:
        """The weight of each stem: the fewer sentences hold it, the more; stop words less."""
        by_holders = [1 + math.log((1 + count) / (1 + n)) for n in range(count + 1)]
        weights: defaultdict[str, float] = defaultdict(float)  # what only the headline holds: 0
        weights.update({term: by_holders[n] for term, n in holders.items()})
        for term in {stems[word] for word in self._stop_words.intersection(stems)}:
            weights[term] *= _STOP_WORD
        return weights


def _unit(row: Mapping[str, int], weights: Mapping[str, float]) -> Vector:
    """The vector of one sentence."""
    values = [times * weights[term] for term, times in row.items()]
    norm = math.hypot(*values)
    return row, [value / norm for value in values] if norm else []


def _directed(vectors: Sequence[Vector], holders: Mapping[str, int]) -> list[float]:
    """For each sentence its likeness to all that follow minus that to all that precede.

    With T the sum of all vectors and P that of the preceding ones this is v·(T - P - v) - s v·P,
    so v·R - v·v, where R begins as T and loses (1 + s) times each vector that has been passed. A
    term that no other sentence holds adds nothing.
    """
    shared = [
        [pair for pair in zip(terms, values) if holders[pair[0]] > 1]  # noqa: B905 -- no values
        for terms, values in vectors  # where nothing counts
    ]
    scale = (_ORDINARY / max(len(vectors), _ORDINARY // 2)) ** _LONG_TEXT
    rest: defaultdict[str, float] = defaultdict(float)
    for pairs in shared:
        for term, value in pairs:
            rest[term] += value
    found = []
    for pairs in shared:
        central = 0.0
        for term, value in pairs:
            left = rest[term]
            central += value * (left - value)
            rest[term] = left - (1 + _SAID) * value
        found.append(scale * central)
    return found


def _likeness(vectors: Sequence[Vector], other: Vector) -> list[float]:
    """For each sentence its cosine with `other`."""
    if not other[1]:
        return [0.0] * len(vectors)
    theirs = dict(zip(*other, strict=True))
    return [
        sum([value * theirs[term] for term, value in zip(*vector) if term in theirs])  # noqa: B905
        for vector in vectors
    ]


def _form(text: str, words: Sequence[str], language: str) -> float:
    """What a sentence loses by its form, whatever it tells; zero or more."""
    quoted, first_person = speaks(text, words, language)
    size = len(words)
    lost = _QUOTED * quoted + _SPEAKS * first_person
    if size < _SHORT:
        lost += _TOO_SHORT * (1 - size / _SHORT)
    elif size > _LONG:
        lost += _TOO_LONG * (size / _LONG - 1)
    return lost
