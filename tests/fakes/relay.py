"""Reaches ports of a host at the same ports of its own loopback, until its input ends.

    python -m tests.fakes.relay HOST PORT [PORT …]

For the other end of a cable (see `namespaces.py`): the fakes have those addresses there, too.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import AsyncExitStack
from functools import partial

from tests.fakes.proxy import Proxy


async def relay(host: str, ports: list[int]) -> None:
    """Pass everything on; say when each port is open."""
    async with AsyncExitStack() as stack:
        for port in ports:
            connect = partial(asyncio.open_connection, host, port)
            await stack.enter_async_context(Proxy(connect, port=port))
        print("open", flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(relay(sys.argv[1], [int(port) for port in sys.argv[2:]]))
