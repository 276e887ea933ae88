"""The carrier: posts what waits for one chat, part after part, and says when to come again; edits.

The same steps of the pipeline as the courier's; but which chat is next, and on which machine, is
the job queue's business. Each step leaves the part in a state from which any process goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeAlias, TypeVar

import structlog

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import PartState
from bot.domain.errors import StoreError, StoreTrouble
from bot.pipeline import deliver
from bot.pipeline.deliver import Outcome, Rules
from bot.pipeline.drafting import Render
from bot.ports.ambient import Ambient
from bot.ports.chat import ChatAdapter
from bot.ports.records import Claim
from bot.ports.store import Store
from bot.runtime.asking import Timed, at_pace, posted
from bot.runtime.courier import tell
from bot.runtime.doubting import Doubting
from bot.runtime.editing import Editing
from bot.runtime.pacing import Pace
from bot.runtime.settling import AGAIN_SECONDS, Settling
from bot.runtime.together import Together
from bot.runtime.trouble import Trouble

log = structlog.get_logger()

T = TypeVar("T")

_Claiming: TypeAlias = tuple[ChatAddress, datetime]  # a chat, and when its part is claimed

AT_ONCE = timedelta(0)
SOON = timedelta(seconds=1)
A_WHILE = timedelta(minutes=10)  # a clock may be set meanwhile, and what was planned is moved


class Carrier:
    """Posts to the chats of the platforms that this process serves."""

    def __init__(
        self,
        store: Store,
        adapters: Mapping[str, ChatAdapter],
        ambient: Ambient,
        *,
        render: Render,
        rules: Rules,
        pace: Pace,
        goes_on: Callable[[str], bool] = lambda _: True,
        flying: set[str] | None = None,
        timed: Timed = nullcontext,
    ) -> None:
        """Take what it works with; `goes_on` says whether more may be posted to a platform.

        `flying` has the keys of the parts that this process is seeing through.
        """
        self._store = store
        self._adapters = adapters
        self._ambient = ambient
        self._timed = timed
        self._rules = rules
        self._pace = pace
        self._goes_on = goes_on
        self._trouble = Trouble(store, ambient, pace)
        self._settling = Settling(store, ambient, rules)
        self._doubting = Doubting(
            store,
            adapters,
            ambient,
            render=render,
            rules=rules,
            pace=pace,
            trouble=self._trouble,
        )
        self._editing = Editing(store, adapters, ambient, pace=pace, trouble=self._trouble)
        self._flying = set() if flying is None else flying
        self._begun: set[asyncio.Task[Any]] = set()
        self._heads: Together[ChatAddress, Claim | None] = Together(self._look)
        self._claims: Together[_Claiming, Claim | None] = Together(self._claim)

    async def carry(self, address: ChatAddress) -> timedelta | None:
        """Post what may go to a chat; return how long to wait for the rest, None: none waits."""
        looked: set[str] = set()
        while self._goes_on(address.platform):
            part = await self._heads.ask(address)
            if part is None:
                return None
            if part.part.key in self._flying:
                return SOON  # of a job that was given to us twice
            wait = part.part.next_at - self._ambient.now()
            match part.part.state:
                case PartState.SENDING:  # whoever began has died: there is one job for each chat
                    await asyncio.to_thread(self._cut_off, part)
                case PartState.UNKNOWN if wait <= AT_ONCE:
                    if part.part.key in looked or not await self._look_after(part):
                        return SOON
                    looked.add(part.part.key)
                case PartState.PLANNED if wait <= AT_ONCE:
                    later = await self._send(address)
                    if later is not None:
                        return later
                case _:
                    return min(wait, A_WHILE)
        return AT_ONCE

    async def edit(self, platform: str) -> None:
        """Make the edits that are due on a platform, as long as it may be posted to."""
        while (
            self._may(platform) and await self._editing.turn([platform])
        ) or self._editing.flying:
            await asyncio.wait(list(self._editing.flying))

    def _may(self, platform: str) -> bool:
        closed = self._trouble.closes(platform, asyncio.get_running_loop().time())
        return self._goes_on(platform) and not closed

    async def _look_after(self, part: Claim) -> bool:
        """Look up what came of a part, or ask; False: nothing may go now."""
        return await self._to_its_end(self._doubting.look_after(part))

    async def _send(self, address: ChatAddress) -> timedelta | None:
        """Claim the next part, post and settle it; return when to come again if it may not go."""
        platform, clock = address.platform, asyncio.get_running_loop().time
        closed = self._trouble.closes_for(address, clock())
        if closed:
            return timedelta(seconds=closed)
        await asyncio.sleep(self._pace.rest(address, clock()))
        await asyncio.sleep(self._pace.take(address, clock()))
        if not self._goes_on(platform):
            return AT_ONCE
        went = await self._to_its_end(self._see_through(address))
        return None if went else SOON  # paused, held or too late: the next look says which

    async def _to_its_end(self, work: Coroutine[Any, Any, T]) -> T:
        """Do what goes on whatever becomes of the job.

        The engine cancels its jobs when the database goes away, and what came of a post would be
        lost with them.
        """
        task = self._begin(work)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(_unheard)
            raise

    def _begin(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)
        return task

    async def land(self, seconds: float) -> None:
        """Wait until what was begun is seen through, but no longer than so many seconds."""
        if self._begun:
            await asyncio.wait(set(self._begun), timeout=seconds)

    async def _see_through(self, address: ChatAddress) -> bool:
        """Claim the next part, post and settle it; False: none may go now."""
        claimed_at = self._ambient.now()
        try:
            found = await self._claims.ask((address, claimed_at))
        except StoreTrouble:  # it may have been kept all the same
            self._begin(self._let_go(address, claimed_at))
            raise
        if found is None:
            return False
        self._flying.add(found.part.key)
        try:
            post = partial(
                posted, self._adapters[address.platform], found, self._ambient, self._timed
            )
            result = await at_pace(self._pace, address, post)
            await self._trouble.note(address, result)
            outcome = Outcome(found, result)
            tell(outcome, await self._settling.write(outcome))
        finally:
            self._flying.discard(found.part.key)
        return True

    async def _let_go(self, address: ChatAddress, claimed_at: datetime) -> None:
        """Let a part go later that a claim took which failed as we were told, if it was kept."""
        while True:
            try:
                return await asyncio.to_thread(
                    deliver.let_go, self._store, address, claimed_at, self._ambient
                )
            except StoreError:
                await asyncio.sleep(AGAIN_SECONDS)

    def _look(self, addresses: Sequence[ChatAddress]) -> list[Claim | None]:
        """Return the part of each chat whose turn it is, if anything may be done about it."""
        now = self._ambient.now()
        with self._store.snapshot() as tx:
            heads = tx.outbox.heads(set(addresses), now)
        return [heads.get(one) for one in addresses]

    def _claim(self, asked: Sequence[_Claiming]) -> list[Claim | None]:
        with self._store.transaction() as tx:
            found = dict(tx.outbox.claim_for(dict(reversed(asked))))
        return [found.pop(one, None) for one, _ in asked]  # asked for twice, it is claimed once

    def _cut_off(self, part: Claim) -> None:
        deliver.cut_off(self._store, [part], self._ambient, self._rules)


def _unheard(task: asyncio.Task[Any]) -> None:
    """Say how it ended if nobody waits for it any more; of an outage others tell."""
    error = None if task.cancelled() else task.exception()
    if error is not None and not isinstance(error, StoreError):
        log.error("carrier.failed", exc_info=error)
