"""Opening a store: addresses, folders, files that are none, and what SQLite is told."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import SettingsError, StoreError
from bot.domain.stories import StoryId
from bot.storage.open import open_store, shown
from bot.storage.sqlite import connections as connections_module
from bot.storage.sqlite.store import SqliteStore
from tests.fakes.builders import CHAT, NOW, a_chat, a_coverage, a_report, an_article, keep


def pragma(store: Any, name: str, *, writer: bool) -> Any:
    """Ask a connection of the store itself."""
    door = store._connections.writing() if writer else store._connections.reading()
    with door as database:
        return database.conn.execute(f"PRAGMA {name}").fetchone()[0]


def give_room_back(store: Any) -> None:
    """Do so until nothing is left to do."""
    for _ in range(100):
        with store.transaction() as t:
            if not t.keeping.give_room_back():
                break


@pytest.mark.parametrize(
    "url",
    [
        "", "bot.db", "data/bot.db", "/data/bot.db", "sqlite:", "sqlite://", "sqlite:///",
        "sqlite:////", "sqlite:bot.db", "sqlite://bot.db", "sqlite://host/bot.db", "mysql://host/bot",
        "file:bot.db",
    ],
)  # fmt: skip
def test_an_address_that_is_none_names_what_is_allowed(url: str) -> None:
    with pytest.raises(SettingsError, match=r"sqlite:///data/bot\.db"):
        open_store(url)


@pytest.mark.parametrize("scheme", ["postgressql://", "postgres:/", "psql://", ""])
def test_a_mistyped_address_is_refused_without_its_password(scheme: str) -> None:
    with pytest.raises(SettingsError) as raised:
        open_store(f"{scheme}me:geheim@db.example/bot")
    assert "geheim" not in str(raised.value)
    assert "db.example" in str(raised.value)


def test_a_relative_path_is_below_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///some/where/bot.db").close()
    assert (tmp_path / "some" / "where" / "bot.db").is_file()


def test_an_absolute_path_may_hold_anything(tmp_path: Path) -> None:
    path = tmp_path / "mit Leerzeichen" / "日本?mode=ro#x%20y.db"
    open_store(f"sqlite:///{path}").close()
    assert path.is_file()


def test_memory_makes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///:memory:").close()
    assert list(tmp_path.iterdir()) == []


def test_two_stores_in_memory_share_nothing() -> None:
    one, other = open_store("sqlite:///:memory:"), open_store("sqlite:///:memory:")
    with one.transaction() as t:
        t.chats.put(a_chat())
    with other.snapshot() as t:
        assert t.chats.get(CHAT) is None
    one.close()
    other.close()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"folder .*/file/data .*cannot be made"):
        open_store(f"sqlite:///{tmp_path}/file/data/bot.db")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a folder in which nobody can write")
def test_a_place_that_cannot_be_written_is_named() -> None:
    with pytest.raises(StoreError, match=r"/proc/self/bot\.db"):
        open_store("sqlite:////proc/self/bot.db")


def test_a_file_that_may_not_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        connections_module.os, "access", lambda *_: False
    )  # root may write anything
    with pytest.raises(StoreError, match=r"bot\.db cannot be written; check who owns"):
        open_store(f"sqlite:///{tmp_path}/bot.db")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes. " * 100)
    with pytest.raises(StoreError, match=r"notes\.txt.*no database"):
        open_store(f"sqlite:///{path}")
    assert path.read_text() == "These are my notes. " * 100


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE articles (id INTEGER)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert tables == [("articles",)]


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "bot.db").touch()
    store = open_store(f"sqlite:///{tmp_path}/bot.db")
    assert list(store.check()) == []
    store.close()


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    store = open_store(f"sqlite:///{path}")
    with store.transaction() as t:
        keep(t)
        for n in range(200):
            t.articles.add(an_article(key=f"k{n}", body="Long. " * 500))
    store.close()
    data = path.read_bytes()
    middle = len(data) // 2  # the schema, at the beginning, stays readable
    path.write_bytes(data[:middle] + b"\xff" * (len(data) - middle))
    store = open_store(f"sqlite:///{path}")
    problems = store.check()
    assert problems
    assert all("damaged" in problem for problem in problems)
    with pytest.raises(StoreError, match="damaged"), store.snapshot() as t:
        t.articles.without_summary("news", 1, 999)
    store.close()


def test_a_file_damaged_at_its_beginning_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    open_store(f"sqlite:///{path}").close()
    path.write_bytes(path.read_bytes()[:4096])
    with pytest.raises(StoreError, match=r"bot\.db: it is damaged; stop the bot and run"):
        open_store(f"sqlite:///{path}")


def test_a_row_that_refers_to_nothing_is_found(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    open_store(f"sqlite:///{path}").close()
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO article_tags VALUES ('unknown', 'space')")
    connection.commit()
    connection.close()
    store = open_store(f"sqlite:///{path}")
    (problem,) = store.check()
    assert "article_tags" in problem
    store.close()


def test_an_sqlite_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections_module.sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(StoreError, match=r"3\.38\.0 or newer"):
        open_store("sqlite:///:memory:")


@pytest.mark.parametrize("writer", [True, False])
def test_what_is_confirmed_is_on_the_disk(tmp_path: Path, writer: bool) -> None:
    store = open_store(f"sqlite:///{tmp_path}/bot.db")
    assert pragma(store, "synchronous", writer=writer) == 2  # FULL: kill -9 cannot test this
    assert pragma(store, "journal_mode", writer=writer) == "wal"
    assert pragma(store, "foreign_keys", writer=writer) == 1
    assert pragma(store, "busy_timeout", writer=writer) == 10_000
    assert pragma(store, "query_only", writer=writer) == (0 if writer else 1)
    store.close()


def test_snapshots_one_after_the_other_use_one_connection(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/bot.db")
    assert isinstance(store, SqliteStore)
    for _ in range(5):
        with store.snapshot() as t:
            t.subscriptions.due(NOW, 1)
    assert len(store._connections._idle) == 1  # type: ignore[attr-defined]
    store.close()


def test_a_file_shrinks_when_much_of_it_is_free(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    store = open_store(f"sqlite:///{path}")
    articles = [an_article(key=f"{n}.txt", body=f"Number{n} was told.") for n in range(300)]
    with store.transaction() as t:
        keep(t, *(a_coverage(a_report(one), id=one.key) for one in articles))
    store.close()
    before = path.stat().st_size
    store = open_store(f"sqlite:///{path}")
    with store.transaction() as t:
        t.keeping.remove_stories([StoryId(one.key) for one in articles])
    give_room_back(store)
    store.close()
    assert path.stat().st_size < before / 2


def test_what_was_let_go_of_leaves_nothing_in_the_index_of_words(tmp_path: Path) -> None:
    """SQLite marks it as gone; without being asked it keeps both for months."""
    sizes, store = [], open_store(f"sqlite:///{tmp_path}/bot.db")
    for day in range(12):
        articles = [
            an_article(key=f"{day}-{n}", body=" ".join(f"w{day}x{n}y{k}" for k in range(20)))
            for n in range(20)
        ]
        with store.transaction() as t:
            keep(t, *(a_coverage(a_report(one), id=one.key) for one in articles))
            t.keeping.remove_stories([StoryId(f"{day - 3}-{n}") for n in range(20)])
        give_room_back(store)
        with store._connections.reading() as database:  # type: ignore[attr-defined]
            (size,) = database.conn.execute(
                "SELECT sum(length(block)) FROM article_terms_data"
            ).fetchone()
        sizes.append(size)
    store.close()
    assert max(sizes) < 1.5 * sizes[2]


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("sqlite:///data/bot.db", "sqlite:///data/bot.db"),
        ("postgresql://me@host/bot", "postgresql://me@host/bot"),
        ("postgresql://me:se:cr@et@host:5432/bot?a=1", "postgresql://me@host:5432/bot?a=1"),
        ("postgresql:///bot?password=secret&host=h", "postgresql:///bot?host=h"),
        ("postgresql:///bot?host=h&password=secret", "postgresql:///bot?host=h"),
        ("postgresql:///bot?sslpassword=secret&host=h", "postgresql:///bot?host=h"),
        ("postgres:/me:se/cr@et@host/bot", "postgres:/me@host/bot"),
        ("me:secret@host/bot", "me@host/bot"),
    ],
)
def test_a_password_is_never_shown(url: str, seen: str) -> None:
    assert shown(url) == seen
