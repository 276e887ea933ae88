"""Fetch one thing from the open web: the only HTTP client for addresses that people hand us.

aiohttp, as its sockets can be judged (addresses.py) and its waiting has a total limit. Decoding is
ours (decoding.py): bounded, and one coding only. Redirects are followed here, so that every step is
judged anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Final, Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.sources import headers as meaning
from bot.sources.addresses import Allow, guarded_sockets, public_web, read_link, require_allowed
from bot.sources.decoding import ACCEPTED, Decoder, too_large
from bot.sources.fetch_errors import TOO_MANY, KindError, ReachError, RobotsError
from bot.sources.fetch_trouble import broken, refused_status, too_slow, unreachable
from bot.sources.fetch_walk import Fetched, Limits, Walk
from bot.sources.lookups import Lookups
from bot.sources.media import ACCEPT_PAGES, DOCUMENTS, PAGES, is_of
from bot.sources.polite import Turns
from bot.sources.project import PROGRAM, user_agent
from bot.sources.robots import NOTHING
from bot.sources.robots_cache import RobotsCache

__all__ = ["DOCUMENTS", "PAGES", "Fetched", "Fetcher", "Limits"]

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD: Final = frozenset({301, 308})
_NOT_MODIFIED: Final = 304
_GOOD: Final = 200
_UNAVAILABLE: Final = 503
_USUAL_REST: Final = timedelta(minutes=1)  # of a website that only says that it was too much


class Fetcher:
    """Fetches; to be used in one event loop, `async with Fetcher(…) as fetcher`.

    Args:
        now: The clock, for headers that name a moment.
        allow: Which addresses and ports may be connected to. Behind a proxy it judges what a link
            names, as far as that is an address; what names lead to is for the proxy to judge.
        limits: How much an answer may take.
        proxy: The address of an HTTP proxy. The proxy variables of the environment are not read.
        delay: Seconds between two requests to one website.
        most: Requests at once, over all websites.
        resolver: What looks up names instead of the system; for tests.
        contact: Added to the User-Agent: where the owners of websites find whoever runs this bot.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        allow: Allow = public_web,
        limits: Limits | None = None,
        proxy: str | None = None,
        delay: float = 1.0,
        most: int = 50,
        resolver: AbstractResolver | None = None,
        contact: str = "",
    ) -> None:
        self._now = now
        self._allow = allow
        self._limits = limits or Limits()
        self._proxy = proxy
        self._most = most
        self._resolver = resolver
        self._agent = user_agent(contact)
        self._turns = Turns(delay=delay, most=most)
        self._robots = RobotsCache(PROGRAM, self._robots_body)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            limit=self._most,
            resolver=self._resolver or Lookups(),
            # A proxy is ours and may well have a private address; nothing else is connected to
            socket_factory=guarded_sockets(self._allow) if self._proxy is None else None,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._agent, "Accept-Encoding": ACCEPTED},
            timeout=aiohttp.ClientTimeout(total=None, connect=self._limits.connect),
            trust_env=False,
            auto_decompress=False,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(
        self,
        link: str,
        *,
        types: Collection[str] = PAGES,
        accept: str = ACCEPT_PAGES,
        etag: str | None = None,
        last_modified: str | None = None,
        robots: bool = False,
        most_bytes: int | None = None,
    ) -> Fetched:
        """Fetch what a link leads to.

        Args:
            link: As somebody wrote it.
            types: Beginnings (`text/`) and ends (`+xml`) of the media types that are read.
            accept: What is asked for; whatever comes, only `types` are read.
            etag: What an earlier answer said; with `last_modified` it asks for changes only.
            last_modified: The same.
            robots: Whether to ask robots.txt first, as for every page; feeds are made for programs.
            most_bytes: Less, or more, than the limits say.

        Raises:
            FetchError: it was not fetched; each subclass is one kind of reason.
        """
        want = {"Accept": accept}
        if etag:
            want["If-None-Match"] = etag
        if last_modified:
            want["If-Modified-Since"] = last_modified
        limits = replace(self._limits, most_bytes=most_bytes or self._limits.most_bytes)
        url = read_link(link)
        walk = Walk(
            url=url,
            permanent=url,
            limits=limits,
            left=limits.total,
            types=types,
            conditional=bool(etag or last_modified),
        )
        while True:
            if robots:
                await self._obey(walk)
            fetched = await self._hop(walk, want)
            if fetched is not None:
                return fetched

    async def _obey(self, walk: Walk) -> None:
        rules, asked = await self._robots.rules(walk.url)
        if rules is NOTHING:
            raise ReachError(f"{walk.url.host} cannot say just now what programs may read.")
        if asked:
            walk.last_site = walk.site  # that was a request already: no pause after it
        if not rules.allow(walk.url.raw_path_qs):
            raise RobotsError(
                f"{walk.url.host} asks programs not to read this page (in its robots.txt)."
            )

    async def _hop(self, walk: Walk, want: Mapping[str, str]) -> Fetched | None:
        """Make one request; return what came, or None where it goes on elsewhere."""
        follows = walk.last_site == walk.site
        async with self._turns.turn(walk.site, follows=follows), self._timed(walk):
            if rest := self._turns.rest(walk.site):
                raise refused_status(walk.url.host or "", TOO_MANY, timedelta(seconds=rest))
            walk.last_site = walk.site
            async with self._answer(walk, want) as answer:
                to = answer.headers.get("Location", "")
                if answer.status in _REDIRECTS and to:
                    walk.redirect(to, for_good=answer.status in _FOR_GOOD)
                    walk.jar.update_cookies(answer.cookies, answer.url)
                    return None
                return await self._read(answer, walk)

    @asynccontextmanager
    async def _timed(self, walk: Walk) -> AsyncIterator[None]:
        """Give what happens inside the time that the whole fetch has left."""
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            async with asyncio.timeout(walk.left):
                yield
        except TimeoutError:
            raise too_slow(walk.url.host or "", walk.limits.total) from None
        finally:
            walk.left = max(0.0, walk.left - (clock() - began))

    @asynccontextmanager
    async def _answer(
        self, walk: Walk, want: Mapping[str, str]
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        if self._session is None:
            raise RuntimeError("A Fetcher is used inside `async with`.")
        host = walk.url.host or ""
        if self._proxy is not None:
            require_allowed(walk.url, self._allow)
        cookies = {name: morsel.value for name, morsel in walk.jar.filter_cookies(walk.url).items()}
        request = self._session.get(
            walk.url, headers=want, cookies=cookies, allow_redirects=False, proxy=self._proxy
        )
        try:
            async with asyncio.timeout(self._limits.first_byte) as first:
                answer = await request
        except TimeoutError:
            seconds = self._limits.first_byte if first.expired() else self._limits.connect
            raise too_slow(host, seconds) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise unreachable(host, error) from error
        try:
            yield answer
        finally:
            if answer.content.is_eof():
                answer.release()
            else:  # the rest is not worth waiting for
                answer.close()

    async def _read(self, answer: aiohttp.ClientResponse, walk: Walk) -> Fetched:
        kind, charset = meaning.content_type(answer.headers)
        host = walk.url.host or ""
        unasked = answer.status == _NOT_MODIFIED and not walk.conditional
        if unasked or answer.status not in {_GOOD, _NOT_MODIFIED}:
            later = meaning.retry_after(answer.headers, now=self._now())
            self._leave_alone(walk.site, answer.status, later)
            raise refused_status(host, answer.status, later)
        body, size = b"", 0
        if answer.status == _GOOD:
            if kind and not is_of(kind, walk.types):
                raise KindError(f"The link leads to something that is not read ({kind}).")
            body, size = await _body(answer, host, walk.limits.most_bytes)
        etag, modified = meaning.validators(answer.headers)
        return Fetched(
            url=str(walk.url),
            permanent_url=str(walk.permanent),
            body=body,
            is_new=answer.status == _GOOD,
            content_type=kind,
            charset=charset,
            etag=etag,
            last_modified=modified,
            fresh_for=meaning.fresh_for(answer.headers, now=self._now()),
            wire_bytes=size,
        )

    def _leave_alone(self, site: str, status: int, later: timedelta | None) -> None:
        """Ask a website nothing more while it asks us to wait: not for its other pages, either."""
        if status == TOO_MANY or (later is not None and status == _UNAVAILABLE):
            self._turns.leave_alone(site, (later or _USUAL_REST).total_seconds())

    async def _robots_body(self, url: URL) -> bytes:
        return (await self.fetch(str(url), types=("",), most_bytes=1_000_000)).body


async def _body(answer: aiohttp.ClientResponse, host: str, most: int) -> tuple[bytes, int]:
    """Return the decoded body and its size on the wire."""
    if (answer.content_length or 0) > most:
        raise too_large(most)
    size = 0
    try:
        decoder = Decoder(answer.headers.get("Content-Encoding", ""), most=most)
        async for chunk in answer.content.iter_any():
            size += len(chunk)
            if size > most:
                raise too_large(most)
            decoder.feed(chunk)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise broken(host) from error
    return decoder.body, size
