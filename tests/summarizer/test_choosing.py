"""Many chosen sentences: the same choice as by looking at each pair, in less time."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import choose as module
from summarizer.choose import choose
from summarizer.clean import Grade
from tests.trying import trying


def plainly(words: list[list[str]]) -> list[int]:
    """The choice where all are rated alike, by looking at each pair."""
    chosen: list[int] = []
    for index, new in enumerate(map(set, words)):
        if all(
            min(len(new), len(set(words[old]))) > 0
            and len(new & set(words[old])) <= 0.6 * min(len(new), len(set(words[old])))
            for old in chosen
        ):
            chosen.append(index)
    return chosen


def bags(seed: int, count: int) -> list[list[str]]:
    """Words of so many sentences, of which some repeat a part of others."""
    draw = random.Random(seed)
    found: list[list[str]] = []
    for number in range(count):
        new = [f"w{draw.randrange(400)}" for _ in range(draw.randrange(1, 14))]
        if number and draw.random() < 0.4:
            old = draw.choice(found)
            new = draw.sample(old, draw.randrange(1, len(old) + 1)) + new[: draw.randrange(5)]
        found.append(["the", *new])
    return found


@trying(16)
@given(st.integers(0, 10**6))
def test_the_choice_of_many_is_that_of_each_pair(seed: int) -> None:
    words = bags(seed, 160)
    chosen = choose([0.0] * len(words), [Grade.GOOD] * len(words), words, len(words))
    assert chosen == plainly(words)
    assert len(chosen) > 40


def test_of_many_chosen_sentences_few_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [["the", "today", *(f"w{n}x{i}" for i in range(6))] for n in range(600)]
    pairs = 0
    compare = module._repeats

    def counting(one: frozenset[str], two: frozenset[str]) -> bool:
        nonlocal pairs
        pairs += 1
        return compare(one, two)

    monkeypatch.setattr(module, "_repeats", counting)
    assert len(choose([0.0] * 600, [Grade.GOOD] * 600, words, 600)) == 600
    assert pairs < 600 * 32
