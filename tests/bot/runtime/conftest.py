"""A courier between a real store and platforms that do as they are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from bot.domain.chats import Platform
from bot.domain.deliveries import Delivery, DeliveryId, Doubt, Part
from bot.pipeline.deliver import Rules
from bot.pipeline.drafting import Render
from bot.ports.store import Store
from bot.runtime.courier import Courier
from bot.runtime.pacing import Limits, Pace
from bot.sources.killable import Killable
from bot.storage.open import open_store
from tests.bot.runtime.newsroom import Newsroom
from tests.fakes.builders import NOW, a_chat, a_delivery, a_digest, a_part, an_entry
from tests.fakes.posting import FailingStore, PostingAdapter
from tests.fakes.world import World
from tests.hostile.website import website

FAST = Limits(per_second=500, chat_seconds=0.01)
CARD = {"card": True}


@dataclass(kw_only=True)
class Rig:
    """A store, its world, platforms, and the courier between them."""

    store: Store
    world: World
    platforms: dict[str, PostingAdapter]
    courier: Courier = field(init=False)

    def __post_init__(self) -> None:
        self.failing = FailingStore(self.store)
        self.restarts()

    def restarts(
        self,
        *,
        doubts: Mapping[str, Doubt] | None = None,
        limits: Mapping[str, Limits] | None = None,
        render: Render = lambda _message, _address: [CARD],
    ) -> None:
        """Make the courier anew, as a new process would."""
        self.courier = Courier(
            cast("Store", self.failing),
            self.platforms,
            self.world.ambient,
            render=render,
            rules=Rules(doubts=doubts or {"telegram": Doubt.CARD, "slack": Doubt.LOOK_UP}),
            pace=Pace(limits=limits or {}),
        )

    @property
    def telegram(self) -> PostingAdapter:
        return self.platforms["telegram"]

    @property
    def slack(self) -> PostingAdapter:
        return self.platforms["slack"]

    def add(self, id_: str, address: str = "telegram:42", *, parts: int = 1, **more: Any) -> None:
        """Plan a digest of one story a part, told when it was planned."""
        numbers = range(1, parts + 1)
        made = tuple(
            a_part(n, delivery=id_, body={"text": f"{id_} {n}", "items": [n]}) for n in numbers
        )
        entries = [an_entry(f"{id_}-{n}") for n in numbers]
        digest = a_digest(*entries, id=f"digest-{id_}", subscription_id=id_, address=address)
        with self.store.transaction() as t:
            t.digests.add(digest)
            t.outbox.add(
                a_delivery(id=id_, digest_id=digest.id, address=address, parts=made, **more)
            )

    def knows(self, *addresses: str, **more: Any) -> None:
        with self.store.transaction() as t:
            for address in addresses:
                t.chats.put(a_chat(address, **more))

    def delivery(self, id_: str) -> Delivery:
        with self.store.snapshot() as t:
            found = t.outbox.of(DeliveryId(id_))
        assert found is not None
        return found

    def part(self, id_: str, n: int = 1) -> Part:
        return self.delivery(id_).parts[n - 1]

    def states(self, id_: str) -> list[str]:
        return [part.state.value for part in self.delivery(id_).parts]

    def told(self, id_: str) -> list[int]:
        """Return the numbers of a digest's stories that its chat counts as told."""
        delivery = self.delivery(id_)
        with self.store.snapshot() as t:
            digest = t.digests.get(delivery.digest_id)
            assert digest is not None
            told = t.digests.told(delivery.address, [one.story_id for one in digest.entries])
        return [n for n, entry in enumerate(digest.entries, 1) if entry.story_id in told]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.Task[None]]:
        """Let the courier run, and see that it ends when it is asked to."""
        task = asyncio.create_task(self.courier.run())
        try:
            yield task
        finally:
            self.courier.stop()
            async with asyncio.timeout(20):
                await task

    async def until(self, condition: Callable[[], object], *, passing: float = 0.0) -> None:
        """Wait for something; between two looks, so many seconds of the world pass."""
        async with asyncio.timeout(20):
            while not condition():
                self.world.sleep(seconds=passing)
                self.courier.wake()
                await asyncio.sleep(0.002)  # a look, not a guess at a duration


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    monkeypatch.setattr("bot.runtime.courier.IDLE_SECONDS", 0.01)
    monkeypatch.setattr("bot.runtime.settling.AGAIN_SECONDS", 0.01)
    monkeypatch.setattr("bot.runtime.doubting.AGAIN_SECONDS", 0.01)
    store = open_store("sqlite:///:memory:")
    world = World(now=NOW)
    platforms = {
        one.value: PostingAdapter(now=lambda: world.now, platform=one)
        for one in (Platform.TELEGRAM, Platform.SLACK)
    }
    yield Rig(store=store, world=world, platforms=platforms)
    store.close()


@pytest.fixture
async def room(killable: Killable) -> AsyncIterator[Newsroom]:
    store = open_store("sqlite:///:memory:")
    async with website() as site:
        yield Newsroom(store, World(), site, killable)
    store.close()
