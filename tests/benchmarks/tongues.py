"""Which articles in several languages become one story, and which wrongly.

    python tests/benchmarks/tongues.py [--data DIR] [--sets fundus_ml smoke_ml] [--orders 4]

Our own articles (tests/fakes/tongues.toml) are sixteen made-up events in six languages, in eight
pairs that look alike. Articles of the sets in DIR are nearly all of different events, so whatever
becomes one of them is shown. They arrive in orders given by a hash of their ids, in batches of 20.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
import tomllib
from collections import Counter
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from statistics import fmean
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import stories
from stories import Row

from bot.domain import tongues as deciding
from bot.domain.articles import ArticleId
from bot.domain.grouping import StoryIndex
from bot.domain.stories import StoryId
from bot.domain.tongues import Tongues
from summarizer import MEANT_LANGUAGES, fingerprint
from tests.fakes.builders import an_article

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OWN = Path(__file__).parents[1] / "fakes/tongues.toml"
BATCH = 20


def main() -> int:
    """Group our own articles among the others, and print how well that went."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of *.jsonl.gz")
    parser.add_argument("--sets", nargs="+", default=["fundus_ml", "smoke_ml"])
    parser.add_argument("--orders", type=int, default=4)
    options = parser.parse_args()
    own = own_articles()
    others = others_of(options.data, options.sets) if options.data else []
    print(
        f"{len(own)} articles on {len({r['cluster_id'] for r in own})} events; {len(others)} others"
    )
    print(f"{'':<26}{'B-cubed P':>10}{'R':>7}{'F1':>7}{'worst':>7}{'wrong pairs':>13}")
    for name, near, enough in (
        ("as it is", deciding.NEAR, deciding.NEAR_ENOUGH),
        ("words alone", 2.0, 2.0),
        *(
            (f"{near:.2f}, or {near - 0.08:.2f}", near, near - 0.08)
            for near in (0.5, 0.54, 0.62, 0.66)
        ),
        ("0.58, numbers no matter", 0.58, 0.58),
    ):
        with patch.multiple(deciding, NEAR=near, NEAR_ENOUGH=enough):
            show(name, own, others, options.orders)
    return 0


def show(name: str, own: list[Row], others: list[Row], orders: int) -> None:
    """Print a row of the table, and for the real thresholds what was wrong."""
    found, wrong, spent = [], Counter[tuple[str, str]](), 0.0
    for order in range(orders):
        rows = stories.shuffled([*own, *others], order)
        begun = time.process_time()
        story_of = grouped(rows)
        spent += time.process_time() - begun
        found.append(
            stories.figures(own, lambda those, told=story_of: [told[r["id"]] for r in those])
        )
        for one, other in combinations(rows, 2):
            if (
                story_of[one["id"]] == story_of[other["id"]]
                and one["cluster_id"] != other["cluster_id"]
            ):
                wrong[(one["title"][:60], other["title"][:60])] += 1
    means = [fmean(column) for column in zip(*found, strict=True)][:3]
    shown = "".join(f"{x:>{w}.1f}" for x, w in zip(means, (10, 7, 7), strict=True))
    print(
        f"{name:<26}{shown}{min(x[2] for x in found):>7.1f}{wrong.total() / orders:>13.1f}",
        flush=True,
    )
    if name == "as it is":
        for (one, other), times in wrong.most_common():
            print(f"    wrong, {times} of {orders} times: {one} | {other}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
        each = 1000 * spent / orders / (len(own) + len(others))
        print(f"    {each:.1f} ms of CPU an article, peak {peak:.0f} MB")


def grouped(rows: list[Row]) -> dict[ArticleId, StoryId]:
    """Group as the bot does, without its store; return the story of each article."""
    index, tongues = StoryIndex(), Tongues()
    known = {row["id"]: row for row in rows}
    for start in range(0, len(rows), BATCH):
        for row in rows[start : start + BATCH]:
            story = index.find(row["mark"], NOW, row["lang"]) or StoryId(row["id"])
            index.add(story, row["id"], row["mark"], NOW, row["lang"])
        missing = tongues.missing(index)
        tongues.add([known[name]["article"] for name in missing], missing)
        while pairs := tongues.twins(index, missing):
            for pair in pairs:
                for name in index.members(pair.small):
                    index.add(pair.large, name, known[name]["mark"], NOW, known[name]["lang"])
    return {row["id"]: index.story_of(row["id"]) or StoryId(row["id"]) for row in rows}


def own_articles() -> list[Row]:
    """Return our own articles."""
    told = tomllib.loads(OWN.read_text("utf-8"))
    return [
        _row(event, language, *text.split("\n", 1))
        for event, texts in told.items()
        for language, text in texts.items()
    ]


def others_of(folder: Path, names: list[str]) -> list[Row]:
    """Return the articles of the sets in languages that are compared, each once."""
    rows: dict[str, Row] = {}
    for name in names:
        for one in stories.read(folder, name):
            if one["lang"] in MEANT_LANGUAGES:
                row = _row(f"{name}-{one['id']}", one["lang"], one.get("title") or "", one["text"])
                rows.setdefault(one["text"][:100], row)
    return list(rows.values())


def _row(event: str, language: str, title: str, text: str) -> Row:
    article = an_article(key=f"{event}.{language}", title=title, body=text, language=language)
    mark = fingerprint(text, title=title, language=language)
    return {
        "id": article.id, "cluster_id": event, "lang": language, "title": title or text,
        "article": article, "mark": mark,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
