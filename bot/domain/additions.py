"""Additions: what the other reports of a story say that its lead does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.articles import Report
from summarizer import Span, repeats, telling_words

MOST = 3  # additions to a story
OF_EACH = 3  # most telling sentences of a report that may be one
NEW = 0.5  # share of its telling words that nothing before says
FEWEST = 4  # telling words: a shorter sentence says too little by itself


@dataclass(frozen=True, slots=True)
class Addition:
    """A sentence of a report that adds to what was said before it."""

    report: Report
    span: Span
    text: str


def additions(lead: Report, others: Sequence[Report]) -> tuple[Addition, ...]:
    """Return what others add to the lead, the most telling first, one sentence of each outlet.

    Only what is in the lead's language and speaks of what the lead speaks of: most of its telling
    words are new, at least one is not, and neither the lead nor another addition says the same.
    """
    language = lead.summary.language
    before = [telling_words(text, language) for text in lead.summary.sentences]
    said = telling_words(lead.article.title, language).union(*before)
    topic, found = said, list[Addition]()
    tellers = {lead.outlet.casefold()}
    for report, index in _in_turn(others):
        outlet = report.outlet.casefold()
        if outlet in tellers or report.summary.language != language:
            continue
        text = report.summary.sentences[index]
        terms = telling_words(text, language)
        new = len(terms - said)
        if len(terms) < FEWEST or new < NEW * len(terms) or terms.isdisjoint(topic):
            continue
        if any(repeats(terms, other) for other in before):
            continue
        found.append(Addition(report, report.summary.spans[index], text))
        if len(found) == MOST:
            break
        tellers.add(outlet)
        before.append(terms)
        said |= terms
    return tuple(found)


def _in_turn(reports: Sequence[Report]) -> Iterator[tuple[Report, int]]:
    """Yield the most telling sentence of each report, then the second of each, and so on."""
    for place in range(OF_EACH):
        for report in reports:
            order = report.summary.order
            if place < len(order):
                yield report, order[place]
