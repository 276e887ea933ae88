"""Every digest that was sent: by chat and day, as a page, and each sentence in its article."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from urllib.parse import quote

from aiohttp import web

from bot.domain.chats import ChatAddress, parse_address
from bot.messages.wording import wording
from bot.web import reading
from bot.web.pages import page
from bot.web.parts import GATE, PARTS
from bot.web.reading import DigestView

MOST_CHATS = 300
_LAST = datetime(9999, 1, 1, tzinfo=UTC)


async def chats(request: web.Request) -> web.Response:
    """Show the chats that got digests."""
    parts = request.app[PARTS]
    found = await asyncio.to_thread(reading.chats, parts.store, MOST_CHATS)
    words, now = wording(), parts.now()
    return page(
        "archive.html",
        here="/archive",
        inside=True,
        chats=[
            (str(address), quote(str(address)), words.moment(at, parts.zone, now))
            for address, at in found
        ],
    )


async def of_chat(request: web.Request) -> web.Response:
    """Show an operator what a chat got."""
    address = address_in(request)
    share = request.app[PARTS].links.to_chat(address)
    return await _days(request, address, f"/archive/{quote(str(address))}", share=share)


async def of_link(request: web.Request) -> web.Response:
    """Show a chat's people what it got."""
    address, until = opened(request)
    word = request.match_info["word"]
    return await _days(request, address, f"/c/{word}", until=until, feed=f"/c/{word}")


async def of_public(request: web.Request) -> web.Response:
    """Show everybody what a public chat got."""
    address = public_address(request)
    path = f"/public/{quote(str(address))}"
    return await _days(request, address, path, feed=path)


async def digest(request: web.Request) -> web.Response:
    """Show one digest, in the words of its chat."""
    view, until = await _opened_digest(request)
    return page(
        "one_digest.html",
        here="",
        inside=request.app[GATE].lets_in(request),
        view=view,
        path=f"/d/{request.match_info['word']}",
        until=_moment(view, until, request.app[PARTS].now()),
    )


async def article(request: web.Request) -> web.Response:
    """Show the sentences of one story where they stand in its article."""
    view, _ = await _opened_digest(request)
    number = int(request.match_info["number"])
    if not 1 <= number <= len(view.stories):
        raise web.HTTPNotFound
    entry = view.digest.entries[number - 1]
    texts = await asyncio.to_thread(reading.texts, request.app[PARTS].store, entry)
    return page(
        "article.html",
        here="",
        inside=request.app[GATE].lets_in(request),
        story=view.stories[number - 1],
        texts=texts,
        back=f"/d/{request.match_info['word']}#s{number}",
    )


def address_in(request: web.Request) -> ChatAddress:
    """Return the chat that an address of ours names.

    Raises:
        HTTPNotFound: it names none.
    """
    try:
        return parse_address(request.match_info["chat"])
    except ValueError as error:
        raise web.HTTPNotFound from error


def public_address(request: web.Request) -> ChatAddress:
    """Return the chat that an address of ours names, if everybody may read it.

    Raises:
        HTTPNotFound: there is none, or it is not public; which of the two is nobody's business.
    """
    address = address_in(request)
    if address not in request.app[PARTS].public:
        raise web.HTTPNotFound
    return address


def opened(request: web.Request) -> tuple[ChatAddress, datetime]:
    """Return the chat that a link opens, and until when.

    Raises:
        HTTPNotFound: it was not signed by us, or has expired.
    """
    found = request.app[PARTS].links.chat(request.match_info["word"])
    if found is None:
        raise web.HTTPNotFound
    return parse_address(found[0]), found[1]


async def _opened_digest(request: web.Request) -> tuple[DigestView, datetime]:
    parts = request.app[PARTS]
    found = parts.links.digest(request.match_info["word"])
    if found is None:
        raise web.HTTPNotFound
    view = await asyncio.to_thread(reading.digest, parts.store, found[0], parts.now())
    if view is None:
        raise web.HTTPNotFound
    return view, found[1]


async def _days(
    request: web.Request,
    address: ChatAddress,
    path: str,
    *,
    until: datetime | None = None,
    feed: str = "",
    share: str = "",
) -> web.Response:
    parts = request.app[PARTS]
    views, more = await asyncio.to_thread(
        reading.sent, parts.store, address, _before(request), parts.now(), whole=False
    )
    return page(
        "chat_days.html",
        here="/archive",
        inside=request.app[GATE].lets_in(request),
        address=str(address),
        days=_by_day(views),
        link=parts.links.path_for_now,
        older=f"?before={quote(views[-1].digest.made_at.isoformat())}" if more else "",
        path=path,
        feed=feed,
        share=share,
        until=_moment(views[0], until, parts.now()) if views and until else "",
    )


def _by_day(views: Sequence[DigestView]) -> list[tuple[str, list[DigestView]]]:
    def day(view: DigestView) -> str:
        return view.words.long_day(view.digest.made_at.astimezone(view.zone).date())

    return [(name, list(group)) for name, group in groupby(views, key=day)]


def _before(request: web.Request) -> datetime:
    try:
        return datetime.fromisoformat(request.query["before"]).astimezone(UTC)
    except (KeyError, ValueError, OverflowError):
        return _LAST


def _moment(view: DigestView, moment: datetime, now: datetime) -> str:
    return view.words.moment(moment, view.zone, now)
