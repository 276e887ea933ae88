"""Whether a store that grows slows down what is done every day.

    python tests/benchmarks/growth.py [--old 0 10000 100000] [--chats 500]

For each amount of old articles a store is made: each article a story of its own, seen 10 to
89 days ago, told to chats in digests whose parts were sent. Then 200 new stories come in, and it is
timed to plan a digest for each chat, to claim and settle the parts, to look what is new, and to
let go of what is old half a year later. Texts are short and made up: what counts is their number.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.domain.articles import Article, article_id, content_hash
from bot.domain.chats import Chat, ChatAddress
from bot.domain.composing import REACH
from bot.domain.deliveries import PartState, Receipt
from bot.domain.digests import Entry
from bot.domain.schedules import DAILY_AT_EIGHT
from bot.domain.stories import StoryId
from bot.domain.subscriptions import Subscription, SubscriptionId, Wants
from bot.pipeline.deliver import Outcome, claim, settle
from bot.pipeline.group import group_new
from bot.pipeline.plan import plan
from bot.pipeline.summarize import summarize_new
from bot.pipeline.tidy import Keep, tidy
from bot.ports.store import Store, Transaction
from bot.runtime.wiring import render
from bot.storage.open import open_store
from summarizer import Fingerprint, Summary, fingerprint, summarize
from tests.fakes.builders import a_delivery, a_digest, a_part, a_story, an_entry
from tests.fakes.world import World

NEW = 200
BATCH = 500
YOUNGEST, DAYS = 10, 79  # schedules look back nine days
WORDS = [
    "harbor", "council", "bridge", "rocket", "school", "river",
    "market", "winter", "train", "museum", "doctor", "forest",
]  # fmt: skip


def main() -> int:
    """Make each store, measure, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--old", nargs="+", type=int, default=[0, 10_000, 100_000])
    parser.add_argument("--chats", type=int, default=500)
    options = parser.parse_args()
    names = ("plan", "claim+settle", "new?", "summary", "search", "tidy", "MB before", "MB after")
    print(f"{'old articles':>12}  " + "  ".join(f"{name:>12}" for name in names))
    for old in options.old:
        with tempfile.TemporaryDirectory(prefix="growth-") as folder:
            figures = measured(Path(folder) / "bot.db", old, options.chats)
        print(f"{old:>12,}  " + "  ".join(f"{figure:>12.3f}" for figure in figures), flush=True)
    return 0


def measured(path: Path, old: int, chats: int) -> Sequence[float]:
    """Return the seconds of each step, and the megabytes of the file."""
    store, world = open_store(f"sqlite:///{path}"), World()
    addresses = [ChatAddress("telegram", str(n)) for n in range(chats)]
    fill(store, world, old, addresses)
    with store.transaction() as tx:
        for n, address in enumerate(addresses):
            tx.chats.put(Chat(address=address))
            tx.subscriptions.put(a_wish(n, address, world))
    world.sleep(minutes=1)
    with store.transaction() as tx:
        for n in range(NEW):
            tx.articles.add(text(old + n, world))
    summarize_new(store)
    group_new(store, world.ambient)
    world.sleep(hours=1)
    planning = timed(lambda: plan(store, world.ambient, render))
    delivering = timed(lambda: deliver(store, world))
    idle = timed(lambda: (plan(store, world.ambient, render), group_new(store, world.ambient)))
    summary = timed(lambda: look(store, world, addresses[0]))
    search = timed(lambda: find(store, world))
    before = size(path)
    world.sleep(days=180)
    tidying = timed(lambda: tidy(store, world.ambient, Keep()))
    store.close()
    return planning, delivering, idle, summary, search, tidying, before, size(path)


