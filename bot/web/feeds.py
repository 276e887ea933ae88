"""A chat's digests as a feed, for those who want them in a reader: Atom and JSON Feed 1.1."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.domain.chats import ChatAddress
from bot.domain.digests import Digest
from bot.domain.times import LAST
from bot.messages.wording import wording
from bot.web import archive, reading
from bot.web.pages import filled, text_response
from bot.web.parts import PARTS
from bot.web.reading import DigestView

_ATOM, _JSON = "application/atom+xml", "application/feed+json"


async def of_link(request: web.Request) -> web.Response:
    """Return the feed of a chat to whoever has its link, for as long as that is good.

    Digests whose own links are over are left out.
    """
    address, _ = archive.opened(request)
    return await _feed(request, address, request.app[PARTS].links.path_while_good)


async def of_public(request: web.Request) -> web.Response:
    """Return the feed of a public chat to everybody."""
    address = archive.public_address(request)
    return await _feed(request, address, request.app[PARTS].links.path_for_all)


async def _feed(
    request: web.Request, address: ChatAddress, path_to: Callable[[Digest], str | None]
) -> web.Response:
    parts = request.app[PARTS]
    views, _ = await asyncio.to_thread(reading.sent, parts.store, address, LAST, parts.now())
    root = parts.links.public_url.rstrip("/") or str(request.url.origin())
    home, _, _ = request.path.rpartition("/")
    paths = [(view, path_to(view.digest)) for view in views]
    feed = {
        "title": wording().say("page.feed-title", chat=str(address)),
        "home": root + home,
        "address": root + request.path,
        "updated": _iso(views[0].digest.made_at if views else parts.now()),
        "items": [_item(view, root + path) for view, path in paths if path is not None],
    }
    if request.match_info["kind"] == "json":
        return text_response(_json(feed), _JSON)
    return text_response(filled("feed.atom", feed=feed), _ATOM)


def _item(view: DigestView, link: str) -> Mapping[str, str]:
    return {
        "id": f"urn:digestbot:{view.digest.id}",
        "link": link,
        "title": view.title,
        "updated": _iso(view.digest.made_at),
        "html": filled("feed_item.html", view=view),
    }


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
            "items": items,
        },
        ensure_ascii=False,
        indent=1,
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
