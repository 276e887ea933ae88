"""Markdown: its words without its signs, and the front matter that many programs put on top."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.sources.formats.draft import Draft, read_moment
from bot.sources.text import decode

_FRONT: Final = re.compile(
    r"\A(?:---|\+\+\+)[ \t]*\n(.{0,20000}?)\n(?:---|\+\+\+)[ \t]*\n", re.DOTALL
)
_FIELD: Final = re.compile(r"([A-Za-z_-]{2,30})\s*[:=]\s*(.*)")
_SKIPPED: Final = frozenset({"fence", "code_block", "html_block", "hr"})


def read_markdown(data: bytes) -> Draft:
    """Return a Markdown text as a document; its first heading of the first level is its title."""
    text = decode(data)
    fields: dict[str, str] = {}
    if front := _FRONT.match(text):
        fields = _fields(front[1])
        text = text[front.end() :]
    title, body = _words(MarkdownIt("commonmark").parse(text))
    date = fields.get("date") or fields.get("published") or fields.get("pubdate") or ""
    return Draft(
        body=body,
        title=fields.get("title") or title,
        author=fields.get("author") or None,
        published_at=read_moment(date) if date else None,
        language=fields.get("lang") or fields.get("language"),
        url=fields.get("canonical") or fields.get("canonical_url") or fields.get("url"),
    )


def _fields(front: str) -> dict[str, str]:
    found = (_FIELD.fullmatch(line.strip()) for line in front.splitlines()[:100])
    return {one[1].lower(): one[2].strip().strip("\"'") for one in found if one}


def _words(tokens: list[Token]) -> tuple[str, str]:
    """Return the title and the text below it."""
    title, heading = "", ""
    blocks: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "inline":
            words = _inline(token)
            if heading == "h1" and not title and not blocks:
                title = " ".join(words.split())
            elif words.strip():
                blocks.append(words.strip())
            heading = ""
        elif token.type in _SKIPPED:
            continue
    return title, "\n\n".join(blocks)


def _inline(token: Token) -> str:
    words = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            words.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            words.append("\n")
    return "".join(words)
