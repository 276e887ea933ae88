"""Looks after parts of which nobody can say whether they arrived, beside the courier's posts."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

import structlog

from bot.domain.deliveries import Body, Doubt, Part, PartState, Receipt
from bot.domain.errors import PostError, StoreError, TryLater, Unknown
from bot.pipeline import doubts
from bot.pipeline.deliver import Rules
from bot.pipeline.drafting import Render
from bot.ports.ambient import Ambient
from bot.ports.chat import ChatAdapter
from bot.ports.records import Claim
from bot.ports.store import Store
from bot.runtime.asking import asked, at_pace
from bot.runtime.pacing import Pace
from bot.runtime.settling import AGAIN_SECONDS
from bot.runtime.trouble import Trouble

log = structlog.get_logger()

AT_A_TIME = 8
LOOKED_THROUGH = 200  # those that may not be looked after yet must not hide the others


class Doubting:
    """Looks parts up where the platform can tell, and posts a card where it cannot."""

    def __init__(
        self,
        store: Store,
        adapters: Mapping[str, ChatAdapter],
        ambient: Ambient,
        *,
        render: Render,
        rules: Rules,
        pace: Pace,
        trouble: Trouble,
    ) -> None:
        self._store = store
        self._adapters = adapters
        self._ambient = ambient
        self._render = render
        self._rules = rules
        self._pace = pace
        self._trouble = trouble
        self._tasks: dict[str, asyncio.Task[None]] = {}  # by the part's key
        self._no_look_up: dict[str, float] = {}  # by workspace: until when, on the loop's clock

    @property
    def flying(self) -> Collection[asyncio.Task[None]]:
        """What is being looked after now."""
        return self._tasks.values()

    async def turn(self, platforms: Collection[str]) -> bool:
        """Begin to look after what is due; False: nothing may be now."""
        if len(self._tasks) >= AT_A_TIME or not platforms:
            return False
        # One that ends while we read stands in what we read as it was: it must not be asked twice.
        flying = set(self._tasks)
        found = await asyncio.to_thread(
            doubts.doubtful, self._store, platforms, self._ambient, LOOKED_THROUGH
        )
        begun = False
        for claim in found:
            if len(self._tasks) >= AT_A_TIME:
                break
            begun |= claim.part.key not in flying and self._begin(claim)
        return begun

    async def look_after(self, claim: Claim) -> bool:
        """Look after one part, and wait for what comes of it; False: nothing may be asked now."""
        key = claim.part.key
        if key not in self._tasks and not self._begin(claim):  # a job may be given to us twice
            return False
        await asyncio.wait([self._tasks[key]])
        return True

    def _begin(self, claim: Claim) -> bool:
        key, now = claim.part.key, asyncio.get_running_loop().time()
        if not self._may_ask(claim, now):
            return False
        slot = now  # only a card is a post
        if self._rules.of(claim) is Doubt.CARD:
            slot += self._pace.take(claim.address, now)
        task = asyncio.create_task(self._see_to(claim, slot))
        self._tasks[key] = task
        task.add_done_callback(partial(self._forget, key))
        return True

    def _may_ask(self, claim: Claim, now: float) -> bool:
        match self._rules.of(claim):
            case Doubt.CARD:
                return self._pace.lets(claim.address, now)
            case Doubt.LOOK_UP:
                return self._no_look_up.get(_workspace(claim), now) <= now
            case _:
                return True

    def _forget(self, key: str, _: asyncio.Task[None]) -> None:
        del self._tasks[key]

    async def _see_to(self, claim: Claim, slot: float) -> None:
        result = await self._ask(claim, slot)
        if self._rules.of(claim) is Doubt.LOOK_UP and isinstance(result, TryLater):
            now = asyncio.get_running_loop().time()
            self._no_look_up[_workspace(claim)] = now + result.after.total_seconds()
        elif result is not None and not isinstance(result, doubts.Resting):
            await self._trouble.note(claim.address, result)
        try:
            part = await self._write(claim, result)
        except Exception:  # a mistake of ours; it stays unknown, and is looked after once more
            log.exception("doubt.failed", key=claim.part.key)
            return
        told: dict[str, Any] = {
            "state": part.state.value,
            "delivery_id": claim.delivery_id,
            "address": str(claim.address),
            "part": part.n,
            "problem": part.problem,
        }
        if part.state is PartState.SKIPPED and result is not None:
            log.warning("doubt.given-up", **told)  # without a word to its chat, and by no setting
        else:
            log.info("doubt.settled", **told)

    async def _write(self, claim: Claim, result: Receipt | PostError | None) -> Part:
        """Write what came of it, and try until it is written: a card would be posted again."""
        while True:
            try:
                return await asyncio.to_thread(
                    doubts.settle_doubt, self._store, claim, result, self._ambient, self._rules
                )
            except StoreError as error:
                log.warning("doubt.cannot-write", problem=str(error))
                await asyncio.sleep(AGAIN_SECONDS)

    async def _ask(self, claim: Claim, slot: float) -> Receipt | PostError | None:
        address, key = claim.address, claim.part.key
        adapter = self._adapters[address.platform]
        match self._rules.of(claim):
            case Doubt.LOOK_UP:
                since = claim.part.tried_at or self._ambient.now()
                return await asked(address.platform, adapter.find(address, key, since=since))
            case Doubt.CARD:
                body = await self._card(claim)
                if isinstance(body, PostError):
                    return body
                await asyncio.sleep(slot - asyncio.get_running_loop().time())
                post = partial(adapter.post, address, body, key=f"{key}.card")
                return await at_pace(self._pace, address, lambda: asked(address.platform, post()))
            case Doubt.REPEAT | Doubt.SKIP:
                return None

    async def _card(self, claim: Claim) -> Body | PostError:
        try:
            return await asyncio.to_thread(
                doubts.card, self._store, claim, self._render, self._ambient
            )
        except doubts.Resting as error:
            return error
        except Exception as error:  # it stays unknown, and is looked after later
            log.exception("doubt.no-card", key=claim.part.key)
            return Unknown(f"{type(error).__name__}: {error}")


def _workspace(claim: Claim) -> str:
    return f"{claim.address.platform}:{claim.address.workspace}"
