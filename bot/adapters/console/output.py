"""Where posts of the console go: a stream, written to in whole texts."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable
from typing import TextIO

from bot.adapters.console.errors import post_error
from bot.adapters.console.printing import printable, takes_color, width_of
from bot.domain.deliveries import Body
from bot.domain.errors import NotSent, Refused
from bot.render.paper import to_text


class Output:
    """A stream that takes one text after another, until it is closed or breaks."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._closed = False
        self._broken: OSError | ValueError | None = None  # why it was closed, if it broke
        self._writing = asyncio.Lock()

    def fit(self, body: Body) -> str:
        """Return `body` as text for this stream as it is now.

        Raises:
            NotSent: the stream is closed.
            Refused: the body is not for a terminal.
        """
        self._require_open()
        try:
            return to_text(body, width=width_of(self._stream), color=takes_color(self._stream))
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise Refused(f"This cannot be printed here: {error}") from error

    async def put(
        self, text: str, *, through: Callable[[Callable[[], None]], Awaitable[None]] | None
    ) -> None:
        """Write `text` whole, with nothing of another one between.

        Args:
            text: What to write.
            through: What has to call the writing, as it has something else on the screen.

        Raises:
            NotSent: the stream is closed.
            Unknown: the stream broke.
        """

        def write() -> None:
            self._stream.write(printable(text, self._stream.encoding))
            self._stream.flush()

        async with self._writing:
            self._require_open()
            try:
                # in a thread: a pipe whose reader takes its time must not hold up other chats
                await (through(write) if through else asyncio.to_thread(write))
            except (OSError, ValueError) as error:
                self._closed = True
                self._broken = error
                self._hush()
                raise post_error(error) from error

    async def close(self) -> None:
        """Wait for what is being written, and take no more."""
        async with self._writing:
            self._closed = True

    def _require_open(self) -> None:
        if self._closed or self._stream.closed:
            if self._broken is not None:
                raise NotSent(str(post_error(self._broken))) from self._broken
            raise NotSent("The console is closed.")

    def _hush(self) -> None:
        """Send what a broken stream still holds nowhere, or Python complains of it at exit."""
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            try:
                os.dup2(nowhere, self._stream.fileno())
            finally:
                os.close(nowhere)
