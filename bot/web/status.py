"""How everything stands, for those who run the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from aiohttp import web
from markupsafe import Markup

from bot.commands.lately import Lately
from bot.domain.schedule_text import schedule_text
from bot.messages.digest import outlet_text
from bot.messages.reasons import retold
from bot.messages.replies import wants_text
from bot.messages.wording import Wording
from bot.render.chart import Bar, bars_svg
from bot.web import operating
from bot.web.pages import page
from bot.web.parts import PARTS
from bot.web.speaking import timer, words_for

MOST_TOPICS = 5  # that a chart tells apart


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
        charts=list(_charts(view.lately, words)),
        zone=parts.zone.key,
    )


def _charts(lately: Lately, words: Wording) -> Iterator[ChartView]:
    names = [words.short_day(date.fromisoformat(one.day)) for one in lately.days]
    keys, by_topic = _by_topic(lately, words)
    shown: tuple[tuple[str, list[tuple[int, ...]], list[str]], ...] = (
        ("page.status-came", [(one.articles,) for one in lately.days], []),
        ("page.status-by-topic", by_topic, keys),
        ("page.status-went", [(one.digests,) for one in lately.days], []),
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


def _by_topic(lately: Lately, words: Wording) -> tuple[list[str], list[tuple[int, ...]]]:
    """Return the names of the fullest topics and what each day has of them; last, all others."""
    topics = [*lately.topics.items()]
    layers = topics[:MOST_TOPICS]
    if others := [counts for _, counts in topics[MOST_TOPICS:]]:
        layers.append(
            (words.say("page.status-rest"), [sum(day) for day in zip(*others, strict=True)])
        )
    days = zip(*(counts for _, counts in layers), strict=True)
    return [name for name, _ in layers], list(days) or [()] * len(lately.days)
