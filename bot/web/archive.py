"""Every digest that was sent: by chat and day, as a page, and each sentence in its article."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.domain.chats import ChatAddress, parse_address
from bot.domain.digests import Digest, DigestId
from bot.domain.times import LAST
from bot.messages.wording import Wording
from bot.web import reading
from bot.web.asked import id_in, moment_in, number_in
from bot.web.links import public_path
from bot.web.pages import page
from bot.web.parts import PARTS, Parts
from bot.web.reading import DigestView
from bot.web.speaking import timer, words_for
from bot.web.texts import TextView


async def chats(request: web.Request) -> web.Response:
    """Show the chats that got digests, those first that got one last."""
    parts, words = request.app[PARTS], words_for(request)
    found, more = await asyncio.to_thread(reading.chats, parts.store, _after(request))
    following = {}
    if more:
        address, at = found[-1]
        following = {"before": at.isoformat(), "chat": str(address)}
    return page(
        request,
        "archive.html",
        words=words,
        here="/archive",
        chats=[(str(address), quote(str(address)), at) for address, at in found],
        older=f"?{urlencode(following)}" if following else "",
        time=timer(words, parts.zone, parts.now()),
        zone=parts.zone.key,
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
    path, link = public_path(address), request.app[PARTS].links.path_for_all
    return await _days(request, address, path, feed=path, link=link)


async def digest(request: web.Request) -> web.Response:
    """Show one digest, in the words of its chat."""
    view, path, until = await _opened_digest(request)
    return page(
        request,
        "one_digest.html",
        words=view.words,
        here="",
        view=view,
        path=path,
        until=_moment(view, until, request.app[PARTS].now()) if until else "",
    )


async def article(request: web.Request) -> web.Response:
    """Show the sentences of one story where they stand in its article."""
    parts = request.app[PARTS]
    view, path, _ = await _opened_digest(request)
    number = int(request.match_info["number"])
    if not 1 <= number <= len(view.stories):
        raise web.HTTPNotFound
    entry = view.digest.entries[number - 1]
    start, of = number_in(request, "from"), max(1, number_in(request, "text"))
    if start:
        text = await asyncio.to_thread(reading.text_from, parts.store, entry, of, start)
        if text is None:
            raise web.HTTPNotFound
        texts: Sequence[TextView] = [text]
    else:
        texts = await asyncio.to_thread(reading.texts, parts.store, entry)
    return page(
        request,
        "article.html",
        words=view.words,
        here="",
        story=view.stories[number - 1],
        texts=texts,
        of=of,
        back=f"{path}#s{number}",
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


async def _opened_digest(request: web.Request) -> tuple[DigestView, str, datetime | None]:
    """Return what a link or a public chat opens, its path, and until when; None: as it is kept."""
    parts = request.app[PARTS]
    word = request.match_info.get("word")
    if word is None:
        address = public_address(request)
        view = await _kept(parts, DigestId(request.match_info["id"]))
        if view.digest.address != address:
            raise web.HTTPNotFound
        return view, parts.links.path_for_all(view.digest), None
    found = parts.links.digest(word)
    if found is None:
        raise web.HTTPNotFound
    return await _kept(parts, found[0]), f"/d/{word}", found[1]


async def _kept(parts: Parts, digest_id: DigestId) -> DigestView:
    view = await asyncio.to_thread(reading.digest, parts.store, digest_id, parts.now())
    if view is None:
        raise web.HTTPNotFound
    return view


async def _days(
    request: web.Request,
    address: ChatAddress,
    path: str,
    *,
    until: datetime | None = None,
    feed: str = "",
    share: str = "",
    link: Callable[[Digest], str] | None = None,
) -> web.Response:
    parts = request.app[PARTS]
    chat = await asyncio.to_thread(reading.chat, parts.store, address)
    views, more = await asyncio.to_thread(
        reading.sent, parts.store, address, parts.now(), before=_before(request), whole=False
    )
    # Operators read it in their own words, its people in those of their chat.
    words = words_for(request) if share or chat is None else chat.words
    zone = parts.zone if chat is None else chat.zone
    last = views[-1].digest if more else None
    following = {"before": last.made_at.isoformat(), "digest": last.id} if last else {}
    return page(
        request,
        "chat_days.html",
        words=words,
        here="/archive",
        address=str(address),
        days=_by_day(views, words, zone),
        link=link or parts.links.path_for_now,
        older=f"?{urlencode(following)}" if following else "",
        path=path,
        feed=feed,
        share=share,
        until=words.moment(until, zone, parts.now()) if until else "",
        time=timer(words, zone, parts.now()),
        zone=zone.key,
    )


def _by_day(
    views: Sequence[DigestView], words: Wording, zone: ZoneInfo
) -> list[tuple[str, list[DigestView]]]:
    def day(view: DigestView) -> str:
        return words.long_day(view.digest.made_at.astimezone(zone).date())

    return [(name, list(group)) for name, group in groupby(views, key=day)]


def _before(request: web.Request) -> tuple[datetime, DigestId]:
    moment = moment_in(request)
    return (LAST, DigestId("")) if moment is None else (moment, DigestId(id_in(request, "digest")))


def _after(request: web.Request) -> tuple[datetime, ChatAddress] | None:
    moment = moment_in(request)
    try:
        return None if moment is None else (moment, parse_address(request.query["chat"]))
    except (KeyError, ValueError):
        return None


def _moment(view: DigestView, moment: datetime, now: datetime) -> str:
    return view.words.moment(moment, view.zone, now)
