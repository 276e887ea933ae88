"""Two workers on machines of their own: one is killed, then the other's cable is cut.

For `scale.py --apart`. Each is in a network namespace that reaches the database and the fakes over
a cable of its own; for Linux, and a user who may make them.
"""

from __future__ import annotations

import time

from tests.benchmarks.outage import a_world, is_settled, until
from tests.e2e.apart import a_machine
from tests.e2e.restarting import CARD
from tests.e2e.service import Room, shown
from tests.e2e.sharing import Shared, Worker, rooms_of

FIRST, SECOND = "Harbor bridge opens", "Ferry sold"


async def apart(server: str, amount: int) -> None:
    """Say what became of so many deliveries, on both platforms, and how long it took."""
    async with a_world(server) as world, a_machine(world) as one, a_machine(world) as other:
        rooms = rooms_of(world, amount // 2)
        killed = await world.starts(on=one[0])
        await until(lambda: killed.wrote("duty.taken"))
        serving = await world.starts(on=other[0])
        await _amid(world, rooms, FIRST)
        await world.dies(killed)
        await _told(world, rooms, FIRST, "who served Telegram was killed", serving)

        standby = await world.starts(on=one[0])
        await until(lambda: standby.wrote("duty.standing-by"))
        await _amid(world, rooms, SECOND)
        other[1].cut()
        await _told(world, rooms, SECOND, "the cable of who served Telegram was cut", standby)
        other[1].mend()
        began = time.monotonic()
        await until(lambda: serving.wrote("duty.standing-by"))
        print(f"its cable mended, it stood by {time.monotonic() - began:.1f} s later")


async def _amid(world: Shared, rooms: list[Room], story: str) -> None:
    world.due(rooms, story)
    await until(lambda: world.seen(rooms, story) > len(rooms) // 3)


async def _told(world: Shared, rooms: list[Room], story: str, what: str, heir: Worker) -> None:
    """Wait until all is settled, and print what everybody saw of a story."""
    before, began = world.seen(rooms, story), time.monotonic()
    cards = sum(shown(room, CARD) for room in rooms)
    await until(lambda: heir.wrote("duty.taken"))
    taken = time.monotonic() - began
    await until(lambda: is_settled(world))
    took = time.monotonic() - began
    twice = sum(shown(room, story) > 1 for room in rooms)
    cards = sum(shown(room, CARD) for room in rooms) - cards
    print(f"{what} when {before} of {len(rooms)} chats had theirs")
    print(f"another took over {taken:.1f} s later; all was settled {took:.1f} s later")
    print(f"twice: {twice}; cards: {cards}; wrong: {len(world.wrong(rooms, [story]))}")
