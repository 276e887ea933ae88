"""Rows as Slack's blocks, and what they take of a message.

What comes from outside stands in rich text or plain text, which Slack does not parse: `<!channel>`,
`@here`, `*_~` and `:smile:` arrive as typed and call nobody. Only our own small print uses mrkdwn,
and only where nothing in it could be mistaken for markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, TypeAlias, assert_never

from bot.messages.direction import FSI, PDI
from bot.render.limits import SLACK_HEADER, SLACK_SECTION, SLACK_TEXT
from bot.render.packing import Cost
from bot.render.runs import Kind, Row, Run, needs_isolation, plain, together

Json: TypeAlias = dict[str, Any]

_MARKUP = re.compile(r"[*_~`|]|:[^\s:]+:|^\s*[>•]")


def escaped(text: str) -> str:
    """Return `text` as Slack wants it wherever it parses (only these three mean something)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def units(text: str) -> int:
    """Return the length of `text` after escaping, in UTF-16 code units."""
    return _length(escaped(text))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def cost(row: Row) -> Cost:
    """Return the characters and the blocks that `row` takes, never too few.

    An address counts as it is: rich text does not escape it, and `_small` counts for itself.
    """
    words = sum(units(run.text) + _length(run.url or "") + 3 for run in row.runs)
    return words + 1, 0 if row.joins else 1


def to_blocks(rows: Sequence[Row]) -> list[Json]:
    """Return the blocks of a message that says `rows`."""
    return [_block(group) for group in together(rows, lambda _, row: row.joins)]


def to_text(rows: Sequence[Row], labels: Iterable[str]) -> str:
    """Return what stands in notifications: the words of `rows`, escaped, cut if they are many."""
    lines = [("• " if row.kind is Kind.ITEM else "") + plain(row.runs) for row in rows] or [
        " · ".join(labels)
    ]
    text = "\n".join(lines)
    if units(text) > SLACK_TEXT:
        text = text[: SLACK_TEXT - 1]
        while units(text) >= SLACK_TEXT:
            over = units(text) - SLACK_TEXT
            text = text[: -max(over // 5, 1)]
        text = text.rsplit(maxsplit=1)[0] + "…"
    return escaped(text)


def _block(rows: list[Row]) -> Json:
    first = rows[0]
    if len(rows) == 1 and first.kind is Kind.HEADING:
        text = plain(first.runs)
        if units(text) <= SLACK_HEADER:
            return {"type": "header", "text": _plain_text(text)}
    if len(rows) == 1 and first.kind is Kind.FINE:
        small = _small(first)
        if small is not None:
            return {"type": "context", "elements": [small]}
    return {
        "type": "rich_text",
        "elements": [_rich(kind, list(group)) for kind, group in groupby(rows, key=_shape)],
    }


def _shape(row: Row) -> Kind:
    return row.kind if row.kind in {Kind.QUOTE, Kind.ITEM} else Kind.TEXT


def _rich(kind: Kind, rows: list[Row]) -> Json:
    match kind:
        case Kind.HEADING | Kind.TEXT | Kind.SUMMARY | Kind.FINE:
            return {"type": "rich_text_section", "elements": _lines(rows)}
        case Kind.QUOTE:
            return {"type": "rich_text_quote", "elements": _lines(rows)}
        case Kind.ITEM:
            return {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {"type": "rich_text_section", "elements": _lines([row])} for row in rows
                ],
            }
        case _:
            assert_never(kind)


def _lines(rows: list[Row]) -> list[Json]:
    found: list[Json] = []
    for number, row in enumerate(rows):
        if number:
            found.append({"type": "text", "text": "\n\n" if row.gap else "\n"})
        found += [_element(run, row) for run in row.runs]
    return found


def _element(run: Run, row: Row) -> Json:
    text = f"{FSI}{run.text}{PDI}" if needs_isolation(run, row) else run.text
    bold = run.bold or (row.kind is Kind.HEADING and not run.code)
    styles = {"bold": bold, "code": run.code}
    style = {name: True for name, on in styles.items() if on}
    element: Json = {"type": "text", "text": text}
    if run.url:
        element = {"type": "link", "url": run.url, "text": text}
    return {**element, "style": style} if style else element


def _plain_text(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def _small(row: Row) -> Json | None:
    """Return small print as a text object, or None if that could not show it as it is."""
    if not any(run.code or run.bold or run.url for run in row.runs):
        text = plain(row.runs)
        return _plain_text(text) if units(text) <= SLACK_SECTION else None
    if any(_MARKUP.search(run.text) for run in row.runs):
        return None
    text = "".join(_mrkdwn(run) for run in row.runs)
    if _length(text) > SLACK_SECTION:
        return None
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _mrkdwn(run: Run) -> str:
    words = escaped(run.text)
    if run.url:
        return f"<{escaped(run.url)}|{words}>"
    if run.code or run.bold:
        mark = "`" if run.code else "*"
        core = words.strip()  # marks count only at the edges of words
        return words.replace(core, f"{mark}{core}{mark}", 1) if core else words
    return words
