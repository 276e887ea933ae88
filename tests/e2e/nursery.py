"""Processes of `digestbot` that start at once: forked from one in which all is loaded already.

Loading takes longer than what a kill is to hit. A fork runs the same command line, in a folder and
with an environment of its own, writes into a file, and is killed as any other process.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.conftest import Program

LOADED = (
    "bot.cli",
    "bot.adapters.slack",
    "bot.adapters.telegram",
    "bot.runtime.platforms",
    "bot.runtime.service",
    "bot.runtime.signals",
    "bot.runtime.wiring",
    "bot.storage.sqlite.store",
)


class Nursery:
    """The process that the others are forked from; any event loop may use it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._turn = threading.Lock()

    async def born(self, program: Program, log: Path, *arguments: str, **environment: str) -> int:
        """Start the program; return its process id."""
        variables = program.environment(**environment)
        asked = [str(program.folder), str(log), variables, list(arguments)]
        return await asyncio.to_thread(self._ask, asked)

    async def ended(self, pid: int, how: signal.Signals = signal.SIGKILL) -> int:
        """Send a signal, wait for the end, and return its exit code: negative, a signal."""
        os.kill(pid, how)
        return await asyncio.to_thread(self._ask, pid)

    def _ask(self, what: object) -> int:
        with self._turn:
            print(json.dumps(what), file=self._process.stdin, flush=True)
            return int(self._process.stdout.readline())


@contextmanager
def nursery() -> Iterator[Nursery]:
    """Load everything once."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", __name__],
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
    for line in sys.stdin:
        match json.loads(line):
            case int(pid):
                answer = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            case [folder, log, variables, arguments]:
                answer = os.fork()
                if not answer:
                    _grow_up(folder, log, variables, arguments)
        print(answer, flush=True)


def _grow_up(folder: str, log: str, variables: dict[str, str], arguments: list[str]) -> None:
    code = 1
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variables)
        written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream, target in enumerate((nothing, written, written)):
            os.dup2(target, stream)
        from bot.cli import run

        code = run(arguments)
    except BaseException:  # noqa: BLE001 -- as Python itself would, at the end of a process
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
