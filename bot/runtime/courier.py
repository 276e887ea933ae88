"""The courier: claims a part in a thread, posts it on the loop, settles it in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import structlog

from bot.domain.deliveries import PartState, Receipt
from bot.domain.errors import PostError, StoreBusy, Unknown
from bot.pipeline import deliver
from bot.ports.ambient import Ambient
from bot.ports.chat import ChatAdapter
from bot.ports.records import Claim
from bot.ports.store import Store

log = structlog.get_logger()

IDLE_SECONDS = 1.0  # between looks at an outbox in which nothing was waiting
GRACE_SECONDS = 10.0  # for a post in flight when we are asked to stop


class Courier:
    """Posts what waits in the outbox, one part at a time, until it is stopped."""

    def __init__(
        self,
        store: Store,
        adapters: Mapping[str, ChatAdapter],
        ambient: Ambient,
        *,
        repeat: frozenset[str] = frozenset(),
    ) -> None:
        """Take what it works with; on platforms in `repeat`, what may be lost is posted again."""
        self._store = store
        self._adapters = adapters
        self._ambient = ambient
        self._repeat = repeat
        self._recovered = False
        self._wake = asyncio.Event()
        self._stop = asyncio.Event()

    def wake(self) -> None:
        """Look at the outbox now; call it on the loop."""
        self._wake.set()

    def stop(self) -> None:
        """Claim nothing more; call it on the loop."""
        self._stop.set()
        self._wake.set()

    async def run(self) -> None:
        """Post until stopped."""
        while not self._stop.is_set():
            self._wake.clear()
            try:
                busy = await self.turn()
            except StoreBusy as error:
                log.warning("courier.waiting", problem=str(error))
                busy = False
            except Exception:  # one turn: the next one may fare better, and nothing is lost
                log.exception("courier.failed")
                busy = False
            if not busy and not self._stop.is_set():
                await self._idle()

    async def turn(self) -> bool:
        """Post one part; False: nothing may go now. What a crash cut off is settled first."""
        platforms = frozenset(self._adapters)
        if not self._recovered:
            await asyncio.to_thread(
                deliver.recover, self._store, platforms, self._ambient, self._repeat
            )
            self._recovered = True
        await asyncio.to_thread(deliver.expire, self._store, self._ambient)
        claim = await asyncio.to_thread(deliver.claim, self._store, platforms, self._ambient)
        if claim is None:
            return False
        # Once claimed, a part is seen through: being stopped in between would leave it unknown.
        await asyncio.shield(self._see_through(claim))
        return True

    async def drain(self) -> None:
        """Post everything that may go now."""
        while await self.turn():
            pass

    async def _see_through(self, claim: Claim) -> None:
        outcome = await self._post(claim)
        part = await asyncio.to_thread(
            deliver.settle, self._store, claim, outcome, self._ambient, self._repeat
        )
        failed = part.state is not PartState.SENT
        write = log.warning if failed else log.info
        write(
            f"delivery.{part.state.value}",
            delivery_id=claim.delivery_id,
            address=str(claim.address),
            part=part.n,
            problem=part.problem,
        )

    async def _post(self, claim: Claim) -> Receipt | PostError:
        adapter = self._adapters[claim.address.platform]
        try:
            return await adapter.post(claim.address, claim.part.body, key=claim.part.key)
        except PostError as error:
            return error
        except Exception as error:  # an adapter broke its promise: assume the worst, and go on
            log.exception("courier.adapter-failed", platform=claim.address.platform)
            return Unknown(f"{type(error).__name__}: {error}")

    async def _idle(self) -> None:
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            return
