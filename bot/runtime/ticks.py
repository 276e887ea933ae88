"""Ticks: APScheduler wakes the steps of the pipeline; the store decides what there is to do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import nullcontext, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from threading import Event
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.domain.articles import ArticleId
from bot.domain.errors import SourceError, StoreBusy, StoreTrouble
from bot.domain.ranking import Weights
from bot.domain.subscriptions import SubscriptionId
from bot.pipeline.collect import collect_all
from bot.pipeline.correct import correct
from bot.pipeline.drafting import Render
from bot.pipeline.filing import Topics
from bot.pipeline.group import Grouping, group_new, merge_twins
from bot.pipeline.plan import plan, plan_these
from bot.pipeline.put_off import bring_back
from bot.pipeline.queues import Queues
from bot.pipeline.recent import Recent
from bot.pipeline.summarize import summarize_new, summarize_these
from bot.pipeline.tidy import Keep, Tidied, tidy
from bot.pipeline.tongues import merge_tongues
from bot.ports.ambient import Ambient
from bot.ports.links import ReadAt, nowhere
from bot.ports.source import Source
from bot.ports.store import Store
from bot.runtime.asking import Timed
from bot.runtime.wall_clock import WallClock

log = structlog.get_logger()

PLAN_SECONDS = 5.0  # how exactly a due time is met
TIDY_FIRST = timedelta(minutes=1)
TIDY_HOURS = 24
_FOREVER = None  # misfire_grace_time: a tick is never too late to look


class _Stopped(Exception):  # noqa: N818 -- no error: the way out of a step in threads
    """We were asked to stop between two batches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The pipeline of this process, ready to be woken; safe to call from any thread."""

    store: Store
    sources: tuple[Source, ...]
    ambient: Ambient
    render: Render
    read_at: ReadAt = nowhere
    keep: Keep = field(default_factory=Keep)
    weights: Weights = field(default_factory=dict)
    queues: Queues = field(default_factory=Queues)
    recent: Recent = field(default_factory=Recent)
    topics: Topics = field(default_factory=dict)
    timed: Timed = nullcontext
    grouping: Grouping = field(default_factory=Grouping)
    stopping: Event = field(default_factory=Event)  # set: leave off between two batches

    def take_in(self) -> None:
        """Collect, summarize and group what is new; left off early, it goes on the next time."""
        with suppress(_Stopped):
            self.collect()
            with self.timed("summarize"):
                summarize_new(self.store, topics=self.topics, tick=self._tick)
            self.group()
            self.correct()

    def collect(self) -> None:
        """Collect what is new in the sources."""
        for source in self.sources:
            with self.timed("collect"):
                outcome = collect_all(self.store, source, self.ambient, tick=self._tick)
            for rejection in outcome.rejected:
                log.warning("collect.rejected", key=rejection.key, reason=rejection.reason)
            if outcome.added or outcome.changed:
                log.info("collect.done", added=len(outcome.added), changed=len(outcome.changed))

    def summarize_these(self, article_ids: Sequence[ArticleId]) -> None:
        """Summarize some articles."""
        with self.timed("summarize"):
            summarize_these(self.store, article_ids, topics=self.topics)

    def group(self) -> None:
        """Group what was summarized."""
        with self.timed("group"):
            group_new(self.store, self.ambient, self.grouping, tick=self._tick)
            merged = merge_tongues(self.store, self.ambient, self.grouping, tick=self._tick)
            merged += merge_twins(self.store, self.ambient, self.grouping, tick=self._tick)
        if merged:
            log.info("group.merged", stories=merged)

    def correct(self) -> None:
        """Put right what was posted and is not so any more."""
        with self.timed("correct"):
            edits = correct(self.store, self.ambient, self.render, read_at=self.read_at)
        if edits:
            log.info("correct.done", edits=edits)

    def _tick(self, _: int) -> None:
        if self.stopping.is_set():
            raise _Stopped

    def _goes_on(self) -> bool:
        return not self.stopping.is_set()

    def plan(self) -> bool:
        """Plan the digests that are due; True: there are new ones to post. The rest goes later."""
        with self.timed("plan"), self.recent.turn():
            planned = plan(
                self.store,
                self.ambient,
                self.render,
                self.weights,
                go_on=self._goes_on,
                read_at=self.read_at,
                queues=self.queues,
                recent=self.recent,
            )
        if planned.digests:
            log.info("plan.done", digests=planned.digests)
        return planned.digests > 0

    def plan_these(self, subscription_ids: Sequence[SubscriptionId]) -> None:
        """Plan the digests of some subscriptions that are due."""
        with self.timed("plan"), self.recent.turn():
            planned = plan_these(
                self.store,
                self.ambient,
                self.render,
                subscription_ids,
                self.weights,
                read_at=self.read_at,
                queues=self.queues,
                recent=self.recent,
            )
        if planned.digests:
            log.info("plan.done", digests=planned.digests)

    def bring_back(self) -> None:
        """Let nothing wait longer than it was meant to, because a clock was ahead."""
        moved = bring_back(self.store, self.ambient)
        if moved:
            log.warning("clock.brought-back", subscriptions=moved)

    def tidy(self) -> None:
        """Let go of what is old; left off early, the rest goes the next time."""
        self.bring_back()
        with self.timed("tidy"):
            done = tidy(self.store, self.ambient, self.keep, go_on=self._goes_on)
        if done != Tidied():
            log.info("tidy.done", **asdict(done))


class Ticks:
    """Interval jobs in memory that run the steps in threads, each one at a time."""

    def __init__(self, steps: Steps, *, scan_seconds: float, planned: Callable[[], None]) -> None:
        self._steps = steps
        self._planned = planned
        self._scan_seconds = scan_seconds
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": _FOREVER},
        )
        self._taking_in: asyncio.Task[None] | None = None
        self._again = False
        self._clock = WallClock(steps.ambient.now)
        self._scheduler.add_job(self._look, "interval", seconds=scan_seconds, id="take-in")
        self._beside: dict[str, asyncio.Task[None]] = {}  # the scheduler would cancel them
        self._scheduler.add_job(
            self._begin, "interval", ("plan", self.plan), seconds=PLAN_SECONDS, id="plan"
        )
        first = steps.ambient.now() + TIDY_FIRST  # not while everybody waits for us to start
        self._scheduler.add_job(
            self._begin,
            "interval",
            ("tidy", self.tidy),
            hours=TIDY_HOURS,
            id="tidy",
            next_run_time=first,
        )

    def start(self) -> None:
        """Begin to tick; needs a running loop."""
        self._scheduler.start()

    def change(self, *, keep: Keep, queues: Queues, scan_seconds: float) -> None:
        """Keep things for another time, and count and look at another pace, from now on."""
        self._steps = replace(self._steps, keep=keep, queues=queues)
        if scan_seconds != self._scan_seconds:
            self._scan_seconds = scan_seconds
            self._scheduler.reschedule_job("take-in", trigger="interval", seconds=scan_seconds)

    async def stop(self) -> None:
        """Tick no more, and wait for the steps that are running."""
        if self._scheduler.running:
            self._scheduler.pause()
            await asyncio.sleep(0)  # what was handed out begins: cancelled, it would be an error
            self._scheduler.shutdown(wait=False)
        self._again = False
        self._steps.stopping.set()
        running = [*self._beside.values()]
        if self._taking_in is not None:
            running.append(self._taking_in)
        await asyncio.gather(*running)

    def take_in_soon(self) -> None:
        """Look at the sources, on the loop; while a look is running, once more after it."""
        self._again = True
        if self._taking_in is None or self._taking_in.done():
            self._taking_in = asyncio.get_running_loop().create_task(self._take_in())

    async def plan(self) -> None:
        """Plan what is due now, and wake the courier for it."""
        jump = self._clock.look(asyncio.get_running_loop().time())
        if jump is not None and jump < timedelta():
            await self._guarded(self._steps.bring_back, "bring-back")
        if await self._guarded(self._steps.plan, "plan"):
            self._planned()

    async def tidy(self) -> None:
        """Let go of what is old."""
        await self._guarded(self._steps.tidy, "tidy")

    async def _begin(self, name: str, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run a step as a task of our own, unless it runs: `stop` waits for it."""
        if name not in self._beside or self._beside[name].done():
            self._beside[name] = asyncio.get_running_loop().create_task(step())

    async def _look(self) -> None:
        self.take_in_soon()  # a coroutine, since the scheduler runs plain functions in threads

    async def _take_in(self) -> None:
        while self._again:
            self._again = False
            await self._guarded(self._steps.take_in, "take-in")

    async def _guarded(self, step: Callable[[], bool | None], name: str) -> bool:
        try:
            return bool(await asyncio.to_thread(step))
        except (StoreBusy, StoreTrouble, SourceError) as error:  # what an operator can see and mend
            log.warning("tick.waiting", tick=name, problem=str(error))
            return False
        except Exception:  # one turn: the next tick tries again, and the store is as it was
            log.exception("tick.failed", tick=name)
            return False
