"""Names as they are typed: in quotes where a reader of lines would tear or change them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.domain.schedule_text import looks_like_schedule, split_schedule
from bot.domain.when import is_short_day

_CURLY: Final = "“”„‟«»＂"

QUOTES: Final = str.maketrans(dict.fromkeys(_CURLY, '"'))
"""Makes one kind of all quotes that people type."""

LETTER: Final = r"[^\W\u3040-\u30ff\u3400-\u9fff]"
"""Matches a letter or digit, but none of Chinese and Japanese, which put no spaces at quotes."""

WITHIN: Final = rf'(?<={LETTER})"(?={LETTER})'
"""Matches a quote that is part of a word, as in the Hebrew צה"ל."""

AROUND: Final = rf'"(?!(?<={LETTER}"){LETTER})'
"""Matches any other quote."""

_AROUND: Final = re.compile(AROUND)
_TORN: Final = re.compile(r"[\s,;:./#،，、]")  # or taken for a link, or for what buttons say

_SCHEDULES: Final = ((), ("daily", "08:00"), ("mon", "08:00"), ("every", "4h"))


def typeable(name: str) -> str:
    """Return a name without the quotes that nobody can type between quotes."""
    return " ".join(without_quotes(name.translate(QUOTES)).split())


def without_quotes(text: str) -> str:
    """Return text without its quotes; those within words stay."""
    return _AROUND.sub("", text)


def quoted(name: str) -> str:
    """Return a name as it is typed to mean itself and nothing else."""
    return f'"{typeable(name)}"'


def typed_name(name: str) -> str:
    """Return a name as it is typed: in quotes only where it would not stay one word."""
    return quoted(name) if _TORN.search(name) or is_time(name) else typeable(name)


@lru_cache(maxsize=1000)  # some milliseconds each, and an overview says many names
def is_time(name: str) -> bool:
    """Say whether a name is taken for a part of the schedule behind it: daily, or noon, or sun.

    In whatever language: a chat may choose another one.
    """
    behind = (split_schedule([name, *schedule]) for schedule in _SCHEDULES)
    is_day = looks_like_schedule(name) or is_short_day(name)
    return is_day or any(not left for left, _ in behind)
