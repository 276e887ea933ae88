"""The other side of killable.py: take jobs from the standard input until it ends."""

from __future__ import annotations

import gc
import json
import os
import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import IO, Any, Final

_HEAD: Final = struct.Struct(">II")
_DEEPEST: Final = 2_000  # calls within calls
_MB: Final = 1 << 20
_NOT_FOR_US: Final = (signal.SIGINT, signal.SIGTERM)


def main() -> None:
    """Work until there are no more jobs."""
    for one in _NOT_FOR_US:  # who ends the service means us, too late: what is begun is finished
        signal.signal(one, signal.SIG_IGN)
    jobs = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b", buffering=0) as nowhere:  # noqa: PTH123 -- a device, not a path
        os.dup2(nowhere.fileno(), 0)  # what a parser prints is no answer
        os.dup2(nowhere.fileno(), 1)
    _limit(int(sys.argv[1]))
    sys.setrecursionlimit(_DEEPEST)
    while (found := _next(jobs)) is not None:
        _busy_for(found[0]["seconds"])
        body = _done(*found)
        _busy_for(0)
        answers.write(_HEAD.pack(len(body), 0) + body)
        answers.flush()


def _next(jobs: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    head = jobs.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    sizes = _HEAD.unpack(head)
    return json.loads(jobs.read(sizes[0])), jobs.read(sizes[1])


def _done(job: dict[str, Any], data: bytes) -> bytes:
    """Return the answer; whoever ran out of memory is not to be used again."""
    try:
        return json.dumps({"result": _called(job, data), "again": True}).encode()
    except MemoryError:
        gc.collect()
        answer: dict[str, Any] = {"trouble": "memory"}
    except RecursionError:
        answer = {"trouble": "It is nested too deeply to be read.", "again": True}
    except ValueError as error:
        # Sentences are ours; what a library says is for programmers
        ours = type(error) is ValueError and str(error).endswith(".")
        answer = {"trouble": str(error) if ours else _DAMAGED, "again": True}
    except Exception:  # noqa: BLE001 -- a parser may raise anything; nothing of it gets out
        answer = {"trouble": _DAMAGED, "again": True}
    return json.dumps(answer).encode()


def _called(job: dict[str, Any], data: bytes) -> Any:  # noqa: ANN401 -- JSON
    module, _, name = job["call"].partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function(data, **job["with"])


def _busy_for(seconds: float) -> None:
    """Let the system end this process after so many seconds of work, 0 for never."""
    if hasattr(signal, "setitimer"):  # not on Windows; there, patience is the only limit
        signal.setitimer(signal.ITIMER_PROF, seconds)


_DAMAGED: Final = "It is damaged, or not what it says it is."


def _limit(megabytes: int) -> None:
    """Give this process no more than so much memory, and no file to write."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; there, time is the only one
        return
    limits = {
        resource.RLIMIT_AS: megabytes * _MB,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for what, limit in limits.items():
        with suppress(ValueError, OSError):  # macOS knows some of them by name only
            resource.setrlimit(what, (limit, limit))


if __name__ == "__main__":
    main()
