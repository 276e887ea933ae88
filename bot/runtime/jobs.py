"""Jobs: which step of the pipeline does which job, and what the engine's clock makes happen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.domain import followups
from bot.domain.articles import ArticleId
from bot.domain.chats import parse_address
from bot.domain.feeds import FeedId
from bot.domain.subscriptions import SubscriptionId
from bot.pipeline import sweep
from bot.runtime.carrier import Carrier
from bot.runtime.engine import Engine, Work, does, ticks
from bot.runtime.polling import Polling
from bot.runtime.ticks import Steps

DUE_SECONDS = 5  # how exactly a due time is met
SWEEP_SECONDS = 10  # what was missed waits no longer than that


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """Registers with an engine what this process can do."""

    steps: Steps
    platforms: Sequence[str]

    def collect(self, engine: Engine, scan_seconds: float) -> None:
        """Collect what sources hold, find feeds that are due: ticks, so one process at a time."""
        every = max(1, min(30, round(scan_seconds)))
        ticks(engine, "collect", every, self.steps.collect)
        feeds = partial(sweep.feeds, self.steps.store, self.steps.ambient)
        ticks(engine, followups.FEEDS, DUE_SECONDS, feeds)

    def poll(self, engine: Engine, polling: Polling) -> None:
        """Poll feeds on as many processes as there are."""

        async def poll(ids: Sequence[str]) -> timedelta | None:
            return await polling.poll(FeedId(ids[0]))

        does(engine, followups.POLL, poll)

    def summarize(self, engine: Engine) -> None:
        """Summarize articles on as many processes as there are, and group them on one."""

        async def summarize(ids: Sequence[str]) -> None:
            await asyncio.to_thread(self.steps.summarize_these, [ArticleId(one) for one in ids])

        does(engine, followups.SUMMARIZE, summarize)
        does(engine, followups.GROUP, _in_a_thread(self.steps.group), at_once=1)
        does(engine, followups.CORRECT, _in_a_thread(self.steps.correct), at_once=1)

    def plan(self, engine: Engine) -> None:
        """Plan digests; find what is due and what was missed; let go of what is old."""
        store, ambient = self.steps.store, self.steps.ambient

        async def plan(ids: Sequence[str]) -> None:
            await asyncio.to_thread(self.steps.plan_these, [SubscriptionId(one) for one in ids])

        does(engine, followups.PLAN, plan)
        ticks(engine, "due", DUE_SECONDS, partial(sweep.due, store, ambient))
        ticks(engine, "sweep", SWEEP_SECONDS, partial(sweep.missed, store, ambient, self.platforms))
        ticks(engine, "tidy", None, self.steps.tidy)

    def deliver(self, engine: Engine, platform: str, carrier: Carrier) -> None:
        """Post to a platform's chats, and edit what was posted."""

        async def deliver(addresses: Sequence[str]) -> timedelta | None:
            return await carrier.carry(parse_address(addresses[0]))

        async def edit(_: Sequence[str]) -> None:
            await carrier.edit(platform)

        does(engine, followups.for_platform(followups.DELIVER, platform), deliver)
        does(engine, followups.for_platform(followups.EDIT, platform), edit, at_once=1)


def _in_a_thread(step: Callable[[], object]) -> Work:
    async def work(_: Sequence[str]) -> None:
        await asyncio.to_thread(step)

    return work
