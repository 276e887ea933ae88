"""Returning: stories that a chat was told, as they come back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.digests import Entry
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
