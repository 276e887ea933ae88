"""What happened: stories with their sources, how they were grouped, and what is found in them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from aiohttp import web

from bot.commands.finding import Found
from bot.domain.articles import ArticleId
from bot.domain.stories import Coverage, StoryId
from bot.messages.digest import differing, outlet_text
from bot.messages.wording import Wording
from bot.web import telling
from bot.web.asked import id_in, moment_in, number_in
from bot.web.pages import page
from bot.web.parts import PARTS, Parts
from bot.web.speaking import timer, words_for

LONGEST_QUERY = 200  # characters
LONGEST_HEADLINE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A story in a few lines."""

    id: StoryId
    headline: str
    sentence: str
    outlets: Sequence[str]
    articles: int
    first_seen_at: datetime
    last_seen_at: datetime


async def newest(request: web.Request) -> web.Response:
    """Show stories by days, the newest first, or those about some words."""
    parts, words = request.app[PARTS], words_for(request)
    query = request.query.get("q", "").strip()[:LONGEST_QUERY]
    if query:
        found = await asyncio.to_thread(telling.found, parts.store, query, _before(request))
    else:
        found = await asyncio.to_thread(telling.newest, parts.store, _before(request))
    return page(
        request,
        "stories.html",
        words=words,
        here="/stories",
        query=query,
        days=_by_day([short(one, words) for one in found.stories], words, parts),
        older=_further(query, found),
        unread=found.unread,
        time=timer(words, parts.zone, parts.now()),
        zone=parts.zone.key,
    )


async def story(request: web.Request) -> web.Response:
    """Show one story: who told it, when, and how alike the articles are."""
    parts, words = request.app[PARTS], words_for(request)
    found = await asyncio.to_thread(telling.story, parts.store, StoryId(request.match_info["id"]))
    if found is None:
        raise web.HTTPNotFound
    coverage, tellers = found
    return page(
        request,
        "story.html",
        words=words,
        here="/stories",
        story=short(coverage, words),
        topics=sorted(coverage.topics)[:20],
        differing=list(differing(coverage.differences, words)),
        tellers=[
            {
                "id": one.article.id,
                "title": one.article.title[:LONGEST_HEADLINE],
                "outlet": outlet_text(one.outlet, words),
                "at": one.at,
                "leads": one.article.id == coverage.lead.article.id,
                "likeness": round(100 * one.likeness),
                "common": one.common,
                "is_copy": one.is_copy,
            }
            for one in tellers
        ],
        more_tellers=len(coverage.reports) - len(tellers),
        time=timer(words, parts.zone, parts.now()),
        zone=parts.zone.key,
    )


async def article(request: web.Request) -> web.Response:
    """Show the text of an article, its telling sentences marked."""
    parts = request.app[PARTS]
    asked = ArticleId(request.match_info["id"])
    start = number_in(request, "from")
    found = await asyncio.to_thread(telling.article, parts.store, asked, start)
    if found is None:
        raise web.HTTPNotFound
    text, story_id = found
    return page(request, "text.html", here="/stories", text=text, story=story_id, start=start)


def short(coverage: Coverage, words: Wording) -> Short:
    """Return a story in a few lines."""
    lead = coverage.lead
    return Short(
        id=coverage.story.id,
        headline=(lead.article.title or lead.article.body[:80])[:LONGEST_HEADLINE],
        sentence=lead.summary.sentences[lead.summary.order[0]] if lead.summary.order else "",
        outlets=[outlet_text(name, words) for name in coverage.outlets],
        articles=len(coverage.reports),
        first_seen_at=coverage.story.first_seen_at,
        last_seen_at=coverage.story.last_seen_at,
    )


def _by_day(
    found: Sequence[Short], words: Wording, parts: Parts
) -> Sequence[tuple[str, Sequence[Short]]]:
    today = parts.now().astimezone(parts.zone).date()

    def day(one: Short) -> str:
        local = one.last_seen_at.astimezone(parts.zone).date()
        near = {0: "day.today", 1: "day.yesterday"}.get((today - local).days)
        written = words.long_day(local)
        return f"{words.say(near)} · {written}" if near else written

    return [(name, list(group)) for name, group in groupby(found, key=day)]


def _before(request: web.Request) -> tuple[datetime, StoryId] | None:
    moment = moment_in(request)
    return None if moment is None else (moment, StoryId(id_in(request, "story")))


def _further(query: str, found: Found) -> str:
    """Return where it goes on behind the last story that was shown, or looked at."""
    if found.last is None:
        return ""
    moment, story_id = found.last
    place = {"before": moment.isoformat(), "story": story_id}
    return f"?{urlencode({'q': query} | place if query else place)}"
