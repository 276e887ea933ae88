"""What there is to do once something is kept, told to the job queue in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

import psycopg
from pgqueuer.adapters.drivers.psycopg import SyncPsycopgDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.queries import SyncQueries
from psycopg.sql import SQL

from bot.domain.followups import ONE_AT_A_TIME, TOGETHER, FollowUp
from bot.storage.postgres.migrate import LOCK


def install(connection: psycopg.Connection) -> None:
    """Make the tables of the job queue, unless they are there."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        if connection.execute("SELECT to_regclass('pgqueuer')").fetchone() == (None,):
            connection.execute(SQL(_install_statement()))


@cache
def _install_statement() -> str:
    # What it notes of jobs that ended need not outlive a crash of the server; the jobs do.
    settings = DBSettings(durability=Durability.balanced)
    return QueryBuilderEnvironment(settings).build_install_query(create_schema=False)


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
