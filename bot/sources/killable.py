"""Work on hostile bytes in processes that are killed when they take too long or too much memory.

A parser of pages, feeds or pdf can be made to work for minutes, to fill the memory or to crash. So
it runs in a process of its own: with a limit on its memory, without our environment (there are
tokens in it), unable to write a file. What comes back is JSON, which can hold nothing but data.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

_HEAD: Final = struct.Struct(">II")  # sizes of the job as JSON, and of its data
_ROOT: Final = Path(__file__).parents[2]
_ENVIRONMENT: Final = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "TEMP", "LD_LIBRARY_PATH")
_MOST_JOBS: Final = 500  # of one process; whatever its parsers keep goes with it
_LONGEST_ANSWER: Final = 64_000_000


class Killable:
    """A few such processes, started when they are needed. Safe to use from several threads.

    Args:
        processes: How many work at once; further jobs wait.
        seconds: How long one job may take.
        megabytes: How much address space a process may use.
        rest: Seconds without a job after which the processes end; they take 80 MB each.
    """

    def __init__(
        self,
        *,
        processes: int = 2,
        seconds: float = 10.0,
        megabytes: int = 512,
        rest: float = 60.0,
    ) -> None:
        self.seconds = seconds
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
            ValueError: it raised one, or used up its time or memory, or died; the message is a
                sentence.
        """
        with self._free:
            with self._lock:
                process = self._idle.pop() if self._idle else None
            if process is None:
                process = _Process(self.megabytes)
            try:
                answer = process.run({"call": function, "with": options}, data, self.seconds)
            except BaseException:
                process.kill()
                raise
            if answer.get("again") and process.jobs < _MOST_JOBS:
                self._keep(process)
            else:
                process.kill()
        return self._result(answer)

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


class _Process:
    """One process; ends by itself when we do, as then nobody writes to it any more."""

    def __init__(self, megabytes: int) -> None:
        self.jobs = 0
        self._slow = False
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
        )

    def run(self, job: dict[str, Any], data: bytes, seconds: float) -> dict[str, Any]:
        """Return the answer to a job; after a `trouble` without `again` the process is gone."""
        self.jobs += 1
        timer = threading.Timer(seconds, self._stop)
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(json.dumps(job).encode(), data)
        except (OSError, EOFError, ValueError):
            return {"trouble": "slow" if self._slow else "It makes the program that reads it fail."}
        finally:
            timer.cancel()

    def _exchange(self, job: bytes, data: bytes) -> dict[str, Any]:
        to, back = self._process.stdin, self._process.stdout
        assert to is not None
        assert back is not None
        to.write(_HEAD.pack(len(job), len(data)) + job)
        to.write(data)
        to.flush()
        size, _ = _HEAD.unpack(_exactly(back, _HEAD.size))
        if size > _LONGEST_ANSWER:
            raise EOFError
        answer: dict[str, Any] = json.loads(_exactly(back, size))
        return answer

    def _stop(self) -> None:
        self._slow = True
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
