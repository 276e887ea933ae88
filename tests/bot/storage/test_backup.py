"""A back-up is whole whatever happens around it, and nothing is told twice after it is restored."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from bot.domain.deliveries import DeliveryId
from bot.domain.errors import SettingsError, StoreBusy, StoreDamaged, StoreError, StoreTooNew
from bot.storage.open import back_up_store, open_store, restore_store
from tests.fakes.builders import (
    CHAT,
    NOW,
    a_chat,
    a_coverage,
    a_delivery,
    a_digest,
    a_part,
    a_report,
    a_subscription,
    an_article,
    keep,
)

STAMP = "20261123T000000Z"


def url(path):
    return f"sqlite:///{path}"


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "bot.db"
    store = open_store(url(made))
    with store.transaction() as t:
        for n in range(40):
            article = an_article(key=f"{n}.txt", body=f"Number{n} was told. It is so. " * 20)
            keep(t, a_coverage(a_report(article), id=f"story-{n:03}"))
        t.chats.put(a_chat())
        t.subscriptions.put(a_subscription())
        t.digests.add(a_digest())
        t.outbox.add(a_delivery(parts=(a_part(1), a_part(2))))
    store.close()
    return made


def restored(path, source):
    return "\n".join(restore_store(url(path), source, STAMP, NOW))


def count(path, table="articles"):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_a_back_up_says_what_it_holds_and_is_one_file(path, tmp_path):
    counted = back_up_store(url(path), tmp_path / "copy.db")
    assert counted == {
        "articles": 40,
        "stories": 40,
        "chats": 1,
        "subscriptions": 1,
        "digests": 1,
        "deliveries": 1,
    }
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bot.db", "copy.db"]


def test_it_is_consistent_while_the_bot_writes(path, tmp_path):
    store, stop, begun = open_store(url(path)), threading.Event(), threading.Event()

    def write():
        n = 1000
        while not stop.is_set():
            n += 1
            with store.transaction() as t:
                article = an_article(key=f"{n}.txt", body=f"Number{n} was told. It is so.")
                keep(t, a_coverage(a_report(article), id=f"story-{n:05}"))
            begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(20)
        counted = back_up_store(url(path), tmp_path / "copy.db")
    finally:
        stop.set()
        writer.join()
        store.close()
    assert counted["articles"] == counted["stories"] > 40
    assert count(tmp_path / "copy.db") == counted["articles"]


def test_it_comes_to_an_end_however_much_is_written_meanwhile(path, tmp_path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE large (filling BLOB)")
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)"
            " INSERT INTO large SELECT zeroblob(4000) FROM n"
        )
        connection.commit()
    stop, begun = threading.Event(), threading.Event()

    def write():
        with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as connection:
            while not stop.is_set():
                connection.execute("UPDATE chats SET stories = stories + 1")
                begun.set()

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(write)
        try:
            assert begun.wait(60)
            backing_up = pool.submit(back_up_store, url(path), tmp_path / "copy.db")
            counted = backing_up.result(timeout=60)
        finally:
            stop.set()
        writing.result()
    assert counted["articles"] == 40
    assert count(tmp_path / "copy.db", "large") == 8000


def test_it_never_writes_over_anything(path, tmp_path):
    (tmp_path / "copy.db").write_text("dear")
    with pytest.raises(StoreError, match="is there already; give a name that is free"):
        back_up_store(url(path), tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "dear"


def test_a_place_that_cannot_be_written_is_named(path, tmp_path):
    with pytest.raises(StoreError, match=r"no folder .*missing"):
        back_up_store(url(path), tmp_path / "missing/copy.db")


def test_without_a_store_there_is_nothing_to_back_up(tmp_path):
    with pytest.raises(StoreError, match="no store"):
        back_up_store(url(tmp_path / "bot.db"), tmp_path / "copy.db")
    with pytest.raises(SettingsError, match="in memory"):
        back_up_store("sqlite:///:memory:", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_postgresql_has_tools_of_its_own(tmp_path):
    with pytest.raises(SettingsError, match="pg_dump"):
        back_up_store("postgresql://localhost/bot", tmp_path / "copy.db")


def test_without_a_back_up_nothing_is_restored(path, tmp_path):
    with pytest.raises(StoreError, match=r"no back-up .*copy\.db"):
        restored(path, tmp_path / "copy.db")
    assert count(path) == 40


def test_a_restored_store_holds_what_was_backed_up_and_the_other_is_kept(path, tmp_path):
    copy = tmp_path / "copy.db"
    back_up_store(url(path), copy)
    store = open_store(url(path))
    with store.transaction() as t:
        keep(t, a_coverage(a_report(an_article(key="later.txt", body="Later it was told."))))
    store.close()
    told = restored(path, copy)
    assert count(path) == 40
    assert count(tmp_path / f"bot.db.replaced-{STAMP}") == 41
    assert f"kept as bot.db.replaced-{STAMP}" in told
    assert count(copy) == 40


def test_it_can_be_restored_where_no_store_is(path, tmp_path):
    copy, elsewhere = tmp_path / "copy.db", tmp_path / "another" / "machine.db"
    back_up_store(url(path), copy)
    assert "kept" not in restored(elsewhere, copy)
    assert count(elsewhere) == 40


def test_what_waited_then_is_in_doubt_as_it_may_have_been_sent_since(path, tmp_path):
    copy = tmp_path / "copy.db"
    back_up_store(url(path), copy)
    assert "2 messages waited" in restored(path, copy)
    store = open_store(url(path))
    with store.snapshot() as t:
        delivery = t.outbox.of(DeliveryId(a_delivery().id))
        doubtful = t.outbox.doubtful({CHAT.platform}, NOW, 10)
    store.close()
    assert [part.state.value for part in delivery.parts] == ["unknown", "unknown"]
    assert doubtful
    assert all(claim.part.tried_at is not None for claim in doubtful)


def test_a_store_in_use_is_left_alone(path, tmp_path):
    copy = tmp_path / "copy.db"
    back_up_store(url(path), copy)
    store = open_store(url(path))
    try:
        with pytest.raises(StoreBusy, match=r"stop the bot, and any other .*`digestbot tail`"):
            restored(path, copy)
        with store.snapshot() as t:
            assert t.articles.count() == 40
    finally:
        store.close()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bot.db", "copy.db"]


def test_a_damaged_back_up_is_refused_and_a_damaged_store_replaced(path, tmp_path):
    copy, damaged = tmp_path / "copy.db", tmp_path / "damaged.db"
    back_up_store(url(path), copy)
    shutil.copy(copy, damaged)
    size = damaged.stat().st_size
    with damaged.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * 20_000)
    cut, text = tmp_path / "cut.db", tmp_path / "text.db"
    cut.write_bytes(copy.read_bytes()[: size // 2])
    text.write_text("This is no database. " * 1000)
    for bad in (damaged, cut, text):
        with pytest.raises(StoreDamaged, match=r"back-up .* is damaged, or no back-up") as refused:
            restored(path, bad)
        assert str(bad) in str(refused.value)
        assert "--repair" not in str(refused.value)  # that would mend the store
    assert count(path) == 40
    path.write_bytes(b"\0" * 5000)
    restored(path, copy)
    assert count(path) == 40


def test_only_back_ups_of_ours_are_taken(path, tmp_path):
    other, newer = tmp_path / "other.db", tmp_path / "newer.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE cats (name TEXT)")
    with pytest.raises(StoreError, match="no store of digestbot"):
        restored(path, other)
    back_up_store(url(path), newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " SELECT migration_set, '9999_later', applied_at FROM _sqlite_migrations LIMIT 1"
        )
        connection.commit()
    with pytest.raises(StoreTooNew, match=r"The back-up .*newer\.db was written by a newer"):
        restored(path, newer)
    assert count(path) == 40


def test_a_back_up_that_cannot_be_written_says_why_and_leaves_nothing(path, tmp_path):
    (tmp_path / "copy.db.part").mkdir()
    with pytest.raises(StoreError, match=r"The back-up .*copy\.db cannot be written: "):
        back_up_store(url(path), tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
