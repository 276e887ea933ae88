"""The greedy choice: best rating first, weak sentences last, nothing said twice."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from summarizer.clean import Grade

_WEAK = Grade.WEAK
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
    said: list[frozenset[str]] = []
    while left and len(chosen) < count:
        _, rated, index = heappop(left)
        if rated != worth[index]:
            continue  # it gained since, and stands further up
        new = frozenset(words[index])
        if any(_repeats(new, old) for old in said):
            continue
        chosen.append(index)
        said.append(new)
        following = index + 1
        if following < len(leans) and leans[following] and following not in chosen:
            worth[following] -= leans[following]
            if grades[following] <= _WEAK:
                heappush(left, (grades[following], worth[following], following))
    return chosen


def _repeats(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two sentences say the same, judged by the words that they share."""
    shorter = min(len(one), len(two))
    return shorter == 0 or len(one & two) > _SAME * shorter