def fill(store: Store, world: World, old: int, addresses: Sequence[ChatAddress]) -> None:
    """Put old articles into the store as they would stand there after months."""
    sample = text(0, world)
    summary = summarize(sample.body, title=sample.title)
    marks = fingerprint(sample.body, title=sample.title)
    for start in range(0, old, BATCH):
        with store.transaction() as tx:
            numbers = range(start, min(start + BATCH, old))
            for n in numbers:
                keep(tx, text(n, world), world.now - age(n, old), summary, marks)
            told(tx, numbers, old, world, addresses[(start // BATCH) % len(addresses)])


def age(n: int, old: int) -> timedelta:
    """Return how long ago an old article came in."""
    return timedelta(days=YOUNGEST + DAYS * (old - n) / old)


def keep(
    tx: Transaction, article: Article, seen: datetime, summary: Summary, marks: Fingerprint
) -> None:
    """Keep one article as a story of its own."""
    tx.articles.add(replace(article, collected_at=seen))
    tx.articles.add_summary(article.id, summary, marks)
    tx.stories.put(a_story(article, id=f"s{article.key}", first_seen_at=seen))


def told(
    tx: Transaction, numbers: Sequence[int], old: int, world: World, address: ChatAddress
) -> None:
    """Keep digests of five stories each, sent to one chat."""
    for n in numbers[::5]:
        made_at = world.now - age(n, old)
        entries: list[Entry] = [an_entry(StoryId(f"s{n + k}.txt")) for k in range(5)]
        tx.digests.add(
            a_digest(*entries, id=f"g{n}", subscription_id=f"u{n}", address=address,
                     made_at=made_at, window_end=made_at)
        )  # fmt: skip
        part = a_part(delivery=f"d{n}", state=PartState.SENT, body={"text": "Sent. " * 300})
        tx.outbox.add(
            a_delivery(id=f"d{n}", digest_id=f"g{n}", address=address, parts=(part,),
                       due_at=made_at, expires_at=made_at)
        )  # fmt: skip


def text(n: int, world: World) -> Article:
    """Return a made-up article; no two tell the same."""
    own = [f"{word}{n}" for word in WORDS]
    lines = [f"The {a} of {b} met the {c} near {d} on Monday." for a, b, c, d in zip(
        own, own[1:], own[2:], own[3:], strict=False)]  # fmt: skip
    title, body = f"What the {own[0]} did to the {own[1]}", " ".join(lines)
    digest = content_hash(title=title, body=body, author=None, url=None)
    return Article(
        id=article_id(source="inbox", key=f"{n}.txt", content_hash=digest), source="inbox",
        key=f"{n}.txt", content_hash=digest, title=title, body=body, url=None, author=None,
        tags=frozenset({WORDS[n % 12]}), language="en", published_at=None, collected_at=world.now,
    )  # fmt: skip


def a_wish(n: int, address: ChatAddress, world: World) -> Subscription:
    """Return a subscription to everything or to one of twelve topics, due soon."""
    wants = Wants() if n % 13 == 0 else Wants(topics=frozenset({WORDS[n % 12]}))
    return Subscription(
        id=SubscriptionId(f"w{n}"), address=address, wants=wants, schedule=DAILY_AT_EIGHT,
        since=world.now, next_due_at=world.now + timedelta(minutes=30),
    )  # fmt: skip


def deliver(store: Store, world: World) -> None:
    """Claim and settle all that waits, eight at a time."""
    while found := claim(store, ["telegram"], world.ambient, limit=8):
        outcomes = [Outcome(one, Receipt(message_id="1")) for one in found]
        settle(store, outcomes, world.ambient)


def look(store: Store, world: World, address: ChatAddress) -> None:
    """Read what `summary` reads."""
    with store.snapshot() as tx:
        recent = tx.stories.recent(world.now - REACH)
        tx.digests.told(address, [one.story.id for one in recent])
        tx.digests.last(address)
        tx.outbox.tally(address)


def find(store: Store, world: World) -> None:
    """Search for a word that few articles have."""
    with store.snapshot() as tx:
        tx.articles.search("harbor7", world.now - timedelta(days=100), 5)


def timed(action: Callable[[], object]) -> float:
    """Return how many seconds an action took."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def size(path: Path) -> float:
    """Return the megabytes of a file."""
    return path.stat().st_size / 1e6


if __name__ == "__main__":
    sys.exit(main())
