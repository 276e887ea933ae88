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

from collections.abc import Sequence
from itertools import chain
from math import log, sqrt
from typing import Any

from summarizer.lifted import speaks, stands_alone
from summarizer.methods.base import Method

Vector = tuple[list[int], float]
"""A sentence as its stems, each as often as it stands there, and by what its length is divided:
of two vectors v·w is the product of their shares times the squared weights of what both hold."""

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
        title = tuple(chain.from_iterable([heading.words for heading in document.headings]))
        rows, squares = self._stems(words, title)
        *vectors, headline = _vectors(rows, squares)
        central = _directed(vectors, squares)
        alike = _likeness(vectors, headline, squares)
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

    def _stems(
        self, sentences: Sequence[Sequence[str]], title: Sequence[str]
    ) -> tuple[list[list[int]], list[float]]:
        """The stems of each sentence, then of the title; the square of the weight of each.

        The fewer sentences hold a stem, the more it weighs; a stop word weighs less. A stem is a
        number here, as lists are read in less time than dictionaries. The title's are those that
        sentences hold, too.
        """
        words = dict.fromkeys(chain(*sentences, title))
        known: dict[str, int] = {}
        numbers = {
            word: known.setdefault(stem, len(known))
            for word, stem in zip(words, map(self._stemmer, words), strict=True)
        }
        rows = [list(map(numbers.__getitem__, sentence)) for sentence in sentences]
        holders = [0] * len(known)
        for row in rows:
            for stem in set(row):
                holders[stem] += 1
        count = len(rows)
        by_holders = [(1 + log((1 + count) / (1 + n))) ** 2 for n in range(count + 1)]
        squares = [by_holders[n] for n in holders]
        for stem in {numbers[word] for word in self._stop_words.intersection(words)}:
            squares[stem] *= _STOP_WORD * _STOP_WORD
        rows.append([stem for stem in map(numbers.__getitem__, title) if holders[stem]])
        return rows, squares


def _vectors(rows: Sequence[list[int]], squares: Sequence[float]) -> list[Vector]:
    """The vector of each row of stems; what stands there twice counts twice."""
    found = []
    sums = [0.0] * len(squares)
    for row in rows:
        for stem in row:
            sums[stem] += squares[stem]
        square = sum(map(sums.__getitem__, row))
        for stem in row:
            sums[stem] = 0.0
        found.append((row, 1 / sqrt(square) if row else 0.0))
    return found


def _directed(vectors: Sequence[Vector], squares: Sequence[float]) -> list[float]:
    """For each sentence its likeness to all that follow minus that to all that precede.

    With T the sum of all vectors and P that of the preceding ones this is v·(T - P - v) - s v·P,
    so v·T - 1 - (1 + s) v·P.
    """
    scale = (_ORDINARY / max(len(vectors), _ORDINARY // 2)) ** _LONG_TEXT
    told = [0.0] * len(squares)  # P, and T in the end
    passed = []
    for row, share in vectors:
        passed.append((1 + _SAID) * share * sum(map(told.__getitem__, row)) + bool(row))
        for stem in row:
            told[stem] += share * squares[stem]
    return [
        scale * (share * sum(map(told.__getitem__, row)) - lost)
        for (row, share), lost in zip(vectors, passed, strict=True)
    ]


def _likeness(vectors: Sequence[Vector], other: Vector, squares: Sequence[float]) -> list[float]:
    """For each sentence its cosine with `other`."""
    held = [0.0] * len(squares)
    stems, length = other
    for stem in stems:
        held[stem] += length * squares[stem]
    return [share * sum(map(held.__getitem__, row)) for row, share in vectors]


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
