"""Across languages: stories that tell one event in several languages become one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from bot.domain.errors import StoreError
from bot.domain.tongues import Tongues
from bot.pipeline.group import Grouping, catch_up, join
from bot.ports.ambient import Ambient
from bot.ports.store import Store

BATCH = 200  # articles looked at in one go, which takes a second or two


def merge_tongues(
    store: Store,
    ambient: Ambient,
    grouping: Grouping,
    *,
    tick: Callable[[int], None] | None = None,
) -> int:
    """Make one of stories that tell one event in several languages; return how many were given up.

    A story that a digest told or showed is never given up. Nothing happens if the grouping does not
    compare languages, or as long as everything is in one.
    """
    if grouping.tongues is None:
        return 0
    with grouping.turn:
        merged = 0
        while found := _merge(store, ambient, grouping, grouping.tongues):
            looked_at, given_up = found
            merged += given_up
            if tick is not None:
                tick(looked_at)
        return merged


def _merge(
    store: Store, ambient: Ambient, grouping: Grouping, tongues: Tongues
) -> tuple[int, int] | None:
    """Look at some articles; return how many, and how many stories were given up; None: no more."""
    index = grouping.index
    with store.snapshot() as tx:
        catch_up(tx, index, ambient.now())
        missing = tongues.missing(index)
        kept = (one for name in missing if (one := tx.articles.get(name)) is not None)
        articles = list(islice(kept, BATCH))
        missing = {one.id: missing[one.id] for one in articles}
    if not articles:
        return None
    tongues.add(articles, missing)
    merged = 0
    try:
        while pairs := tongues.twins(index, missing):
            joined = join(store, pairs)
            merged += len(joined)
            tongues.stay_two(one for one in pairs if one not in joined)
            with store.snapshot() as tx:
                catch_up(tx, index, ambient.now())
    except StoreError:
        tongues.miss(missing)  # only what is missing is compared: they are looked at once more
        raise
    return len(missing), merged
