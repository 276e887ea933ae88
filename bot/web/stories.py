"""What happened: stories with their sources, how they were grouped, and what is found in them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from urllib.parse import urlencode

from aiohttp import web

from bot.domain.articles import ArticleId
from bot.domain.stories import Coverage, StoryId
from bot.domain.times import LAST
from bot.messages.digest import outlet_text
from bot.messages.wording import wording
from bot.web import telling
from bot.web.pages import page
from bot.web.parts import PARTS, Parts

LONGEST_QUERY = 200  # characters
_FIRST = datetime(1, 1, 1, tzinfo=UTC)


async def newest(request: web.Request) -> web.Response:
    """Show stories, the newest first, or those about some words."""
    parts = request.app[PARTS]
    query = request.query.get("q", "").strip()[:LONGEST_QUERY]
    if query:
        found, more = await asyncio.to_thread(telling.found, parts.store, query, _FIRST), None
    else:
        found, more = await asyncio.to_thread(telling.newest, parts.store, _before(request))
    following = {"before": more[0].isoformat(), "story": more[1]} if more else {}
    return page(
        request,
        "stories.html",
        here="/stories",
        query=query,
        stories=[_short(one, parts) for one in found],
        older=f"?{urlencode(following)}" if following else "",
    )


async def story(request: web.Request) -> web.Response:
    """Show one story: who told it, when, and how alike the articles are."""
    parts = request.app[PARTS]
    found = await asyncio.to_thread(telling.story, parts.store, StoryId(request.match_info["id"]))
    if found is None:
        raise web.HTTPNotFound
    coverage, tellers = found
    words, now = wording(), parts.now()
    return page(
        request,
        "story.html",
        here="/stories",
        story=_short(coverage, parts),
        topics=sorted(coverage.topics),
        tellers=[
            {
                "id": one.article.id,
                "title": one.article.title,
                "outlet": outlet_text(one.outlet, words),
                "moment": words.moment(one.at, parts.zone, now),
                "leads": one.article.id == coverage.lead.article.id,
                "likeness": round(100 * one.likeness),
            }
            for one in tellers
        ],
    )


async def article(request: web.Request) -> web.Response:
    """Show the text of an article, its telling sentences marked."""
    parts = request.app[PARTS]
    asked = ArticleId(request.match_info["id"])
    found = await asyncio.to_thread(telling.article, parts.store, asked)
    if found is None:
        raise web.HTTPNotFound
    text, story_id = found
    return page(request, "text.html", here="/stories", text=text, story=story_id)


def _short(coverage: Coverage, parts: Parts) -> dict[str, object]:
    lead, words = coverage.lead, wording()
    return {
        "id": coverage.story.id,
        "headline": lead.article.title or lead.article.body[:80],
        "sentence": lead.summary.sentences[lead.summary.order[0]] if lead.summary.order else "",
        "outlets": [outlet_text(name, words) for name in coverage.outlets],
        "articles": len(coverage.reports),
        "first": words.moment(coverage.story.first_seen_at, parts.zone, parts.now()),
        "last": words.moment(coverage.story.last_seen_at, parts.zone, parts.now()),
    }


def _before(request: web.Request) -> tuple[datetime, StoryId]:
    try:
        moment = datetime.fromisoformat(request.query["before"]).astimezone(UTC)
    except (KeyError, ValueError, OverflowError):
        return LAST, StoryId("")
    return moment, StoryId(request.query.get("story", ""))
