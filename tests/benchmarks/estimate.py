"""What very many subscribers and feeds would take, worked out from what one unit costs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

SUBSCRIBERS, FEEDS = 1_000_000, 10_000
POLLS, NEWS = 48, 12  # of a feed in a day: how often it is asked, and articles that are new
BUSIEST = 3  # times the mean: the hour in which most is written
FULL = 0.7  # of a core is used, so that waits stay short
TOKEN = 29.5  # posts a second that Telegram takes of one bot
DATABASE, DISK = 16, 2000  # cores and gigabytes of a large machine for it
MEMORY = 2000  # megabytes that a process may have
WINDOW, INDEXED = 3, 0.8  # days, and kilobytes an article, of the index that each grouper keeps
KEPT, MARKS = 90, 400  # days: articles and digests; who was told what


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one unit of a step costs."""

    step: str
    units: int  # that were measured
    ours: float  # milliseconds of CPU in our processes
    database: float  # and in the database's
    wal: float  # kilobytes that it writes ahead
    kept: float  # kilobytes by which it grows


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much of a step there is."""

    cost: Cost
    a_day: float
    an_hour: float  # in the busiest hour
    days: float  # that it is kept for

    @property
    def cores(self) -> tuple[float, float]:
        """Our cores and the database's, in the busiest hour."""
        hour = self.an_hour / 3_600_000
        return hour * self.cost.ours, hour * self.cost.database

    @property
    def kept(self) -> float:
        """Gigabytes when as much goes as comes."""
        return self.a_day * self.cost.kept * self.days / 1e6


def estimate(costs: Mapping[str, Cost]) -> str:
    """Return the estimate as text."""
    loads = _loads(costs)
    heads = ("a day", "busiest h", "our cores", "db cores", "WAL MB/s", "GB kept")
    lines = [
        f"{SUBSCRIBERS:,} subscribers, one digest a day each, all due in one hour;",
        f"{FEEDS:,} feeds, asked {POLLS} times a day, {NEWS} articles a day each",
        f"{'step':<26}" + "".join(f"{head:>12}" for head in heads),
    ]
    for load in loads:
        ours, database = load.cores
        wal = load.an_hour * load.cost.wal / 3_600_000
        figures = (ours, database, wal, load.kept)
        lines.append(
            f"{load.cost.step:<26}{load.a_day:>12,.0f}{load.an_hour:>12,.0f}"
            + "".join(f"{figure:>12.2f}" for figure in figures)
        )
    ours, database = (sum(load.cores[n] for load in loads) for n in (0, 1))
    kept = sum(load.kept for load in loads)
    lines += [
        (
            f"together: {ours:.1f} cores of ours,"
            f" {math.ceil(ours / FULL)} processes at {FULL:.0%} of one;"
            f" {database:.1f} of the database; {kept:,.0f} GB when as much goes as comes"
        ),
        "what breaks, the first thing first (how often its limit is asked for):",
    ]
    return "\n".join(lines + _breaks(costs, loads, database, kept))


def _loads(costs: Mapping[str, Cost]) -> list[Load]:
    articles = FEEDS * NEWS
    hour = articles / 24 * BUSIEST
    news = next(
        one for name, one in costs.items() if name.startswith("poll a feed, ") and "news" in name
    )
    items = int(news.step.split()[-2])
    several = [
        Load(
            cost=costs["poll a feed, none"], a_day=FEEDS * POLLS, an_hour=FEEDS * POLLS / 24, days=0
        ),
        Load(cost=news, a_day=articles / items, an_hour=hour / items, days=KEPT),
    ]
    several += [
        Load(cost=costs[step], a_day=articles, an_hour=hour, days=KEPT)
        for step in ("summarize an article", "group an article")
    ]
    several.append(Load(cost=costs["keep a subscriber"], a_day=SUBSCRIBERS, an_hour=0, days=1))
    long = costs["remember what was told"]
    several.append(Load(cost=long, a_day=SUBSCRIBERS, an_hour=0, days=MARKS - KEPT))
    several += [
        Load(cost=costs[step], a_day=SUBSCRIBERS, an_hour=SUBSCRIBERS, days=KEPT)
        for step in ("plan a digest", "post a digest")
    ]
    return several


def _breaks(
    costs: Mapping[str, Cost], loads: list[Load], database: float, kept: float
) -> list[str]:
    group = costs["group an article"]
    grouping = next(load for load in loads if load.cost is group)
    window = FEEDS * NEWS * WINDOW * INDEXED / 1000
    hours = SUBSCRIBERS / TOKEN / 3600
    groups = 1000 / (group.ours + group.database)
    found = [
        (SUBSCRIBERS / 3600 / TOKEN, f"one bot on Telegram: {hours:.1f} hours for all of them"),
        (database / DATABASE, f"the database's {DATABASE} cores: {database:.1f} in that hour"),
        (kept / DISK, f"its disk of {DISK:,} GB: {kept:,.0f} GB, as digests are kept {KEPT} days"),
        (sum(grouping.cores), f"grouping, one process at a time: {groups:,.0f} articles a second"),
        (window / MEMORY, f"its index of {WINDOW} days in memory: {window:,.0f} MB"),
    ]
    return [f"{times:>6.2f}  {what}" for times, what in sorted(found, reverse=True)]
