"""How everything stands, for those who run the bot."""

from __future__ import annotations

import asyncio

from aiohttp import web
from markupsafe import Markup

from bot.domain.schedule_text import schedule_text
from bot.messages.digest import outlet_text
from bot.messages.replies import wants_text
from bot.messages.wording import wording
from bot.render.chart import Bar, bars_svg
from bot.web import telling
from bot.web.pages import page
from bot.web.parts import PARTS


async def show(request: web.Request) -> web.Response:
    """Show sources, queue, next runs, rejected items, and the last weeks as charts."""
    parts = request.app[PARTS]
    now, words = parts.now(), wording()
    view = await asyncio.to_thread(telling.status, parts.store, now)
    charts = [
        (words.say("page.status-came"), [Bar(one.day[5:], (one.articles,)) for one in view.days]),
        (
            words.say("page.status-by-topic"),
            [Bar(day[5:], tuple(counts)) for day, counts in view.by_topic],
        ),
        (words.say("page.status-went"), [Bar(one.day[5:], (one.digests,)) for one in view.days]),
    ]
    return page(
        request,
        "how_it_stands.html",
        here="/status",
        view=view,
        tally=[
            (words.say(f"page.part-{state}"), count) for state, count in view.tally.items() if count
        ],
        moment=lambda at: words.moment(at, parts.zone, now),
        outlet=lambda name: outlet_text(name, words),
        wants=lambda one: wants_text(one.wants, words),
        schedule=lambda one: schedule_text(one.schedule),
        charts=[
            (title, Markup(bars_svg(bars, title=title)))  # noqa: S704 -- a renderer escaped it
            for title, bars in charts
        ],
        by_topic=words.say("page.status-by-topic"),
    )
