"""Sixty days in an hour: is memory flat, is the store as large as predicted, is nothing missed?

    python tests/benchmarks/soak.py [--days 60] [--chats 200] [--feeds 20] [--articles 100]

A clock that is moved a quarter of an hour at a time, and the program as it is wired, with the
fakes in a process of their own: feeds over HTTP bring articles (made up, no two alike, each feed
about one of twelve topics), chats on Telegram and Slack in several time zones with daily, weekday,
weekly and twice-daily subscriptions get digests of one topic or of everything, and once a day what
is old goes. Everything is kept for a short time, so that within the days there is as much to let go
as to keep. At the end, the digests that were made are compared with the due times of every
schedule, worked out apart, and with what stands in the chats. Exit code 1 if one is missing,
surplus, made or posted twice or late, if memory grew by more than a tenth over the second half, or
if the store is not as large as predicted in the middle.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.fakes import Fakes, fakes
from tests.benchmarks.lasting import Held, is_flat, memory, size
from tests.fakes.world import World

if TYPE_CHECKING:
    from bot.domain.chats import ChatAddress
    from bot.domain.digests import Digest
    from bot.domain.subscriptions import Subscription
    from bot.runtime.courier import Courier
    from bot.runtime.settings import Settings
    from bot.runtime.wiring import App
    from bot.sources.feed import FeedPolling

TOPICS = (
    "harbor", "council", "bridge", "rocket", "school", "river",
    "market", "winter", "train", "museum", "doctor", "forest",
)  # fmt: skip
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
SCHEDULES = ("daily 08:00", "weekdays 07:30", "weekly fri 17:00", "daily 06:00 18:00")
STEP = timedelta(minutes=15)
KEPT_DAYS = {
    "articles_days": 14,
    "digests_days": 14,
    "told_days": 30,
}  # all turns over by the middle
PER_DAY = 96
EVERY = 5  # days between two lines
CONSONANTS = "bdfgklmnprstvz"


@dataclass(kw_only=True)
class Soak:
    """One run."""

    app: App
    fake: Fakes
    courier: Courier
    world: World
    path: Path
    per_day: int
    feeds: int
    written: int = 0
    wishes: list[Subscription] = field(default_factory=list)
    zones: dict[ChatAddress, ZoneInfo] = field(default_factory=dict)
    made: Counter[tuple[str, datetime]] = field(default_factory=Counter)
    by_chat: Counter[str] = field(default_factory=Counter)
    late: int = 0
    last: Digest | None = None

    def __post_init__(self) -> None:
        """Take what polls as the service does, without its wait between two requests to a site."""
        from bot.pipeline.feeds import FeedWork
        from bot.runtime.feeding import Feeding
        from bot.runtime.wiring import render

        work = FeedWork(self.app.store, self.app.ambient, render)
        self.feeding = Feeding(work, self._open_reader)

    @asynccontextmanager
    async def _open_reader(self) -> AsyncIterator[FeedPolling]:
        from bot.pipeline.feeds import FIRST
        from bot.sources.feed import FeedPolling
        from bot.sources.feed_parsing import FeedParser
        from bot.sources.fetch import Fetcher

        now = self.app.ambient.now  # which stands, while politeness waits for real seconds
        async with Fetcher(now=now, allow=lambda *_: True, delay=0.0) as fetcher:
            yield FeedPolling(
                fetcher=fetcher, parser=FeedParser(self.app.killable),
                extractor=self.app.extractor, now=now, first=FIRST,
            )  # fmt: skip

    def subscribe(self, names: list[str]) -> None:
        """Let chats want one topic, of those that there are feeds about, or everything."""
        from bot.domain.chats import Chat, parse_address
        from bot.domain.schedule_text import parse_schedule
        from bot.domain.schedules import next_due
        from bot.domain.subscriptions import Subscription, SubscriptionId, Wants

        with self.app.store.transaction() as tx:
            for n, name in enumerate(names):
                address = parse_address(name)
                zone = ZONES[n % len(ZONES)]
                self.zones[address] = ZoneInfo(zone)
                tx.chats.put(Chat(address=address, timezone=zone))
                topics = frozenset({topic_of(n % self.feeds)} if n % 13 else ())
                schedule = parse_schedule(SCHEDULES[n % len(SCHEDULES)])
                wish = Subscription(
                    id=SubscriptionId(f"wish-{n}"),
                    address=address,
                    wants=Wants(topics=topics),
                    schedule=schedule,
                    since=self.world.now - timedelta(days=1),
                    next_due_at=next_due(schedule, self.world.now, self.zones[address]),
                )
                tx.subscriptions.put(wish)
                self.wishes.append(wish)

    async def step(self, number: int) -> None:
        """Let a quarter of an hour pass, and do what the service does in it."""
        self.world.sleep(seconds=STEP.total_seconds())
        for _ in range((number + 1) * self.per_day // PER_DAY - number * self.per_day // PER_DAY):
            self.bring()
        came = await self.feeding.once()
        if came.added or came.changed:
            await asyncio.to_thread(self.app.steps.take_in)
        await asyncio.to_thread(self.app.steps.plan)
        await self.courier.drain()
        if number % PER_DAY == PER_DAY - 1:
            self.count()
            await asyncio.to_thread(self.app.steps.tidy)

    def bring(self) -> None:
        """Let one feed bring an article."""
        n = self.written
        self.written += 1
        own = [word(n * 12 + k) for k in range(12)]
        body = " ".join(
            f"The {a} of {b} met the {c} near {d} on Monday." for a, b, c, d in zip(
                own, own[1:], own[2:], own[3:], strict=False
            )
        )  # fmt: skip
        title = f"What the {own[0]} did to the {own[1]}"
        text = f"{body} {body[:200]}"
        self.fake.ask("bring", n % self.feeds, title, text, format_datetime(self.world.now))

    def count(self) -> None:
        """Note the digests of the last day, and how late they were made."""
        with self.app.store.snapshot() as tx:
            for digest in tx.digests.listed(100_000, after=self.last):
                self.made[str(digest.subscription_id), digest.window_end] += 1
                self.by_chat[str(digest.address)] += 1
                self.late += digest.made_at - digest.window_end > STEP
                self.last = digest

    def missed(self, begun: datetime) -> tuple[int, int, int, int]:
        """Return how many digests were scheduled, missing, surplus and made twice."""
        from bot.domain.schedules import next_due

        wanted: set[tuple[str, datetime]] = set()
        for wish in self.wishes:
            zone, at = self.zones[wish.address], begun
            while (due := next_due(wish.schedule, at, zone)) and due <= self.world.now:
                wanted.add((wish.id, due))
                at = due
        made = self.made.keys()
        twice = sum(count > 1 for count in self.made.values())
        return len(wanted), len(wanted - made), len(made - wanted), twice

    def seen(self) -> tuple[int, int, int]:
        """Return how many messages are there, in how many chats a wrong number, and doubles."""
        shown: dict[str, list[int]] = self.fake.ask("shown")
        posted = {name: count for name, (count, _) in shown.items()}
        wrong = sum(posted.get(name, 0) != count for name, count in self.by_chat.items())
        return sum(posted.values()), wrong, sum(count - own for count, own in shown.values())


async def run(options: argparse.Namespace, fake: Fakes, folder: Path) -> bool:
    """Let all days go by, and print a line every few of them; return whether all went well."""
    from bot.runtime.logs import set_up_logs
    from bot.runtime.platforms import set_up
    from bot.runtime.wiring import build

    set_up_logs("WARNING")
    clock, world, path = time.perf_counter(), World(), folder / "bot.db"
    half = options.chats // 2
    names = [f"telegram:{id_}" for id_ in fake.ask("people", options.chats - half)]
    names += [f"slack:T1/{id_}" for id_ in fake.ask("channels", half)]
    settings = settings_for(folder, fake.ask("newsstand", options.feeds))
    held: dict[int, Held] = {}
    with build(settings, world.ambient) as app:
        adapters = set_up(settings, app.store, app.ambient, app.read_text)
        for adapter in adapters:
            await adapter.open()
        soak = Soak(
            app=app, fake=fake, world=world, path=path, per_day=options.articles,
            feeds=options.feeds, courier=app.courier({one.platform.value: one for one in adapters}),
        )  # fmt: skip
        for number in range(PER_DAY):  # a day of news, before anybody subscribes
            await soak.step(number)
        soak.subscribe(names)
        begun = world.now
        print(
            f"{'day':>4} {'articles':>9} {'digests':>8} {'memory MB':>10} {'store MB':>9} {'s':>6}"
        )
        for number in range(options.days * PER_DAY):
            await soak.step(number + PER_DAY)
            day, rest = divmod(number + 1, PER_DAY)
            if not rest and day % EVERY == 0:
                gc.collect()
                held[day] = Held(memory(), size(path))
                print(
                    f"{day:>4} {soak.written:>9,} {soak.made.total():>8,} {held[day].memory:>10.1f}"
                    f" {held[day].store:>9.2f} {time.perf_counter() - clock:>6.0f}",
                    flush=True,
                )
        for adapter in adapters:
            await adapter.close()
        scheduled, missing, surplus, twice = soak.missed(begun)
        posted, wrong, again = soak.seen()
    print(f"scheduled {scheduled:,}, missing {missing}, surplus {surplus}, twice {twice}, "
          f"late {soak.late}")  # fmt: skip
    print(f"messages in the chats {posted:,}, chats with another number than digests {wrong}, "
          f"posted twice {again}")  # fmt: skip
    is_right = not any((missing, surplus, twice, soak.late, wrong, again))
    return is_flat(held, options.days, options.articles) and is_right


def settings_for(folder: Path, feeds: list[str]) -> Settings:
    """Return settings for both fakes, without a pace of their own, and all feeds."""
    from bot.runtime.settings import load

    (folder / "inbox").mkdir()
    found = load(overrides={"store": f"sqlite:///{folder}/bot.db", "inbox": folder / "inbox"})
    fast = {"chat_seconds": 0, "per_second": 1000}
    listed = [{"url": url, "topics": [topic_of(n)]} for n, url in enumerate(feeds)]
    return found.model_copy(
        update={
            "keep": type(found.keep)(**KEPT_DAYS),
            "sources": type(found.sources)(feeds=listed),
            "telegram": found.telegram.model_copy(update={**fast, "group_per_minute": 1000}),
            "slack": found.slack.model_copy(update=fast),
        }
    )


def topic_of(feed: int) -> str:
    """Return what a feed is about."""
    return TOPICS[feed % len(TOPICS)]


def word(n: int) -> str:
    """Return a word that no other number has."""
    syllables = ""
    for _ in range(5):
        n, rest = divmod(n, len(CONSONANTS) * 5)
        syllables += CONSONANTS[rest // 5] + "aeiou"[rest % 5]
    return syllables


def main() -> int:
    """Run it; return 0 if all went well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--feeds", type=int, default=20)
    parser.add_argument("--articles", type=int, default=100, help="a day")
    options = parser.parse_args()
    if options.days < 1 or options.days % (2 * EVERY):
        parser.error(
            f"--days must be a multiple of {2 * EVERY}, as its end and middle are compared"
        )
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, fakes() as fake:
        os.environ.update(fake.where)
        return int(not asyncio.run(run(options, fake, Path(folder))))


if __name__ == "__main__":
    sys.exit(main())
