"""The engine: what it says, and how often, while the database is away."""

from __future__ import annotations

import asyncio

from structlog.testing import capture_logs

from bot.runtime import engine
from bot.runtime.engine import Calm, run_engine


async def test_the_same_trouble_is_said_once_a_minute(monkeypatch):
    with capture_logs() as said:
        calm = Calm()
        for problem in ("gone", "gone", "full", "gone"):
            calm.warning("job.waiting", job="group", problem=problem)
        assert [one["problem"] for one in said] == ["gone", "full"]
        monkeypatch.setattr(engine, "CALM_SECONDS", 0.0)
        calm.warning("job.waiting", job="group", problem="gone")
    assert [one["problem"] for one in said] == ["gone", "full", "gone"]


async def test_however_often_an_engine_finds_no_database_it_says_so_once(monkeypatch):
    monkeypatch.setattr(engine, "AGAIN_SECONDS", 0.001)
    stop, tries = asyncio.Event(), []

    async def refused(*_, **__):
        tries.append(1)
        if len(tries) == 5:
            stop.set()
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr(engine, "_run", refused)
    with capture_logs() as said:
        await run_engine("", lambda _: None, stop, at_once=1, heartbeat=engine.LOOK)
    assert len(tries) == 5
    assert [(one["event"], one["log_level"]) for one in said] == [("engine.waiting", "warning")]
