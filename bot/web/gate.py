"""Who may see what: the machine's own user, whoever has the token, and what is open to all."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from aiohttp import hdrs, web

from bot.web.guessing import Guesses, Network, who_asks
from bot.web.signing import Signer

log = structlog.get_logger()

COOKIE = "digestbot"
COOKIE_HOURS = 12

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",  # addresses of conversations and signed links are secrets
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}

_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_PATH = re.compile(r"/(?![/\\])[\w./?=&%~:@+,;!$'()*-]*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The rules of access.

    Without a token the pages are for whoever sits at this machine: then only its own names are
    answered to, so that no page of somebody else's can point a name of its own at us and read.
    """

    signer: Signer
    guesses: Guesses = field(repr=False)
    guarded: bool  # a token is needed for what is not public
    secure: bool = False  # browsers reach us through https only
    host: str = "127.0.0.1"  # where we listen
    proxies: Sequence[Network] = ()  # believed about whom they ask for

    def is_for_us(self, request: web.Request) -> bool:
        """Say whether we are asked under a name that is ours."""
        try:
            name = request.url.origin().host
        except ValueError:  # it is none
            return False
        return self.guarded or name in _OWN_NAMES | {self.host}

    def is_from_us(self, request: web.Request) -> bool:
        """Say whether a form is one of our own pages', and not somebody else's."""
        if request.method in {hdrs.METH_GET, hdrs.METH_HEAD}:
            return True
        site = request.headers.get("Sec-Fetch-Site")
        if site is not None:
            return site in {"same-origin", "none"}
        origin = request.headers.get(hdrs.ORIGIN)
        try:
            return origin is None or urlsplit(origin).netloc == request.host
        except ValueError:  # it is none
            return False

    def lets_in(self, request: web.Request) -> bool:
        """Say whether whoever asks may see everything."""
        if not self.guarded:
            return True
        kind, _, word = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
        if kind.casefold() == "bearer":
            return self.takes(request, word.strip())
        if kind.casefold() == "basic":
            return self.takes(request, _password(word))
        return self.signer.read("cookie", request.cookies.get(COOKIE, "")) is not None

    def takes(self, request: web.Request, token: str) -> bool:
        """Say whether this is the token; after too many guesses from there, nothing is now."""
        who = who_asks(request, self.proxies)
        if self.guesses.are_too_many(who):
            return False
        if self.signer.is_secret(token):
            return True
        self.guesses.note(who)
        log.warning("web.wrong-token", address=who)
        return False

    def is_guessed_at(self, request: web.Request) -> bool:
        """Say whether too many wrong tokens came from there to look at another one now."""
        return self.guesses.are_too_many(who_asks(request, self.proxies))

    def admit(self, response: web.Response) -> None:
        """Let whoever gets this response in for some hours, without the token."""
        until = self.signer.now() + timedelta(hours=COOKIE_HOURS)
        response.set_cookie(
            COOKIE,
            self.signer.sign("cookie", "operator", until),
            max_age=COOKIE_HOURS * 3600,
            httponly=True,
            samesite="Strict",
            secure=self.secure,
        )

    def dismiss(self, response: web.Response) -> None:
        """Take back what `admit` gave."""
        response.del_cookie(COOKIE)


def own_path(path: str) -> str:
    """Return a path of ours to go on to: the first page, if this is none."""
    return path if _PATH.fullmatch(path) else "/"


def _password(word: str) -> str:
    try:
        return base64.b64decode(word, validate=True).decode().partition(":")[2]
    except ValueError:  # no base64, or no text in it
        return ""
