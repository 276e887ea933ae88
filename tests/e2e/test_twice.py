"""The engine may run a job twice, at once or later, here or elsewhere: it does no harm."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from bot.domain.deliveries import OPEN
from bot.runtime import jobs
from bot.runtime.ambient import now
from bot.runtime.engine import Engine, Work, does
from bot.runtime.sections import WorkerSettings
from bot.runtime.settings import FolderSettings
from bot.runtime.wiring import build
from tests.e2e.service import a_worker, falls_due, settings_for, shown, until
from tests.fakes.slack_world import Channel

STORIES = ("Harbor bridge opens", "Ferry sold")


@pytest.fixture
def twice(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let every job be done by all who can at once, and once more after that; return which were."""
    known: dict[str, list[Work]] = {}
    done: list[str] = []

    def doing_twice(engine: Engine, name: str, work: Work, *, at_once: int = 0) -> None:
        known.setdefault(name, []).append(work)

        async def all_at_once(abouts: Sequence[str]) -> timedelta | None:
            every = known[name] if len(known[name]) > 1 else [work, work]
            await asyncio.gather(*(one(abouts) for one in every))
            done.append(name)
            return await work(abouts)

        does(engine, name, all_at_once, at_once=at_once)

    monkeypatch.setattr(jobs, "does", doing_twice)
    return done


async def test_every_job_is_done_twice(program, telegram, slack, postgres_url, twice):
    settings = settings_for(program, telegram, slack).model_copy(
        update={
            "store": postgres_url,
            "workers": WorkerSettings(heartbeat_seconds=5),
            "folder": FolderSettings(scan_seconds=1),
        }
    )
    program.put("space/probe.txt", "Probe lands\n\nThe probe landed on the moon at noon.")
    team = slack.team("T1")
    rooms = [team.channel(f"c{number}") for number in range(5)]
    rooms += [telegram.private(telegram.person(f"T{number}")) for number in range(5)]
    async with AsyncExitStack() as stack:
        both = []
        for _ in range(2):
            app = stack.enter_context(build(settings, queues=True))
            both.append(a_worker(app, asyncio.Event()))
        store = both[0].app.store
        falls_due(store, now(), rooms, STORIES)
        running = [asyncio.create_task(one.run()) for one in both]
        await until(store, lambda tx: tx.articles.count() == 3 and tx.stories.count() == 3)
        await until(
            store, lambda tx: not tx.subscriptions.due(now(), 1) and not tx.outbox.listed(OPEN, 1)
        )
        await slack.settled()
        for one in both:
            one.stop.set()
        await asyncio.gather(*running)
    assert set(twice) >= {"summarize", "group", "plan", "deliver slack", "deliver telegram"}
    for room in rooms:
        for story in STORIES:
            assert shown(room, story) == 1 if isinstance(room, Channel) else shown(room, story) <= 1
