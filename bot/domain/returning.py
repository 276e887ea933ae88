"""Returning: stories that a chat was told, as they come back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.articles import Article, Report
from bot.domain.digests import Entry, Quote
from bot.domain.lengths import shortened
from bot.domain.ranking import Match
from bot.domain.stories import Coverage, StoryId
from bot.domain.updates import News, Told, may_return, news_of


def news_to(recent: Sequence[Coverage], told: Told, now: datetime) -> Mapping[StoryId, News]:
    """Return what is new in the stories that a chat was told and that may come back to it now."""
    return {
        one.story.id: found
        for one in recent
        if (mark := told.get(one.story.id)) is not None
        and may_return(one.story, mark, now)
        and (found := news_of(one, mark.articles)) is not None
    }


def update_entry(match: Match, news: News, sentences: int) -> Entry:
    """Return an entry that says only what is new in a story."""
    first, lead = news.reports[0], match.coverage.lead
    best = news.quotes[:sentences]
    places = {report.article.id: place for place, report in enumerate(news.reports)}
    best = tuple(
        replace(one, outlet=news.reports[places[one.article_id]].outlet)
        if places[one.article_id]
        else one
        for one in best
    )
    title = first.article.title or lead.article.title
    return Entry(
        story_id=match.coverage.story.id,
        headline=title or shortened(best[0].text),
        quotes=tuple(sorted(best, key=lambda one: (places[one.article_id], one.span.start))),
        url=first.article.url,
        outlets=tuple(dict.fromkeys(report.outlet for report in news.reports)),
        article_count=len(match.coverage.reports),
        published_at=first.article.published_at,
        reason=str(match.reason),
        merits=match.merits,
        is_update=True,
    )


def corrected_update(entry: Entry, old: Article, report: Report) -> Entry:
    """Return what an update says after this article, which it quotes, has a newer version.

    What still stands there stays; in the place of the other sentences come telling ones that the
    older version did not have. All else of the article was known before.
    """
    before, now = _folded(old.body), _folded(report.article.body)
    said = [report.summary.sentences[index] for index in report.summary.order]
    spans = [report.summary.spans[index] for index in report.summary.order]
    changed = iter([pair for pair in zip(said, spans, strict=True) if pair[0] not in before])
    quotes: list[Quote] = []
    for quote in entry.quotes:
        if quote.article_id != old.id or quote.text in now:
            quotes.append(quote)
        elif (instead := next(changed, None)) is not None:
            text, span = instead
            quotes.append(replace(quote, article_id=report.article.id, text=text, span=span))
    right = replace(entry, quotes=tuple(quotes), is_corrected=True)
    if not entry.quotes or entry.quotes[0].article_id != old.id:
        return right
    first = quotes[0].text if quotes else report.article.body
    titled = old.title == entry.headline
    headline = report.article.title if titled else entry.headline
    gone = {shortened(quote.text) for quote in entry.quotes if quote not in quotes}
    if not headline or (not titled and headline in gone):  # a sentence that stood in for one
        headline = shortened(first)
    return replace(right, headline=headline, url=report.article.url)


def _folded(text: str) -> str:
    return " ".join(text.split())
