"""OPML → the feeds that it lists, one a line: address, title, topic, with tabs between them."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from bot.sources.formats.feed_text import as_line
from bot.sources.formats.xml import local, parse_xml

MOST: Final = 20_000  # feeds of one list
_LONGEST: Final = 2_001  # characters; an address of that many is too long, which is said
_LONGEST_NAME: Final = 80
_MARK: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*<opml[\s/>]", re.DOTALL
)


def is_opml(head: bytes) -> bool:
    """Say whether a document begins as OPML does."""
    return _MARK.match(head) is not None


def read_opml(data: bytes) -> str:
    """Return the feeds of a list, as it names them; folders are topics, the innermost one counts.

    Raises:
        ValueError: there are none; the message is a sentence.
    """
    lines: list[str] = []
    stack: list[tuple[etree._Element, str]] = [(parse_xml(data), "")]
    while stack and len(lines) < MOST:  # no recursion: it may be nested deeper than Python's stack
        element, topic = stack.pop()
        title = as_line(_attribute(element, "title") or _attribute(element, "text"), _LONGEST_NAME)
        url = "".join(_attribute(element, "xmlUrl").split())
        if local(element) == "outline" and url:
            lines.append(f"{url}\t{title}\t{topic}")
        elif local(element) == "outline" and title:
            topic = title
        stack.extend((child, topic) for child in reversed(element))
    if not lines:
        raise ValueError("It lists no feeds.")
    return "\n".join(lines)


def _attribute(element: etree._Element, name: str) -> str:
    wanted = name.lower()
    for written, value in element.attrib.items():
        if isinstance(written, str) and written.lower() == wanted:
            return str(value)[:_LONGEST]
    return ""
