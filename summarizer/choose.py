"""The greedy choice: best rating first, weak sentences last, nothing said twice."""

from collections.abc import Sequence

from summarizer.clean import Grade

_SAME = 0.6  # share of the shorter sentence's words, found in a chosen one, that makes a repeat


def choose(
    ratings: Sequence[float],
    grades: Sequence[Grade],
    words: Sequence[frozenset[str]],
    count: int,
) -> list[int]:
    """Return the indices of up to `count` sentences, the most telling first.

    The first n of a longer choice are the choice of n. Sentences that are unfit, or that repeat a
    chosen one, are never in it. Ties go to the earlier sentence.
    """
    ranked = sorted(
        (i for i, grade in enumerate(grades) if grade <= Grade.WEAK),
        # Rounded, so that two machines whose sums differ in the last digit choose alike.
        key=lambda i: (grades[i], -round(ratings[i], 9), i),
    )
    chosen: list[int] = []
    for index in ranked:
        if len(chosen) == count:
            break
        if any(_repeats(words[index], words[other]) for other in chosen):
            continue
        chosen.append(index)
    return chosen


def _repeats(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two sentences say the same, judged by the words that they share."""
    shorter = min(len(one), len(two))
    return shorter == 0 or len(one & two) > _SAME * shorter
