"""On what the outlets of a story differ: every difference of a set's events, to be judged by eye.

    python tests/benchmarks/differing.py --data DIR [--sets stories_ecbplus stories_multinews]

DIR holds gzipped JSON lines with "id", "text" and "cluster_id"; each article is an outlet, and the
year of an event is the one that its articles name most. Shown is each difference with its
sentences; then, of how many pairs of articles that count dead or hurt a difference is told, within
an event, where it may be true, and between two, where none can be.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

from stories import Row, read

from bot.domain.articles import Report
from bot.domain.differing import Statement, differences
from bot.domain.figure_words import DEAD, HURT
from bot.domain.figures import figures
from bot.pipeline.summarize import SENTENCES
from summarizer import fingerprint, summarize
from tests.fakes.builders import an_article

HEADLINE = 120  # characters at most of a first line that is one
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def main() -> int:
    """Read the sets, and print what outlets differ on."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl.gz")
    parser.add_argument("--sets", nargs="+", default=["stories_ecbplus", "stories_multinews"])
    options = parser.parse_args()
    events: dict[str, list[Report]] = {}
    for name in options.sets:
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        for row in read(options.data, name):
            rows[row["cluster_id"]].append(row)
        events.update({event: list(_reports(told)) for event, told in sorted(rows.items())})
    shown = 0
    for event, reports in events.items():
        for difference in differences(reports):
            shown += 1
            print(event)
            for statement in difference:
                print(f"  {statement.said!r}: {_sentence(statement, reports)}")
    print(f"{shown} differences in {len(events)} events")
    _pairs(events)
    return 0


def _reports(rows: Sequence[Row]) -> Iterator[Report]:
    years = Counter(year for row in rows for year in YEAR.findall(row["text"]))
    year = int(years.most_common(1)[0][0]) if years else datetime.now(UTC).year
    for row in rows:
        title, _, body = row["text"].partition("\n")
        if not body or len(title) > HEADLINE or title.rstrip().endswith((".", "!", '"')):
            title, body = "", row["text"]
        article = an_article(
            key=row["id"],
            author=row["id"],
            title=title,
            body=body,
            published_at=None,
            collected_at=datetime(year, 6, 1, tzinfo=UTC),
        )
        summary = summarize(body, sentences=SENTENCES, title=title)
        marks = fingerprint(body, title=title, language=row["lang"])
        yield Report(article=article, summary=summary, fingerprint=marks)


def _sentence(statement: Statement, reports: Sequence[Report]) -> str:
    (report,) = (one for one in reports if one.article.id == statement.article_id)
    said = (report.article.title, *report.summary.sentences)
    return next(sentence for sentence in said if statement.said in sentence)


def _pairs(events: dict[str, list[Report]]) -> None:
    counting = [
        (event, report)
        for event, reports in events.items()
        for report in reports
        if _counts_people(report)
    ]
    found: Counter[tuple[bool, bool]] = Counter()
    for (event, one), (other, two) in combinations(counting, 2):
        found[event == other, bool(differences([one, two]))] += 1
    for within, label in ((True, "within an event"), (False, "between two")):
        told, silent = found[within, True], found[within, False]
        print(f"{label}: {told} of {told + silent} pairs differ")


def _counts_people(report: Report) -> bool:
    said = (report.article.title, *report.summary.sentences)
    year = report.article.collected_at.year
    return any(
        figure.what in {DEAD, HURT}
        for sentence in said
        for figure in figures(sentence, report.summary.language, year)
    )


if __name__ == "__main__":
    sys.exit(main())
