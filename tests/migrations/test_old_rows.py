"""A database of every age, on either engine, with rows in each of its tables: nothing is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlite_utils import Database

from bot.storage.chat_rows import (
    chat_to_row,
    delivery_to_row,
    digest_to_row,
    parts_to_rows,
    subscription_to_row,
)
from bot.storage.feed_rows import feed_to_row
from bot.storage.open import open_store
from bot.storage.postgres.migrate import migrate as migrate_postgres
from bot.storage.rows import article_to_row, sighting_to_row, story_to_row, summary_to_row
from bot.storage.sqlite.migrate import migrate, scripts
from tests.fakes.builders import (
    CHAT,
    NOW,
    a_chat,
    a_coverage,
    a_delivery,
    a_digest,
    a_feed,
    a_report,
    a_sighting,
    a_story,
    a_subscription,
    an_article,
)

Row = dict[str, Any]

NAMES = list(scripts())
ARTICLE = an_article()
REPORT = a_report(ARTICLE)
THEN = article_to_row(ARTICLE)["collected_at"]
TOLD = {
    "address": str(CHAT),
    "story_id": "story-1",
    "digest_id": "digest-1",
    "told_at": THEN,
    "is_update": 0,
    "articles": 1,
}

# Rows of every table, in an order that references allow. A release wrote those columns of them
# that its tables had; the older ones had none of the others.
ROWS: dict[str, Row] = {
    "articles": {"seq": 1, **article_to_row(ARTICLE)},
    "article_tags": {"article_id": ARTICLE.id, "tag": "space"},
    "summaries": {"seq": 1, **summary_to_row(ARTICLE.id, REPORT.summary, REPORT.fingerprint)},
    "progress": {
        "article_id": ARTICLE.id,
        "collected_at": THEN,
        "reading": "news/1",
        "summary_seq": 1,
        "grouped": 1,
    },
    "stories": story_to_row(a_story(ARTICLE)),
    "story_articles": {"article_id": ARTICLE.id, "story_id": "story-1", "position": 0},
    "sightings": sighting_to_row(a_sighting(article_id=ARTICLE.id)),
    "term_languages": {"language": "en"},
    "picks": {"source": "inbox", "mark": "a1", "article_id": ARTICLE.id, "collected_at": THEN},
    "boilerplate": {
        "source": "inbox",
        "mark": "b2",
        "sentence": "Read more.",
        "articles": 4,
        "found_at": THEN,
    },
    "chats": chat_to_row(a_chat()),
    "subscriptions": {"seq": 1, **subscription_to_row(a_subscription())},
    "digests": {"seq": 1, **digest_to_row(a_digest())},
    "told": TOLD,
    "deliveries": delivery_to_row(a_delivery()),
    "parts": {"seq": 1, **parts_to_rows(a_delivery())[0]},
    "heard": {
        "seq": 1,
        "platform": "telegram",
        "id": "7",
        "raw": '{"text": "hello"}',
        "heard_at": THEN,
        "state": "open",
    },
    "holds": {"scope": "telegram:42", "until": THEN},
    "leases": {"name": "serve telegram", "owner": "host 1 id", "until": THEN},
    "installations": {
        "workspace": "T1",
        "name": "Acme",
        "token": "sealed",
        "bot": "U1",
        "installed_by": "U2",
        "installed_at": THEN,
    },
    "install_states": {"state": "s", "until": THEN},
    "changed_stories": {"story_id": "story-1", "changed_at": THEN},
    "edits": {
        "seq": 1,
        "key": "delivery-1/1",
        "platform": "telegram",
        "revision": 1,
        "state": "waiting",
        "attempts": 0,
        "next_at": THEN,
        "expires_at": THEN,
        "body": "{}",
    },
    "feeds": feed_to_row(a_feed()),
    "days": {"day": THEN[:10], "articles": 1, "stories": 1, "digests": 1},
    "day_topics": {"day": THEN[:10], "topic": "space", "stories": 1},
    "texts": {"mark": "c3", "used_at": THEN, "text": "[]"},
}


def of_shape(columns: dict[str, set[str]]) -> dict[str, Row]:
    """Return what a release whose tables had these columns could write."""
    return {
        table: {name: value for name, value in row.items() if name in columns[table]}
        for table, row in ROWS.items()
        if table in columns
    }


def old_sqlite(path: Path, last: str) -> dict[str, Row]:
    """Make a database as the release with `last` left it; return its rows."""
    with closing(Database(path, execute_plugins=False)) as database:
        migrate(database, str(path), last=last)
        rows = of_shape({one: set(database[one].columns_dict) for one in database.table_names()})
        for table, row in rows.items():
            database[table].insert(row)
    return rows


def old_postgres(url: str, last: str) -> dict[str, Row]:
    """Make the same in PostgreSQL."""
    with psycopg.connect(url, autocommit=True) as connection:
        migrate_postgres(connection, "here", last=last)
        columns: dict[str, set[str]] = {}
        for table, column in connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        ):
            columns.setdefault(table, set()).add(column)
        rows = of_shape(columns)
        for table, row in rows.items():
            connection.execute(
                sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
                    sql.Identifier(table),
                    sql.SQL(", ").join(map(sql.Identifier, row)),
                    sql.SQL(", ").join(map(sql.Placeholder, row)),
                ),
                row,
            )
    return rows


def require_whole(place: str, last: str) -> None:
    """Read what there is with today's code, and write beside it."""
    store = open_store(place)
    with store.snapshot() as tx:
        assert tx.stories.recent(NOW.replace(year=2020)) == [a_coverage(REPORT)]
        assert tx.sources.known("inbox") == {ARTICLE.key: "1"}
        assert tx.articles.without_summary("news", 1, 9) == []
        if last >= "0002":
            assert tx.chats.get(CHAT) == a_chat()
            assert tx.subscriptions.of_chat(CHAT) == [a_subscription()]
            assert tx.digests.last(CHAT) == a_digest()
            assert tx.outbox.of(a_delivery().id) == a_delivery()
        if last >= "0006":
            assert tx.feeds.all() == [a_feed()]
    with store.transaction() as tx:
        tx.chats.put(a_chat("slack:T1/C2"))
    assert list(store.check()) == []
    store.close()


