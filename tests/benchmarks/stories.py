"""Which articles become one story, beside two simpler ways; and what that costs as they grow many.

    python tests/benchmarks/stories.py --data DIR [--sets stories_ecbplus stories_multinews]
        [--alone xsum …] [--held-out] [--orders 4] [--many 1000 10000 100000 [--stored]]

DIR holds gzipped JSON lines with "id", "text" and "cluster_id". The articles of a set arrive in
orders given by a hash of their ids, each within seconds; seven hours later stories are looked at a
second time. Figures are means over the orders. Articles of the sets after `--alone` are nearly all
the only ones on their event: shown is how many are in a story with others, how many stories the
second look gave up for one on the same event and for another, and how well each set is grouped
among them. `--held-out` tries other thresholds: what is best for one set is tried on the others,
which had no say. `--many` is about made-up articles (`window.py`).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import window

from bot.domain.articles import ArticleId
from bot.domain.copies import COPY
from bot.domain.grouping import StoryIndex
from bot.domain.stories import StoryId
from bot.domain.twins import SecondLook, is_small, twins
from summarizer import SAME_STORY, fingerprint, likeness, stem, stop_words, words

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(hours=7)
THRESHOLD = 0.2  # of the tf-idf baseline
NEEDED = (0.19, 0.21, 0.23, 0.25, SAME_STORY, 0.29, 0.31, 0.33, 0.35)
Row = dict[str, Any]


def main() -> int:
    """Read the sets, group them, print tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of *.jsonl.gz")
    parser.add_argument("--sets", nargs="+", default=["stories_ecbplus", "stories_multinews"])
    parser.add_argument("--alone", nargs="+", default=[])
    parser.add_argument("--held-out", action="store_true", help="try other thresholds, too")
    parser.add_argument("--orders", type=int, default=4)
    parser.add_argument("--many", nargs="*", type=int, default=[])
    parser.add_argument("--stored", action="store_true", help="with the store, too")
    options = parser.parse_args()
    if options.data:
        sets = {name: read(options.data, name) for name in options.sets}
        quality(sets, options.orders)
        for name in options.alone:
            among(sets, name, read(options.data, name))
        if options.held_out:
            held_out(sets, options.orders)
    if options.many:
        window.show(options.many, stored=options.stored)
    return 0


