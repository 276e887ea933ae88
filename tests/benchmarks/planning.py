"""How long it takes to plan the digests of very many chats that are due at once.

    python tests/benchmarks/planning.py --data DIR [--chats 100000] [--wishes 200]

Articles from DIR (as for ingest.py) are taken in; then so many chats subscribe, with so many
different wishes among them, half of them on Telegram and half on Slack, in three time zones.
Planning runs in a process of its own, on a store that is a file. At last it is measured what the
first turn of a process costs that asks for a word, and the next one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from ingest import ROOT, SETS, write_inbox

PREPARE = """
import sys
from datetime import timedelta
from pathlib import Path
from bot.domain.chats import Chat, ChatAddress
from bot.domain.schedules import DAILY_AT_EIGHT
from bot.domain.subscriptions import Subscription, SubscriptionId, Wants
from bot.pipeline.collect import collect
from bot.pipeline.group import group_new
from bot.pipeline.summarize import summarize_new
from bot.runtime.settings import Settings
from bot.runtime.wiring import build
from summarizer import words

inbox, store, chats, wishes = sys.argv[1:]
chats, wishes = int(chats), int(wishes)
app = build(Settings(inbox=Path(inbox), store=store))
now = app.ambient.now()
collect(app.store, app.source, app.ambient)
summarize_new(app.store)
group_new(app.store, app.ambient)
with app.store.snapshot() as tx:
    told = sorted({w.casefold() for c in tx.stories.recent(now - timedelta(days=9))
                   for w in words(c.lead.article.title) if len(w) > 5})
named = [Wants()] + [Wants(words=frozenset({word})) for word in told[: wishes - 1]]
zones = ["Europe/Berlin", "America/New_York", "UTC"]
for start in range(0, chats, 5000):
    with app.store.transaction() as tx:
        for n in range(start, min(start + 5000, chats)):
            address = (ChatAddress("telegram", str(10_000_000 + n)) if n % 2
                       else ChatAddress("slack", f"C{n:09}", "T1"))
            tx.chats.put(Chat(address=address, timezone=zones[n % 3]))
            tx.subscriptions.put(Subscription(
                id=SubscriptionId(f"{n:022x}"), address=address, wants=named[n % len(named)],
                schedule=DAILY_AT_EIGHT, since=now - timedelta(days=3),
                next_due_at=now + timedelta(seconds=1)))
print(len(named))
"""

MEASURE = """
import json, resource, sys, time
from dataclasses import replace
from datetime import timedelta
from bot.domain.subscriptions import Wants
from bot.pipeline.plan import plan
from bot.pipeline.recent import Recent
from bot.pipeline.sharing import Sharing
from bot.runtime.settings import Settings
from bot.runtime.wiring import build, render

app = build(Settings(store=sys.argv[1]))
ambient = replace(app.ambient, now=lambda: app.ambient.now() + timedelta(minutes=1))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
wall, cpu = time.perf_counter(), time.process_time()
planned = plan(app.store, ambient, render)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
with app.store.snapshot() as tx:
    parts = sum(tx.outbox.tally().values())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
recent, turns = Recent(), []
for _ in range(2):
    begun = time.process_time()
    with app.store.snapshot() as tx:
        stories = recent.since(tx, ambient.now() - timedelta(days=9))
    sharing = Sharing(stories, ambient.now(), {}, recent.texts)
    sharing.wanted((Wants(words=frozenset({"knitting"})),))
    turns.append(1000 * (time.process_time() - begun))
print(json.dumps({"digests": planned.digests, "quiet": planned.quiet, "parts": parts,
    "wall": wall, "cpu": cpu, "peak": peak, "before": before,
    "turns": turns, "stories": len(stories)}))
"""


def main() -> int:
    """Prepare the store, measure, print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl.gz")
    parser.add_argument("--sets", nargs="+", default=list(SETS))
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--chats", type=int, default=100_000)
    parser.add_argument("--wishes", type=int, default=200)
    options = parser.parse_args()
    files = [options.data / f"{name}.jsonl.gz" for name in options.sets]
    with tempfile.TemporaryDirectory(prefix="planning-") as folder:
        inbox, store = Path(folder) / "inbox", f"sqlite:///{folder}/bot.db"
        write_inbox(inbox, files, options.articles)
        wishes = _run(PREPARE, str(inbox), store, str(options.chats), str(options.wishes))
        found = json.loads(_run(MEASURE, store))
    print(f"{options.chats:,} due subscriptions, {wishes} different wishes")
    print(f"{found['digests']:,} digests in {found['parts']:,} parts, {found['quiet']:,} without")
    print(f"{found['wall']:.1f} s, {found['cpu']:.1f} s of CPU; peak {found['peak'] / 1e6:.0f} MB")
    first, again = found["turns"]
    print(f"{found['stories']:,} stories, one word: first turn {first:.0f} ms, next {again:.0f} ms")
    return 0


def _run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout.splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main())
