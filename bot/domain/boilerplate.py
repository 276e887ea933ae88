"""Learned boilerplate: sentences that a source puts under articles on different things."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.articles import Report
from bot.domain.times import require_utc
from summarizer import SAME_STORY, Fingerprint, fingerprint, similarity

FEWEST: Final = 4  # articles on different things
SHARE: Final = 0.01  # of what the source brought in that time
WITHIN: Final = timedelta(days=14)
LOOKED_AT: Final = 40  # articles that hold a sentence, the newest of them
MOST: Final = 200  # sentences known of a source, the latest of them
_MARK: Final = 16  # hexadecimal digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """A sentence that recurs in the articles of a source, and is never picked from them."""

    source: str
    sentence: str
    articles: int  # whose summaries held it when it was found
    found_at: datetime  # when the latest of them came in

    def __post_init__(self) -> None:
        """Refuse a moment that is not in UTC."""
        require_utc(self.found_at, "found_at")


def mark(sentence: str) -> str:
    """Return a short name of a sentence, the same whatever its spaces and capitals."""
    folded = " ".join(sentence.casefold().split())
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]


def is_boilerplate(sentence: str, held_by: Sequence[Report]) -> bool:
    """Say whether a sentence stands in articles on so many different things that it tells nothing.

    Versions and copies of an article, and articles on the same event, count as one: what they
    share beside this sentence tells.
    """
    different: list[Fingerprint] = []
    for report in held_by[:LOOKED_AT]:
        other = _without(report.fingerprint, sentence, report.summary.language)
        if all(similarity(other, one) < SAME_STORY for one in different):
            different.append(other)
        if len(different) == FEWEST:
            return True
    return False


def _without(whole: Fingerprint, sentence: str, language: str) -> Fingerprint:
    """Return the fingerprint of an article without that which one sentence adds to it."""
    part = fingerprint(sentence, language=None if language == "und" else language)
    kept = [
        (term, weight)
        for term, weight in zip(whole.terms, whole.weights, strict=True)
        if term not in part.terms
    ]
    return replace(
        whole,
        terms=tuple(term for term, _ in kept),
        weights=tuple(weight for _, weight in kept),
        sketch=tuple(one for one in whole.sketch if one not in part.sketch),
    )
