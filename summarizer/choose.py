"""The greedy choice: best rating first, weak sentences last, nothing said twice."""

from collections.abc import Sequence

from summarizer.clean import Grade

_SAME = 0.6  # share of the shorter sentence's words, found in a chosen one, that makes a repeat


def choose(
    ratings: Sequence[float],
    grades: Sequence[Grade],
    words: Sequence[Sequence[str]],
    count: int,
) -> list[int]:
    """Return the indices of up to `count` sentences, the most telling first.

    The first n of a longer choice are the choice of n. Sentences that are unfit, or that repeat a
    chosen one, are never in it. Ties go to the earlier sentence.
    """
    ranked = sorted(
        # Rounded, so that two machines whose sums differ in the last digit choose alike.
        (grade, -round(rating, 9), index)
        for index, (grade, rating) in enumerate(zip(grades, ratings, strict=True))
        if grade <= Grade.WEAK
    )
    chosen: list[int] = []
    said: list[frozenset[str]] = []
    for _, _, index in ranked:
        if len(chosen) == count:
            break
        new = frozenset(words[index])
        if not any(_repeats(new, old) for old in said):
            chosen.append(index)
            said.append(new)
    return chosen


def _repeats(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two sentences say the same, judged by the words that they share."""
    shorter = min(len(one), len(two))
    return shorter == 0 or len(one & two) > _SAME * shorter
