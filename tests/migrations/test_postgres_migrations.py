"""Both databases hold the same, under the same names."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg

from bot.storage.open import open_store
from bot.storage.postgres.migrate import migrate, scripts
from bot.storage.sqlite.migrate import scripts as sqlite_scripts

OF_SEARCHING = "article_terms"  # made for each database's own search
OF_MIGRATING = {"_sqlite_migrations", "digestbot_migrations"}


def test_migrations_have_the_same_names() -> None:
    assert list(scripts()) == list(sqlite_scripts())


def test_tables_have_the_same_columns_and_indexes(new_postgres_url: str, tmp_path: Path) -> None:
    open_store(new_postgres_url).close()
    open_store(f"sqlite:///{tmp_path}/bot.db").close()
    assert in_postgres(new_postgres_url) == in_sqlite(tmp_path / "bot.db")


def test_migrating_twice_changes_nothing(new_postgres_url: str) -> None:
    first = next(iter(scripts()))
    with psycopg.connect(new_postgres_url, autocommit=True) as connection:
        migrate(connection, "here", last=first)
        migrate(connection, "here")
        migrate(connection, "here")
        found = connection.execute("SELECT name FROM digestbot_migrations ORDER BY name").fetchall()
    assert [name for (name,) in found] == list(scripts())


def in_postgres(url: str) -> dict[str, set[str]]:
    with psycopg.connect(url) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        ).fetchall()
        indexes = connection.execute(
            "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'"
            " AND indexname !~ '_(pkey|key)$'"
        ).fetchall()
    return named([*columns, *indexes])


def in_sqlite(path: Path) -> dict[str, set[str]]:
    with sqlite3.connect(path) as connection:
        columns = connection.execute(
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
            " WHERE m.type = 'table'"
        ).fetchall()
        indexes = connection.execute(
            "SELECT tbl_name, name FROM sqlite_master"
            " WHERE type = 'index' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    connection.close()
    return named([*columns, *indexes])


def named(pairs: list[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table, name in pairs:
        if not table.startswith(OF_SEARCHING) and table not in OF_MIGRATING:
            found.setdefault(table, set()).add(name)
    return found
