"""Killed at any moment, started again: nothing is missing, nothing twice."""

from __future__ import annotations

import json
import random
import time

from bot.storage.open import open_store

ARTICLES = 600
KILLS = 10
NOUNS = ("bridge", "harbor", "council", "ferry", "tower", "market", "school", "river", "museum")
VERBS = ("opened", "closed", "sold", "painted", "moved", "flooded", "renamed", "measured")


def article(number: int, dice: random.Random) -> str:
    """Return a text that no other number gives."""
    town = f"Town{number}"
    sentences = [
        f"The {dice.choice(NOUNS)} of {town} was {dice.choice(VERBS)} on day {dice.randrange(365)} "
        f"by {dice.randrange(2, 99)} people who live near the {dice.choice(NOUNS)}."
        for _ in range(12)
    ]
    return f"{town} {dice.choice(VERBS)} its {dice.choice(NOUNS)}\n\n" + "\n\n".join(sentences)


def test_ten_kills_lose_nothing_and_repeat_nothing(program):
    dice = random.Random(20261122)
    for number in range(ARTICLES):
        program.put(f"topic{number % 7}/{number:04d}.txt", article(number, dice))
    seen = []
    for _ in range(KILLS):
        process = program.start("collect")
        wait_for_writing(program, process)
        time.sleep(dice.uniform(0, 0.7))
        process.kill()
        process.communicate()
        seen.append(progress(program))
    assert seen == sorted(seen)  # what was kept stays kept
    assert any(0 < sum(counts) < 3 * ARTICLES for counts in seen)  # some kills hit the work

    assert program.run("collect").code == 0
    assert progress(program) == (ARTICLES, ARTICLES, ARTICLES)
    again = program.run("collect")
    assert f"0 rejected, {ARTICLES} known; 0 summarized, 0 grouped." in again.out
    assert "0 added, 0 changed, 0 copies" in again.out

    stories = json.loads(program.run("stories", "--json").out)
    keys = [article["key"] for story in stories for article in story["articles"]]
    assert sorted(keys) == sorted(f"topic{n % 7}/{n:04d}.txt" for n in range(ARTICLES))
    assert program.run("check").code == 0  # which runs PRAGMA integrity_check


def wait_for_writing(program, process) -> None:
    """Wait until the process has begun to write to the store, or has ended."""
    log = program.folder / "data/bot.db-wal"
    before = log.stat().st_mtime_ns if log.exists() else 0
    while process.poll() is None and (not log.exists() or log.stat().st_mtime_ns == before):
        time.sleep(0.01)


def progress(program) -> tuple[int, int, int]:
    """Return how many articles are collected, summarized and grouped."""
    path = program.folder / "data/bot.db"
    if not path.exists():
        return (0, 0, 0)
    store = open_store(f"sqlite:///{path}")
    try:
        assert list(store.check()) == []
        with store.snapshot() as tx:
            collected = tx.articles.count()
            unread = len(tx.articles.without_summary("news", version(), ARTICLES))
            loose = len(tx.articles.without_story("news", version(), ARTICLES))
            return (collected, collected - unread, collected - unread - loose)
    finally:
        store.close()


def version() -> int:
    from summarizer import VERSION

    return VERSION
