"""Web addresses that come from outside: which may become links, and where they really lead."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

from bot.render.limits import LONGEST_ADDRESS
from bot.render.safe import safe_url

_UNSAFE = re.compile(r'[<>"|\\^`{}]')
"""Characters that no address may hold as they are (RFC 3986), and that mean something elsewhere."""

_HOST = re.compile(r"(?:[^\W_]|[^\W_][\w-]*[^\W_])(?:\.(?:[^\W_]|[^\W_][\w-]*[^\W_]))+")
_LIKE_A_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,24}(?![\w-])")


def link_target(url: str | None) -> str | None:
    """Return `url` as a link may hold it, or None if it must not be a link.

    Only the web, without credentials, and with a host that has a dot: Telegram silently drops the
    others, and `https://bank.example@evil.example` is for nobody's good.
    """
    if not url:
        return None
    address = _UNSAFE.sub(lambda found: f"%{ord(found.group()):02X}", safe_url(url))
    parts = _split(address)
    size = len(address.encode("utf-16-le")) // 2
    if parts is None or size > LONGEST_ADDRESS or "\ufffd" in address:
        return None
    return address


def host_of(address: str) -> str:
    """Return the host of a link, in punycode: look-alike letters are not its name."""
    parts = _split(address)
    return _punycode(parts.hostname or "").removeprefix("www.") if parts else ""


def poses_as_another(words: str, address: str) -> bool:
    """Say whether `words` look like the name of another host than that of `address`."""
    for found in _LIKE_A_HOST.findall(unicodedata.normalize("NFKC", words).casefold()):
        real, seen = host_of(address), _punycode(found).removeprefix("www.")
        if seen != real and not real.endswith(f".{seen}"):
            return True
    return False


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port  # ValueError if it is none
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        return None
    if not _HOST.fullmatch(host) or not _punycode(host):
        return None
    return parts


def _punycode(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
