"""The greedy choice: best rating first, weak sentences last, nothing said twice."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import chain

from summarizer.clean import Grade

_WEAK = Grade.WEAK
_FEW = 32  # so many chosen sentences are looked through one by one
_SAME = 0.6  # share of the shorter sentence's words, found in a chosen one, that makes a repeat


def choose(
    ratings: Sequence[float],
    grades: Sequence[Grade],
    words: Sequence[Sequence[str]],
    count: int,
    leans: Sequence[float] = (),
) -> list[int]:
    """Return the indices of up to `count` sentences, the most telling first.

    The first n of a longer choice are the choice of n. Sentences that are unfit, or that repeat a
    chosen one, are never in it. Ties go to the earlier sentence. `leans` is what each sentence
    gains once the one before it is chosen.
    """
    # Rounded, so that two machines whose sums differ in the last digit choose alike.
    worth = [-round(rating, 9) for rating in ratings]
    left = [(grade, worth[i], i) for i, grade in enumerate(grades) if grade <= _WEAK]
    heapify(left)
    chosen: list[int] = []
    taken: set[int] = set()
    said = _Said(words)
    while left and len(chosen) < count:
        _, rated, index = heappop(left)
        if rated != worth[index]:
            continue  # it gained since, and stands further up
        new = frozenset(words[index])
        if said.repeats(new):
            continue
        chosen.append(index)
        taken.add(index)
        said.add(new)
        following = index + 1
        if following < len(leans) and leans[following] and following not in taken:
            worth[following] -= leans[following]
            if grades[following] <= _WEAK:
                heappush(left, (grades[following], worth[following], following))
    return chosen


class _Said:
    """The words of the chosen sentences, among which to look for what a further one repeats.

    Beyond a few, only those are looked at that may be: two sentences that share more than `_SAME`
    of the shorter one's words share one of any 1 - `_SAME` of its words, so of its rarest.
    """

    def __init__(self, words: Sequence[Sequence[str]]) -> None:
        self._words = words
        self._said: list[frozenset[str]] = []
        self._counts: Counter[str] = Counter()  # empty while few are said
        self._by_word: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        self._by_rare: defaultdict[str, list[frozenset[str]]] = defaultdict(list)

    def add(self, new: frozenset[str]) -> None:
        """Take in a sentence that was chosen."""
        self._said.append(new)
        if self._counts:
            self._index(new)
        elif len(self._said) == _FEW:
            self._counts.update(chain.from_iterable(self._words))
            for old in self._said:
                self._index(old)

    def repeats(self, new: frozenset[str]) -> bool:
        """Whether a sentence says the same as a chosen one."""
        if not self._counts or not new:
            return any(_repeats(new, old) for old in self._said)
        return any(
            any(_repeats(new, old) for old in self._by_word.get(word, ()))
            for word in self._rare(new)
        ) or any(any(_repeats(new, old) for old in self._by_rare.get(word, ())) for word in new)

    def _index(self, new: frozenset[str]) -> None:
        for word in new:
            self._by_word[word].append(new)
        for word in self._rare(new):
            self._by_rare[word].append(new)

    def _rare(self, new: frozenset[str]) -> list[str]:
        """So many of its rarest words that each repetition has one of them."""
        rarest = sorted(new, key=lambda word: (self._counts[word], word))
        return rarest[: int((1 - _SAME) * len(rarest)) + 1]


def _repeats(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two sentences say the same, judged by the words that they share."""
    shorter = min(len(one), len(two))
    return shorter == 0 or len(one & two) > _SAME * shorter
