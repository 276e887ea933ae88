"""A text as it stands in a file → its headline, who published it and when, and its body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.sources.credit import Credit, opens_file, parse_credit, parse_source, place_author

_LONGEST_HEADLINE: Final = 200
_MOST_CREDIT_LINES: Final = 3
_QUOTES: Final = "[\"'”’»」』)）\\]]*$"
_SENTENCE_END: Final = re.compile(r"[.!?…。！？｡।۔]" + _QUOTES)
# No headline ends so …
_GOES_ON: Final = re.compile(r"(?:(?<!\.)\.|[。｡।۔,，、;；:：|–—-])" + _QUOTES)
# … but for these
_ABBREVIATED: Final = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]|Inc|Corp|Co|Ltd|Jr|Sr|Bros|St|No|vs|etc|al|a\.m|p\.m|гг|руб|млн|млрд)\.$"
)
_HEADING: Final = re.compile(r"#{1,3}\s+")


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text taken apart; headline, credit and body together hold every word of it."""

    headline: str  # one line; "" where there is none
    credit: str  # the credit lines as they stand
    author: str | None
    published_at: datetime | None  # in UTC
    body: str  # never empty if the text was not


def shape(text: str, *, now: datetime) -> Shaped:
    """Take a cleaned text apart. Where in doubt, a line belongs to the body."""
    lines = text.strip().split("\n")
    credit_lines: list[str] = []
    found: list[Credit] = []
    at = 0
    if opens_file(lines[0], now=now):
        at = _take_credits(lines, 0, now, credit_lines, found)
    headline = ""
    if _is_headline(lines, at, now):
        headline = " ".join(_HEADING.sub("", lines[at].strip()).split())
        at = _take_credits(lines, _next_text(lines, at + 1), now, credit_lines, found)
    end = len(lines)
    if not any(credit.author for credit in found) and (source := parse_source(lines[-1])):
        end -= 1
        credit_lines.append(lines[-1].strip())
        found.append(source)
    body = "\n".join(lines[at:end]).strip()
    if not body:  # a headline, or less, is all there is to read
        return Shaped("", "", None, None, text.strip())
    return Shaped(
        headline=headline,
        credit="\n".join(credit_lines),
        author=next((c.author for c in found if c.author), None) or place_author(body),
        published_at=next((c.published_at for c in found if c.published_at), None),
        body=body,
    )


def _take_credits(
    lines: list[str], at: int, now: datetime, credit_lines: list[str], found: list[Credit]
) -> int:
    """Move the credit lines that stand at `at` to the lists; return where the text goes on."""
    while len(found) < _MOST_CREDIT_LINES and at < len(lines):
        credit = parse_credit(lines[at], now=now)
        if credit is None:
            break
        credit_lines.append(lines[at].strip())
        found.append(credit)
        at = _next_text(lines, at + 1)
    return at


def _next_text(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _is_headline(lines: list[str], at: int, now: datetime) -> bool:
    """Whether the line at `at` is a headline: short, no sentence, and set off from what follows."""
    line = lines[at].strip() if at < len(lines) else ""
    if not line or len(line) > _LONGEST_HEADLINE or not any(map(str.isalpha, line)):
        return False
    following = _next_text(lines, at + 1)
    if following == len(lines) or place_author(line):
        return False
    next_line = lines[following].strip()
    if parse_credit(next_line, now=now):
        return True
    if _GOES_ON.search(line) and not _ABBREVIATED.search(line):
        return False
    return following > at + 1 or _stands_over(line, next_line)


def _stands_over(line: str, next_line: str) -> bool:
    """Whether a line is a headline over the text right below it, and not that text's first line.

    Text that was broken into lines has the same width everywhere, and its second line seldom ends
    a sentence; a paragraph below a headline is longer and whole.
    """
    whole = _SENTENCE_END.search(next_line) is not None
    return whole and not next_line[0].islower() and len(next_line) > len(line)
