"""Summarize: every article gets a summary of the current method and version, once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from bot.domain.articles import Article, ArticleId, Report
from bot.pipeline.boilerplate import known_boilerplate, learn_boilerplate
from bot.pipeline.filing import NO_TOPICS, Topics, topics_of
from bot.ports.store import Store
from summarizer import VERSION, Summary, fingerprint, summarize

METHOD = "news"
SENTENCES = 10  # the summary of n is a part of the summary of 10: one serves every length
BATCH = 50


def summarize_new(
    store: Store, *, topics: Topics = NO_TOPICS, tick: Callable[[int], None] | None = None
) -> int:
    """Summarize the articles that have no summary yet, and file them; return how many."""
    done = 0
    while True:
        with store.snapshot() as tx:
            articles = tx.articles.without_summary(METHOD, VERSION, BATCH)
        if not articles:
            return done
        _read_and_file(store, articles, topics)
        done += len(articles)
        if tick is not None:
            tick(len(articles))


def summarize_these(
    store: Store, article_ids: Sequence[ArticleId], *, topics: Topics = NO_TOPICS
) -> int:
    """Summarize and file these articles, but for those that are gone; return how many."""
    with store.snapshot() as tx:
        found = [tx.articles.get(article_id) for article_id in article_ids]
    articles = [article for article in found if article is not None]
    _read_and_file(store, articles, topics)
    return len(articles)


def _read_and_file(store: Store, articles: Sequence[Article], topics: Topics) -> None:
    known = known_boilerplate(store, articles)
    made = [_report(article, known[article.source]) for article in articles]
    filed = [topics_of(report, topics) for report in made] if topics else []
    with store.transaction() as tx:
        for report in made:
            tx.articles.add_summary(report.article.id, report.summary, report.fingerprint)
            tx.recurring.note(report.article, report.summary)
        for report, tags in zip(made, filed, strict=False):
            tx.articles.add_tags(report.article.id, tags)
    learn_boilerplate(store, made, _read)


def _read(article: Article, avoid: Collection[str]) -> Summary:
    return summarize(
        article.body,
        sentences=SENTENCES,
        title=article.title,
        method=METHOD,
        language=article.language,
        avoid=avoid,
    )


def _report(article: Article, avoid: Collection[str]) -> Report:
    summary = _read(article, avoid)
    known = None if summary.language == "und" else summary.language
    marks = fingerprint(article.body, title=article.title, language=article.language or known)
    return Report(article=article, summary=summary, fingerprint=marks)
