"""How alike articles are: of two by themselves, and of one to many, where rare words count more."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from summarizer.fingerprints import Fingerprint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAME_STORY = 0.27
"""Two articles at least this similar should be one story."""

_BACKGROUND = 10_000
"""Articles that are thought to have been there before the first: a word of one of ten is common
among ten, but nobody knows that yet."""
_LONGEST = 4_000  # places looked at for one article, those of its rarest terms first
_TERMS = 64
_SHIFT = 6  # 2 ** 6 places a row
_FIRST = 1_024  # rows that there is room for, at the least
_DEAD = 1_000  # rows that may be empty before the index is made anew


def similarity(a: Fingerprint, b: Fingerprint) -> float:
    """Return how alike two articles are, from 0 (nothing shared) to 1 (the same words)."""
    return min(1.0, max(_shared_terms(a, b), likeness(a, b)))


def _shared_terms(a: Fingerprint, b: Fingerprint) -> float:
    """The cosine of the weighted terms."""
    squares = _square(a.weights) * _square(b.weights)
    if not squares:
        return 0.0
    mine = dict(zip(a.terms, a.weights, strict=True))
    shared = sum(mine.get(term, 0) * w for term, w in zip(b.terms, b.weights, strict=True))
    return shared / math.sqrt(squares)


@lru_cache(maxsize=4096)  # an article is compared with several others
def _square(weights: tuple[int, ...]) -> int:
    return sum([weight * weight for weight in weights])


def likeness(a: Fingerprint, b: Fingerprint) -> float:
    """Return the share of runs of words that two articles have in common: 1 for a copy.

    An estimate (Dice): the smallest hashes of two sets, taken together, are a fair sample of their
    union (Broder 1997).
    """
    mine, other = set(a.sketch), set(b.sketch)
    sample = sorted(mine | other)[: max(len(mine), len(other))]
    if not sample or not mine or not other:
        return 0.0
    jaccard = len(mine & other & set(sample)) / len(sample)
    return 2 * jaccard / (1 + jaccard)


class Neighbors:
    """Articles, found by the rare words that they share; 3 to 5 kB each.

    What finding costs depends on the articles that share the rarest words of the new one, never
    on how many there are: of its terms, from the rarest on, 4,000 occurrences are looked at. Not
    to be used from two threads at once. The same articles added in the same order find the same.
    """

    def __init__(self) -> None:
        import numpy as np

        self._np: Any = np
        self._rows: dict[str, int] = {}
        self._keys: list[str | None] = []  # None: removed
        self._ids: dict[int, int] = {}  # a number for each term; 0 is none
        self._hashes = [0]  # and back
        self._places: list[array[int]] = [array("i")]  # for each term: row * 64 + where in it
        self._held: NDArray[np.int32] = np.zeros(_FIRST, np.int32)  # by how many rows, each
        self._worth: NDArray[np.float64] = np.zeros(_FIRST)  # all 0 but while comparing
        self._terms: NDArray[np.int32] = np.zeros((_FIRST, _TERMS), np.int32)
        self._weights: NDArray[np.uint8] = np.zeros((_FIRST, _TERMS), np.uint8)
        self._sketches: list[array[int]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, key: str, fingerprint: Fingerprint) -> None:
        """Remember an article; one that is known under this key is replaced."""
        self.remove(key)
        row = len(self._keys)
        self._keys.append(key)
        self._rows[key] = row
        self._sketches.append(array("I", fingerprint.sketch))
        self._terms, self._weights = self._grown(self._terms, row), self._grown(self._weights, row)
        for place, term in enumerate(fingerprint.terms[:_TERMS]):
            number = self._ids.setdefault(term, len(self._places))
            if number == len(self._places):
                self._hashes.append(term)
                self._places.append(array("i"))
                self._held = self._grown(self._held, number)
                self._worth = self._grown(self._worth, number)
            self._places[number].append((row << _SHIFT) + place)
            self._held[number] += 1
            self._terms[row, place] = number
            self._weights[row, place] = fingerprint.weights[place]

    def remove(self, key: str) -> None:
        """Forget an article; nothing happens if it is not known."""
        row = self._rows.pop(key, None)
        if row is None:
            return
        self._keys[row] = None
        self._sketches[row] = array("I")
        numbers = self._terms[row]
        self._held[numbers] -= 1
        self._held[0] = 0
        for place, number in enumerate(numbers.tolist()):
            if number:
                places = self._places[number]
                del places[bisect_left(places, (row << _SHIFT) + place)]
        self._terms[row] = 0
        if len(self._keys) > 2 * len(self._rows) + _DEAD:
            self._compact()

    def fingerprint(self, key: str) -> Fingerprint:
        """Return what was remembered of an article; KeyError if it is not known."""
        row = self._rows[key]
        terms = tuple(self._hashes[number] for number in self._terms[row] if number)
        weights = tuple(int(weight) for weight in self._weights[row][: len(terms)])
        return Fingerprint(terms, weights, tuple(self._sketches[row]))

    def nearest(self, fingerprint: Fingerprint, limit: int) -> list[str]:
        """Return up to `limit` articles that share most with this one, weighed by rarity."""
        np = self._np
        numbers, weights = self._known(fingerprint)
        values = weights * self._rarity(numbers, len(self)) ** 2
        places, sizes, left = array("i"), [], _LONGEST
        rarest = np.argsort(self._held[numbers], kind="stable")
        for number in numbers[rarest].tolist():
            latest = self._places[number][-left:]  # a slice of all of them would grow with them
            places += latest
            sizes.append(len(latest))
            left -= len(latest)
            if left <= 0:
                break
        if not places:
            return []
        found = np.frombuffer(places, np.int32)
        gains = np.repeat(values[rarest[: len(sizes)]], sizes) * self._weights.reshape(-1)[found]
        rows, inverse = np.unique(found >> _SHIFT, return_inverse=True)
        scores = np.bincount(inverse, gains)
        order = np.lexsort((rows, -np.round(scores, 6)))[:limit]
        return [key for row in rows[order] if (key := self._keys[row]) is not None]

    def alike(self, fingerprint: Fingerprint, keys: Sequence[str]) -> list[float]:
        """Return how alike an article and each of these are, 0 to 1, weighed by rarity."""
        np = self._np
        numbers, weights = self._known(fingerprint)
        if not keys or not len(numbers):
            return [0.0] * len(keys)
        count = len(self) + 1  # with the article itself
        rows = [self._rows[key] for key in keys]
        theirs = self._terms[rows]
        self._held[numbers] += 1
        mine = self._rarity(numbers, count) * weights
        heavy = self._rarity(theirs, count) * self._weights[rows]
        self._held[numbers] -= 1
        self._worth[numbers] = mine
        products = heavy * self._worth[theirs]
        self._worth[numbers] = 0
        new = _square(fingerprint.weights) - float((weights * weights).sum())
        most = math.log((count + _BACKGROUND) / 2)  # how rare a word is that nobody had before
        square = float((mine * mine).sum()) + new * most * most
        lengths = np.sqrt((heavy * heavy).sum(axis=1) * square)
        cosines = products.sum(axis=1) / np.where(lengths > 0, lengths, 1.0)
        return [round(min(1.0, cosine), 6) for cosine in cosines.tolist()]

    def shared_by_few(self, some: Sequence[str], others: Sequence[str], most: int) -> int:
        """Return how many terms articles of both have that at most `most` more articles have."""
        np = self._np
        mine, my_times = np.unique(self._of(some), return_counts=True)
        theirs, their_times = np.unique(self._of(others), return_counts=True)
        both, here, there = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
        more = self._held[both] - my_times[here] - their_times[there]
        return int(((more <= most) & (both > 0)).sum())

    def _of(self, keys: Sequence[str]) -> Any:  # noqa: ANN401 -- an array of numbers
        return self._terms[[self._rows[key] for key in keys]]

    def _known(self, fingerprint: Fingerprint) -> tuple[Any, Any]:
        """The numbers and weights of those of its terms that any article has or had."""
        known = [
            (number, weight)
            for term, weight in zip(fingerprint.terms, fingerprint.weights, strict=True)
            if (number := self._ids.get(term)) is not None
        ]
        numbers = self._np.array([number for number, _ in known], self._np.int64)
        return numbers, self._np.array([weight for _, weight in known], float)

    def _rarity(self, numbers: Any, count: int) -> Any:  # noqa: ANN401 -- arrays of numbers
        """How rare terms are among `count` articles."""
        return self._np.log((count + _BACKGROUND) / (self._held[numbers] + 1))

    def _grown(self, rows: Any, needed: int) -> Any:  # noqa: ANN401 -- an array of any type
        if needed < len(rows):
            return rows
        more = self._np.zeros((max(len(rows), _FIRST), *rows.shape[1:]), rows.dtype)
        return self._np.concatenate([rows, more])

    def _compact(self) -> None:
        """Make the index anew from what is still there, in the same order.

        All at once: article by article, a hundred thousand would hold everything up for long.
        """
        np = self._np
        kept = np.fromiter(self._rows.values(), np.int64, len(self._rows))  # ascending
        used = np.unique(self._terms[kept])
        used = used[used > 0]
        renumbered = np.zeros(len(self._hashes), np.int32)
        renumbered[used] = np.arange(1, len(used) + 1)
        terms = renumbered[self._terms[kept]]
        order = np.argsort(terms, axis=None, kind="stable").astype(np.int32)
        starts = np.searchsorted(terms.reshape(-1)[order], np.arange(1, len(used) + 2)).tolist()
        self._places = [array("i")]
        self._places += [array("i", order[a:b].tobytes()) for a, b in pairwise(starts)]
        self._hashes = [0, *(self._hashes[number] for number in used.tolist())]
        self._ids = {term: number for number, term in enumerate(self._hashes) if number}
        self._held = np.append(np.int32(0), self._held[used])
        self._worth = np.zeros(len(self._held))
        self._terms, self._weights = terms, self._weights[kept]
        self._sketches = [self._sketches[row] for row in kept.tolist()]
        self._keys = list(self._rows)
        self._rows = {key: row for row, key in enumerate(self._rows)}
