"""Copies: which reports of a story are another's text, agency text with another headline, say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.articles import Report
from summarizer import Fingerprint, likeness

COPY = 0.5  # share of runs of words that makes one text a copy of the other, cut or retitled


def is_copy(one: Fingerprint, other: Fingerprint) -> bool:
    """Say whether two articles are one text, by the words that they run through."""
    # Most pairs share no run at all, and a look at that costs a tenth of an estimate.
    return not set(one.sketch).isdisjoint(other.sketch) and likeness(one, other) >= COPY


def own_words(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Return the reports that are no copy of one before them, in their order."""
    found: list[Report] = []
    copies: list[Report] = []
    for report in reports:
        before = (*found, *copies)
        copied = any(is_copy(report.fingerprint, other.fingerprint) for other in before)
        (copies if copied else found).append(report)
    return tuple(found)
