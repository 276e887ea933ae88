"""What a person reads in Slack's markup, and who is called by it.

Written from docs.slack.dev/messaging/formatting-message-text: three characters are escaped,
everything in angle brackets is live, and bare addresses become links unless told otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]

_TOKEN = re.compile(r"<([^<>\n]+)>")
_ADDRESS = re.compile(r"(?<![\w/@.])((?:https?://|mailto:)[^\s<>|*_~`\"')]+[^\s<>|*_~`\"').,;:!?])")
_BARE_HOST = re.compile(
    r"(?<![\w/@.:|<-])((?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|de|uk|info)(?:/[^\s<>]*)?)\b",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
_LIVE = re.compile(r"<(?:[@#!][^<>\s][^<>]*|(?:https?://|mailto:|tel:)[^<>\s|]+(?:\|[^<>]*)?)>")
_STYLES = tuple(
    re.compile(
        rf"(?<![\w{re.escape(mark)}]){re.escape(mark)}(?=\S)([^{re.escape(mark)}\n]*\S)"
        rf"{re.escape(mark)}(?![\w{re.escape(mark)}])"
    )
    for mark in "*_~"
)
_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)

Label = Callable[[str], str]


@dataclass(slots=True)
class Reading:
    """What stands in a text: the words, who is called, and where the links lead."""

    words: str = ""
    pings: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Reading, *, between: str = "\n") -> None:
        """Append another reading on a line of its own."""
        if other.words:
            self.words += between * bool(self.words) + other.words
        self.pings += other.pings
        self.links += other.links


def unescape(text: str) -> str:
    """Turn the only three entities that Slack knows back into characters."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def read_mrkdwn(text: str, name: Label, *, verbatim: bool = False) -> Reading:
    """Read a mrkdwn text; `name` turns the id of a person or a channel into what is shown.

    What stands between back-ticks shows as it is, yet what is live in it stays live.
    """
    reader = _Reader(name)
    shown = _TOKEN.sub(reader.live, text)
    shown = _CODE.sub(lambda match: reader.keep(unescape(match[1] or match[2])), shown)
    if not verbatim:
        shown = _BARE_HOST.sub(reader.bare, _ADDRESS.sub(reader.bare, shown))
    for style in _STYLES:
        shown = style.sub(r"\1", shown)
    shown = "\n".join(line.removeprefix("&gt; ") for line in shown.split("\n"))
    reader.reading.words = reader.put_back(unescape(shown))
    return reader.reading


class _Reader:
    """Takes what is done with out of a text, so that nothing reads it twice."""

    def __init__(self, name: Label) -> None:
        self.reading = Reading()
        self._name = name
        self._kept: list[str] = []

    def keep(self, shown: str) -> str:
        """Put a piece aside; return what stands for it."""
        self._kept.append(shown)
        return f"\0{len(self._kept) - 1}\0"

    def put_back(self, text: str) -> str:
        """Put every piece back; one may stand in another."""
        while "\0" in text:
            text = re.sub("\0(\\d+)\0", lambda match: self._kept[int(match[1])], text)
        return text

    def live(self, match: re.Match[str]) -> str:
        """Read what stands in angle brackets."""
        target, _, label = match[1].partition("|")
        shown = unescape(label or target)
        if target[0] == "@":
            self.reading.pings.append(target[1:])
            shown = "@" + self._name(target[1:])
        elif target[0] == "#":
            shown = "#" + self._name(target[1:])
        elif target.startswith("!subteam^"):
            self.reading.pings.append(target[1:])
        elif target in {"!channel", "!here", "!everyone"}:
            self.reading.pings.append(target)
            shown = "@" + target[1:]
        elif target[0] == "!":
            shown = unescape(label or match[0])
        else:
            self.reading.links.append((unescape(target), shown))
        return self.keep(shown)

    def bare(self, match: re.Match[str]) -> str:
        """Read an address that nobody marked as one."""
        address = unescape(match[1])
        full = address if re.match(r"\w+:", address) else f"http://{address}"
        self.reading.links.append((full, address))
        return self.keep(address)


def typed(text: str) -> str:
    """Turn what a person types into what Slack hands out: escaped, and addresses as links."""
    parts: list[str] = []
    at = 0
    for live in _LIVE.finditer(text):
        parts += [_plain(text[at : live.start()]), live[0]]
        at = live.end()
    return "".join([*parts, _plain(text[at:])])


def _plain(text: str) -> str:
    escaped = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    linked = _ADDRESS.sub(r"<\1>", escaped)
    return _BARE_HOST.sub(r"<http://\1|\1>", linked)


def read_blocks(blocks: list[JSON], name: Label) -> Reading:
    """Read blocks from top to bottom: what stands in them, one line for each piece of text."""
    reading = Reading()
    for block in blocks:
        _read_piece(block, name, reading)
    return reading


def _read_piece(piece: Any, name: Label, reading: Reading) -> None:
    """Walk through whatever a block consists of, in the order in which it is shown."""
    if isinstance(piece, list):
        for item in piece:
            _read_piece(item, name, reading)
        return
    if not isinstance(piece, dict):
        return
    kind = piece.get("type")
    if kind == "mrkdwn":
        reading.add(read_mrkdwn(piece["text"], name, verbatim=bool(piece.get("verbatim"))))
    elif kind in {"plain_text", "markdown"}:
        reading.add(Reading(words=str(piece["text"])))
    elif kind in {"rich_text_section", "rich_text_preformatted", "rich_text_quote"}:
        reading.add(_read_line(piece["elements"], name))
    elif kind == "image":
        reading.add(Reading(words=str(piece.get("alt_text", ""))))
    else:
        order = (
            "title",
            "label",
            "text",
            "fields",
            "accessory",
            "elements",
            "element",
            "hint",
            "placeholder",
            "options",
        )
        for key in order:
            _read_piece(piece.get(key), name, reading)


def _read_line(elements: list[JSON], name: Label) -> Reading:
    """Read one line of rich text; nothing in it is parsed, so only what says so calls people."""
    line = Reading()
    for element in elements:
        match element["type"]:
            case "text":
                line.words += element["text"]
            case "link":
                line.words += element.get("text") or element["url"]
                line.links.append((element["url"], element.get("text") or element["url"]))
            case "emoji":
                line.words += f":{element['name']}:"
            case "user":
                line.pings.append(element["user_id"])
                line.words += "@" + name(element["user_id"])
            case "usergroup":
                line.pings.append(f"subteam^{element['usergroup_id']}")
            case "broadcast":
                line.pings.append(f"!{element['range']}")
                line.words += f"@{element['range']}"
            case "channel":
                line.words += "#" + name(element["channel_id"])
            case "date":
                line.words += str(element.get("fallback", ""))
    return line
