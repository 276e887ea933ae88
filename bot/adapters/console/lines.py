"""Lines from a pipe, a file or any other stream that is no terminal."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TextIO

_READ_AHEAD = 100  # lines; a long script waits in its pipe, not in our memory


class Lines:
    """Reads a stream line by line in a thread, until its end or until stopped."""

    echoes = True  # what is read was not seen by whoever reads the output

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._room = threading.Semaphore(_READ_AHEAD)
        self._started = False
        self._stopped = False

    async def next_line(self) -> str | None:
        """Wait for the next line and return it; None if there is none any more."""
        if not self._started:
            self._started = True
            # A daemon: a thread that waits for input cannot be ended, and must not keep us alive.
            loop = asyncio.get_running_loop()
            threading.Thread(
                target=self._read, args=(loop,), name="console-input", daemon=True
            ).start()
        line = None if self._stopped else await self._queue.get()
        if line is None or self._stopped:
            self.stop()
            return None
        self._room.release()
        return line

    async def show(self, write: Callable[[], None]) -> None:
        """Write to the output; nothing is in the way here."""
        await asyncio.to_thread(write)

    def stop(self) -> None:
        """End the reading; whoever waits for a line gets None."""
        if not self._stopped:
            self._stopped = True
            self._room.release()
            self._queue.put_nowait(None)

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        def hand_over(line: str | None) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended, and nobody listens
                loop.call_soon_threadsafe(self._queue.put_nowait, line)

        with contextlib.suppress(OSError, ValueError), _reader(self._stream) as lines:
            for line in lines:
                self._room.acquire()
                if self._stopped:
                    break
                hand_over(line)
        hand_over(None)


def _reader(stream: TextIO) -> AbstractContextManager[Iterable[str]]:
    """Return what the thread reads from: if possible, not the stream's own buffer.

    At exit Python takes that buffer apart, and dies if a thread still waits inside it.
    """
    try:
        descriptor = os.dup(stream.fileno())
    except (OSError, ValueError):  # a stream in memory
        return contextlib.nullcontext(stream)
    return open(descriptor, encoding=stream.encoding or "utf-8", errors="replace")  # noqa: PTH123
