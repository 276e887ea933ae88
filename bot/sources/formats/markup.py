"""Bytes of HTML → a tree, whatever the bytes; and a tree → all of its words."""

from __future__ import annotations

import codecs
import re
from typing import Final

from lxml import html  # type: ignore[import-untyped, unused-ignore]
from lxml.etree import ParserError  # type: ignore[import-untyped, unused-ignore]
from lxml.html import HtmlElement  # type: ignore[import-untyped, unused-ignore]

from bot.sources.charsets import read_legacy

MOST: Final = 2_000_000  # characters that are parsed: 7.6 MB of <p> took 8 seconds and 390 MB

_DECLARED: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HEAD: Final = 4_096
# What no XML may hold, as it stands or by its number: one such sign costs trafilatura all the text
_FORBIDDEN: Final = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45])(?![0-9])"
    "|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
_MOST_TAGS: Final = 150_000  # of 2 MB; long pages of news have 10,000
_HEAVY: Final = ("script", "style", "svg", "noscript", "template")
# Browsers read these as the larger sets that contain them
_WIDER: Final = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul", "title",
))  # fmt: skip
_SILENT: Final = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "svg", "nav"}
)


def decode_html(data: bytes, charset: str = "") -> str:
    """Return the characters of a page: as its header, itself or its letters tell. Never fails."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace").lstrip("\ufeff")
    declared = _DECLARED.search(data[:_HEAD])
    for name in (charset, declared[1].decode("ascii", "replace") if declared else "", "utf-8"):
        codec = text_codec(name)
        if codec:
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                continue
    if (text := read_legacy(data)) is not None:
        return text
    return data.decode(text_codec(charset) or "utf-8", "replace")


def text_codec(name: str) -> str:
    """Return the codec for a name, or "" for none, one that is no charset, or a dangerous one."""
    try:
        found = codecs.lookup(name.strip("\"' "))
    except (LookupError, ValueError):
        return ""
    if not getattr(found, "_is_text_encoding", True) or found.name in {"utf-7", "idna", "punycode"}:
        return ""
    if found.name in {"unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}:
        return ""
    return _WIDER.get(found.name, found.name)


def parse(text: str) -> HtmlElement:
    """Return the tree of a page of any size, scripts and pictures left out if it is too large.

    Raises:
        ValueError: there is nothing in it.
    """
    if len(text) > MOST:
        for name in _HEAVY:
            text = _without(text, name)
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False,
        no_network=True, huge_tree=False,
    )  # fmt: skip
    text = _FORBIDDEN.sub(" ", text[:MOST])
    if text.count("<") > _MOST_TAGS:
        raise ValueError("The page has too many parts to be read.")
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ParserError, ValueError):
        raise ValueError("The page is empty.") from None
    return root


def _without(text: str, name: str) -> str:
    """Return a page without elements of a name. Searches forward only: no input makes it slow."""
    kept, at, lower = [], 0, text.lower()
    if len(lower) != len(text):  # letters such as İ, which have no single small one
        lower = re.sub("[A-Z]", lambda found: found[0].lower(), text)
    while (start := lower.find(f"<{name}", at)) >= 0:
        end = lower.find(f"</{name}", start)
        if end < 0:
            break
        close = lower.find(">", end)
        kept.append(text[at:start])
        at = close + 1 if close >= 0 else len(text)
    return "".join(kept) + text[at:]


def words_of(root: HtmlElement) -> str:
    """Return all words of a tree that are shown, each block as a paragraph."""
    pieces: list[str] = []
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:  # no recursion: a page may be nested deeper than Python's stack
        element, done = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if done:
            if tag in _BLOCKS:
                pieces.append("\n")
            pieces.append(" ".join((element.tail or "").split(" ")).replace("\n", " "))
            continue
        stack.append((element, True))
        if tag in _SILENT:
            continue
        if tag in _BLOCKS:
            pieces.append("\n")
        pieces.append((element.text or "").replace("\n", " "))
        stack.extend((child, False) for child in reversed(element))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n\n".join(filter(None, lines))
