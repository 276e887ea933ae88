"""What Telegram does to text: counts it, tidies it, cleans its links, finds commands in it."""

from __future__ import annotations

import ipaddress
import re
from typing import Any, TypeAlias
from urllib.parse import urlsplit, urlunsplit

Entity: TypeAlias = dict[str, Any]
"""A MessageEntity as JSON; offsets and lengths count UTF-16 units."""

REMOVED = frozenset("\r\u0333\u033f\u030a") | {chr(code) for code in range(0x2028, 0x202F)}
SPACE = frozenset(chr(code) for code in range(0x20)) - {"\n", "\r"}
EMPTY = " \n\u00a0\u200b\u2060\ufeff\u3000"  # a text of only these is empty

_FOUND = (
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?')\]]", re.IGNORECASE)),
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)),
    (
        "url",
        re.compile(
            r"(?<![\w.@/-])(?:[\w-]+\.)+(?:com|org|net|io|me|info|de|fr|ru|uk|eu|ai|app|dev|news)"
            r"(?![\w-])(?:/[^\s<>\"]*)?",
            re.IGNORECASE,
        ),
    ),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    ),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}\b")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w{1,256}")),
)  # fmt: skip


def units(text: str) -> int:
    """Return how many UTF-16 units `text` has."""
    if len(text) == 1:  # most often asked
        return 1 + (text > "\uffff")
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, entity: Entity) -> str:
    """Return the part of `text` that `entity` is about."""
    raw = text.encode("utf-16-le")
    start = 2 * int(entity["offset"])
    return raw[start : start + 2 * int(entity["length"])].decode("utf-16-le", "replace")


def tidy(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Return the text as people see it, ends trimmed, and its entities moved to fit.

    Control characters become spaces; some characters that break lines or turn them around go.
    """
    kept: list[str] = []
    moved = [0]  # where each UTF-16 unit of the raw text stands now
    at = 0
    for char in text:
        shown = "" if char in REMOVED else " " if char in SPACE else char
        kept.append(shown)
        at += units(shown)
        moved.extend([at] * units(char))
    clean = "".join(kept)
    shorter = clean.lstrip(EMPTY)
    lead = units(clean) - units(shorter)
    shorter = shorter.rstrip(EMPTY)
    end = units(shorter)
    fitting: list[Entity] = []
    for entity in entities:
        first, last = int(entity["offset"]), int(entity["offset"]) + int(entity["length"])
        start = min(max(moved[first] - lead, 0), end)
        stop = min(max(moved[last] - lead, 0), end)
        fits = entity | {"offset": start, "length": stop - start}
        if cut(shorter, fits).strip(EMPTY):
            fitting.append(fits)
    return shorter, fitting


def found_in(text: str, entities: list[Entity] | None = None) -> list[Entity]:
    """Return what clients make tappable in plain text: commands, names, addresses, hashtags.

    Nothing is found inside a link or code.
    """
    closed = [
        e for e in entities or () if e["type"] in {"text_link", "code", "pre", "text_mention"}
    ]
    taken = [(int(e["offset"]), int(e["offset"]) + int(e["length"])) for e in closed]
    found: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            stop = start + units(match[0])
            if all(stop <= first or start >= last for first, last in taken):
                taken.append((start, stop))
                found.append({"type": kind, "offset": start, "length": stop - start})
    return sorted(found, key=lambda entity: int(entity["offset"]))


def kept_link(href: str) -> str | None:
    """Return the address that a link leads to; None where Telegram silently drops the link.

    Kept are http, https, tg and ton, with a dotted host; without a scheme it is http.
    """
    address = href.strip()
    if re.match(r"(?:tg|ton):", address, re.IGNORECASE):
        return address
    if "://" not in address:
        if re.match(r"[a-z][a-z0-9+-]*:(?!\d)", address, re.IGNORECASE):
            return None
        address = "http://" + address
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not _is_public(host) or " " in address:
        return None
    place = f"[{host}]" if ":" in host else host
    place = place if port is None else f"{place}:{port}"
    if "@" in parts.netloc:
        place = parts.netloc.rpartition("@")[0] + "@" + place
    return urlunsplit((parts.scheme.lower(), place, parts.path or "/", parts.query, parts.fragment))


def _is_public(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "." in host.strip(".") and not re.search(r"[\s<>\"'(){}|\\^`]", host)
    return True
