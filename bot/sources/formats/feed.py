"""Bytes of a feed, whatever its kind → its title and items: where killable.py comes in.

Only text comes out: no markup is ever handed on. As most of an item's cost is its text, items are
first told apart by marks, and only those that are asked for are read.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Final

from bot.sources.formats.draft import Draft, believable
from bot.sources.formats.feed_bytes import in_utf8
from bot.sources.formats.feed_entries import Entry, entry_of, hashed, link_to, words
from bot.sources.formats.feed_keys import keys_of
from bot.sources.formats.feed_libraries import is_json, parsed
from bot.sources.formats.feed_text import as_line, as_text, is_teaser
from bot.sources.formats.finish import finished

MOST_ITEMS: Final = 500  # of a feed, the newest by their dates, or else the first …
_MOST_DATED: Final = 5_000  # … of so many
MOST_CHARACTERS: Final = 200_000  # of an item
_MOST_TAGS: Final = 200_000  # of 5 MB; 500 items with their markup have 50,000
_LONGEST_NAME: Final = 80
# 200,000 attributes hold both parsers for half a minute; no honest tag is as long
_LONG_TAG: Final = re.compile(rb"<[^!<>][^<>]{100000}")
_QUOTED: Final = re.compile(rb"<!--|<!\[CDATA\[|<\?")  # in which a feed has no tags of its own
_ENDS: Final = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}


def read_feed(
    data: bytes, *, url: str, now: str, charset: str = "", only: Collection[str] | None = None
) -> dict[str, Any]:
    """Return what a feed says, as JSON can hold it.

    Args:
        data: What was fetched.
        url: From where.
        now: The moment, in ISO 8601.
        charset: What the header of the answer said.
        only: The keys of the items that are read; None for all.

    Returns:
        `title` and `site`, "" where it has none, and its `items`: dictionaries with a `key`, a
        `mark`, which changes with what stands there, and `published_at`. Those that were read are
        those of `Draft.as_json` beside that, with a `stamp`, which changes with their words only,
        and whether they are `is_teaser`; one without a text has an empty `body`.

    Raises:
        ValueError: it is no feed; the message is a sentence.
    """
    moment = datetime.fromisoformat(now).astimezone(UTC)
    if not data.strip():
        raise ValueError("The feed is empty.")
    if data.count(b"<") > _MOST_TAGS:
        raise ValueError("The feed has too many parts to be read.")
    if not is_json(data) and _LONG_TAG.search(_without_quoted(data)):
        raise ValueError("One of its tags is too long to be a feed's.")
    found = parsed(in_utf8(data, charset), now=moment)
    about = found["feed"]
    base = _base(about, url)
    language = words(about.get("language"))
    listed = found["entries"][:_MOST_DATED]
    entries = _newest([entry_of(one, base=base, now=moment) for one in listed], moment)
    items: dict[str, dict[str, Any]] = {}
    for key, entry in zip(keys_of(entries), entries, strict=True):
        if key not in items:
            is_read = only is None or key in only
            items[key] = _read(entry, language, moment) if is_read else _marked(entry, moment)
            items[key]["key"] = key
    return {
        "title": as_line(words(about.get("title")), _LONGEST_NAME),
        "site": link_to(words(about.get("link")), url),
        "items": list(items.values()),
    }


def _newest(entries: list[Entry], now: datetime) -> list[Entry]:
    """Return as many as are read: some feeds list the oldest first."""
    if len(entries) > MOST_ITEMS:
        dated = [(moment, one) for one in entries if (moment := believable(one.published_at, now))]
        if len(dated) == len(entries):
            dated.sort(key=lambda each: each[0], reverse=True)
            entries = [one for _, one in dated]
    return entries[:MOST_ITEMS]


def _without_quoted(data: bytes) -> bytes:
    """Return a feed without what is no markup of its own, such as pictures inside its texts."""
    kept, at = [], 0
    for begin in _QUOTED.finditer(data):
        if begin.start() < at:
            continue
        end = data.find(_ENDS[begin[0]], begin.end())
        if end < 0:
            break
        kept.append(data[at : begin.start()])
        at = end
    return b"".join(kept) + data[at:]


def _base(about: Any, url: str) -> str:  # noqa: ANN401 -- a dictionary of whichever library
    """Return what relative links are relative to."""
    detail = about.get("title_detail") or {}
    stated = words(detail.get("base")) or words(about.get("link"))
    return link_to(stated, url) or url


def _marked(entry: Entry, now: datetime) -> dict[str, Any]:
    moment = believable(entry.published_at, now)
    return {"mark": entry.mark, "published_at": moment.isoformat() if moment else None}


def _read(entry: Entry, language: str, now: datetime) -> dict[str, Any]:
    title = as_line(entry.title)
    body = as_text(entry.text)[:MOST_CHARACTERS]
    draft = Draft(
        body=body,
        title=title,
        published_at=entry.published_at,
        language=language or None,
        url=entry.link or None,
    )
    try:
        finished(draft, now=now)
    except ValueError:
        draft.body = ""
    made = draft.as_json(now)
    made["url"] = entry.address or None
    made["mark"] = entry.mark
    made["stamp"] = hashed(f"{title}\n{body}\n{entry.address}")[:20]
    made["is_teaser"] = bool(entry.address) and is_teaser(draft.body)
    return made
