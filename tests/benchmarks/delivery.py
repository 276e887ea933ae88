"""One digest to each of many chats on Telegram, at Telegram's pace, from a process of its own.

    python tests/benchmarks/delivery.py [--chats 10000] [--profile]

The fake refuses what comes faster than Telegram documents. Prints which share of the limit was
reached, how often it asked to wait, and what it cost us.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.fakes import Fakes, fakes

if TYPE_CHECKING:
    from bot.runtime.wiring import App

LIMIT = 30  # messages a second
STORIES = 8


def main() -> None:
    """Fill a store, post, and count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--chats", type=int, default=10_000)
    parser.add_argument("--profile", action="store_true", help="print where our time went")
    parser.add_argument("--serve", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve_until_done(Path(options.serve), profile=options.profile)
        return
    with tempfile.TemporaryDirectory(prefix="delivery-") as folder, fakes() as fake:
        begun = time.perf_counter()
        fill(Path(folder), fake.ask("people", options.chats))
        print(f"store of {options.chats:,} chats: {time.perf_counter() - begun:.1f} s", flush=True)
        fake.ask("pace")
        deliver(Path(folder), fake, profile=options.profile)
        report(fake.ask("posted"))


def fill(folder: Path, ids: list[int], *, due: bool = True) -> None:
    """Make a store in which a digest of the same stories is due in each chat, now or tomorrow."""
    from bot.domain.chats import Chat, parse_address
    from bot.runtime.ambient import now
    from bot.storage.open import open_store
    from tests.fakes.builders import a_coverage, a_report, a_subscription, keep

    store = open_store(f"sqlite:///{folder}/bot.db")
    moment = now()
    with store.transaction() as tx:
        for number in range(STORIES):
            name = f"Headline {number} of the day"
            body = f"{name} is told at some length, as everybody says. " + "And so on it goes. " * 9
            report = a_report(key=name, title=name, body=body, collected_at=moment)
            keep(tx, a_coverage(report, id=name, first_seen_at=moment))
        for id_ in ids:
            address = parse_address(f"telegram:{id_}")
            tx.chats.put(Chat(address=address))
            one = a_subscription(
                id=f"sub{id_}",
                address=address,
                since=moment - timedelta(days=1),
                next_due_at=moment + (timedelta(seconds=-1) if due else timedelta(days=1)),
            )
            tx.subscriptions.put(one)
    store.close()


def deliver(folder: Path, fake: Fakes, *, profile: bool) -> None:
    """Let a process of its own plan and post it all."""
    only = {key: value for key, value in fake.where.items() if "TELEGRAM" in key}
    more = ["--profile"] if profile else []
    subprocess.run(
        [sys.executable, __file__, "--serve", str(folder), *more],
        env={**os.environ, **only, "DIGESTBOT_STORE": f"sqlite:///{folder}/bot.db"},
        check=True,
    )


def report(posted: dict[str, float]) -> None:
    """Print what arrived."""
    seconds = posted["last"] - posted["first"]
    rate = (posted["taken"] - 1) / seconds if seconds else 0
    print(f"messages taken: {posted['taken']:,} in {seconds:.1f} s, {rate:.2f} a second")
    print(f"share of Telegram's {LIMIT} a second: {100 * rate / LIMIT:.1f} %")
    print(f"refused with 429: {posted['refused']}; chats told twice: {posted['twice']}")


def serve_until_done(folder: Path, *, profile: bool) -> None:
    """Plan, post until nothing waits, and print what it cost."""
    import asyncio

    from bot.domain.deliveries import OPEN
    from bot.runtime.logs import set_up_logs
    from bot.runtime.platforms import set_up
    from bot.runtime.settings import load
    from bot.runtime.wiring import build

    set_up_logs("WARNING")
    settings = load(overrides={"inbox": folder})
    with build(settings) as app:
        cpu, wall = time.process_time(), time.perf_counter()
        memory = 0.0
        app.steps.plan()
        planned = time.perf_counter() - wall, time.process_time() - cpu
        print(f"planned in {planned[0]:.1f} s, CPU {planned[1]:.1f} s", flush=True)
        with app.store.snapshot() as tx:
            parts = sum(count for state, count in tx.outbox.tally().items() if state in OPEN)

        async def post() -> None:
            (adapter,) = set_up(app.settings, app.store, app.ambient, app.read_text)
            await adapter.open()
            courier = app.courier({adapter.platform.value: adapter})
            nonlocal memory  # everything is loaded by now
            memory = _megabytes()
            posting = asyncio.create_task(courier.run())
            await asyncio.to_thread(_wait, app)
            courier.stop()
            await posting
            await adapter.close()

        looked = cProfile.Profile()
        cpu = time.process_time()
        if profile:
            looked.enable()
        asyncio.run(post())
        looked.disable()
        spent = time.process_time() - cpu
        grown = _megabytes() - memory
        print(f"posting {parts:,} messages: CPU {1000 * spent / parts:.2f} s per 1,000 messages")
        print(f"peak memory {_megabytes():.0f} MB, {1000 * grown / parts:.1f} MB more per 1,000")
        if profile:
            pstats.Stats(looked).sort_stats("cumulative").print_stats(45)


def _wait(app: App) -> None:
    """Wait, in a thread, until nothing is on its way any more."""
    from bot.domain.deliveries import OPEN

    while True:
        with app.store.snapshot() as tx:
            if not tx.outbox.listed(OPEN, 1):
                return
        time.sleep(1)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
