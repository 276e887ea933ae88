"""SIGHUP asks to look at the settings. From a process's first moment: by default it would end it.

It imports little, so that this moment comes soon.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator


class Hangups:
    """Tells of each SIGHUP; one that came before anybody could be told is kept until then."""

    def __init__(self) -> None:
        self._tell: Callable[[], object] | None = None
        self._early = False

    def come(self, *_: object) -> None:
        """Take note of one."""
        if self._tell is None:
            self._early = True
        else:
            self._tell()

    @contextlib.contextmanager
    def told(self, asked: Callable[[], None]) -> Iterator[None]:
        """Call `asked` in the running loop at each, and once if some came before."""
        loop = asyncio.get_running_loop()
        self._tell = lambda: loop.call_soon_threadsafe(asked)  # it interrupts whatever runs
        if self._early:
            self._tell()
        try:
            yield
        finally:
            self._tell = None


@contextlib.contextmanager
def hangups_kept() -> Iterator[Hangups]:
    """Let no SIGHUP end the process, where there is one: not while it starts, nor while it ends."""
    hangups = Hangups()
    if not hasattr(signal, "SIGHUP"):
        yield hangups
        return
    before = signal.signal(signal.SIGHUP, hangups.come)
    try:
        yield hangups
    finally:
        signal.signal(signal.SIGHUP, before)
