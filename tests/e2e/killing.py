"""Kill `digestbot collect` again and again while it works, and see what is left."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from bot.storage.open import open_store
from tests.e2e.conftest import Program

KILLS = 10
STEPS = ("collect", "summarize", "group")
COUNT = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM summaries), "
COUNT += "(SELECT count(*) FROM story_articles)"
Counts = tuple[int, int, int]


@dataclass(frozen=True)
class Kill:
    """What a kill hit, and what was kept: articles collected, summarized and grouped."""

    step: str
    counts: Counts


def kills(program: Program, articles: int, dice: random.Random) -> Iterator[Kill]:
    """Start and kill ten times, the moments spread over all three steps by what is kept so far.

    A step that was hit is the first one unfinished, of a process that had already kept something.
    """
    for number in range(KILLS):
        begun = sum(counts(program))
        goal = max(begun + 1, 3 * articles * (number + 1) // (KILLS + 1))
        process = program.start("collect")
        while process.poll() is None and sum(counts(program)) < goal:
            time.sleep(0.01)  # each look opens the store
        time.sleep(dice.uniform(0, 0.03))
        ended = process.poll() is not None
        process.kill()
        process.communicate()
        kept = counts(program)
        unfinished = (step for step, count in zip(STEPS, kept, strict=True) if count < articles)
        yield Kill("none" if ended else next(unfinished, "none"), kept)


def counts(program: Program) -> Counts:
    """Return how many articles are collected, summarized and grouped."""
    path = program.folder / "data/bot.db"
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as store:
            found: Counts = store.execute(COUNT).fetchone()
    except sqlite3.OperationalError:  # not there yet
        return (0, 0, 0)
    return found


def problems(program: Program) -> list[str]:
    """Return what is wrong with the store."""
    store = open_store(f"sqlite:///{program.folder}/data/bot.db")
    try:
        return list(store.check())
    finally:
        store.close()
