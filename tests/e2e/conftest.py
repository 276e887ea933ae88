"""The program as a person starts it: a process, its streams, a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.adapters.slack.manifest import EVENTS, SCOPES, manifest
from bot.domain import deliveries
from bot.domain.errors import StoreError
from bot.domain.proving import Verdict
from bot.pipeline.verify import verify
from bot.runtime import courier, jobs, ticks
from bot.runtime.settings import names, variable
from bot.storage.open import open_store
from tests.e2e.nursery import Nursery, nursery
from tests.e2e.service import ONE_PROCESS, WORKERS, Inside, Service, running, serving
from tests.fakes.slack_api import SlackApi
from tests.fakes.telegram_api import TelegramApi

MODE = os.environ.get("E2E_MODE", ONE_PROCESS)  # of tests that do not say in which they run
ROOT = Path(__file__).parents[2]
OLD = 1_700_000_000  # a file time long past: the file is whole
USUAL = {
    "DIGESTBOT_TIMEZONE": "UTC",
    # Loading what compares them takes longer than all else that a process does; see
    # test_across_languages.py.
    "DIGESTBOT_ACROSS_LANGUAGES": "false",
}


COMMANDS = {one["command"] for one in manifest([])["features"]["slash_commands"]}

Serves: TypeAlias = Callable[..., AbstractAsyncContextManager[Inside]]
Runs: TypeAlias = Callable[..., AbstractAsyncContextManager[Service]]


@dataclass
class Done:
    """What a process left behind."""

    code: int
    out: str
    err: str


@dataclass
class Program:
    """digestbot in a folder of its own, with an inbox."""

    folder: Path
    forks: Nursery | None = None  # without it, each command is loaded anew

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    def command(self, *arguments: str) -> list[str]:
        if self.forks is not None:
            return self.forks.command(*arguments)
        return [sys.executable, "-m", "bot", *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        known = {variable(name) for name in names()}
        kept = {name: value for name, value in os.environ.items() if name not in known}
        return {**kept, "PYTHONPATH": str(ROOT), **USUAL, **more}

    def run(self, *arguments: str, stdin: str | bytes = b"", **environment: str) -> Done:
        """Run it to its end."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        variables = self.environment(**environment)
        if self.forks is not None:
            code, out, err = self.forks.run(self.folder, given, variables, arguments)
            return Done(code, out.decode(), err.decode())
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=variables,
            input=given,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start it, to be ended by the test."""
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def put(self, name: str, content: str | bytes) -> Path:
        """Put a file into the inbox, whole since long ago."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(path, (OLD, OLD))
        return path


@pytest.fixture(scope="session")
def mother() -> Iterator[Nursery]:
    """Whom all commands of this process's tests are forked from."""
    with nursery() as made:
        yield made


@pytest.fixture
def program(tmp_path: Path, mother: Nursery) -> Iterator[Program]:
    can_wait = hasattr(os, "pidfd_open")  # for the end of a process that is not its own child
    made = Program(tmp_path, mother if can_wait else None)
    made.inbox.mkdir()
    yield made
    store = made.folder / "data/bot.db"
    if store.is_file():
        nothing_false_was_told(f"sqlite:///{store}")


def nothing_false_was_told(url: str) -> None:
    """Prove whatever digests the test has left behind."""
    try:
        store = open_store(url)
    except StoreError:  # it was damaged, or belongs to another release
        return
    with closing(store), suppress(StoreError):
        said = [proof for _, proofs in verify(store) for proof in proofs]
        assert [proof for proof in said if proof.verdict is Verdict.FALSE] == []


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look more often, and wait shorter after an error, than a service must."""
    monkeypatch.setattr(ticks, "PLAN_SECONDS", 0.05)
    monkeypatch.setattr(courier, "IDLE_SECONDS", 0.02)
    monkeypatch.setattr(jobs, "DUE_SECONDS", 1)
    monkeypatch.setattr(jobs, "SWEEP_SECONDS", 1)
    monkeypatch.setattr(deliveries, "FIRST_WAIT", timedelta(seconds=0.05))
    monkeypatch.setattr("bot.adapters.telegram.polling.FIRST_WAIT", 0.05)


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramApi]:
    async with TelegramApi() as api:
        yield api


@pytest.fixture
async def slack() -> AsyncIterator[SlackApi]:
    async with SlackApi() as api:
        # no more than the manifest asks for
        api.team("T1").grant(SCOPES)
        api.subscriptions = set(EVENTS)
        api.commands = COMMANDS
        yield api


@pytest.fixture
def serves(
    request: pytest.FixtureRequest, program: Program, telegram: TelegramApi, slack: SlackApi
) -> Serves:
    """Return what serves both fakes in the test's loop: `async with serves() as bot`.

    One process with its file; a worker on a database if the test asks for it: see `_shared`.
    """
    return partial(serving, program, telegram, slack, shared=_shared(request))


@pytest.fixture
def runs(
    request: pytest.FixtureRequest, program: Program, telegram: TelegramApi, slack: SlackApi
) -> Runs:
    """Return what starts the whole service: `async with runs() as service`; modes as `serves`."""
    return partial(running, program, telegram, slack, shared=_shared(request))


def _shared(request: pytest.FixtureRequest) -> str:
    """Return the address of the database that workers share; nothing: there are none."""
    is_shared = getattr(request, "param", MODE) == WORKERS
    return str(request.getfixturevalue("postgres_url")) if is_shared else ""
