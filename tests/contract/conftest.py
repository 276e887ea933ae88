"""The implementations that a contract is asked of, each in turn.

To add a store, add a line to `STORES`, and to `LASTING_STORES` if what it holds outlives it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.ports.store import Store
from bot.storage.open import open_store

MakeUrl: TypeAlias = Callable[[pytest.FixtureRequest, Path], str]

LASTING_STORES: dict[str, MakeUrl] = {
    "sqlite file": lambda _, folder: f"sqlite:///{folder}/store.db",
    "postgres": lambda request, _: str(request.getfixturevalue("postgres_url")),
}
STORES: dict[str, MakeUrl] = {
    "sqlite memory": lambda _, __: "sqlite:///:memory:",
    "sqlite file": lambda request, folder: a_copy(request.getfixturevalue("empty_file"), folder),
    "postgres": LASTING_STORES["postgres"],
}


def a_copy(file: Path, folder: Path) -> str:
    """Put a copy of the file of a store into a folder, and return its address."""
    folder.mkdir(exist_ok=True)
    return f"sqlite:///{shutil.copy(file, folder / 'store.db')}"


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store that was made once, for hundreds of tests to begin with a copy."""
    path = tmp_path_factory.mktemp("empty") / "store.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(STORES[request.param](request, tmp_path))
    yield opened
    opened.close()


@pytest.fixture(params=STORES)
def hasty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Give up waiting soon, but not before a busy machine has made a connection."""
    patience = timedelta(milliseconds=500)
    opened = open_store(STORES[request.param](request, tmp_path), patience=patience)
    yield opened
    opened.close()


@pytest.fixture(params=LASTING_STORES)
def lasting_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name a store that several processes may open, at the same time or one after the other."""
    return LASTING_STORES[request.param](request, tmp_path)
