"""The courier: claims parts in a thread, posts them on the loop, settles them in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import timedelta
from functools import partial

import structlog

from bot.domain.deliveries import Part, PartState, Receipt
from bot.domain.errors import NotSent, PostError, StoreError, TryLater
from bot.pipeline import deliver
from bot.pipeline.deliver import Outcome, Rules
from bot.pipeline.drafting import Render
from bot.ports.ambient import Ambient
from bot.ports.chat import ChatAdapter
from bot.ports.records import Claim
from bot.ports.store import Store
from bot.runtime.asking import Timed, at_pace, posted
from bot.runtime.doubting import Doubting
from bot.runtime.editing import Editing
from bot.runtime.pacing import Limits, Pace
from bot.runtime.settling import Settling
from bot.runtime.trouble import Trouble

log = structlog.get_logger()

IDLE_SECONDS = 1.0  # between looks at an outbox in which nothing was waiting
AT_A_TIME = 100  # parts claimed in one transaction
GRACE_SECONDS = 10.0  # for posts in flight when we are asked to stop
UNSURE_SECONDS = 30.0  # a claim may still be kept so long after we were told that it failed


class Courier:
    """Posts what waits in the outbox, at each platform's pace, until it is stopped.

    Chats are posted to beside each other, and in each one part after the other.
    """

    def __init__(
        self,
        store: Store,
        adapters: Mapping[str, ChatAdapter],
        ambient: Ambient,
        *,
        render: Render,
        rules: Rules | None = None,
        pace: Pace | None = None,
        timed: Timed = nullcontext,
    ) -> None:
        """Take what it works with; no other process may serve the platforms of `adapters`."""
        self._store = store
        self._adapters = adapters
        self._ambient = ambient
        self._timed = timed
        self._rules = rules or Rules()
        self._pace = pace or Pace()
        self._trouble = Trouble(store, ambient, self._pace)
        self._settling = Settling(store, ambient, self._rules)
        self._doubting = Doubting(
            store,
            adapters,
            ambient,
            render=render,
            rules=self._rules,
            pace=self._pace,
            trouble=self._trouble,
        )
        self._editing = Editing(store, adapters, ambient, pace=self._pace, trouble=self._trouble)
        self._is_ours: Callable[[str], bool] = lambda _: True
        self._recovered = False
        self._flying: dict[asyncio.Task[None], str] = {}  # with the platform of each
        self._begun: set[str] = set()  # keys of what was claimed, until it is settled
        self._unsure_until = 0.0  # a claim that failed may have been kept
        self._wake = asyncio.Event()
        self._stop = asyncio.Event()

    def serve_while(self, is_ours: Callable[[str], bool]) -> None:
        """Post to a platform only while `is_ours` says that no other process may."""
        self._is_ours = is_ours

    def change_pace(self, limits: Mapping[str, Limits]) -> None:
        """Post at another pace from now on; call it on the loop."""
        self._pace.limits = limits

    def wake(self) -> None:
        """Look at the outbox now; call it on the loop."""
        self._wake.set()

    def stop(self) -> None:
        """Claim nothing more; call it on the loop."""
        self._stop.set()
        self._wake.set()

    async def run(self) -> None:
        """Post until stopped, and see through what is on its way then."""
        while not self._stop.is_set():
            self._wake.clear()
            try:
                busy = await self.turn()
            except StoreError as error:
                log.warning("courier.waiting", problem=str(error))
                busy = False
            except Exception:  # one turn: the next one may fare better, and nothing is lost
                log.exception("courier.failed")
                busy = False
            if not busy and not self._stop.is_set():
                await self._idle()
        await self._land()

    async def turn(self) -> bool:
        """Send off what may go; False: nothing may. What a crash cut off is settled first."""
        if not self._recovered:
            platforms = frozenset(self._adapters)
            await asyncio.to_thread(
                deliver.recover, self._store, platforms, self._ambient, self._rules
            )
            self._recovered = True
        await self._take_back()
        now, open_ = asyncio.get_running_loop().time(), self._open()
        if open_ and not any(self._pace.free(platform, now) for platform in open_):
            return False  # all slots are given out; a look at the store for each post adds up
        await asyncio.to_thread(deliver.expire, self._store, self._ambient)
        busy = await self._doubting.turn(self._open())
        for platform in self._open():
            busy |= await self._send_off(platform)
        return busy | await self._editing.turn(self._open())

    async def drain(self) -> None:
        """Post everything that may go now."""
        while await self.turn() or self._flying:
            await self._land()

    def _open(self) -> frozenset[str]:
        """Return the platforms that are ours to post to now; after `stop`, none."""
        if self._stop.is_set():
            return frozenset()
        now = asyncio.get_running_loop().time()
        return frozenset(
            platform
            for platform in self._adapters
            if not self._trouble.closes(platform, now) and self._is_ours(platform)
        )

    async def _send_off(self, platform: str) -> bool:
        loop = asyncio.get_running_loop()
        most = self._pace.most_in_flight(platform)
        room = most - list(self._flying.values()).count(platform)
        if room <= 0 or self._pace.free(platform, loop.time()) <= 0:
            return False  # the next that lands, or the next free slot, wakes us
        try:
            claims = await asyncio.to_thread(
                deliver.claim,
                self._store,
                [platform],
                self._ambient,
                resting=self._pace.resting(loop.time()),
                limit=min(room, AT_A_TIME),
                room=lambda address: self._pace.free(address.lane, loop.time()),
            )
        except StoreError:
            self._unsure_until = loop.time() + UNSURE_SECONDS
            raise
        for claim in claims:
            self._begun.add(claim.part.key)
            delay = self._pace.take(claim.address, loop.time())
            # A task of its own: once claimed, a part is seen through, whatever stops us.
            task = asyncio.create_task(self._see_through(claim, delay))
            self._flying[task] = platform
            task.add_done_callback(self._landed)
        return bool(claims)

    async def _take_back(self) -> None:
        """Let go later what a claim took that failed as we were told, and yet was kept."""
        if self._unsure_until > asyncio.get_running_loop().time():
            found = await asyncio.to_thread(
                deliver.take_back, self._store, self._open(), self._ambient, frozenset(self._begun)
            )
            if found:
                log.info("courier.taken-back", parts=found)

    async def _see_through(self, claim: Claim, delay: float) -> None:
        await asyncio.sleep(delay)
        result = await at_pace(self._pace, claim.address, partial(self._post, claim))
        outcome = Outcome(claim, result)
        part = await self._settling.write(outcome)
        if part.state is not PartState.SENDING:  # else nobody knows what became of it
            self._begun.discard(claim.part.key)
        tell(outcome, part)

    async def _post(self, claim: Claim) -> Receipt | PostError:
        address, platform = claim.address, claim.address.platform
        closed = self._trouble.closes_for(address, asyncio.get_running_loop().time())
        if closed or not self._is_ours(platform):  # since it was claimed
            return TryLater(f"{platform} is left alone now.", after=timedelta(seconds=closed))
        result = await posted(self._adapters[platform], claim, self._ambient, self._timed)
        await self._trouble.note(address, result)
        return result

    def _landed(self, task: asyncio.Task[None]) -> None:
        del self._flying[task]
        self._wake.set()  # the next part of that chat may go

    async def _land(self) -> None:
        while flying := {*self._flying, *self._doubting.flying, *self._editing.flying}:
            await asyncio.wait(flying)

    async def _idle(self) -> None:
        now = asyncio.get_running_loop().time()
        waits = [self._pace.wait(platform, now) for platform in self._adapters]
        soonest = min([wait for wait in waits if wait > 0], default=IDLE_SECONDS)
        try:
            async with asyncio.timeout(min(soonest, IDLE_SECONDS)):
                await self._wake.wait()
        except TimeoutError:
            return


def tell(outcome: Outcome, part: Part) -> None:
    """Log what came of a part."""
    usual = part.state is PartState.SENT or isinstance(outcome.result, TryLater | NotSent)
    write = log.info if usual else log.warning
    write(
        f"delivery.{part.state.value}",
        delivery_id=outcome.claim.delivery_id,
        address=str(outcome.claim.address),
        part=part.n,
        problem=part.problem,
    )
