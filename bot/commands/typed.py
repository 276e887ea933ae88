"""What people type: made harmless to read, numbers in it, and short enough to be repeated."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

SHOWN = 40  # characters of what was typed that we repeat: enough to know it by

# Words in Persian or Hindi hold single joiners; elsewhere nobody sees or means them.
_JOINER = re.compile("(?<=[^\\s\u200c\u200d])([\u200c\u200d])(?=[^\\s\u200c\u200d])")
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})  # control, bidirectional, zero width, unassigned
_BLANKS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")  # letters and marks without ink


class Quoted(str):
    """A word that was typed in quotes: it means itself and nothing else."""

    __slots__ = ()


def cleaned(text: str) -> str:
    """Return the text without control, bidirectional and other invisible characters.

    Joiners stay where they stand inside words.
    """
    parts = _JOINER.split(text)  # every second one is a joiner
    return "".join(part if n % 2 else "".join(map(_seen, part)) for n, part in enumerate(parts))


def short(text: str) -> str:
    """Return typed text as we repeat it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"


def place(word: str, most: int) -> int | None:
    """Return the number that was typed if it counts something in a list of `most`."""
    fits = word.isdecimal() and len(word) <= len(str(most))
    return int(word) if fits and 1 <= int(word) <= most else None


def moment(typed: str | None, now: datetime) -> datetime | None:
    """Return the moment of a button's `since:`; none at all if it cannot be one."""
    if typed is None or not typed.isdecimal() or len(typed) > len(str(int(now.timestamp()))):
        return None
    return min(datetime.fromtimestamp(int(typed), UTC), now)


def _seen(char: str) -> str:
    if char.isspace():
        return " "
    return "" if char in _BLANKS or unicodedata.category(char) in _UNSEEN else char
