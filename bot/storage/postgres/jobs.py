"""What there is to do once something is kept, told to the job queue in the same transaction."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version

import asyncpg
import psycopg
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.drivers.psycopg import SyncPsycopgDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.errors import PgqException
from pgqueuer.queries import Queries, SyncQueries
from psycopg.sql import SQL, Literal

from bot.domain.errors import StoreError
from bot.domain.followups import ONE_AT_A_TIME, TOGETHER, FollowUp
from bot.storage.postgres.migrate import LOCK

VERSION = version("pgqueuer")  # is noted at its table: the newest that has made its tables fit


def install(connection: psycopg.Connection, url: str) -> None:
    """Make the tables of the job queue, or let those of an older release of it fit this one.

    Those of a newer one stay: whoever is still on the older one goes on beside it.

    Raises:
        StoreError: they cannot be made to fit.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        if connection.execute("SELECT to_regclass('pgqueuer')").fetchone() == (None,):
            connection.execute(SQL(_install_statement()))
            _note(connection)
            return
    if _noted(connection) < _numbers(VERSION):
        with ThreadPoolExecutor(1) as pool:  # a loop may be running here
            pool.submit(asyncio.run, _upgrade(url)).result()
        _note(connection)


def _environment() -> QueryBuilderEnvironment:
    # What it notes of jobs that ended need not outlive a crash of the server; the jobs do.
    return QueryBuilderEnvironment(DBSettings(durability=Durability.balanced))


@cache
def _install_statement() -> str:
    return _environment().build_install_query(create_schema=False)


async def _upgrade(url: str) -> None:
    try:
        connection = await asyncpg.connect(url)
        try:
            queries = Queries(AsyncpgDriver(connection), qbe=_environment())
            await queries.apply_upgrade()  # one process at a time, by a lock of its own
        finally:
            connection.terminate()
    except (OSError, asyncpg.PostgresError, PgqException) as error:
        raise StoreError(
            f"The job queue's tables cannot be made to fit PgQueuer {VERSION}: {error}"
        ) from error


def _note(connection: psycopg.Connection) -> None:
    connection.execute(SQL("COMMENT ON TABLE pgqueuer IS {}").format(Literal(VERSION)))


def _noted(connection: psycopg.Connection) -> tuple[int, ...]:
    found = connection.execute("SELECT obj_description('pgqueuer'::regclass, 'pg_class')")
    (noted,) = found.fetchone() or ("",)
    return _numbers(noted or "")


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", release)[:3]))


def enqueue(connection: psycopg.Connection, follow_ups: Sequence[FollowUp]) -> None:
    """Queue what there is to do; it is seen when the transaction is committed, or never.

    A job that waits or runs already under the same key is not queued a second time.
    """
    jobs = _jobs(follow_ups)
    if not jobs:
        return
    names, payloads, keys = zip(*jobs, strict=True)
    SyncQueries(SyncPsycopgDriver(connection)).enqueue(
        list(names),
        list(payloads),
        [0] * len(jobs),
        dedupe_key=list(keys),
        on_conflict="skip",
    )


def _jobs(follow_ups: Sequence[FollowUp]) -> list[tuple[str, bytes, str | None]]:
    """Return each job's entry point, payload and key: what may be done together is one job.

    But not more than one process does in a moment: the others are to get their share.
    """
    found: dict[str, dict[str, None]] = {}
    for one in follow_ups:
        found.setdefault(one.step, {})[one.about] = None
    jobs: list[tuple[str, bytes, str | None]] = []
    for step, abouts in found.items():
        if step in TOGETHER:
            ids, most = list(abouts), TOGETHER[step]
            some = (ids[start : start + most] for start in range(0, len(ids), most))
            jobs += [(step, json.dumps(one).encode(), None) for one in some]
            continue
        for about in abouts:
            key = f"{step} {about}" if step.partition(" ")[0] in ONE_AT_A_TIME else None
            jobs.append((step, json.dumps([about]).encode(), key))
    return jobs
