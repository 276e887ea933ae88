"""The shape of a database; that it keeps what it holds is in test_old_rows.py."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.domain.errors import StoreTooNew
from bot.storage.chat_rows import (
    chat_to_row,
    delivery_to_row,
    digest_to_row,
    parts_to_rows,
    subscription_to_row,
)
from bot.storage.feed_rows import feed_to_row
from bot.storage.open import open_store
from bot.storage.rows import (
    Columns,
    article_to_row,
    sighting_to_row,
    story_to_row,
    summary_to_row,
)
from bot.storage.sqlite.migrate import migrate, scripts
from tests.fakes.builders import (
    a_chat,
    a_delivery,
    a_digest,
    a_feed,
    a_report,
    a_sighting,
    a_story,
    a_subscription,
    an_article,
)

NAMES = list(scripts())

# For each table what the code writes to it, and the columns that it gets in another way.
WRITTEN: dict[str, tuple[Columns, set[str]]] = {
    "articles": (article_to_row(an_article()), {"seq"}),
    "summaries": (
        summary_to_row(an_article().id, a_report().summary, a_report().fingerprint),
        {"seq"},
    ),
    "stories": (story_to_row(a_story()), {"shown"}),
    "feeds": (feed_to_row(a_feed()), set()),
    "sightings": (sighting_to_row(a_sighting()), set()),
    "chats": (chat_to_row(a_chat()), set()),
    "subscriptions": (subscription_to_row(a_subscription()), {"seq"}),
    "digests": (digest_to_row(a_digest()), {"seq", "given_back"}),
    "deliveries": (delivery_to_row(a_delivery()), set()),
    "parts": (parts_to_rows(a_delivery())[0], {"seq"}),
}
WITHOUT_OBJECTS = {
    *("article_tags", "progress", "story_articles", "told", "term_languages"),
    *("heard", "holds", "leases", "installations", "install_states"),
    *("edits", "changed_stories", "picks", "boilerplate", "days", "day_topics", "texts"),
}


def old_database(path: Path, last: str) -> Database:
    """Make a database as the release that had `last` for its newest migration left it."""
    database = Database(path, execute_plugins=False)
    migrate(database, str(path), last=last)
    return database


def shape(database: Database) -> dict[str, str]:
    """Return every table, index and trigger with the SQL that made it."""
    return {
        row["name"]: re.sub(r"\s+", " ", row["sql"] or "")
        for row in database.query("SELECT name, sql FROM sqlite_master ORDER BY name")
    }


def test_migrations_are_numbered_without_gaps() -> None:
    assert [name[:4] for name in NAMES] == [f"{n:04}" for n in range(1, len(NAMES) + 1)]


def test_a_store_has_the_shape_that_all_migrations_make_one_by_one(tmp_path: Path) -> None:
    for name in NAMES:
        with closing(old_database(tmp_path / "old.db", name)) as database:
            stepwise = shape(database)
    open_store(f"sqlite:///{tmp_path}/new.db").close()
    with closing(Database(tmp_path / "new.db")) as database:
        assert shape(database) == stepwise


def test_what_the_code_writes_is_what_the_tables_hold(tmp_path: Path) -> None:
    with closing(old_database(tmp_path / "bot.db", NAMES[-1])) as database:
        for table, (row, others) in WRITTEN.items():
            assert set(database[table].columns_dict) == set(row) | others, table
        tables = {
            name for name in database.table_names() if not name.startswith(("_", "article_terms"))
        }
        assert tables == set(WRITTEN) | WITHOUT_OBJECTS


def test_every_table_is_strict(tmp_path: Path) -> None:
    with closing(old_database(tmp_path / "bot.db", NAMES[-1])) as database:
        loose = [
            row["name"]
            for row in database.query(
                "SELECT name, strict FROM pragma_table_list WHERE type = 'table'"
            )
            if not row["strict"] and not row["name"].startswith(("sqlite_", "_sqlite_"))
        ]
    assert loose == []


def test_a_database_from_the_future_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(old_database(tmp_path / "bot.db", NAMES[-1])) as database:
        database["_sqlite_migrations"].insert(
            {"migration_set": "digestbot", "name": "9999_future", "applied_at": "2030-01-01"}
        )
        before = shape(database)
    with pytest.raises(StoreTooNew, match=r"newer release.*9999_future.*install that release"):
        open_store(f"sqlite:///{tmp_path}/bot.db")
    with closing(Database(tmp_path / "bot.db")) as database:
        assert shape(database) == before


def test_a_migration_that_fails_leaves_nothing_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = {NAMES[0]: scripts()[NAMES[0]] + "\nINSERT INTO nowhere VALUES (1);"}
    monkeypatch.setattr("bot.storage.sqlite.migrate.scripts", lambda: broken)
    with pytest.raises(Exception, match="nowhere"):
        open_store(f"sqlite:///{tmp_path}/bot.db")
    monkeypatch.undo()
    store = open_store(f"sqlite:///{tmp_path}/bot.db")
    assert list(store.check()) == []
    store.close()


def test_migrations_import_no_application_code() -> None:
    for script in scripts().values():
        assert script.lstrip().startswith("--")  # plain SQL, with a comment that says what it is
