"""Feeds as rows of a table, and back. No SQL here."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.domain.feeds import Feed, FeedId, Notice, Origin
from bot.domain.times import from_text, to_text
from bot.storage.rows import Columns, Row, moment_or_none, text_or_none, to_json


def feed_to_row(feed: Feed) -> Columns:
    """Return a feed's columns."""
    return {
        "id": feed.id,
        "url": feed.url,
        "given": feed.given,
        "name": feed.name,
        "folded": feed.name.casefold() or None,
        "next_poll_at": text_or_none(feed.next_poll_at),
        "state": to_json(
            {
                "topics": sorted(feed.topics),
                "full_text": feed.full_text,
                "origin": feed.origin.value,
                "site": feed.site,
                "added_at": to_text(feed.added_at),
                "etag": feed.etag,
                "last_modified": feed.last_modified,
                "content": feed.content,
                "read_at": text_or_none(feed.read_at),
                "newest_at": text_or_none(feed.newest_at),
                "pace": feed.pace // timedelta(microseconds=1) if feed.pace is not None else None,
                "failures": feed.failures,
                "failing_since": text_or_none(feed.failing_since),
                "problem": feed.problem,
                "told": sorted(notice.value for notice in feed.told),
            }
        ),
    }


def feed_from_row(row: Row) -> Feed:
    """Make a feed of its columns."""
    state = json.loads(row["state"])
    pace = state["pace"]
    return Feed(
        id=FeedId(row["id"]),
        url=row["url"],
        given=row["given"],
        name=row["name"],
        next_poll_at=moment_or_none(row["next_poll_at"]),
        topics=frozenset(state["topics"]),
        full_text=state["full_text"],
        origin=Origin(state["origin"]),
        site=state["site"],
        added_at=from_text(state["added_at"]),
        etag=state["etag"],
        last_modified=state["last_modified"],
        content=state["content"],
        read_at=moment_or_none(state["read_at"]),
        newest_at=moment_or_none(state["newest_at"]),
        pace=timedelta(microseconds=pace) if pace is not None else None,
        failures=state["failures"],
        failing_since=moment_or_none(state["failing_since"]),
        problem=state["problem"],
        told=frozenset(map(Notice, state["told"])),
    )
