"""Processes of `digestbot` that start at once: forked from one in which all is loaded already.

Loading takes longer than what a kill is to hit. A fork runs the same command line, in a folder and
with an environment of its own, writes into a file, and is killed as any other process.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.e2e.conftest import Program

PATIENCE = 120  # seconds for a command to end
WRITTEN = os.O_WRONLY | os.O_CREAT | os.O_APPEND
FLAGS = (os.O_RDONLY, WRITTEN, WRITTEN)

LOADED = (
    "bot.cli",
    "bot.adapters.slack",
    "bot.adapters.telegram",
    "bot.runtime.platforms",
    "bot.runtime.service",
    "bot.runtime.signals",
    "bot.runtime.wiring",
    "bot.runtime.workers",
    "bot.storage.postgres.jobs",
    "bot.storage.postgres.store",
    "bot.storage.sqlite.store",
    "bot.web.site",
)


class Nursery:
    """The process that the others are forked from; any event loop may use it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._turn = threading.Lock()

    async def born(self, program: Program, log: Path, *arguments: str, **environment: str) -> int:
        """Start the program; return its process id."""
        variables = program.environment(**environment)
        streams = [os.devnull, str(log), str(log)]
        asked = [str(program.folder), streams, variables, list(arguments)]
        return await asyncio.to_thread(self._ask, asked)

    def run(
        self, folder: Path, stdin: bytes, variables: Mapping[str, str], arguments: Sequence[str]
    ) -> tuple[int, bytes, bytes]:
        """Run a command to its end; return its exit code and what it wrote to its streams."""
        with tempfile.TemporaryDirectory() as place:
            streams = [Path(place, name) for name in ("in", "out", "err")]
            streams[0].write_bytes(stdin)
            pid = self._ask([str(folder), list(map(str, streams)), dict(variables), [*arguments]])
            ends = os.pidfd_open(pid)
            with closing(os.fdopen(ends)):
                if not select.select([ends], [], [], PATIENCE)[0]:
                    os.kill(pid, signal.SIGKILL)
            return self._ask(pid), streams[1].read_bytes(), streams[2].read_bytes()

    async def ended(self, pid: int, how: signal.Signals = signal.SIGKILL) -> int:
        """Send a signal, wait for the end, and return its exit code: negative, a signal."""
        os.kill(pid, how)
        return await asyncio.to_thread(self._ask, pid)

    def _ask(self, what: object) -> int:
        with self._turn:
            print(json.dumps(what), file=self._process.stdin, flush=True)
            return int(self._process.stdout.readline())


@contextmanager
def nursery(where: Sequence[str] = ()) -> Iterator[Nursery]:
    """Load everything once; `where` is put before its command, such as to run it elsewhere."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [*where, sys.executable, "-m", __name__],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Nursery(process)
        process.stdin.close()


def main() -> None:
    """Fork for each line that asks for it; answer with the process id, or the exit code."""
    for module in LOADED:
        __import__(module)
    gc.freeze()  # what is shared stays so, also when a process looks for what to throw away
    for line in sys.stdin:
        match json.loads(line):
            case int(pid):
                answer = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            case [folder, streams, variables, arguments]:
                answer = os.fork()
                if not answer:
                    _grow_up(folder, streams, variables, arguments)
        print(answer, flush=True)


def _grow_up(
    folder: str, streams: list[str], variables: dict[str, str], arguments: list[str]
) -> None:
    """Become the process; leave as Python does, with all that it does at the end."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    for number, (path, flags) in enumerate(zip(streams, FLAGS, strict=True)):
        os.dup2(os.open(path, flags), number)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 -- nobody has read ahead in it
    from bot.cli import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
