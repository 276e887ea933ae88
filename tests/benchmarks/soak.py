"""Sixty days in minutes: is memory flat, is the store as large as predicted, is nothing missed?

    python tests/benchmarks/soak.py [--days 60] [--chats 200] [--feeds 20] [--articles 100]

A clock that is moved a quarter of an hour at a time. Feeds bring articles (made up, no two alike,
each about one of twelve topics), chats in several time zones with daily, weekday, weekly and
twice-daily subscriptions get digests of one topic or of everything; parts are posted at once, and
once a day what is old goes. Everything is kept for a short time, so that within the days there is
as much to let go as to keep. At the end, the digests that were made are compared with the due times
of every schedule, worked out apart; digests are kept in the figures, not in memory.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.domain.chats import Chat, ChatAddress
from bot.domain.deliveries import Receipt
from bot.domain.digests import Digest
from bot.domain.schedule_text import parse_schedule
from bot.domain.schedules import next_due
from bot.domain.subscriptions import Subscription, SubscriptionId, Wants
from bot.pipeline.collect import collect_all
from bot.pipeline.deliver import Outcome, claim, expire, settle
from bot.pipeline.group import group_new
from bot.pipeline.plan import plan
from bot.pipeline.summarize import summarize_new
from bot.pipeline.tidy import Keep, tidy
from bot.ports.source import RawArticle
from bot.ports.store import Store
from bot.runtime.wiring import render
from bot.storage.open import open_store
from tests.fakes.world import ListSource, World

TOPICS = (
    "harbor", "council", "bridge", "rocket", "school", "river",
    "market", "winter", "train", "museum", "doctor", "forest",
)  # fmt: skip
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
SCHEDULES = ("daily 08:00", "weekdays 07:30", "weekly fri 17:00", "daily 06:00 18:00")
STEP = timedelta(minutes=15)
KEEP = Keep(
    articles=timedelta(days=14), digests=timedelta(days=14), told=timedelta(days=20)
)  # short, so that everything has turned over by the middle
SIGHTING_BYTES = 150  # what stays of an article that is gone: that it was seen
PER_DAY = 96
CONSONANTS = "bdfgklmnprstvz"


@dataclass(kw_only=True)
class Soak:
    """One run."""

    store: Store
    path: Path
    feeds: int
    per_day: int
    world: World = field(default_factory=World)
    written: int = 0
    wishes: list[Subscription] = field(default_factory=list)
    zones: dict[ChatAddress, ZoneInfo] = field(default_factory=dict)
    made: Counter[tuple[str, datetime]] = field(default_factory=Counter)
    posted: int = 0
    late: int = 0
    last: Digest | None = None

    def begin(self, chats: int) -> None:
        """Let a day of news go by, and then the chats subscribe to it and to all that follows."""
        for number in range(PER_DAY):
            self.step(number)
        with self.store.transaction() as tx:
            for n in range(chats):
                address = ChatAddress("telegram", str(n + 1))
                zone = ZONES[n % len(ZONES)]
                self.zones[address] = ZoneInfo(zone)
                tx.chats.put(Chat(address=address, timezone=zone))
                wants = Wants() if n % 13 == 0 else Wants(topics=frozenset({TOPICS[n % 12]}))
                schedule = parse_schedule(SCHEDULES[n % len(SCHEDULES)])
                wish = Subscription(
                    id=SubscriptionId(f"wish-{n}"),
                    address=address,
                    wants=wants,
                    schedule=schedule,
                    since=self.world.now - timedelta(days=1),
                    next_due_at=next_due(schedule, self.world.now, self.zones[address]),
                )
                tx.subscriptions.put(wish)
                self.wishes.append(wish)

    def step(self, number: int) -> None:
        """Let a quarter of an hour pass, and do what the service does in it."""
        self.world.sleep(seconds=STEP.total_seconds())
        due = (number + 1) * self.per_day // PER_DAY - number * self.per_day // PER_DAY
        for _ in range(due):
            self.bring()
        if due:
            summarize_new(self.store)
            group_new(self.store, self.world.ambient)
        plan(self.store, self.world.ambient, render)
        expire(self.store, self.world.ambient)
        while found := claim(self.store, ["telegram"], self.world.ambient, limit=8):
            outcomes = [Outcome(one, Receipt(message_id="1")) for one in found]
            settle(self.store, outcomes, self.world.ambient)
            self.posted += len(outcomes)
        if number % PER_DAY == PER_DAY - 1:
            self.count()
            tidy(self.store, self.world.ambient, KEEP)

    def bring(self) -> None:
        """Let one feed bring an article."""
        n = self.written
        self.written += 1
        topic = TOPICS[n % 12]
        own = [word(n * 12 + k) for k in range(12)]
        body = " ".join(
            f"The {a} of {b} met the {c} near {d} on Monday." for a, b, c, d in zip(
                own, own[1:], own[2:], own[3:], strict=False
            )
        )  # fmt: skip
        source = ListSource(name=f"feed-{n % self.feeds}")
        title = f"What the {own[0]} did to the {own[1]}"
        source.items.append(
            RawArticle(
                key=f"{n}", stamp="1", title=title, body=f"{body} {body[:200]}",
                tags=frozenset({topic}),
            )
        )  # fmt: skip
        collect_all(self.store, source, self.world.ambient)

    def count(self) -> None:
        """Note the digests of the last day, and how late they were made."""
        with self.store.snapshot() as tx:
            for digest in tx.digests.listed(100_000, after=self.last):
                self.made[str(digest.subscription_id), digest.window_end] += 1
                self.late += digest.made_at - digest.window_end > STEP
                self.last = digest

    def missed(self, begun: datetime) -> tuple[int, int, int, int]:
        """Return how many digests were scheduled, missing, surplus and made twice."""
        wanted: set[tuple[str, datetime]] = set()
        for wish in self.wishes:
            zone, at = self.zones[wish.address], begun
            while (due := next_due(wish.schedule, at, zone)) and due <= self.world.now:
                wanted.add((wish.id, due))
                at = due
        made = self.made.keys()
        twice = sum(count > 1 for count in self.made.values())
        return len(wanted), len(wanted - made), len(made - wanted), twice


def main() -> int:
    """Run it and print a line every five days."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--feeds", type=int, default=20)
    parser.add_argument("--articles", type=int, default=100, help="a day")
    options = parser.parse_args()
    clock = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        path = Path(folder) / "bot.db"
        soak = Soak(
            store=open_store(f"sqlite:///{path}"), path=path, feeds=options.feeds,
            per_day=options.articles,
        )  # fmt: skip
        soak.begin(options.chats)
        begun = soak.world.now
        print(
            f"{'day':>4} {'articles':>9} {'posted':>8} {'memory MB':>10} {'store MB':>9} {'s':>6}"
        )
        sizes: dict[int, float] = {}
        for number in range(options.days * PER_DAY):
            soak.step(number + PER_DAY)
            day, rest = divmod(number + 1, PER_DAY)
            if not rest and day % 5 == 0:
                gc.collect()
                sizes[day] = size(path)
                print(
                    f"{day:>4} {soak.written:>9,} {soak.posted:>8,} {memory():>10.1f}"
                    f" {sizes[day]:>9.2f} {time.perf_counter() - clock:>6.0f}",
                    flush=True,
                )
        scheduled, missing, surplus, twice = soak.missed(begun)
        soak.store.close()
    print(f"scheduled {scheduled:,}, missing {missing}, surplus {surplus}, twice {twice}, "
          f"late {soak.late}")  # fmt: skip
    half = options.days // 2
    if half in sizes and options.days in sizes:
        expected = sizes[half] + half * options.articles * SIGHTING_BYTES / 1e6
        print(f"store on day {options.days}: predicted {expected:.2f} MB from day {half}, "
              f"is {sizes[options.days]:.2f} MB")  # fmt: skip
    return int(bool(missing or surplus or twice or soak.late))


def word(n: int) -> str:
    """Return a word that no other number has."""
    syllables = ""
    for _ in range(5):
        n, rest = divmod(n, len(CONSONANTS) * 5)
        syllables += CONSONANTS[rest // 5] + "aeiou"[rest % 5]
    return syllables


def memory() -> float:
    """Return the megabytes of memory that this process holds (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def size(path: Path) -> float:
    """Return the megabytes of the store, its log included."""
    return sum(one.stat().st_size for one in path.parent.glob(f"{path.name}*")) / 1e6


if __name__ == "__main__":
    sys.exit(main())
