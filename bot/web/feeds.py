"""A chat's digests as a feed, for those who want them in a reader: Atom and JSON Feed 1.1."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

from aiohttp import web

from bot.domain.chats import ChatAddress
from bot.domain.digests import Digest
from bot.messages.wording import wording
from bot.web import archive, reading
from bot.web.pages import filled, kept_response
from bot.web.parts import PARTS
from bot.web.reading import DigestView

MOST_BYTES = 90_000  # of the digests in a feed, as HTML in XML
AROUND = 700  # bytes around each of them
_NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
_ATOM, _JSON = "application/atom+xml", "application/feed+json"


async def of_link(request: web.Request) -> web.StreamResponse:
    """Return the feed of a chat to whoever has its link, for as long as that is good.

    Digests whose own links are over are left out.
    """
    address, _ = archive.opened(request)
    return await _feed(request, address, request.app[PARTS].links.path_while_good)


async def of_public(request: web.Request) -> web.StreamResponse:
    """Return the feed of a public chat to everybody."""
    address = archive.public_address(request)
    return await _feed(request, address, request.app[PARTS].links.path_for_all)


async def _feed(
    request: web.Request, address: ChatAddress, path_to: Callable[[Digest], str | None]
) -> web.StreamResponse:
    parts = request.app[PARTS]
    chat = await asyncio.to_thread(reading.chat, parts.store, address)
    views, _ = await asyncio.to_thread(reading.sent, parts.store, address, parts.now())
    words = wording() if chat is None else chat.words
    root = parts.links.public_url.rstrip("/") or str(request.url.origin())
    home, _, _ = request.path.rpartition("/")
    paths = [(view, path_to(view.digest)) for view in views]
    items = (_item(view, root + path) for view, path in paths if path is not None)
    feed = {
        "title": words.say("page.feed-title", chat=str(address)),
        "home": root + home,
        "address": root + request.path,
        "language": words.language,
        # It changes when a digest is made, and not because somebody asks.
        "updated": _iso(views[0].digest.made_at if views else _NOTHING_YET),
        "items": list(_that_fit(items)),
    }
    if request.match_info["kind"] == "json":
        return kept_response(request, _json(feed), _JSON)
    return kept_response(request, filled("feed.atom", words, feed=feed), _ATOM)


def _item(view: DigestView, link: str) -> Mapping[str, str]:
    return {
        "id": f"urn:digestbot:{view.digest.id}",
        "link": link,
        "title": view.title,
        "updated": _iso(view.digest.made_at),
        "html": filled("feed_item.html", view.words, view=view),
    }


def _that_fit(items: Iterable[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
    """Yield the latest digests that a feed has room for, at least one."""
    room = MOST_BYTES
    for number, item in enumerate(items):
        room -= len(escape(item["html"]).encode()) + AROUND
        if room < 0 and number:
            return
        yield item


def _json(feed: Mapping[str, Any]) -> str:
    items = [
        {
            "id": item["id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["html"],
            "date_published": item["updated"],
        }
        for item in feed["items"]
    ]
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed["title"],
            "home_page_url": feed["home"],
            "feed_url": feed["address"],
            "language": feed["language"],
            "authors": [{"name": "digestbot"}],
            "items": items,
        },
        ensure_ascii=False,
        indent=1,
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
