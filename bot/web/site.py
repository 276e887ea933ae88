"""The site: every address that it has, and what stands around each answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias
from zoneinfo import ZoneInfo

import structlog
from aiohttp import hdrs, web

from bot.domain.chats import ChatAddress
from bot.domain.errors import StoreError
from bot.ports.store import Store
from bot.web import archive, entering, feeds, health, status, stories, trying
from bot.web.asked import MOST_BYTES
from bot.web.chatting import WebAdapter
from bot.web.conversations import Conversations
from bot.web.documents import Documents
from bot.web.gate import HEADERS, Gate
from bot.web.guessing import Guesses, Network
from bot.web.links import Links
from bot.web.measuring import Meter
from bot.web.pages import INSIDE, asset_response, page
from bot.web.parts import GATE, METER, PARTS, Parts
from bot.web.server import Server
from bot.web.signing import Signer

log = structlog.get_logger()

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the site."""

    method: str
    path: str
    handler: Handler
    public: bool = False  # for everybody, or it looks for itself


async def _asset(request: web.Request) -> web.Response:
    return asset_response(request)


ANYWHERE = (
    Address("GET", "/static/{version}/{name}", _asset, public=True),
    Address("GET", "/healthz", health.alive, public=True),
    Address("GET", "/login", entering.show, public=True),
    Address("POST", "/login", entering.enter, public=True),
    Address("POST", "/logout", entering.leave, public=True),
)
ADDRESSES = (
    *ANYWHERE,
    Address("GET", "/readyz", health.ready, public=True),
    Address("GET", "/metrics", health.metrics),
    Address("GET", "/", trying.begin),
    Address("GET", "/chat/{secret}", trying.show),
    Address("POST", "/chat/{secret}", trying.say),
    Address("GET", "/chat/{secret}/new", trying.look),
    Address("GET", "/stories", stories.newest),
    Address("GET", r"/stories/{id:[\w.-]+}", stories.story),
    Address("GET", r"/articles/{id:[\w.-]+}", stories.article),
    Address("GET", "/status", status.show),
    Address("GET", "/archive", archive.chats),
    Address("GET", "/archive/{chat:.+}", archive.of_chat),
    Address("GET", "/c/{word}", archive.of_link, public=True),
    Address("GET", "/c/{word}/feed.{kind:atom|json}", feeds.of_link, public=True),
    Address("GET", "/public/{chat:.+}/feed.{kind:atom|json}", feeds.of_public, public=True),
    Address("GET", r"/public/{chat:.+}/d/{id:[\w.-]+}", archive.digest, public=True),
    Address(
        "GET", r"/public/{chat:.+}/d/{id:[\w.-]+}/{number:\d{1,4}}", archive.article, public=True
    ),
    Address("GET", "/public/{chat:.+}", archive.of_public, public=True),
    Address("GET", "/d/{word}", archive.digest, public=True),
    Address("GET", r"/d/{word}/{number:\d{1,4}}", archive.article, public=True),
)
"""All there is. What is not marked as public needs the token, if there is one."""

MEASURES = (*ANYWHERE, Address("GET", "/metrics", health.seconds))
"""What there is of a process that has no page."""


def make_site(
    store: Store,
    *,
    now: Callable[[], datetime],
    new_secret: Callable[[], str],
    host: str,
    port: int,
    links: Links,
    guarded: bool = False,
    public: Collection[ChatAddress] = (),
    zone: str = "UTC",
    meter: Meter | None = None,
    documents: Documents | None = None,
    proxies: Sequence[Network] = (),
) -> WebAdapter:
    """Put the site together; the adapter serves it while it is open.

    Args:
        store: What the pages show.
        now: The clock.
        new_secret: Makes words that nobody guesses.
        host: Where it listens.
        port: And at which port; 0: any.
        links: Whose secret is the token of those who may see everything.
        guarded: Whether that token is needed; else everybody who reaches us is let in.
        public: Chats whose digests everybody may read.
        zone: The time zone of pages that belong to no chat.
        meter: What is measured while the process runs.
        documents: What reads those that people hand over; None: none are taken.
        proxies: What stands in front, and is believed about whom it asks for.
    """
    application = _application(
        ADDRESSES,
        Gate(
            signer=links.signer,
            guesses=Guesses(now),
            guarded=guarded,
            secure=links.public_url.startswith("https://"),
            host=host,
            proxies=proxies,
        ),
    )
    conversations = Conversations(now())
    server = Server(application, host=host, port=port)
    adapter = WebAdapter(server, conversations, now=now)
    application[PARTS] = Parts(
        store=store,
        now=now,
        new_secret=new_secret,
        conversations=conversations,
        say=adapter.say,
        links=links,
        public=frozenset(public),
        zone=ZoneInfo(zone),
        meter=meter or Meter(),
        is_ready=adapter.is_listening,
        documents=documents,
    )
    return adapter


def make_metrics(
    *, signer: Signer, guarded: bool, host: str, port: int, meter: Meter, proxies: Sequence[Network]
) -> Server:
    """Return what shows the seconds of a process that has no page: its share of `/metrics`."""
    gate = Gate(
        signer=signer, guesses=Guesses(signer.now), guarded=guarded, host=host, proxies=proxies
    )
    application = _application(MEASURES, gate)
    application[METER] = meter
    return Server(application, host=host, port=port)


def _application(addresses: Iterable[Address], gate: Gate) -> web.Application:
    application = web.Application(client_max_size=MOST_BYTES, middlewares=[_around])
    application[GATE] = gate
    application.on_response_prepare.append(_add_headers)
    for one in addresses:
        handler = one.handler if one.public else _for_operators(one.handler)
        for method in ("GET", "HEAD") if one.method == "GET" else (one.method,):
            application.router.add_route(method, one.path, handler)
    return application


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    del request
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def _for_operators(handler: Handler) -> Handler:
    async def guarded(request: web.Request) -> web.StreamResponse:
        if request[INSIDE]:
            return await handler(request)
        return entering.ask(request)

    return guarded


@web.middleware
async def _around(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what is not for us, and say in a page what went wrong."""
    gate = request.app[GATE]
    try:
        _refuse_strangers(gate, request)
        request[INSIDE] = gate.lets_in(request)
        return await handler(request)
    except web.HTTPRedirection:
        raise
    except web.HTTPException as error:
        return _problem(request, error.status, error.headers)
    except StoreError as error:
        log.warning("web.waiting", path=_route(request), problem=str(error))
        return _problem(request, 503)
    except Exception:  # the border to a person: they get a page, the log gets the rest
        log.exception("web.failed", path=_route(request))
        return _problem(request, 500)


def _refuse_strangers(gate: Gate, request: web.Request) -> None:
    if not gate.is_for_us(request):
        raise web.HTTPMisdirectedRequest
    if not gate.is_from_us(request):
        raise web.HTTPForbidden


def _route(request: web.Request) -> str:
    """Return the address without what is secret in it."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "?"


_PROBLEMS = {
    400: "page.problem-no-form",
    403: "page.problem-forbidden",
    404: "page.problem-not-found",
    405: "page.problem-not-found",
    413: "page.problem-too-big",
    421: "page.problem-misdirected",
    429: "page.problem-guessed",
    503: "page.problem-busy",
}


def _problem(
    request: web.Request, status: int, headers: Mapping[str, str] = MappingProxyType({})
) -> web.Response:
    key = _PROBLEMS.get(status, "page.problem-ours")
    response = page(request, "problem.html", status=status, problem=key, here="")
    for name in {hdrs.ALLOW, hdrs.RETRY_AFTER} & headers.keys():
        response.headers[name] = headers[name]
    return response
