"""How everything stands, for those who run the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from aiohttp import web
from markupsafe import Markup

from bot.domain.schedule_text import schedule_text
from bot.messages.digest import outlet_text
from bot.messages.reasons import retold
from bot.messages.replies import wants_text
from bot.messages.wording import Wording
from bot.render.chart import Bar, bars_svg
from bot.web import operating
from bot.web.operating import Charted
from bot.web.pages import page
from bot.web.parts import PARTS
from bot.web.speaking import timer, words_for


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """One chart of the page."""

    title: str
    drawing: Markup
    keys: Sequence[str] = ()  # what its layers are called


async def show(request: web.Request) -> web.Response:
    """Show sources, queue, next runs, rejected items, and the last weeks as charts."""
    parts = request.app[PARTS]
    now, words = parts.now(), words_for(request)
    view = await asyncio.to_thread(operating.status, parts.store, now)
    return page(
        request,
        "how_it_stands.html",
        words=words,
        here="/status",
        view=view,
        tally=[
            (words.say(f"page.part-{state}"), count) for state, count in view.tally.items() if count
        ],
        number=words.number,
        time=timer(words, parts.zone, now),
        moment=lambda at: words.moment(at, parts.zone, now),
        outlet=lambda name: outlet_text(name, words),
        reason=lambda text: retold(text, words),
        wants=lambda one: wants_text(one.wants, words),
        schedule=lambda one: schedule_text(one.schedule),
        charts=list(_charts(view.charted, words)),
        zone=parts.zone.key,
    )


def _charts(charted: Charted, words: Wording) -> Iterator[ChartView]:
    names = [words.short_day(date.fromisoformat(one.day)) for one in charted.days]
    keys = [*charted.topics]
    if any(len(counts) > len(keys) for counts in charted.by_topic):
        keys.append(words.say("page.status-rest"))
    shown: tuple[tuple[str, list[tuple[int, ...]], list[str]], ...] = (
        ("page.status-came", [(one.articles,) for one in charted.days], []),
        ("page.status-by-topic", [tuple(counts) for counts in charted.by_topic], keys),
        ("page.status-went", [(one.digests,) for one in charted.days], []),
    )
    for key, counted, layers in shown:
        title = words.say(key)
        bars = [Bar(name, counts) for name, counts in zip(names, counted, strict=True)]
        fullest = max(bars, key=lambda bar: bar.total)
        label = words.say(
            "page.status-chart",
            title=title,
            count=words.number(sum(bar.total for bar in bars)),
            most=words.number(fullest.total),
            day=fullest.name,
        )
        drawing = Markup(bars_svg(bars, title=title, layers=layers, label=label))  # noqa: S704 -- a renderer escaped it
        yield ChartView(title=title, drawing=drawing, keys=layers)
