"""Summarize: every article gets a summary of the current method and version, once."""

from __future__ import annotations

from collections.abc import Callable

from bot.ports.store import Store
from summarizer import VERSION, Fingerprint, Summary, fingerprint, summarize

METHOD = "news"
SENTENCES = 10  # the summary of n is a part of the summary of 10: one serves every length
BATCH = 50


def summarize_new(store: Store, *, tick: Callable[[int], None] | None = None) -> int:
    """Summarize the articles that have no summary yet; return how many."""
    done = 0
    while True:
        with store.snapshot() as tx:
            articles = tx.articles.without_summary(METHOD, VERSION, BATCH)
        if not articles:
            return done
        made = [
            (article.id, *_read(article.body, article.title, article.language))
            for article in articles
        ]
        with store.transaction() as tx:
            for article_id, summary, marks in made:
                tx.articles.add_summary(article_id, summary, marks)
        done += len(made)
        if tick is not None:
            tick(len(made))


def _read(body: str, title: str, language: str | None) -> tuple[Summary, Fingerprint]:
    summary = summarize(body, sentences=SENTENCES, title=title, method=METHOD, language=language)
    known = None if summary.language == "und" else summary.language
    return summary, fingerprint(body, title=title, language=language or known)
