"""What a site's robots.txt lets programs read, as RFC 9309 has it.

The standard library's parser takes the first rule that fits instead of the longest, and knows no
wildcards. Here no pattern becomes a regular expression, so none can be made to take for ever.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MOST_BYTES: Final = 512_000  # what RFC 9309 asks for at least
_MOST_RULES: Final = 5_000
_LONGEST_RULE: Final = 2_000
_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_PLAIN: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"  # RFC 3986, unreserved
)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one program: paths, with wildcards, each allowed or not."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allow(self, path: str) -> bool:
        """Whether a path with its query may be read: the longest rule that fits decides."""
        path = _normal(path or "/")
        best, allowed = -1, True
        for pattern, allows in self.rules:
            longer = len(pattern) > best or (len(pattern) == best and allows)
            if longer and _fits(pattern, path):
                best, allowed = len(pattern), allows
        return allowed


EVERYTHING: Final = Robots()
NOTHING: Final = Robots((("/", False),))


def parse_robots(data: bytes, agent: str) -> Robots:
    """Return the rules of a robots.txt for a program, by its name without a version."""
    text = data[:MOST_BYTES].decode("utf-8-sig", "replace")
    ours: list[tuple[str, bool]] = []
    everyones: list[tuple[str, bool]] = []
    named = False
    agents: set[str] = set()
    in_rules = False
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            agents = (set() if in_rules else agents) | {_product(value)}
            in_rules = False
            named = named or agent.lower() in agents
        elif key in {"allow", "disallow"}:
            in_rules = True
            for name, rules in ((agent.lower(), ours), ("*", everyones)):
                if name in agents and value and len(rules) < _MOST_RULES:
                    rules.append((_normal(value[:_LONGEST_RULE]), key == "allow"))
    return Robots(tuple(ours if named else everyones))


def _product(value: str) -> str:
    return value.lower().partition("/")[0].strip()


def _normal(path: str) -> str:
    """Return a path with escapes of ordinary characters undone, and of others in capitals."""

    def undo(found: re.Match[str]) -> str:
        char = chr(int(found[1], 16))
        return char if char in _PLAIN else found[0].upper()

    ascii_only = "".join(
        char if char.isascii() else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in path
    )
    return _ESCAPE.sub(undo, ascii_only)


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern with `*` and a closing `$` fits the beginning of a path."""
    whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not whole or at == len(path)
    *middle, last = rest
    for piece in middle:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if whole:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0
