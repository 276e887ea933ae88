"""A store that was damaged on purpose is mended, and nothing of it is thrown away."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import SettingsError, StoreBusy, StoreDamaged, StoreError
from bot.storage.open import open_store, repair_store
from tests.fakes.builders import (
    CHAT,
    DAY,
    NOW,
    a_chat,
    a_coverage,
    a_delivery,
    a_digest,
    a_report,
    a_subscription,
    an_article,
    keep,
)

COUNT = 300
STAMP = "20261123T000000Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "bot.db"
    store = open_store(f"sqlite:///{made}")
    with store.transaction() as t:
        for n in range(COUNT):
            article = an_article(key=f"{n}.txt", body=f"Number{n} was told. It is so. " * 20)
            keep(t, a_coverage(a_report(article), id=f"story-{n:03}"))
        t.chats.put(a_chat())
        t.subscriptions.put(a_subscription())
        t.digests.add(a_digest())
        t.outbox.add(a_delivery())
    store.close()
    return made


def repair(path: Path) -> str:
    return "\n".join(repair_store(f"sqlite:///{path}", STAMP))


def overwrite(path: Path, page: int, size: int = 4096) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * size)


def whole_again(path: Path) -> int:
    """Return how many articles there are; all of the store must be in order."""
    store = open_store(f"sqlite:///{path}")
    assert list(store.check()) == []
    with store.transaction() as t:
        assert t.chats.get(CHAT) == a_chat()
        assert t.subscriptions.of_chat(CHAT) == [a_subscription()]
        assert t.outbox.claim(["telegram"], NOW) is not None
        assert t.articles.search("Number1", NOW - DAY, 9) == ["story-001"]
        left = t.articles.count()
        assert len(t.stories.recent(NOW - DAY)) == t.stories.count() == left
    store.close()
    return left


def test_a_whole_store_is_only_tightened(path: Path) -> None:
    before = sorted(path.parent.iterdir())
    assert "All indexes and the search index were made anew" in repair(path)
    assert whole_again(path) == COUNT
    assert [one for one in sorted(path.parent.iterdir()) if one.suffix == ".db"] == before


def test_rows_that_refer_to_nothing_are_removed(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO article_tags VALUES ('gone', 'space')")
        connection.execute("UPDATE parts SET delivery_id = 'gone' WHERE 0")
        connection.commit()
    assert "1 rows that referred to nothing were removed" in repair(path)
    assert whole_again(path) == COUNT


def test_a_damaged_index_costs_no_row(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'articles_spoken'"
        ).fetchone()
    overwrite(path, page)
    assert repair(path)
    assert whole_again(path) == COUNT


def test_a_damaged_table_is_copied_as_far_as_it_reads(path: Path) -> None:
    data = path.read_bytes()
    overwrite(path, data.index(b"Number150 was told") // 4096 + 1)
    damaged = path.read_bytes()
    said = repair(path)
    assert f"The damaged one is kept as bot.db.damaged-{STAMP}." in said
    assert "rows could be read, and some not." in said
    assert path.with_name(f"bot.db.damaged-{STAMP}").exists()
    assert len(path.with_name(f"bot.db.damaged-{STAMP}").read_bytes()) == len(damaged)
    assert COUNT - 10 < whole_again(path) < COUNT


def test_what_cannot_be_read_at_all_is_left_alone(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 1000)
    with pytest.raises(StoreDamaged, match=r"check --repair"):
        open_store(f"sqlite:///{path}")
    with pytest.raises(StoreError, match=r"nothing to repair; restore the latest back-up"):
        repair(path)
    assert path.read_bytes().startswith(b"This is no database.")
    assert [one.name for one in path.parent.iterdir()] == ["bot.db"]


def test_a_store_that_is_in_use_is_not_touched(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    with pytest.raises(StoreBusy, match="in use; stop the bot, and any other digestbot command"):
        repair(path)
    store.close()
    assert whole_again(path) == COUNT


def test_there_must_be_something_to_repair(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no store"):
        repair(tmp_path / "nothing.db")
    with pytest.raises(SettingsError, match="in memory"):
        repair_store("sqlite:///:memory:", STAMP)


FULL = """
import resource, sys
from bot.domain.errors import StoreTrouble
from bot.storage.open import open_store
from tests.fakes.builders import an_article

store = open_store(f"sqlite:///{sys.argv[1]}")
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))
added = 0
try:
    while added < 100_000:
        with store.transaction() as t:
            t.articles.add(an_article(key=f"{added}.txt", body="Long. " * 500))
        added += 1
except StoreTrouble as error:
    print(error)
with store.snapshot() as t:
    assert t.articles.count() == added, (t.articles.count(), added)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
with store.transaction() as t:
    assert t.articles.add(an_article(key="more.txt"))
with store.snapshot() as t:
    assert t.articles.count() == added + 1
assert list(store.check()) == []
print("goes on")
"""


def test_a_full_disk_is_said_in_a_sentence_and_gone_on_after(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "bot.db")],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said, after = done.stdout.splitlines()
    assert "make room, and the bot goes on by itself" in said
    assert after == "goes on"
