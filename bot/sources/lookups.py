"""Names of websites → their addresses, looked up in threads of their own.

The system's resolver blocks its thread for up to half a minute where nobody answers. In the threads
that the rest of the service works in, a few such names, which anybody may hand in, would stop it.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread
from typing import Any, Final

from aiohttp.abc import AbstractResolver, ResolveResult

_MOST: Final = 100  # at once, with those that nobody waits for any longer


class Lookups(AbstractResolver):
    """Asks the system, one thread a name; for one event loop. The threads end with the process."""

    def __init__(self, most: int = _MOST) -> None:
        self._free = asyncio.Semaphore(most)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a name.

        Raises:
            OSError: there are none, or nobody knows.
        """
        await self._free.acquire()
        loop = asyncio.get_running_loop()
        found: asyncio.Future[Sequence[Any]] = loop.create_future()

        def settle(infos: Sequence[Any], error: Exception | None) -> None:
            self._free.release()
            if found.done():  # nobody waited so long
                return
            if error is not None:
                found.set_exception(error)
            else:
                found.set_result(infos)

        def look() -> None:
            infos: Sequence[Any] = ()
            trouble: Exception | None = None
            try:
                infos = socket.getaddrinfo(
                    host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
                )
            except (OSError, UnicodeError) as error:
                trouble = error if isinstance(error, OSError) else OSError(None, str(error))
            with suppress(RuntimeError):  # the loop is gone
                loop.call_soon_threadsafe(settle, infos, trouble)

        Thread(target=look, name="lookup", daemon=True).start()
        return [
            ResolveResult(
                hostname=host,
                host=str(where[0]),
                port=port,
                family=kind,
                proto=proto,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, proto, _, where in await found
        ]

    async def close(self) -> None:
        """Nothing is to be closed."""
