"""Work on hostile bytes in processes that are killed when they take too long or too much memory.

A parser of pages, feeds or pdf can be made to work for minutes, to fill the memory or to crash. So
it runs in a process of its own: with a limit on its memory, without our environment (there are
tokens in it), unable to write a file. What comes back is JSON, which can hold nothing but data.

A document is to blame for what its own work comes to, and for nothing else: what counts is its time
on the processor, not how busy the machine is, and who asks us to stop does not stop it midway.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from bot.domain.errors import SourceError

_HEAD: Final = struct.Struct(">II")  # sizes of the job as JSON, and of its data
_ROOT: Final = Path(__file__).parents[2]
_ENVIRONMENT: Final = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH")
_MOST_JOBS: Final = 500  # of one process; whatever its parsers keep goes with it
_LONGEST_ANSWER: Final = 64_000_000
_PARTING: Final = 5.0  # seconds that a process without pipes may take to be gone
_TRIES: Final = 2
_CRASHED: Final = "It makes the program that reads it fail."


def _exit_codes(*signals: str) -> frozenset[int]:
    return frozenset(-getattr(signal, one) for one in signals if hasattr(signal, one))


_USED_UP: Final = _exit_codes("SIGPROF")
_CRASHES: Final = _exit_codes("SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE")


class CutShortError(SourceError):
    """Reading was ended by something else than what was read; later it may work."""


class Killable:
    """A few such processes, started when they are needed. Safe to use from several threads.

    Args:
        processes: How many work at once; further jobs wait.
        seconds: How long one job may keep a processor busy. Not known on Windows.
        patience: Seconds after which a job is given up, however little it has done in them.
        megabytes: How much address space a process may use.
        rest: Seconds without a job after which the processes end; they take 80 MB each.
    """

    def __init__(
        self,
        *,
        processes: int = 2,
        seconds: float = 10.0,
        patience: float = 60.0,
        megabytes: int = 512,
        rest: float = 60.0,
    ) -> None:
        self.seconds = seconds
        self.patience = patience
        self.megabytes = megabytes
        self._free = threading.Semaphore(processes)
        self._lock = threading.Lock()
        self._idle: list[_Process] = []
        self._rest = rest
        self._ending: threading.Timer | None = None

    def call(self, function: str, data: bytes, **options: Any) -> Any:  # noqa: ANN401 -- JSON
        """Return what `function` (`package.module:name`) makes of the data and the options.

        It is called as `name(data, **options)`, options and result are what JSON can hold.

        Raises:
            ValueError: it raised one, or used up its time or memory, or crashed; the message is a
                sentence.
            CutShortError: its process was ended from outside, or could not be started, twice.
        """
        job = {"call": function, "with": options, "seconds": self.seconds}
        with self._free:
            for _ in range(_TRIES):
                with suppress(_GoneError):
                    return self._result(self._answer(job, data))
        raise CutShortError("The program that reads it was ended. Try again in a minute.")

    def _answer(self, job: dict[str, Any], data: bytes) -> dict[str, Any]:
        process = self._process()
        try:
            answer = process.run(job, data, self.patience)
        except BaseException:
            process.kill()
            raise
        if answer.get("again") and process.jobs < _MOST_JOBS:
            self._keep(process)
        else:
            process.kill()
        return answer

    def _process(self) -> _Process:
        """Return one that waits for work, or a new one."""
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.is_alive:
                    return process
                process.kill()
        try:
            return _Process(self.megabytes)
        except OSError as error:  # no memory or no processes left, or a release being installed
            raise _GoneError from error

    def _keep(self, process: _Process) -> None:
        with self._lock:
            self._idle.append(process)
            if self._ending is not None:
                self._ending.cancel()
            self._ending = threading.Timer(self._rest, self.close)
            self._ending.daemon = True
            self._ending.start()

    def _result(self, answer: dict[str, Any]) -> Any:  # noqa: ANN401 -- JSON
        trouble = answer.get("trouble")
        if trouble is None:
            return answer.get("result")
        if trouble == "slow":
            raise ValueError(f"It takes more than {self.seconds:g} seconds to read.")
        if trouble == "late":
            raise ValueError(f"It takes more than {self.patience:g} seconds to read.")
        if trouble == "memory":
            raise ValueError(f"It takes more than {self.megabytes} MB of memory to read.")
        raise ValueError(str(trouble))

    def close(self) -> None:
        """End the processes; safe to call twice. A later call starts new ones."""
        with self._lock:
            idle, self._idle = self._idle, []
            ending, self._ending = self._ending, None
        if ending is not None:
            ending.cancel()
        for process in idle:
            process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _GoneError(Exception):
    """A process is gone, and not by what it was reading."""


class _Process:
    """One process; ends by itself when we do, as then nobody writes to it any more."""

    def __init__(self, megabytes: int) -> None:
        self.jobs = 0
        self._is_late = False
        path = os.pathsep.join(filter(None, (str(_ROOT), *sys.path)))
        self._process = subprocess.Popen(  # noqa: S603 -- our own program
            [sys.executable, "-P", "-m", "bot.sources.killable_child", str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **{name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
                "PYTHONPATH": path,
                "PYTHONHASHSEED": "0",
                "OPENBLAS_NUM_THREADS": "1",  # each thread of numpy's takes address space
            },
            start_new_session=True,  # what ends us from a terminal is not for it
        )

    @property
    def is_alive(self) -> bool:
        """Whether it is there, to work."""
        return self._process.poll() is None

    def run(self, job: dict[str, Any], data: bytes, patience: float) -> dict[str, Any]:
        """Return the answer to a job; after a `trouble` without `again` the process is gone.

        Raises:
            _GoneError: it was ended from outside.
        """
        self.jobs += 1
        self._is_late = False  # else the clock of the job before may have struck as that ended
        timer = threading.Timer(patience, self._stop)
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(json.dumps(job).encode(), data)
        except (OSError, EOFError) as error:
            return {"trouble": self._death(error)}
        except ValueError:  # an answer that is none
            return {"trouble": _CRASHED}
        finally:
            timer.cancel()

    def _death(self, error: Exception) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PARTING)
        if self._is_late:
            return "late"
        code = self._process.returncode
        if code in _USED_UP:
            return "slow"
        if code is None or code in _CRASHES:
            return _CRASHED
        raise _GoneError from error

    def _exchange(self, job: bytes, data: bytes) -> dict[str, Any]:
        to, back = self._process.stdin, self._process.stdout
        assert to is not None
        assert back is not None
        to.write(_HEAD.pack(len(job), len(data)) + job)
        to.write(data)
        to.flush()
        size, _ = _HEAD.unpack(_exactly(back, _HEAD.size))
        if size > _LONGEST_ANSWER:
            raise ValueError
        answer: dict[str, Any] = json.loads(_exactly(back, size))
        return answer

    def _stop(self) -> None:
        self._is_late = True
        self._process.kill()

    def kill(self) -> None:
        """End the process and wait until it is gone."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data
