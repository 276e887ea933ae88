"""The program as a person starts it: a process, its streams, a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.runtime.settings import names, variable

ROOT = Path(__file__).parents[2]
OLD = 1_700_000_000  # a file time long past: the file is whole


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

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "bot", *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        known = {variable(name) for name in names()}
        kept = {name: value for name, value in os.environ.items() if name not in known}
        return {**kept, "PYTHONPATH": str(ROOT), "DIGESTBOT_TIMEZONE": "UTC", **more}

    def run(self, *arguments: str, stdin: str | bytes = b"", **environment: str) -> Done:
        """Run it to its end."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment(**environment),
            input=stdin.encode() if isinstance(stdin, str) else stdin,
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


@pytest.fixture
def program(tmp_path) -> Program:
    made = Program(tmp_path)
    made.inbox.mkdir()
    return made
