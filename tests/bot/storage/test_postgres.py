"""What is special about the store in PostgreSQL; what is not is in `tests/contract`."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest

from bot.domain.errors import SettingsError, StoreError, StoreTooNew, StoreTrouble
from bot.domain.followups import PLAN, TOGETHER, FollowUp
from bot.ports.store import Store
from bot.storage.open import open_store, repair_store
from bot.storage.postgres import connections, jobs
from bot.storage.postgres.dialect import to_postgres
from bot.storage.postgres.jobs import _noted, _numbers
from tests.fakes.builders import (
    CHAT,
    METHOD,
    NOW,
    VERSION,
    a_chat,
    a_report,
    a_story,
    an_article,
)

PATIENT = timedelta(seconds=60)


@pytest.fixture
def store(postgres_url: str) -> Iterator[Store]:
    opened = open_store(postgres_url, patience=PATIENT)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT a FROM t WHERE b = ? AND c = :c", "SELECT a FROM t WHERE b = %s AND c = %(c)s"),
        ("SELECT ':no ?' || '%' || ?::tsquery", "SELECT ':no ?' || '%%' || %s::tsquery"),
        ("SELECT 1 FROM p INDEXED BY x WHERE a % 2", "SELECT 1 FROM p  WHERE a %% 2"),
        ("a CROSS JOIN b c ON d CROSS JOIN e f WHERE g", "a JOIN b c ON d CROSS JOIN e f WHERE g"),
        ("a -- why? :not\nb", "a -- why? :not\nb"),
        ("a /*pg: b */ c", "a b c"),
    ],
)
def test_statements_are_said_in_its_dialect(sql: str, said: str) -> None:
    assert to_postgres(sql, writes=False) == said


def test_locks_are_taken_by_those_who_write() -> None:
    sql = "SELECT a FROM t /*pg write: FOR UPDATE */"
    assert to_postgres(sql, writes=True) == "SELECT a FROM t FOR UPDATE"
    assert to_postgres(sql, writes=False) == "SELECT a FROM t "


def test_nobody_there_is_said_without_the_password() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(StoreTrouble, match="cannot be reached") as raised:
            open_store(f"postgresql://me:geheim@127.0.0.1:{port}/bot")
    assert "geheim" not in str(raised.value)
    assert "127.0.0.1" in str(raised.value)


def test_an_address_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        open_store("postgresql://host/bot?no_such_option=1")


def test_an_address_that_cannot_be_read_is_refused_without_its_password() -> None:
    with pytest.raises(StoreError, match="written %25") as raised:
        open_store("postgresql://me:ge%heim@127.0.0.1/bot")
    assert "heim" not in str(raised.value)
    assert raised.value.__suppress_context__  # the driver names what it cannot read


def test_a_newer_release_is_not_opened(new_postgres_url: str) -> None:
    open_store(new_postgres_url).close()
    with psycopg.connect(new_postgres_url) as connection:
        connection.execute("INSERT INTO digestbot_migrations VALUES ('9999_later')")
    with pytest.raises(StoreTooNew, match="9999_later"):
        open_store(new_postgres_url)


def test_the_database_of_another_program_is_left_alone(new_postgres_url: str) -> None:
    with psycopg.connect(new_postgres_url) as connection:
        connection.execute("CREATE TABLE shop (id BIGINT)")
    with pytest.raises(StoreError, match="another program"):
        open_store(new_postgres_url)


def test_it_is_repaired_with_other_tools(new_postgres_url: str) -> None:
    with pytest.raises(SettingsError, match="tools of its own"):
        repair_store(new_postgres_url, "now")


def test_a_chat_that_is_read_to_be_changed_waits_for_its_turn(store: Store) -> None:
    with store.transaction() as t:
        t.chats.put(a_chat())
    inside, results = threading.Barrier(2), []

    def rename(language: str) -> None:
        inside.wait()
        for _ in range(10):
            with store.transaction() as t:
                chat = t.chats.get(CHAT)
                assert chat is not None
                results.append(language)
                t.chats.put(a_chat(timezone=chat.timezone + language))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(rename, language) for language in ("x", "y")]:
            done.result(timeout=60)
    with store.snapshot() as t:
        chat = t.chats.get(CHAT)
    assert chat is not None
    start = a_chat().timezone
    assert sorted(chat.timezone.removeprefix(start)) == sorted("x" * 10 + "y" * 10)


def test_those_who_group_take_turns_and_see_what_the_one_before_did(store: Store) -> None:
    articles = [an_article(key=f"{n}") for n in range(20)]
    with store.transaction() as t:
        for one in articles:
            t.articles.add(one)
            report = a_report(one)
            t.articles.add_summary(one.id, report.summary, report.fingerprint)
    inside = threading.Barrier(2)

    def group() -> None:
        inside.wait()
        while True:
            with store.transaction() as t:
                found = t.articles.without_story(METHOD, VERSION, 1)
                if not found:
                    return
                stories = t.stories.since(NOW - timedelta(days=1))
                known = [one for story, _ in stories for one in story.articles]
                t.stories.put(a_story(*known, found[0].article.id, id="all"))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(group) for _ in range(2)]:
            done.result(timeout=60)
    with store.snapshot() as t:
        ((story, _),) = t.stories.since(NOW - timedelta(days=1))
    assert sorted(story.articles) == sorted(one.id for one in articles)


def test_connections_that_were_cut_are_replaced(store: Store, postgres_url: str) -> None:
    with store.snapshot() as t:
        assert t.chats.get(CHAT) is None
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
            " current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
    with store.transaction() as t:
        t.chats.put(a_chat())
    with store.snapshot() as t:
        assert t.chats.get(CHAT) == a_chat()


def test_a_transaction_whose_connection_is_cut_keeps_nothing(store: Store) -> None:
    def work() -> None:
        with store.transaction() as t:
            t.chats.put(a_chat())
            connection = t.chats._session._connection  # type: ignore[attr-defined]
            with psycopg.connect(connection.info.dsn, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", (connection.info.backend_pid,))
            t.articles.add(an_article())

    with pytest.raises(StoreTrouble, match="goes on by itself"):
        work()
    with store.snapshot() as t:
        assert t.chats.get(CHAT) is None


def test_who_falls_silent_amid_a_transaction_holds_up_nobody_for_long(
    store: Store, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = {**connections.MISSED, "idle_in_transaction_session_timeout": "3s"}
    monkeypatch.setattr(connections, "MISSED", soon)
    silent = open_store(postgres_url, patience=PATIENT)

    def falls_silent() -> None:
        with silent.transaction() as t:
            t.chats.put(a_chat())
            with store.transaction() as other:  # waits for it
                other.chats.put(a_chat(language="de"))

    with pytest.raises(StoreTrouble, match="goes on by itself"):
        falls_silent()
    silent.close()
    with store.snapshot() as t:
        assert t.chats.get(CHAT) == a_chat(language="de")


def test_what_many_can_do_is_not_queued_as_one_job(postgres_url: str) -> None:
    store = open_store(postgres_url, queues=True)
    with store.transaction() as tx:
        tx.work.follow([FollowUp(PLAN, f"s{number}") for number in range(2 * TOGETHER[PLAN] + 1)])
    store.close()
    with psycopg.connect(postgres_url) as connection:
        queued = connection.execute("SELECT payload FROM pgqueuer ORDER BY id").fetchall()
    jobs = [json.loads(payload) for (payload,) in queued]
    assert [len(one) for one in jobs] == [TOGETHER[PLAN], TOGETHER[PLAN], 1]
    assert len({about for one in jobs for about in one}) == 2 * TOGETHER[PLAN] + 1


@pytest.mark.parametrize("noted", ["1.5.0", None])
def test_tables_of_an_older_queue_are_made_to_fit(new_postgres_url: str, noted: str | None) -> None:
    open_store(new_postgres_url, queues=True).close()
    with psycopg.connect(new_postgres_url, autocommit=True) as connection:
        assert _noted(connection) == _numbers(jobs.VERSION)
        connection.execute("ALTER TABLE pgqueuer DROP COLUMN slot")  # with its index
        open_store(new_postgres_url, queues=True).close()
        assert "slot" not in _columns(connection)  # whoever is on the newest looks no further
        said = "NULL" if noted is None else f"'{noted}'"
        connection.execute(f"COMMENT ON TABLE pgqueuer IS {said}")
        open_store(new_postgres_url, queues=True).close()
        assert "slot" in _columns(connection)
        assert _noted(connection) == _numbers(jobs.VERSION)


def test_tables_of_a_newer_queue_stay_as_they_are(new_postgres_url: str) -> None:
    open_store(new_postgres_url, queues=True).close()
    with psycopg.connect(new_postgres_url, autocommit=True) as connection:
        connection.execute("COMMENT ON TABLE pgqueuer IS '99.0.1'")
        open_store(new_postgres_url, queues=True).close()
        assert _noted(connection) == (99, 0, 1)


def _columns(connection: psycopg.Connection) -> set[str]:
    found = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'pgqueuer'"
    )
    return {name for (name,) in found}


def test_what_the_queue_noted_of_old_jobs_is_forgotten(postgres_url: str) -> None:
    store = open_store(postgres_url, queues=True)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for table, columns, values in (
            ("pgqueuer_log", "job_id, status, priority, entrypoint", "1, 'successful', 0, 'plan'"),
            ("pgqueuer_statistics", "count, status, priority, entrypoint", "1, 'queued', 0, 'x'"),
        ):
            for age in ("3 days", "1 hour"):
                connection.execute(
                    f"INSERT INTO {table} (created, {columns})"
                    f" VALUES (now() - interval '{age}', {values})"
                )
        with store.transaction() as tx:
            assert tx.keeping.give_room_back()
        with store.transaction() as tx:
            assert not tx.keeping.give_room_back()
        for table in ("pgqueuer_log", "pgqueuer_statistics"):
            assert connection.execute(
                f"SELECT count(*), max(now() - created) < interval '1 day' FROM {table}"
            ).fetchone() == (1, True)
            # And notes need not be written ahead.
            assert connection.execute(
                "SELECT relpersistence FROM pg_class WHERE relname = %s", (table,)
            ).fetchone() == ("u",)
    store.close()


def test_statements_stay_prepared_from_one_snapshot_to_the_next(store: Store) -> None:
    for _ in range(20):
        with store.snapshot() as t:
            t.chats.get(CHAT)
    prepared = []
    for _ in range(20):  # on a busy machine there is more than one connection, and a new one
        with store.snapshot() as t:
            session = t.chats._session  # type: ignore[attr-defined]
            prepared += session.pairs("SELECT statement FROM pg_prepared_statements")
    assert any("FROM chats" in statement for (statement,) in prepared)