def test_every_table_of_today_has_a_row_here(tmp_path: Path) -> None:
    old_sqlite(tmp_path / "bot.db", NAMES[-1])
    with closing(Database(tmp_path / "bot.db")) as database:
        tables = {
            name for name in database.table_names() if not name.startswith(("_", "article_terms"))
        }
    assert tables == set(ROWS)


@pytest.mark.parametrize("last", NAMES)
def test_sqlite_keeps_every_row(tmp_path: Path, last: str) -> None:
    rows = old_sqlite(tmp_path / "bot.db", last)
    open_store(f"sqlite:///{tmp_path}/bot.db").close()
    with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        for table, row in rows.items():
            found = database.execute(f"SELECT {', '.join(row)} FROM {table}").fetchall()
            assert found == [tuple(row.values())], table
    require_whole(f"sqlite:///{tmp_path}/bot.db", last)


@pytest.mark.parametrize("last", ["0001_news", "0003_service", NAMES[-1]])
def test_postgresql_keeps_every_row(new_postgres_url: str, last: str) -> None:
    rows = old_postgres(new_postgres_url, last)
    open_store(new_postgres_url).close()
    with psycopg.connect(new_postgres_url) as connection:
        for table, row in rows.items():
            columns = sql.SQL(", ").join(map(sql.Identifier, row))
            found = connection.execute(
                sql.SQL("SELECT {} FROM {}").format(columns, sql.Identifier(table))
            ).fetchall()
            assert found == [tuple(row.values())], table
    require_whole(new_postgres_url, last)


def test_the_words_of_what_was_answered_go(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    with closing(Database(path, execute_plugins=False)) as database:
        migrate(database, str(path), last="0007_grouping")
        database["heard"].insert(ROWS["heard"] | {"state": "done"})
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT raw, id FROM heard").fetchall() == [("{}", "7")]
