"""One pass of collect, summarize and group, with progress on a terminal."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.cli.progress import progress

if TYPE_CHECKING:
    from bot.pipeline.collect import Collected
    from bot.runtime.wiring import App


def take_in(app: App, *, feeds: bool = False, what: str = "") -> tuple[Collected, int, int]:
    """Return what was collected, how many articles were summarized, and how many grouped.

    Args:
        app: the program.
        feeds: whether those that are due are polled, too; a service does that by itself.
        what: is taken in, for who looks on, where that is not plain.

    Raises:
        SourceError: the inbox cannot be read.
    """
    from bot.pipeline.collect import collect_all
    from bot.pipeline.group import group_new
    from bot.pipeline.summarize import summarize_new
    from bot.pipeline.tongues import merge_tongues

    with progress(f"Collecting{what}") as tick:
        collected = collect_all(app.store, app.source, app.ambient, tick=tick)
    if feeds:
        polled = asyncio.run(app.feeding().once())
        collected.added += polled.added
        collected.changed += polled.changed
        collected.copies += polled.copies
        collected.rejected += polled.rejected
    with progress(f"Summarizing{what}") as tick:
        summarized = summarize_new(app.store, topics=app.settings.topics, tick=tick)
    with progress(f"Grouping{what}") as tick:
        grouping = app.steps.grouping
        grouped = group_new(app.store, app.ambient, grouping, tick=tick)
        merge_tongues(app.store, app.ambient, grouping)
    return collected, summarized, grouped
