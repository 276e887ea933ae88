"""Processes of `digestbot` that start at once: forked from one in which all is loaded already.

Loading takes longer than what a kill is to hit. A fork runs the same command line, in a folder and
with an environment of its own, writes into a file, and is killed as any other process. Where pipes,
terminals or a shell are wanted, starter.py stands for it.
"""

from __future__ import annotations

import asyncio
import atexit
import gc
import json
import os
import select
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from tests.e2e.conftest import Program

PATIENCE = 120  # seconds for a command to end
NOT_WRITTEN = 120  # Python's exit code when its output cannot be written at the end
WRITTEN = os.O_WRONLY | os.O_CREAT | os.O_APPEND
STARTER = Path(__file__).with_name("starter.py")
FLAGS = (os.O_RDONLY, WRITTEN, WRITTEN)

LOADED = (
    "bot.cli",
    "bot.cli.taking_in",
    "bot.adapters.slack",
    "bot.adapters.telegram",
    "bot.runtime.platforms",
    "bot.runtime.service",
    "bot.runtime.site",
    "bot.runtime.starting",
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

    def __init__(self, process: subprocess.Popen[str], door: str) -> None:
        self._process = process
        self._door = door
        self._turn = threading.Lock()

    def command(self, *arguments: str) -> list[str]:
        """Return the command of a process that stands for the program: see starter.py."""
        return [sys.executable, "-IS", str(STARTER), self._door, *arguments]

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
    with tempfile.TemporaryDirectory(prefix="nursery-") as folder:
        door = f"{folder}/door"
        process = subprocess.Popen(
            [*where, sys.executable, "-m", __name__, door],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            process.stdout.readline()  # the door is open
            yield Nursery(process, door)
            process.stdin.close()


class Mother:
    """Forks for whoever asks: by a line of its input, or by its door, as starter.py does."""

    def __init__(self, door: str) -> None:
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(door)
        self._door.listen()
        self._events = selectors.DefaultSelector()
        self._events.register(0, selectors.EVENT_READ, self._hears)
        self._events.register(self._door, selectors.EVENT_READ, self._lets_in)
        self._lines = b""

    def works(self) -> None:
        """Do what is asked until there is no more input."""
        print("open", flush=True)
        while 0 in self._events.get_map():
            for key, _ in self._events.select():
                if key.fileobj in self._events.get_map():  # or the one before took it out
                    key.data()

    def _hears(self) -> None:
        """Answer a line with a process id, or the exit code of a process."""
        heard = os.read(0, 1 << 16)
        *lines, self._lines = (self._lines + heard).split(b"\n")
        for line in lines:
            match json.loads(line):
                case int(pid):
                    answer = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                case [folder, paths, variables, arguments]:
                    files = [os.open(*one) for one in zip(paths, FLAGS, strict=True)]
                    answer = self._bears(dict(enumerate(files)), folder, variables, arguments)
            print(answer, flush=True)
        if not heard:
            self._events.unregister(0)

    def _lets_in(self) -> None:
        """Fork for somebody at the door, who is told the exit code."""
        guest = self._door.accept()[0]
        self._events.register(guest, selectors.EVENT_READ)
        size, files, _, _ = socket.recv_fds(guest, 10, len(FLAGS))
        asked = b""
        while len(asked) < int(size or 0) and (part := guest.recv(int(size) - len(asked))):
            asked += part
        streams, *rest = json.loads(asked)
        pid = self._bears(dict(zip(streams, files, strict=True)), *rest)
        ends = os.pidfd_open(pid)
        self._events.register(ends, selectors.EVENT_READ, lambda: self._tells(guest, pid, ends))
        self._events.modify(guest, selectors.EVENT_READ, lambda: self._hands_on(guest, pid))

    def _hands_on(self, guest: socket.socket, pid: int) -> None:
        """Hand a signal on; whom nobody stands for any more is killed."""
        said = guest.recv(16)
        for number in said or [signal.SIGKILL]:
            os.kill(pid, number)
        if not said:
            self._events.unregister(guest)

    def _tells(self, guest: socket.socket, pid: int, ends: int) -> None:
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._events.unregister(ends)
        os.close(ends)
        if guest in self._events.get_map():
            self._events.unregister(guest)
            with suppress(OSError):  # it was killed, or ended by a signal
                guest.send(str(code).encode())
        guest.close()

    def _bears(
        self, streams: dict[int, int], folder: str, variables: dict[str, str], arguments: list[str]
    ) -> int:
        """Fork; `streams` are open files by what they become. They are closed here."""
        pid = os.fork()
        if not pid:
            for key in list(self._events.get_map().values()):
                if key.fd:
                    os.close(key.fd)
            self._events.close()
            _grow_up(streams, folder, variables, arguments)
        for file in streams.values():
            os.close(file)
        return pid


def main() -> None:
    """Load everything, and fork for whoever asks."""
    for module in LOADED:
        __import__(module)
    gc.freeze()  # what is shared stays so, also when a process looks for what to throw away
    Mother(sys.argv[1]).works()


def _grow_up(
    streams: dict[int, int], folder: str, variables: dict[str, str], arguments: list[str]
) -> NoReturn:
    """Become the process; leave as Python does, but take nothing apart.

    That would copy all that is shared, which takes longer than most commands. The children of
    `multiprocessing` leave like that, too.
    """
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    for number in range(len(FLAGS)):
        if number in streams:
            os.dup2(streams[number], number)
            os.close(streams[number])
        else:
            os.close(number)
    # As Python opens them; nobody has read ahead in the first, nor written to the others.
    sys.stdin = open(0, closefd=False) if 0 in streams else None  # noqa: SIM115
    unbuffered = bool(variables.get("PYTHONUNBUFFERED"))
    for number, name in ((1, "stdout"), (2, "stderr")):
        was = getattr(sys, name)
        if number not in streams:
            setattr(sys, name, None)
        else:
            was.reconfigure(line_buffering=was.isatty() or number == 2, write_through=unbuffered)
    from bot.cli import run

    code = run(arguments)
    threading._shutdown()  # waits for threads
    atexit._run_exitfuncs()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            code = NOT_WRITTEN
    os._exit(code)


if __name__ == "__main__":
    main()
