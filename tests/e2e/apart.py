"""Machines for workers, each in a network of its own, on a cable that a test may cut."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.e2e.nursery import nursery
from tests.e2e.sharing import Machine, Shared
from tests.fakes.namespaces import Namespace, namespace
from tests.fakes.proxy import Proxy


@asynccontextmanager
async def a_machine(world: Shared) -> AsyncIterator[tuple[Machine, Namespace]]:
    """Yield what workers can be started on, and what its cable is cut with.

    Raises:
        NoNamespacesError: there can be none here.
    """
    place = urlsplit(world.url)
    socket = f"{parse_qs(place.query)['host'][0]}/.s.PGSQL.5432"
    ports = [urlsplit(api.base_url).port or 0 for api in (world.telegram, world.slack)]
    with namespace() as there, nursery(there.command) as forks:
        async with AsyncExitStack() as stack:
            for port in ports:
                ours = partial(asyncio.open_connection, "127.0.0.1", port)
                await stack.enter_async_context(Proxy(ours, host=there.here, port=port))
            way = await stack.enter_async_context(
                Proxy(lambda: asyncio.open_unix_connection(socket), host=there.here)
            )
            relay = await asyncio.create_subprocess_exec(
                *there.command, sys.executable, "-m", "tests.fakes.relay", there.here,
                *map(str, ports),
                cwd=Path(__file__).parents[2], stdin=PIPE, stdout=PIPE,
            )  # fmt: skip
            try:
                assert relay.stdout is not None
                assert await relay.stdout.readline() == b"open\n"
                url = f"postgresql://postgres@{there.here}:{way.port}{place.path}"
                yield Machine(forks, url), there
            finally:
                there.mend()
                for worker in [one for one in world.workers if one.nursery is forks]:
                    await world.dies(worker)
                    if "PYTEST_CURRENT_TEST" in os.environ:
                        print(worker.log.read_text())  # what a failing test shows
                relay.kill()
                await relay.wait()
