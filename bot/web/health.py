"""For machines: is it alive, can it work, and what does it count."""

from __future__ import annotations

import asyncio

from aiohttp import hdrs, web

from bot.domain.errors import StoreError
from bot.ports.store import Store
from bot.web.pages import text_response
from bot.web.parts import METER, PARTS

_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


async def alive(request: web.Request) -> web.Response:
    """Say that the process answers."""
    del request
    return text_response("ok\n", "text/plain")


async def ready(request: web.Request) -> web.Response:
    """Say whether the store can be read and people can be answered."""
    parts = request.app[PARTS]
    if not parts.is_ready():
        return text_response("It does not listen yet.\n", "text/plain", status=503)
    try:
        await asyncio.to_thread(_look, parts.store)
    except StoreError:
        return text_response("The store cannot be read.\n", "text/plain", status=503)
    return text_response("ok\n", "text/plain")


async def metrics(request: web.Request) -> web.Response:
    """Return every figure as Prometheus reads it."""
    parts = request.app[PARTS]
    text = await asyncio.to_thread(parts.meter.text, parts.store, parts.now())
    return _figures(text)


async def seconds(request: web.Request) -> web.Response:
    """Return the seconds of this process alone: all else another one reads from the store."""
    return _figures(request.app[METER].seconds())


def _figures(text: str) -> web.Response:
    response = text_response(text, "text/plain")
    response.headers[hdrs.CONTENT_TYPE] = _PROMETHEUS
    return response


def _look(store: Store) -> None:
    with store.snapshot() as tx:
        tx.sources.troubles()
