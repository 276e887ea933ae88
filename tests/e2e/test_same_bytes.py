"""The same store gives the same digests: in another process, with other hashes, byte for byte."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.pipeline.collect import collect
from bot.storage.open import open_store
from tests.bot.conftest import FOOTBALL, HARBOR, SPACE, Bot
from tests.e2e.conftest import ROOT

CHATS = {
    "telegram:42": ("subscribe everything daily 08:00", "length long"),
    "telegram:-100123#7": ("subscribe space harbor daily 08:00", "language de"),
    "slack:T1/C9": ("subscribe everything -football daily 08:00", "timezone Europe/Berlin"),
    "console:local": ("subscribe everything daily 08:00", "filter -cup", "length 3 min"),
}
TOLL = "An explosion in a mine near Tarnvik left {} people dead on Monday, the police said. {}"
WAVE = {
    "Coast Daily": f"{HARBOR} Divers found a crack in the third pillar during an inspection.",
    "Tarnvik Post": "Mine explosion near Tarnvik\n\n" + TOLL.format(12, "Smoke rose for hours."),
    "Northern Post": "Explosion in Tarnvik mine\n\n" + TOLL.format(14, "The pit was shut in May."),
    "Moon Weekly": SPACE.replace("early on Monday", "on Monday").replace("Petrel", "the Petrel"),
    "Agency": SPACE.replace("Probe lands", "Petrel lands"),
}
TOLD = tomllib.loads((ROOT / "tests/fakes/tongues.toml").read_text("utf-8"))["quake-a"]
CHILD = """
import itertools, json, sys
from datetime import datetime
from bot.domain.tongues import Tongues
from bot.pipeline.group import Grouping
from bot.pipeline.verify import verify
from bot.runtime.ticks import Steps
from bot.runtime.wiring import render
from bot.storage.open import open_store
from tests.fakes.world import World

store = open_store(sys.argv[1])
world = World(datetime.fromisoformat(sys.argv[2]), itertools.count(1000))
grouping = Grouping(tongues=Tongues())
steps = Steps(store=store, sources=(), ambient=world.ambient, render=render, grouping=grouping)
steps.take_in()
world.sleep(hours=7)
steps.group()
world.sleep(hours=17)
steps.plan()
print(json.dumps({
    "verdicts": sorted({proof.verdict.name for _, found in verify(store) for proof in found}),
    "compared": len(grouping.tongues.meanings),
    "updates": sum(one.is_update for digest, _ in verify(store) for one in digest.entries),
}))
store.close()
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store in which four chats were told something, and more has come in since."""
    path = tmp_path / "bot.db"
    with closing(open_store(f"sqlite:///{path}")) as opened:
        bot = Bot(store=opened)
        for address, wishes in CHATS.items():
            bot.address = address
            for wish in wishes:
                bot.says(wish)
        bot.world.sleep(minutes=30)
        bot.takes_in(HARBOR, author="Harbor Wire")
        bot.takes_in(SPACE, tags=frozenset({"space"}), author="Northern Post")
        bot.takes_in(FOOTBALL, tags=frozenset({"sport"}), author="Harbor Wire")
        bot.world.sleep(hours=1)
        assert bot.plans().digests > 1
        bot.address = "console:local"
        bot.says("more 1")
        for outlet, text in WAVE.items():
            bot.source.put(f"{outlet}.txt", text, author=outlet)
        for tongue in ("en", "de"):
            title, _, body = TOLD[tongue].partition("\n")
            bot.source.put(f"{tongue}.txt", f"{title}\n\n{body}", author=tongue, language=tongue)
        collect(opened, bot.source, bot.world.ambient)
    return path


def test_two_processes_make_the_same_digests_of_two_copies(store):
    said, kept = [], []
    for seed in ("1", "4242"):
        copy = store.with_name(f"{seed}.db")
        shutil.copy(store, copy)
        done = subprocess.run(
            [sys.executable, "-c", CHILD, f"sqlite:///{copy}", "2026-11-23T08:31:00+00:00"],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            timeout=timedelta(minutes=2).total_seconds(),
            check=False,
        )
        assert (done.returncode, done.stderr.decode()) == (0, "")
        said.append(json.loads(done.stdout.splitlines()[-1]))
        kept.append(rows(copy))
    assert kept[0] == kept[1]
    assert said[0] == said[1]
    assert said[0]["verdicts"] == ["PROVED"]
    assert said[0]["updates"] > 1
    assert said[0]["compared"] > 1  # languages
    assert {row[3] for row in kept[0]["digests"]} == set(CHATS)
    assert len(kept[0]["parts"]) >= len(kept[0]["digests"]) > len(CHATS)


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every column of what was told, and of the stories that it was told of."""
    with closing(sqlite3.connect(path)) as database:
        return {
            table: sorted(database.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in ("digests", "parts", "deliveries", "told", "stories", "story_articles")
        }
