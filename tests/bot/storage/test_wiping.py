"""What was removed is in no byte of the store's files any more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.cli.asking import ask
from bot.domain.chats import parse_address
from bot.domain.taste import Kind, Liking
from bot.pipeline.tidy import Keep, tidy
from bot.ports.store import Store
from bot.runtime.settings import Settings
from bot.runtime.wiring import build
from bot.storage.open import open_store
from bot.storage.sqlite import connections
from bot.storage.sqlite.connections import _connect, _set_rules
from bot.storage.sqlite.migrate import migrate
from tests.fakes.builders import a_chat
from tests.fakes.world import World

WORD = b"insomnia"
A_WHILE = timedelta(seconds=40)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{tmp_path}/bot.db")) as made:
        yield made


def removed(store: Store) -> None:
    """Keep a word in a chat, then no more."""
    liking = Liking(Kind.WORD, WORD.decode(), 1.0)
    with store.transaction() as tx:
        tx.chats.put(a_chat(taste=(liking,)))
    with store.transaction() as tx:
        tx.chats.put(replace(a_chat(), taste=()))


def traces(folder: Path) -> list[str]:
    """Return the names of the files that hold the word."""
    return sorted(file.name for file in folder.iterdir() if WORD in file.read_bytes())


def test_after_a_wipe_no_file_holds_what_was_removed(store: Store, tmp_path: Path) -> None:
    removed(store)
    assert traces(tmp_path) == ["bot.db-wal"]
    assert store.wipe()
    assert traces(tmp_path) == []


def test_a_wipe_gives_way_to_who_reads_and_the_next_one_does_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    with (
        closing(open_store(url, patience=A_WHILE)) as store,
        closing(open_store(url)) as other,
    ):
        with other.snapshot():
            removed(store)
            assert not store.wipe()
        with store._connections.writing() as database:
            assert database.conn.execute("PRAGMA busy_timeout").fetchone() == (40_000,)
        assert store.wipe()
    assert traces(tmp_path) == []


def test_a_day_leaves_nothing_that_was_removed(store: Store, tmp_path: Path) -> None:
    removed(store)
    tidy(store, World().ambient, Keep())
    assert traces(tmp_path) == []


def test_who_asks_to_be_forgotten_is(tmp_path: Path) -> None:
    address = parse_address("telegram:42")
    settings = Settings(store=f"sqlite:///{tmp_path}/bot.db", inbox=tmp_path, timezone="UTC")
    with build(settings) as app:
        ask(app, address, f"subscribe {WORD.decode()} daily 08:00")
        assert traces(tmp_path) != []
        ask(app, address, "forget this chat now")
        assert traces(tmp_path) == []


def test_an_upgrade_writes_zeros_over_the_tables_that_it_rebuilds(tmp_path, monkeypatch) -> None:
    seen = []

    def connect(place: str, patience: timedelta) -> Database:
        database = _connect(place, patience)
        database.conn.execute("PRAGMA secure_delete = OFF")
        return database

    def watched(database: Database, place: str) -> None:
        seen.append(database.conn.execute("PRAGMA secure_delete").fetchone()[0])
        migrate(database, place)

    monkeypatch.setattr(connections, "_connect", connect)
    monkeypatch.setattr(connections, "migrate", watched)
    open_store(f"sqlite:///{tmp_path}/bot.db").close()
    assert seen == [1]


def test_every_connection_writes_zeros_over_what_is_removed(tmp_path: Path) -> None:
    database = _connect(str(tmp_path / "bot.db"), A_WHILE)
    with closing(database.conn):
        database.conn.execute("PRAGMA secure_delete = OFF")
        _set_rules(database)
        assert database.conn.execute("PRAGMA secure_delete").fetchone() == (1,)
