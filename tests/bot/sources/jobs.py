"""Jobs for test_killable.py."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path


def size(data: bytes, *, more: int) -> dict[str, int]:
    return {"size": len(data) + more}


def pid(_: bytes) -> int:
    return os.getpid()


def nap(_: bytes, *, seconds: float) -> str:
    time.sleep(seconds)
    return "rested"


def is_told_to_stop(_: bytes) -> bool:
    for one in (signal.SIGINT, signal.SIGTERM):
        os.kill(os.getpid(), one)
    return True


def session(_: bytes) -> int:
    return os.getsid(0)


def killed(_: bytes, *, mark: str, times: int) -> int:
    """Be killed as if from outside, so many times; each leaves a folder as its mark."""
    done = len(list(Path(mark).iterdir()))
    if done < times:
        Path(mark, str(done)).mkdir()
        os.kill(os.getpid(), signal.SIGKILL)
    return done


def forever(_: bytes) -> None:
    while True:
        pass


def eat(_: bytes) -> int:
    return len([bytes(1_000_000) for _ in range(1_000)])


def crash(_: bytes) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def deep(data: bytes) -> None:
    deep(data)


def wrong(_: bytes) -> None:
    raise UnicodeDecodeError("utf-8", b"", 0, 1, "what a library says.")


def odd(_: bytes) -> None:
    raise KeyError("oh")


def refuse(_: bytes) -> None:
    raise ValueError("It is blue.")


def chatty(_: bytes) -> str:
    print("noise", flush=True)
    os.write(1, b"noise")
    return "quiet" if not sys.stdin.read() else "heard"


def environment(_: bytes) -> dict[str, str]:
    return dict(os.environ)


def write(_: bytes, *, path: str) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    Path(path).write_bytes(b"x" * 100_000)


def echo(data: bytes) -> str:
    return data.decode("latin-1")
