"""How fast an inbox of real articles becomes stories.

    python tests/benchmarks/ingest.py --data DIR [--sets cnn xsum …] [--articles 1000]

DIR holds gzipped JSON lines with "id", "text" and, where there is one, "title". The articles are
written into a temporary inbox as .txt files; then a process of its own collects, summarizes and
groups them into a new SQLite store, and once more, which must find nothing to do.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETS = ("cnn", "xsum", "orangesum", "bbc", "stories_ecbplus", "fundus_ml", "smoke_ml")

MEASURE = """
import json, resource, sys, time
from pathlib import Path
from bot.pipeline.collect import collect
from bot.pipeline.group import group_new
from bot.pipeline.summarize import summarize_new
from bot.runtime.settings import Settings
from bot.runtime.wiring import build

inbox, store = sys.argv[1:]
app = build(Settings(inbox=Path(inbox), store=store))
rows = []
for _ in range(2):
    for name, step in (
        ("collect", lambda: len(collect(app.store, app.source, app.ambient).added)),
        ("summarize", lambda: summarize_new(app.store)),
        ("group", lambda: group_new(app.store, app.ambient)),
    ):
        wall, cpu = time.perf_counter(), time.process_time()
        count = step()
        rows.append((name, count, time.perf_counter() - wall, time.process_time() - cpu))
with app.store.snapshot() as tx:
    print(json.dumps({
        "rows": rows, "articles": tx.articles.count(), "stories": tx.stories.count(),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }))
"""


def main() -> int:
    """Write the inbox, measure, print the table."""
    files, articles = what_to_take(__doc__)
    with tempfile.TemporaryDirectory(prefix="ingest-") as folder:
        inbox = Path(folder) / "inbox"
        written = write_inbox(inbox, files, articles)
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, str(inbox), f"sqlite:///{folder}/bot.db"],
            cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
    report(written, json.loads(done.stdout.splitlines()[-1]))
    return 0


def what_to_take(doc: str | None) -> tuple[list[Path], int]:
    """Read the options of a benchmark on articles: which files to take how many from."""
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl.gz")
    parser.add_argument("--sets", nargs="+", default=list(SETS))
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    files = [options.data / f"{name}.jsonl.gz" for name in options.sets]
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        parser.error(f"there is no {', no '.join(missing)}.")
    return files, options.articles


def write_inbox(inbox: Path, files: list[Path], count: int) -> int:
    """Write `count` different articles, taken from the sets in turn, and return how many."""
    settled = 1_700_000_000  # a time long past: the files are whole
    seen: set[str] = set()
    for name, article in mixed(files):
        text = article_text(article)
        if text in seen:
            continue
        seen.add(text)
        path = inbox / name / f"{len(seen):06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        os.utime(path, (settled, settled))
        if len(seen) == count:
            break
    return len(seen)


def mixed(files: list[Path]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the articles of all files, one of each in turn, until all are at their end."""
    streams = {file.name.partition(".")[0]: records(file) for file in files}
    for name in cycle(list(streams)):
        if not streams:
            return
        if name in streams:
            article = next(streams[name], None)
            if article is None:
                del streams[name]
            else:
                yield name, article


def records(file: Path) -> Iterator[dict[str, str]]:
    """Yield the records of a file."""
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def article_text(article: dict[str, str]) -> str:
    """Return an article in the shape of the inbox: headline, empty line, paragraphs."""
    paragraphs = [line.strip() for line in article["text"].splitlines() if line.strip()]
    return "\n\n".join(filter(None, [(article.get("title") or "").strip(), *paragraphs]))


def report(written: int, result: dict[str, object]) -> None:
    """Print the table."""
    rows = result["rows"]
    assert isinstance(rows, list)
    print(f"{'step':<18}{'articles':>9}{'wall s':>9}{'CPU s':>9}{'articles/s':>12}")
    for number, (name, count, wall, cpu) in enumerate(rows):
        shown = name if number < 3 else f"{name}, again"
        speed = f"{count / wall:,.0f}" if count else ""
        print(f"{shown:<18}{count:>9,}{wall:>9.2f}{cpu:>9.2f}{speed:>12}")
    wall = sum(row[2] for row in rows[:3])
    cpu = sum(row[3] for row in rows[:3])
    print(f"{'all three':<18}{written:>9,}{wall:>9.2f}{cpu:>9.2f}{written / wall:>12,.0f}")
    peak = int(str(result["peak"])) / 1e6
    print(f"articles in the store: {result['articles']:,} of {written:,}")
    print(f"stories: {result['stories']:,}; peak memory: {peak:,.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
