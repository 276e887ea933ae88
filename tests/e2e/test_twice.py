"""The engine may run a job twice, at once or later, here or elsewhere: it does no harm."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import timedelta
from ipaddress import ip_network

import pytest

from bot.domain.deliveries import OPEN
from bot.runtime import jobs
from bot.runtime.ambient import now
from bot.runtime.engine import Engine, Work, does, ticks
from bot.runtime.sections import WorkerSettings
from bot.runtime.settings import FolderSettings
from bot.runtime.source_settings import FetchSettings, SourcesSettings
from bot.runtime.wiring import build
from tests.e2e.restarting import World
from tests.e2e.service import a_worker, falls_due, settings_for, shown, until
from tests.e2e.website import a_website

STORIES = ("Harbor bridge opens", "Ferry sold")
LONG = 180  # seconds, as everything is done three times
PROBE = "Probe lands\n\nThe probe landed on the moon at {}."
OURS = (  # what does in one process what the engine does for many
    "bot.pipeline.deliver.claim",
    "bot.pipeline.feeds.FeedWork.claim",
    "bot.runtime.courier.Courier.__init__",
    "bot.runtime.lease.Lease.__init__",
    "bot.runtime.ticks.Ticks.__init__",
)
JOBS = {
    "collect", "correct", "deliver slack", "deliver telegram", "due", "edit slack",
    "edit telegram", "feeds", "group", "plan", "poll", "summarize", "sweep",
}  # fmt: skip


@pytest.fixture
def twice(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Let every job be done by all who can at once, and once more after that; return which were.

    What the engine's clock makes happen is done twice at once, too.
    """
    known: dict[str, list[Work]] = {}
    done: set[str] = set()

    def doing_twice(engine: Engine, name: str, work: Work, *, at_once: int = 0) -> None:
        known.setdefault(name, []).append(work)

        async def all_at_once(abouts: Sequence[str]) -> timedelta | None:
            every = known[name] if len(known[name]) > 1 else [work, work]
            await asyncio.gather(*(one(abouts) for one in every))
            done.add(name)
            return await work(abouts)

        does(engine, name, all_at_once, at_once=at_once)

    def ticking_twice(
        engine: Engine, name: str, seconds: int | None, step: Callable[[], object]
    ) -> None:
        def both() -> None:
            with ThreadPoolExecutor(2) as pool:
                for one in [pool.submit(step) for _ in range(2)]:
                    one.result()
            done.add(name)

        ticks(engine, name, seconds, both)

    monkeypatch.setattr(jobs, "does", doing_twice)
    monkeypatch.setattr(jobs, "ticks", ticking_twice)
    return done


@pytest.fixture
def nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail if a lease, a claim loop or a queue of our own is in the path."""

    def used(*_: object, **__: object) -> None:
        raise AssertionError("This is for one process that does everything.")

    for name in OURS:
        monkeypatch.setattr(name, used)


@pytest.mark.usefixtures("quick", "nothing_of_ours")
async def test_every_job_is_done_twice(program, telegram, slack, postgres_url, twice):
    team = slack.team("T1")
    rooms = [team.channel(f"c{number}") for number in range(5)]
    rooms += [telegram.private(telegram.person(f"T{number}")) for number in range(5)]
    async with AsyncExitStack() as stack:
        settings = settings_for(program, telegram, slack).model_copy(
            update={
                "store": postgres_url,
                "workers": WorkerSettings(heartbeat_seconds=5),
                "folder": FolderSettings(scan_seconds=1),
                "sources": SourcesSettings(feeds=(stack.enter_context(a_website()).feed,)),
                "fetch": FetchSettings(private=(ip_network("127.0.0.0/8"),)),
            }
        )
        program.put("space/probe.txt", PROBE.format("noon"))
        both = []
        for _ in range(2):
            app = stack.enter_context(build(settings, queues=True))
            both.append(a_worker(app, asyncio.Event()))
        store = both[0].app.store
        running = [asyncio.create_task(one.run()) for one in both]
        of_file_and_feed = 2
        await until(store, lambda tx: tx.stories.count() == of_file_and_feed, within=LONG)
        falls_due(store, now(), rooms, STORIES)
        await until(
            store,
            lambda tx: not tx.subscriptions.due(now(), 1) and not tx.outbox.listed(OPEN, 1),
            within=LONG,
        )
        program.put("space/probe.txt", PROBE.format("midnight"))
        for room in rooms:
            await room.shows("midnight", within=LONG)
        await until(store, lambda tx: not tx.edits.waiting(), within=LONG)
        await slack.settled()
        for one in both:
            one.stop.set()
        await asyncio.gather(*running)
        assert twice - {"tidy"} == JOBS
        await asyncio.gather(*(asyncio.to_thread(one.app.steps.tidy) for one in both))
        stories = [*STORIES, "Probe lands", "Bridge opens"]
        world = World(program, telegram, slack, store, program.forks)
        assert world.wrong(rooms, stories) == []
        assert [shown(room, "noon") for room in rooms] == [0] * len(rooms)
