"""The other side of killable.py: take jobs from the standard input until it ends."""

from __future__ import annotations

import gc
import json
import os
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import IO, Any, Final

_HEAD: Final = struct.Struct(">II")
_DEEPEST: Final = 2_000  # calls within calls
_MB: Final = 1 << 20


def main() -> None:
    """Work until there are no more jobs."""
    jobs = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b", buffering=0) as nowhere:  # noqa: PTH123 -- a device, not a path
        os.dup2(nowhere.fileno(), 0)  # what a parser prints is no answer
        os.dup2(nowhere.fileno(), 1)
    _limit(int(sys.argv[1]))
    sys.setrecursionlimit(_DEEPEST)
    while (found := _next(jobs)) is not None:
        body = json.dumps(_done(*found)).encode()
        answers.write(_HEAD.pack(len(body), 0) + body)
        answers.flush()


def _next(jobs: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    head = jobs.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    sizes = _HEAD.unpack(head)
    return json.loads(jobs.read(sizes[0])), jobs.read(sizes[1])


def _done(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Return the answer; whoever ran out of memory is not to be used again."""
    try:
        module, _, name = job["call"].partition(":")
        function: Callable[..., Any] = getattr(import_module(module), name)
        return {"result": function(data, **job["with"]), "again": True}
    except MemoryError:
        gc.collect()
        return {"trouble": "memory"}
    except RecursionError:
        return {"trouble": "It is nested too deeply to be read.", "again": True}
    except ValueError as error:
        # Sentences are ours; what a library says is for programmers
        ours = type(error) is ValueError and str(error).endswith(".")
        return {"trouble": str(error) if ours else _DAMAGED, "again": True}
    except Exception:  # noqa: BLE001 -- a parser may raise anything; nothing of it gets out
        return {"trouble": _DAMAGED, "again": True}


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
