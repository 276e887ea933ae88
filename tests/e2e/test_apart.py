"""Workers on machines of their own: the cable of one is cut, and nobody is told so.

That it comes back when the cable is mended is seen in `benchmarks/scale.py --apart`: it takes long.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

import pytest

from bot.domain.deliveries import OPEN
from bot.runtime.ambient import now
from tests.e2e.apart import a_machine
from tests.e2e.nursery import nursery
from tests.e2e.service import is_so
from tests.e2e.sharing import Shared, rooms_of, shared
from tests.fakes.namespaces import NoNamespacesError

LOOK_AGAIN = 0.05
LONG = 180.0  # seconds; who has gone is missed after twenty


async def sometime(look: Callable[[], object]) -> None:
    async with asyncio.timeout(LONG):
        while True:
            if look():
                return
            await asyncio.sleep(LOOK_AGAIN)


def is_settled(world: Shared) -> bool:
    with world.store.snapshot() as tx:
        return not tx.subscriptions.due(now(), 1) and not tx.outbox.listed(OPEN, 1)


async def test_a_machine_whose_cable_is_cut_is_replaced(program, telegram, slack, postgres_url):
    async with AsyncExitStack() as stack:
        forks = stack.enter_context(nursery())
        world = await stack.enter_async_context(
            shared(program, telegram, slack, postgres_url, forks)
        )
        try:
            one, cable = await stack.enter_async_context(a_machine(world))
            other, _ = await stack.enter_async_context(a_machine(world))
        except NoNamespacesError as error:
            pytest.skip(str(error))
        rooms = rooms_of(world, 10)
        world.environment = {
            "DIGESTBOT_SLACK__PER_SECOND": "10",
            "DIGESTBOT_TELEGRAM__PER_SECOND": "10",
        }
        first = await world.starts("plan,deliver,chat", on=one)
        await is_so(lambda: first.wrote("duty.taken"))
        second = await world.starts("plan,deliver,chat", on=other)
        await is_so(lambda: second.wrote("duty.standing-by"))
        world.due(rooms, "Round one")
        await world.saw(rooms, "Round one", 5)
        cable.cut()
        await sometime(lambda: second.wrote("duty.taken"))
        await sometime(lambda: is_settled(world))
        assert world.wrong(rooms, ["Round one"]) == []
        for worker in (first, second):
            assert not worker.wrote("Traceback"), worker.log.read_text()
