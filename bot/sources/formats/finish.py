"""What every format needs at the end: clean text, without what is there on every page."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from bot.sources.credit import parse_credit
from bot.sources.formats.draft import Draft
from bot.sources.formats.leftovers import is_leftover
from bot.sources.links import canonical_link
from bot.sources.shape import shape
from bot.sources.text import clean

_LONGEST_TITLE: Final = 300
_LONGEST_NAME: Final = 120
_CREDIT_LINES: Final = 3  # at the head of a text, below its headline
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")
_BLANKS: Final = re.compile(r"\n{3,}")


def finished(draft: Draft, *, now: datetime) -> Draft:
    """Return a draft with clean text; what its first lines tell fills what nothing else told.

    Raises:
        ValueError: nothing is left; the message is a sentence.
    """
    draft.title = _one_line(draft.title, _LONGEST_TITLE)
    draft.author = _one_line(draft.author or "", _LONGEST_NAME) or None
    draft.language = _language(draft.language)
    draft.url = canonical_link(draft.url, "")
    body = clean(draft.body)
    if not draft.title:
        shaped = shape(body, now=now) if body else None
        if shaped is not None:
            draft.title, body = shaped.headline, shaped.body
            draft.author = draft.author or shaped.author
            draft.published_at = draft.published_at or shaped.published_at
    lines = _without_head(body.split("\n"), draft, now)
    kept = [line.rstrip() for line in lines if not is_leftover(line)]
    draft.body = _BLANKS.sub("\n\n", "\n".join(kept)).strip()
    if not any(map(str.isalpha, draft.body)):
        raise ValueError("There is no text in it.")
    return draft


def _without_head(lines: list[str], draft: Draft, now: datetime) -> list[str]:
    """Take the title and the credit lines off the head of a text."""
    seen = 0
    while lines and seen < _CREDIT_LINES:
        line = lines[0].strip()
        if line and _same(line, draft.title):
            lines = lines[1:]
        elif line and (credit := parse_credit(line, now=now)):
            draft.author = draft.author or credit.author
            draft.published_at = draft.published_at or credit.published_at
            lines = lines[1:]
        elif line:
            break
        else:
            lines = lines[1:]
            continue
        seen += 1
    return lines


def _same(line: str, title: str) -> bool:
    return "".join(filter(str.isalnum, line.casefold())) == "".join(
        filter(str.isalnum, title.casefold())
    )


def _one_line(text: str, most: int) -> str:
    line = " ".join(clean(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _language(value: str | None) -> str | None:
    found = _LANGUAGE.match((value or "").strip())
    return found[0].lower() if found else None
