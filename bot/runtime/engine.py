"""The engine: PgQueuer on the store's database, started anew when the database was away."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TypeAlias

import asyncpg
import structlog
from pgqueuer import PgQueuer
from pgqueuer.errors import PgqException, RetryRequested
from pgqueuer.models import Job, Schedule

from bot.domain.errors import SourceError, StoreBusy, StoreTrouble
from bot.storage.postgres.connections import MISSED

log = structlog.get_logger()

Engine: TypeAlias = PgQueuer
Work: TypeAlias = Callable[[Sequence[str]], Awaitable[timedelta | None]]
"""Does a job about these; returns how long to wait for the rest of it, None: it is done."""

_AWAY = (OSError, TimeoutError, PgqException, asyncpg.PostgresError, asyncpg.InterfaceError)
LOOK = timedelta(seconds=5)  # between two looks at the queue that no notice asked for
AGAIN_SECONDS = 1.0  # before the next try while the database is away
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0  # that the queue may take over a statement: longer, and nobody is there
NIGHTLY = "17 3 * * *"
AGAIN = timedelta(seconds=2)  # after the store was busy or away
LONGEST = timedelta(minutes=5)  # between two tries of what fails


async def run_engine(
    url: str,
    register: Callable[[Engine], None],
    stop: asyncio.Event,
    *,
    at_once: int,
    heartbeat: timedelta,
) -> None:
    """Do the jobs that `register` names until `stop` is set, and see through those begun."""
    while not stop.is_set():
        try:
            await _run(url, register, stop, at_once=at_once, heartbeat=heartbeat)
        except _AWAY as error:
            log.warning("engine.waiting", problem=f"{type(error).__name__}: {error}")
            await pause(stop, AGAIN_SECONDS)


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait, but not longer than until `stop` is set."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


def does(engine: Engine, name: str, work: Work, *, at_once: int = 0) -> None:
    """Let jobs of this name be done by `work`; at most `at_once` of all workers' (0: any number).

    What fails is tried again, later each time: the rows say what is done already.
    """

    async def entry(job: Job) -> None:
        try:
            wait = await work(json.loads(job.payload or b"[]"))
        except (StoreBusy, StoreTrouble, SourceError) as error:
            log.warning("job.waiting", job=name, problem=str(error))
            wait = AGAIN
        except Exception:  # one job: the others go on, and this one is tried again
            log.exception("job.failed", job=name, attempts=job.attempts)
            wait = min(AGAIN * 2 ** min(job.attempts, 10), LONGEST)
        if wait is not None:
            raise RetryRequested(delay=max(wait, timedelta(0)))

    engine.entrypoint(name, concurrency_limit=at_once, accepts_context=False)(entry)


def ticks(engine: Engine, name: str, seconds: int | None, step: Callable[[], object]) -> None:
    """Let one of all workers run `step` in a thread, every so many seconds; None: once a night."""

    async def tick(_: Schedule) -> None:
        try:
            await asyncio.to_thread(step)
        except (StoreBusy, StoreTrouble, SourceError) as error:
            log.warning("tick.waiting", tick=name, problem=str(error))
        except Exception:  # one turn: the next tick tries again, and the store is as it was
            log.exception("tick.failed", tick=name)

    when = NIGHTLY if seconds is None else f"* * * * * */{seconds}"
    engine.schedule(name, when, accepts_context=False)(tick)


async def _run(
    url: str,
    register: Callable[[Engine], None],
    stop: asyncio.Event,
    *,
    at_once: int,
    heartbeat: timedelta,
) -> None:
    # What a job does wrong we say ourselves; that the database is away it would say for each job.
    logging.getLogger("pgqueuer").setLevel(logging.CRITICAL)
    connection = await asyncpg.connect(
        url,
        timeout=CONNECT_SECONDS,
        command_timeout=ANSWER_SECONDS,
        server_settings=dict(MISSED),
    )
    engine = PgQueuer.from_asyncpg_connection(connection)
    register(engine)
    ending = asyncio.create_task(_end(engine, stop))
    try:
        await engine.run(
            dequeue_timeout=LOOK,
            batch_size=max(1, at_once // 2),
            max_concurrent_tasks=at_once,
            shutdown_on_listener_failure=True,
            heartbeat_timeout=heartbeat,
        )
    finally:
        ending.cancel()
        connection.terminate()


async def _end(engine: Engine, stop: asyncio.Event) -> None:
    await stop.wait()
    engine.shutdown.set()
