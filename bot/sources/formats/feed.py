"""Bytes of a feed, whatever its kind → its title and items: where killable.py comes in.

fastfeedparser reads what is well-formed; it drops what a bare `&` is followed by, so that all else
is left to feedparser, fifty times slower. Only text comes out: no markup is ever handed on.
"""

from __future__ import annotations

import hashlib
import re
from calendar import timegm
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from bot.sources.formats.draft import Draft, read_moment
from bot.sources.formats.feed_text import as_line, as_text, is_teaser
from bot.sources.formats.finish import finished
from bot.sources.links import clean_link

MOST_ITEMS: Final = 500  # of a feed; the first ones are the newest
MOST_CHARACTERS: Final = 200_000  # of an item
_MOST_TAGS: Final = 200_000  # of 5 MB; 500 items with their markup have 50,000
_LONGEST_KEY: Final = 300
_LONGEST_NAME: Final = 80
_SLOW_BYTES: Final = 1_000_000  # that feedparser is given
# 200,000 attributes hold both parsers for half a minute; no honest tag is as long
_LONG_TAG: Final = re.compile(rb"<[^!<>][^<>]{100000}")
_DATES: Final = frozenset(
    {"pubdate", "published", "date", "issued", "created", "updated", "modified", "lastbuilddate"}
)
_NOT_A_FEED: Final = "There is no feed at this address."


def read_feed(data: bytes, *, url: str, now: str) -> dict[str, Any]:
    """Return what a feed says, as JSON can hold it.

    `title`, `site` and `language` are "" where it has none; `items` are dictionaries as of
    `Draft.as_json`, each with its `key`, its `stamp` and whether it `is_teaser`; one without a
    text has an empty `body`.

    Raises:
        ValueError: it is no feed; the message is a sentence.
    """
    moment = datetime.fromisoformat(now).astimezone(UTC)
    if not data.strip():
        raise ValueError("The feed is empty.")
    if data.count(b"<") > _MOST_TAGS:
        raise ValueError("The feed has too many parts to be read.")
    if _LONG_TAG.search(data):
        raise ValueError("One of its tags is too long to be a feed's.")
    parsed = _parsed(data)
    about = parsed["feed"]
    base = _base(about, url)
    language = _words(about.get("language"))
    items: dict[str, dict[str, Any]] = {}
    for entry in parsed["entries"][:MOST_ITEMS]:
        made = _item(entry, base=base, language=language, now=moment)
        items.setdefault(made["key"], made)
    return {
        "title": as_line(_words(about.get("title")), _LONGEST_NAME),
        "site": _link(_words(about.get("link")), url),
        "language": language,
        "items": list(items.values()),
    }


def _parsed(data: bytes) -> Any:  # noqa: ANN401 -- a dictionary of whichever library
    import fastfeedparser

    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    if is_json:
        try:
            return fastfeedparser.parse(data.removeprefix(b"\xef\xbb\xbf"))
        except Exception as error:  # whatever strange values raise
            raise ValueError("It is JSON, but no feed.") from error
    root = _well_formed(data)
    if root is not None:
        try:
            found = fastfeedparser.parse(data)
        except ValueError:
            found = None
        if found is not None and found["entries"] and all(map(_is_whole, found["entries"])):
            _forget_guesses(found["entries"], root)
            return found
    return _patiently(data)


def _well_formed(data: bytes) -> Any:  # noqa: ANN401 -- lxml has no types
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "xcessive depth" in str(error) or "huge" in str(error).lower():
            raise ValueError("It is nested too deeply to be read.") from None
        return None


def _forget_guesses(entries: Iterable[Any], root: Any) -> None:  # noqa: ANN401
    """Take away dates of items that state none: fastfeedparser takes an id such as 3-26 for one."""
    undated = {
        (item.findtext("{*}guid") or "").strip()
        for item in root.iter("{*}item")
        if not any(_local(part) in _DATES for part in item)
    }
    for entry in entries:
        if _words(entry.get("id")) in undated:
            entry.pop("published", None)


def _local(element: Any) -> str:  # noqa: ANN401
    """Return the name of an element without its namespace, in small letters."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _is_whole(entry: Any) -> bool:  # noqa: ANN401
    return bool(entry.get("title") or entry.get("description") or entry.get("content"))


def _patiently(data: bytes) -> Any:  # noqa: ANN401
    import feedparser

    if len(data) > _SLOW_BYTES:
        raise ValueError("It is no well-formed feed, and too large to be mended.")
    # as a stream: bytes it might take for the name of a file
    found = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found["entries"] and not found.get("version"):
        raise ValueError(_NOT_A_FEED)
    return found


def _base(about: Any, url: str) -> str:  # noqa: ANN401
    """Return what relative links are relative to."""
    detail = about.get("title_detail") or {}
    stated = _words(detail.get("base")) or _words(about.get("link"))
    return _link(stated, url) or url


def _item(entry: Any, *, base: str, language: str, now: datetime) -> dict[str, Any]:  # noqa: ANN401
    title = as_line(_words(entry.get("title")))
    link = _link(_words(entry.get("link")), base)
    teaser = _words(entry.get("description")) or _words(entry.get("summary"))
    full = max(_contents(entry), key=len, default="")
    body = as_text(full if len(full) > len(teaser) else teaser)[:MOST_CHARACTERS]
    draft = Draft(
        body=body,
        title=title,
        published_at=_moment(entry),
        language=language or None,
        url=link or None,
    )
    try:
        finished(draft, now=now)
    except ValueError:
        draft.body = ""
    known = clean_link(link) if link else ""
    made = draft.as_json(now)
    made["url"] = known or None
    made["key"] = _key(_words(entry.get("id")) or known, f"{title}\n{body}")
    made["stamp"] = _hash(f"{title}\n{body}\n{known}")[:20]
    made["is_teaser"] = bool(known) and is_teaser(draft.body)
    return made


def _contents(entry: Any) -> Iterable[str]:  # noqa: ANN401
    content = entry.get("content")
    if not isinstance(content, list):
        return []
    return [_words(one.get("value")) for one in content if isinstance(one, dict)]


def _moment(entry: Any) -> datetime | None:  # noqa: ANN401
    for name in ("published", "updated"):
        written = _words(entry.get(name))
        if not written:
            continue
        moment = read_moment(written)
        parts = entry.get(f"{name}_parsed")  # feedparser knows more ways to write a date
        if moment is None and parts:
            try:
                moment = datetime.fromtimestamp(timegm(parts), UTC)
            except (ValueError, TypeError, OverflowError, OSError):
                continue
        if moment is not None:
            return moment
    return None


def _link(written: str, base: str) -> str:
    """Return a link to the web, whole; or "" where it is none."""
    if not written:
        return ""
    try:
        link = urljoin(base, written.strip())
    except ValueError:
        return ""
    fit = link.startswith(("http://", "https://")) and link.isprintable() and " " not in link
    return link if fit else ""


def _key(stated: str, content: str) -> str:
    key = as_line(stated, _LONGEST_KEY + 1)
    return key if 0 < len(key) <= _LONGEST_KEY else _hash(stated or content)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _words(value: object) -> str:
    """Return a value as text: feeds in JSON hold anything."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return value if isinstance(value, str) else str(value)[:_LONGEST_KEY]
