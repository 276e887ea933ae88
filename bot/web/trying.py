"""The bot in the browser: a conversation that only its secret address opens."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from html import escape

from aiohttp import web

from bot.domain.chats import ChatAddress
from bot.messages.blocks import Choice, Choices
from bot.messages.wording import Wording
from bot.web import reading
from bot.web.asked import form_with_document
from bot.web.conversations import Entry, address_of
from bot.web.pages import page
from bot.web.parts import PARTS, Person
from bot.web.reading import DigestView
from bot.web.speaking import known_zone, timer, words_for

MOST_DIGITS = 15  # of an entry's number: milliseconds have 13
SHOWN_BYTES = 80_000  # of a conversation: a page has a size that phones can take
_AROUND = 150  # bytes around each entry, and each of its buttons

_FIRST = (
    ("page.try-digest", "digest"),
    ("page.try-daily", "subscribe everything daily 08:00"),
    ("page.try-topics", "topics"),
    ("page.try-help", "help"),
)


async def begin(request: web.Request) -> web.Response:
    """Show an empty conversation, each time another one."""
    return _conversation(request, request.app[PARTS].new_secret(), words_for(request), ())


async def show(request: web.Request) -> web.Response:
    """Show a conversation; where nothing stands any more, the digests that were sent to it."""
    secret, address = _of(request)
    parts = request.app[PARTS]
    entries = parts.conversations.since(address, 0)
    earlier: Sequence[DigestView] = ()
    if not entries:
        earlier, _ = await asyncio.to_thread(
            reading.sent, parts.store, address, parts.now(), whole=False
        )
    return _conversation(request, secret, await _words(request, address), entries, earlier)


async def say(request: web.Request) -> web.Response:
    """Take what a person typed or tapped, and show the answer."""
    secret, address = _of(request)
    parts = request.app[PARTS]
    documents = parts.documents
    form, upload = await form_with_document(request, documents.max_bytes if documents else 0)
    at, text = _tapped(str(form.get("tap", ""))) or (None, str(form.get("text", "")))
    after = _number(form.get("after"))
    whose = Person(
        language=words_for(request).language,
        timezone=known_zone(str(form.get("zone", ""))),
    )
    before = _last(parts.conversations.since(address, 0))
    await parts.say(
        address,
        text.strip(),
        token=str(form.get("token", ""))[:64],
        at=at,
        by=whose,
        document=await documents.read(upload) if documents and upload else None,
    )
    if "HX-Request" not in request.headers:
        new = parts.conversations.since(address, before)
        place = new[0].number if new else at
        anchor = f"#e{place}" if place else ""
        raise web.HTTPSeeOther(f"/chat/{secret}{anchor}")
    changed = parts.conversations.since(address, at - 1)[:1] if at else ()
    words = await _words(request, address)
    return _news(request, secret, words, address, after=after, said=True, changed=changed)


async def look(request: web.Request) -> web.Response:
    """Show what is new in a conversation."""
    secret, address = _of(request)
    words, after = await _words(request, address), _number(request.query.get("after"))
    return _news(request, secret, words, address, after=after, said=False)


def _of(request: web.Request) -> tuple[str, ChatAddress]:
    secret = request.match_info["secret"]
    address = address_of(secret)
    if address is None:
        raise web.HTTPNotFound
    return secret, address


async def _words(request: web.Request, address: ChatAddress) -> Wording:
    """Return the words of a conversation: its own once something was set in it."""
    chat = await asyncio.to_thread(reading.chat, request.app[PARTS].store, address)
    return words_for(request) if chat is None else chat.words


def _tapped(value: str) -> tuple[int | None, str] | None:
    """Return the number of the entry whose button was tapped, and what it says."""
    number, colon, says = value.partition(":")
    return (_number(number) or None, says) if colon else None


def _number(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def _conversation(
    request: web.Request,
    secret: str,
    words: Wording,
    entries: Sequence[Entry],
    earlier: Sequence[DigestView] = (),
) -> web.Response:
    parts, shown = request.app[PARTS], _latest(entries)
    return page(
        request,
        "chat.html",
        words=words,
        here="/",
        secret=secret,
        entries=shown,
        cut=len(shown) < len(entries),
        after=_last(entries),
        earlier=earlier,
        link=parts.links.path_for_now,
        token=parts.new_secret(),
        first=_first(words),
        documents=parts.documents,
        time=None if not earlier else timer(words, earlier[0].zone, parts.now()),
    )


def _news(
    request: web.Request,
    secret: str,
    words: Wording,
    address: ChatAddress,
    *,
    after: int,
    said: bool,
    changed: Sequence[Entry] = (),
) -> web.Response:
    parts = request.app[PARTS]
    entries = parts.conversations.since(address, after)
    if not entries and not changed and not said:
        return web.Response(status=204)
    return page(
        request,
        "news.html",
        words=words,
        secret=secret,
        entries=entries,
        changed=[one for one in changed if one.number <= after],
        after=entries[-1].number if entries else after,
        token=parts.new_secret(),
        said=said,
    )


def _last(entries: Sequence[Entry]) -> int:
    """Return the number behind which entries are new."""
    return entries[-1].number if entries else 0


def _latest(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return the latest entries that a page has room for, at least one."""
    room = SHOWN_BYTES
    for place in range(len(entries) - 1, -1, -1):
        room -= _size(entries[place])
        if room < 0:
            return entries[min(place + 1, len(entries) - 1) :]
    return entries


def _size(entry: Entry) -> int:
    """Return about how many bytes an entry has in a page."""
    body = entry.body or {}
    buttons = [*body.get("buttons", ())]
    written = [escape(text) for one in buttons for text in (one["say"], one["label"])]
    texts = [body.get("html", ""), escape(entry.said or ""), *written]
    return sum(len(text.encode()) for text in texts) + _AROUND * (1 + len(buttons))


def _first(words: Wording) -> Choices:
    return Choices(tuple(Choice(words.say(key), command) for key, command in _FIRST))
