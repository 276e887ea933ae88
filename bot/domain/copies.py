"""Copies: which reports of a story are another's text, agency text with another headline, say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.articles import Report
from summarizer import Fingerprint, likeness

COPY = 0.5  # share of runs of words that makes one text a copy of the other, cut or retitled


def is_copy(one: Fingerprint, other: Fingerprint) -> bool:
    """Say whether two articles are one text, by the words that they run through."""
    return likeness(one, other) >= COPY


def own_words(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Return the reports that are no copy of one before them, in their order."""
    found: list[Report] = []
    having: dict[int, list[Fingerprint]] = {}  # those before, by each of their runs of words
    for report in reports:
        own = report.fingerprint
        if not any(is_copy(own, other) for other in _sharing(own, having)):
            found.append(report)
        for run in own.sketch:
            having.setdefault(run, []).append(own)
    return tuple(found)


def _sharing(own: Fingerprint, having: Mapping[int, list[Fingerprint]]) -> Iterator[Fingerprint]:
    """Yield those that share a run with one: most share none with any other, and cost nothing."""
    seen: set[int] = set()
    for run in own.sketch:
        for other in having.get(run, ()):
            if id(other) not in seen:
                seen.add(id(other))
                yield other
