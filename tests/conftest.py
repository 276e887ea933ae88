"""What holds for every test: nothing is logged as an error, unless the test says so."""

from __future__ import annotations

import gc
import inspect
import logging
import os
import sqlite3
from collections.abc import Iterator

import pytest
import structlog
from sqlite_utils import Database

from bot.sources.killable import Killable
from bot.storage.sqlite import connections
from bot.storage.sqlite.migrate import migrate
from tests.fakes.postgres import (
    NoPostgresError,
    drop_database,
    make_database,
    server_url,
    url_of,
    wipe,
)
from tests.trying import load_profiles

load_profiles()  # `python tests/check.py thorough` for the other
# Collections of garbage are rare, and small: see `pytest_collection_finish`.
gc.set_threshold(50_000, 20, 100)


# They wait for processes, cables and packages for so long that all would wait for them at the end.
LONG = {"test_apart.py", "test_image.py", "test_kill.py", "test_restart.py", "test_workers.py"}


def pytest_xdist_auto_num_workers() -> int:
    """Have more processes than there are processors: at any time several wait for others."""
    return (os.cpu_count() or 1) + 3


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long; all else stays in its random order.

    Those in a browser stay together: one process starts it, and what it looks at, instead of each.
    """
    items.sort(key=lambda item: (item.path.name not in LONG, item.path.parent.name != "browser"))


def pytest_collectstart() -> None:
    """Look for no garbage while tests are found: nearly all that is made then stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Let collections of garbage be small: without what is loaded by now."""
    gc.freeze()
    gc.enable()


@pytest.fixture
def logged_errors() -> list[str]:
    """What was logged as an error. A test that expects some compares, and clears it."""
    return []


@pytest.fixture(autouse=True)
def no_error_is_logged(request: pytest.FixtureRequest, logged_errors: list[str]) -> Iterator[None]:
    """Fail the test if anything of ours or of a library's was logged at ERROR or above.

    The record factory sees every line, whoever takes the handlers away. What goes wrong in a task
    or a scheduler's job shows nowhere else.
    """
    before = structlog.get_config()
    structlog.configure(
        # A fixture of a whole session may have begun a program that logs errors only.
        wrapper_class=structlog.make_filtering_bound_logger(0),
        logger_factory=structlog.stdlib.LoggerFactory(),
        processors=[structlog.processors.format_exc_info, structlog.stdlib.render_to_log_kwargs],
        cache_logger_on_first_use=False,
    )
    make = logging.getLogRecordFactory()

    def noting(*args: object, **kwargs: object) -> logging.LogRecord:
        record = make(*args, **kwargs)
        if (record.levelno or 0) >= logging.ERROR:  # None while a record is copied
            logged_errors.append(record.getMessage())
        return record

    logging.setLogRecordFactory(noting)
    yield
    if inspect.iscoroutinefunction(request.function):
        # A task's error that nobody asked for is logged when the task goes. What is older than
        # the test was looked at after another one.
        gc.collect(1)
    logging.setLogRecordFactory(make)
    structlog.configure(**before)
    assert logged_errors == []


@pytest.fixture(scope="session", autouse=True)
def memory_is_migrated_once() -> Iterator[None]:
    """Let every store in memory begin as a copy of one that all migrations made.

    Thousands of tests ask for a store of their own. Files are made as they are everywhere.
    """
    made = Database(sqlite3.connect(":memory:", check_same_thread=False), execute_plugins=False)
    made.conn.execute("PRAGMA auto_vacuum = INCREMENTAL")  # as it is before the first table
    migrate(made, ":memory:")

    def copying(database: Database, place: str) -> None:
        if place == ":memory:":
            made.conn.backup(database.conn)
        else:
            migrate(database, place)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "migrate", copying)
        yield
    made.conn.close()


@pytest.fixture(scope="session")
def killable() -> Iterator[Killable]:
    """What hostile bytes are read in; starting its process takes longer than most readings."""
    # Ten seconds in the bot; more here, as a busy machine counts its waiting for memory, too.
    with Killable(processes=1, seconds=30, patience=180) as made:
        yield made


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The address of a PostgreSQL server that all processes of this run share."""
    try:
        return server_url(os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid())))
    except NoPostgresError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def postgres_database(postgres_server: str, worker_id: str) -> Iterator[str]:
    name = f"test_{worker_id}_{os.getpid()}"
    make_database(postgres_server, name)
    yield url_of(postgres_server, name)
    drop_database(postgres_server, name)


@pytest.fixture
def postgres_url(postgres_database: str) -> Iterator[str]:
    """The address of a database without any row, for one test at a time."""
    yield postgres_database
    wipe(postgres_database)


@pytest.fixture
def new_postgres_url(postgres_server: str, worker_id: str) -> Iterator[str]:
    """The address of a database that nobody has ever opened."""
    name = f"new_{worker_id}_{os.getpid()}"
    yield make_database(postgres_server, name)
    drop_database(postgres_server, name)
