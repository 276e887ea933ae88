"""Boilerplate: find the sentences that recur in a source's articles, and take them out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

import structlog

from bot.domain.articles import Article, Report
from bot.domain.boilerplate import FEWEST, LOOKED_AT, MOST, SHARE, WITHIN, Boilerplate
from bot.domain.boilerplate import is_boilerplate as tells_nothing
from bot.ports.store import Store, Transaction
from summarizer import Summary

log = structlog.get_logger()

Read: TypeAlias = Callable[[Article, Collection[str]], Summary]
"""Summarize an article without picking these sentences."""

REREAD = 500  # articles at most that are summarized anew because of one sentence


def known_boilerplate(store: Store, articles: Iterable[Article]) -> Mapping[str, Collection[str]]:
    """Return for each source of these articles the sentences that are never picked from it."""
    with store.snapshot() as tx:
        return {
            source: _sentences(tx, source) for source in {article.source for article in articles}
        }


def learn_boilerplate(store: Store, reports: Sequence[Report], read: Read) -> int:
    """Look whether sentences of these summaries recur; return how many were found to.

    What is found, and the summaries that held it, are written together: who is killed before that
    finds it again with the next article that has it.
    """
    sources: dict[str, list[Report]] = {}
    for report in reports:
        sources.setdefault(report.article.source, []).append(report)
    return sum(_learn(store, source, theirs, read) for source, theirs in sorted(sources.items()))


def _learn(store: Store, source: str, reports: Sequence[Report], read: Read) -> int:
    while True:
        with store.snapshot() as tx:
            known = _sentences(tx, source)
            found, held = _found(tx, source, reports)
        if not found:
            return 0
        avoid = known.union(one.sentence for one in found)
        again = [(report.article, read(report.article, avoid)) for report in held]
        with store.transaction() as tx:
            if not _sentences(tx, source) <= known:
                continue  # somebody else found more meanwhile: what was read anew may hold it
            for one in found:
                tx.recurring.learn(one)
            for article, summary in again:
                if tx.articles.get(article.id) is not None:
                    tx.articles.amend_summary(article.id, summary)
                    tx.recurring.note(article, summary)
        break
    for one in found:
        log.info("boilerplate.found", source=source, sentence=one.sentence, articles=one.articles)
    return len(found)


def _found(
    tx: Transaction, source: str, reports: Sequence[Report]
) -> tuple[Sequence[Boilerplate], Collection[Report]]:
    """Return which sentences of these reports recur in their source, and what holds them."""
    latest = max(report.article.collected_at for report in reports)
    since = latest - WITHIN
    sentences = dict.fromkeys(chain.from_iterable(one.summary.sentences for one in reports))
    counts = tx.recurring.count(source, list(sentences), since)
    often = {one: count for one, count in counts.items() if count >= FEWEST}
    fewest = SHARE * tx.recurring.collected(source, since) if often else 0.0
    found = [
        Boilerplate(source=source, sentence=one, articles=count, found_at=latest)
        for one, count in often.items()
        if count >= fewest
        and tells_nothing(one, tx.recurring.held_by(source, one, since, LOOKED_AT))
    ]
    held = {
        report.article.id: report
        for one in found
        for report in tx.recurring.held_by(source, one.sentence, since, REREAD)
    }
    return found, held.values()


def _sentences(tx: Transaction, source: str) -> frozenset[str]:
    return frozenset(one.sentence for one in tx.recurring.learned(source, MOST))
