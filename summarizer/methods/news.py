"""`news`: our own method, made for news; the default.

A sentence is telling if what follows takes it up while what stands before did not say it yet
(*directed* centrality, after Zheng and Lapata 2019: similarity to the sentences that follow minus
similarity to those that precede). Without a threshold these sums are one dot product with what has
been seen so far and one with what is to come, so the method is linear in the length of the text.
Added to that: likeness to the headline, and small corrections for what reads badly when lifted
out of its place. The weights were chosen on six sets of news by cross-validation
(`tests/benchmarks/rouge_weights.py`; its figures are in `rouge.md`): what other settings gain on
some sets they lose on those held out, and half or twice as much of one weight costs some tenths.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import chain
from math import hypot, log
from typing import Any

from summarizer.lifted import speaks, stands_alone
from summarizer.methods.base import Method

Vector = dict[str, float]
"""A sentence as the weights of its stems."""

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
        words = [sentence.words for sentence in document.sentences]
        texts = list(map(str, document.sentences))
        rows = [self._counted(row) for row in words]
        holders = Counter(chain.from_iterable(rows))
        title = list(chain.from_iterable([heading.words for heading in document.headings]))
        weights = self._weights(holders, len(rows), chain(title, *words))
        headline = self._counted(title)
        headline = {term: times for term, times in headline.items() if term in weights}
        shared = {term for term, n in holders.items() if n > 1}
        vectors = _vectors(rows, weights, shared | headline.keys())
        central = _directed(vectors)
        alike = _likeness(vectors, *_vectors([headline], weights, headline))
        language = getattr(document, "language", "")
        dangles = [
            _DANGLES * (2 - stands_alone(text, row, language))
            for text, row in zip(texts, words, strict=True)
        ]
        self.leans = [_AFTER_ITS_LIKE * lost for lost in dangles]
        return [
            central[i] + _HEADLINE * alike[i] - _form(text, words[i], language) - dangles[i]
            for i, text in enumerate(texts)
        ]

    def _counted(self, words: Iterable[str]) -> dict[str, int]:
        """How often each stem is among `words`; a Counter takes longer for so few."""
        row: dict[str, int] = {}
        for term in map(self._stemmer, words):
            if term in row:
                row[term] += 1
            else:
                row[term] = 1
        return row

    def _weights(
        self, holders: Mapping[str, int], count: int, words: Iterable[str]
    ) -> dict[str, float]:
        """The weight of each stem: the fewer of `count` sentences hold it, the more.

        Stop words among `words` count less.
        """
        by_holders = [1 + log((1 + count) / (1 + n)) for n in range(count + 1)]
        weights = {term: by_holders[n] for term, n in holders.items()}
        found = set(map(self._stemmer, self._stop_words.intersection(words)))
        for term in found.intersection(weights):
            weights[term] *= _STOP_WORD
        return weights


def _vectors(
    rows: Sequence[Mapping[str, int]], weights: Mapping[str, float], shown: Container[str]
) -> list[Vector]:
    """The vector of each sentence, of length 1, as far as its terms are `shown`."""
    found = []
    for row in rows:
        values = [times * weights[term] for term, times in row.items()]
        norm = hypot(*values)
        found.append({t: v / norm for t, v in zip(row, values, strict=True) if t in shown})
    return found


def _directed(vectors: Sequence[Vector]) -> list[float]:
    """For each sentence its likeness to all that follow minus that to all that precede.

    With T the sum of all vectors and P that of the preceding ones this is v·(T - P - v) - s v·P,
    so v·R - v·v, where R begins as T and loses (1 + s) times each vector that has been passed. A
    term that no other sentence holds adds nothing, and may be left out.
    """
    scale = (_ORDINARY / max(len(vectors), _ORDINARY // 2)) ** _LONG_TEXT
    rest: Vector = {}
    so_far = rest.get
    for vector in vectors:
        for term, value in vector.items():
            rest[term] = so_far(term, 0.0) + value
    found = []
    passed = 1 + _SAID
    for vector in vectors:
        central = 0.0
        for term, value in vector.items():
            left = rest[term]
            central += value * (left - value)
            rest[term] = left - passed * value
        found.append(scale * central)
    return found


def _likeness(vectors: Sequence[Vector], other: Vector) -> list[float]:
    """For each sentence its cosine with `other`."""
    return [sum([v * vector[t] for t, v in other.items() if t in vector]) for vector in vectors]


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