def read(folder: Path, name: str) -> list[Row]:
    """Return the articles of a set."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def quality(sets: dict[str, list[Row]], orders: int) -> None:
    """Print how well each way groups each set, and all sets as one."""
    if len(sets) > 1:
        sets = {**sets, "all of them": [row for rows in sets.values() for row in rows]}
    ways: dict[str, Callable[[list[Row]], Sequence[Hashable]]] = {
        "digestbot": digestbot,
        "  without the second look": lambda rows: digestbot(rows, second=False),
        "tf-idf, nearest article": tfidf,
        "near-copies alone": copies,
    }
    for name, rows in sets.items():
        print(f"{name}: {len(rows)} articles, {len({r['cluster_id'] for r in rows})} events")
        print(f"{'':<28}{'B-cubed P':>10}{'R':>7}{'F1':>7}{'pairs F1':>10}{'worst B F1':>12}")
        for way, group in ways.items():
            found = [figures(shuffled(rows, n), group) for n in range(orders)]
            means = [fmean(column) for column in zip(*found, strict=True)]
            shown = "".join(f"{x:>{w}.1f}" for x, w in zip(means, (10, 7, 7, 10), strict=True))
            print(f"{way:<28}{shown}{min(one[2] for one in found):>12.1f}", flush=True)


def held_out(sets: dict[str, list[Row]], orders: int) -> None:
    """Print how well each threshold groups each set, and what others do with its best one."""
    print("B-cubed F1 by the similarity that an article needs to join a story")
    print(f"{'':<20}" + "".join(f"{needed:>7.2f}" for needed in NEEDED))
    found: dict[str, dict[float, float]] = {}
    for name, rows in sets.items():
        found[name] = {
            needed: fmean(
                figures(
                    shuffled(rows, n), lambda those, least=needed: digestbot(those, needed=least)
                )[2]
                for n in range(orders)
            )
            for needed in NEEDED
        }
        print(f"{name:<20}" + "".join(f"{f1:>7.1f}" for f1 in found[name].values()), flush=True)
    for name, own in found.items():
        best = max(own, key=lambda needed: own[needed])
        for other, theirs in found.items():
            if other != name:
                most, ours = max(theirs.values()), theirs[SAME_STORY]
                print(
                    f"{best:.2f}, the best for {name}, gives {other} {theirs[best]:.1f};"
                    f" its own best is {most:.1f}, ours {ours:.1f}"
                )


def among(sets: dict[str, list[Row]], name: str, others: list[Row]) -> None:
    """Print what becomes of articles that are alone with their event, and of a set among them."""
    alone = [{**row, "id": f"{name} {row['id']}", "cluster_id": row["id"]} for row in others]
    print(f"{name}: {len(alone)} articles, nearly each the only one on its event")
    print(f"{'':<28}{'first look':>12}{'second look':>13}{'right':>7}{'wrong':>7}{'F1 of set':>11}")
    for label, rows in {"by themselves": [], **sets}.items():
        arrived = shuffled([*rows, *alone], 0)
        ids = [row["id"] for row in arrived]
        first = dict(zip(ids, digestbot(arrived, second=False), strict=True))
        second = dict(zip(ids, digestbot(arrived), strict=True))
        joined = [in_company(story_of, alone) for story_of in (first, second)]
        right, wrong = merged(arrived, first, second)
        f1 = figures(rows, lambda those, of=second: [of[one["id"]] for one in those])[2]
        print(
            f"{label:<28}{joined[0]:>12}{joined[1]:>13}{right:>7}{wrong:>7}{f1:>11.1f}", flush=True
        )


def merged(
    rows: list[Row], first: dict[str, Hashable], second: dict[str, Hashable]
) -> tuple[int, int]:
    """Return how many stories the second look gave up for one on their event, and on another."""
    small: defaultdict[Hashable, list[Row]] = defaultdict(list)
    whole: defaultdict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        small[first[row["id"]]].append(row)
        whole[second[row["id"]]].append(row)
    right = wrong = 0
    for name, mine in small.items():
        others = [one for one in whole[second[mine[0]["id"]]] if one not in mine]
        if name == second[mine[0]["id"]]:
            continue
        same = sum(a["cluster_id"] == b["cluster_id"] for a in mine for b in others)
        right, wrong = (
            (right + 1, wrong) if 2 * same >= len(mine) * len(others) else (right, wrong + 1)
        )
    return right, wrong


def in_company(story_of: dict[str, Hashable], rows: list[Row]) -> int:
    """Return how many of these articles are in a story with others."""
    sizes = Counter(story_of.values())
    return sum(sizes[story_of[row["id"]]] > 1 for row in rows)


def shuffled(rows: list[Row], order: int) -> list[Row]:
    """Return them in an order that is the same on every machine."""
    return sorted(rows, key=lambda row: hashlib.sha1(f"{order} {row['id']}".encode()).hexdigest())


def figures(rows: list[Row], group: Callable[[list[Row]], Sequence[Hashable]]) -> list[float]:
    """Return B-cubed precision, recall and F1, and pairwise F1, in per cent."""
    true, found = [row["cluster_id"] for row in rows], group(rows)
    both, one, other = Counter(zip(true, found, strict=True)), Counter(found), Counter(true)
    if not rows:
        return [math.nan] * 4
    precision = sum(n * n / one[story] for (_, story), n in both.items()) / len(rows)
    recall = sum(n * n / other[event] for (event, _), n in both.items()) / len(rows)
    right, pairs = pairs_in(both), pairs_in(one) + pairs_in(other)
    f1 = 2 * precision * recall / (precision + recall)
    return [100 * x for x in (precision, recall, f1, 2 * right / max(1, pairs))]


def pairs_in(groups: Counter[Any]) -> int:
    """Return how many pairs of articles are in one group."""
    return sum(math.comb(n, 2) for n in groups.values())


def digestbot(
    rows: list[Row], *, second: bool = True, needed: float = SAME_STORY
) -> Sequence[Hashable]:
    """Group as the bot does."""
    index = StoryIndex(needed=needed)
    marks = {ArticleId(row["id"]): mark_of(row["text"]) for row in rows}
    story_of: dict[ArticleId, StoryId] = {}
    for article_id, mark in marks.items():
        story_of[article_id] = index.find(mark, NOW) or StoryId(article_id)
        index.add(story_of[article_id], article_id, mark, NOW)
    looks = SecondLook()
    while second and (due := looks.due(index, LATER, 500)):
        looks.looked_at(index, due, {})
        while pairs := twins(index, [one for one in due if is_small(index, one)], LATER).pairs:
            for pair in pairs:
                for article_id in index.members(pair.small):
                    story_of[article_id] = pair.large
                    index.add(pair.large, article_id, marks[article_id], NOW)
    return [story_of[ArticleId(row["id"])] for row in rows]


mark_of = cache(fingerprint)


def tfidf(rows: list[Row]) -> Sequence[Hashable]:
    """Put each article to the nearest one before it, by tf-idf over its stems, all of them."""
    skip = stop_words("en")
    counts = [Counter(stem(w, "en") for w in words(row["text"]) if w not in skip) for row in rows]
    held = Counter(term for count in counts for term in count)
    story: list[int] = []
    postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, count in enumerate(counts):
        weights = {t: (1 + math.log(n)) * math.log(len(rows) / held[t]) for t, n in count.items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        alike: defaultdict[int, float] = defaultdict(float)
        for term, weight in weights.items():
            for other, its in postings[term]:
                alike[other] += weight / length * its
            postings[term].append((place, weight / length))
        best = max(alike, key=lambda one: (alike[one], -one), default=None)
        near = best is not None and alike[best] >= THRESHOLD
        story.append(story[best] if near and best is not None else place)
    return story


def copies(rows: list[Row]) -> Sequence[Hashable]:
    """Put each article to the first that it is a near-copy of (MinHash of runs of four words)."""
    marks = [mark_of(row["text"]) for row in rows]
    story: list[int] = []
    for place, mark in enumerate(marks):
        same = (n for n in range(place) if likeness(mark, marks[n]) >= COPY)
        story.append(story[first] if (first := next(same, None)) is not None else place)
    return story


if __name__ == "__main__":
    sys.exit(main())
