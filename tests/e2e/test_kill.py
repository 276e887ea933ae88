"""Killed at any moment, started again: nothing is missing, nothing twice."""

from __future__ import annotations

import json
import random
from collections import Counter

from tests.e2e.killing import KILLS, STEPS, kills, problems

ARTICLES = 500
NOUNS = ("bridge", "harbor", "council", "ferry", "tower", "market", "school", "river", "museum")
VERBS = ("opened", "closed", "sold", "painted", "moved", "flooded", "renamed", "measured")


def article(number: int, dice: random.Random) -> str:
    """Return a text that no other number gives."""
    town = f"Town{number}"
    sentences = [
        f"The {dice.choice(NOUNS)} of {town} was {dice.choice(VERBS)} on day {dice.randrange(365)} "
        f"by {dice.randrange(2, 99)} people who live near the {dice.choice(NOUNS)}."
        for _ in range(6)
    ]
    return f"{town} {dice.choice(VERBS)} its {dice.choice(NOUNS)}\n\n" + "\n\n".join(sentences)


def test_ten_kills_in_all_three_steps_lose_nothing_and_repeat_nothing(program):
    dice = random.Random(20261122)
    for number in range(ARTICLES):
        program.put(f"topic{number % 7}/{number:04d}.txt", article(number, dice))
    seen = []
    for kill in kills(program, ARTICLES, dice):
        assert problems(program) == []
        seen.append(kill)
    hits = Counter(kill.step for kill in seen)
    print(*seen, sep="\n")
    assert hits.total() == KILLS
    assert all(hits[step] for step in STEPS), hits
    kept = [kill.counts for kill in seen]
    assert kept == sorted(kept)  # what was kept stays kept

    assert program.run("collect").code == 0
    again = program.run("collect")
    assert f"0 rejected, {ARTICLES} known; 0 summarized, 0 grouped." in again.out
    assert "0 added, 0 changed, 0 copies" in again.out

    stories = json.loads(program.run("stories", "--json").out)
    keys = [article["key"] for story in stories for article in story["articles"]]
    assert sorted(keys) == sorted(f"topic{n % 7}/{n:04d}.txt" for n in range(ARTICLES))
    assert program.run("check").code == 0  # which runs PRAGMA integrity_check
