"""How a person reads what was rendered for a chat platform, and what the platform would say to it.

The fakes in `tests/fakes` know each platform's rules; this holds rendered bodies against them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from bot.domain.deliveries import Body
from tests.fakes.slack_blocks import check_message_blocks, count_characters
from tests.fakes.slack_mrkdwn import read_blocks, read_mrkdwn, unescape
from tests.fakes.telegram_html import Marked, parse_html, settle
from tests.fakes.telegram_limits import ENTITIES, TEXT_BYTES, TEXT_LENGTH
from tests.fakes.telegram_markup import checked_markup
from tests.fakes.telegram_text import Entity, cut, found_in, kept_link, units

SPLIT = {"bold", "italic"}  # Telegram cuts these wherever something else begins or ends in them


def without_isolates(text: str) -> str:
    """Take out our own marks around text of another direction; they must come in pairs."""
    found = 1
    while found:
        text, found = re.subn("\u2068([^\u2066-\u2069]*)\u2069", r"\1", text)
    return text


def telegram_marked(body: Body) -> Marked:
    """Return the text of a body as Telegram takes it."""
    return settle(parse_html(body.get("text", "")))


def telegram_words(body: Body, *, links: bool = True) -> str:
    """Return what is read: the text, each address behind its link, and what can be tapped."""
    marked = telegram_marked(body)
    raw = marked.text.encode("utf-16-le")
    shown, at = "", 0
    for entity in marked.entities:
        if links and entity["type"] == "text_link":
            end = 2 * (int(entity["offset"]) + int(entity["length"]))
            shown += f"{raw[at:end].decode('utf-16-le')} ({_href(body, entity['url'])})"
            at = end
    shown += raw[at:].decode("utf-16-le")
    labels = [button["text"] for row in body.get("buttons", ()) for button in row]
    return without_isolates("\n".join([shown, *labels]).strip("\n"))


def _href(body: Body, url: str) -> str:
    """Return an address as it was given: Telegram shows it a little tidied."""
    for href in re.findall(r'href="([^"]*)"', body["text"]):
        plain = href.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
        plain = plain.replace("&#x27;", "'").replace("&amp;", "&")
        if kept_link(plain) == url:
            return plain
    raise AssertionError(f"{url} is nowhere in {body['text']}")


def telegram_alive(body: Body) -> list[str]:
    """Return what Telegram finds to tap in the text by itself."""
    marked = telegram_marked(body)
    return [cut(marked.text, entity) for entity in found_in(marked.text, marked.entities)]


def telegram_calls(body: Body) -> list[str]:
    """Return the names that are called and the commands that are sent when touched."""
    return [words for words in telegram_alive(body) if words[0] in "@/"]


def telegram_refuses(body: Body) -> Iterator[str]:
    """Say what Telegram would refuse, cut off or drop."""
    if "text" in body:
        marked = telegram_marked(body)
        found = [*marked.entities, *found_in(marked.text, marked.entities)]
        if len(body["text"].encode()) > TEXT_BYTES:
            yield "too many bytes"
        if not marked.text:
            yield "no text"
        if units(marked.text) > TEXT_LENGTH:
            yield "too many characters"
        if _entities(found) > ENTITIES:
            yield f"{_entities(found)} entities"
        yield from (f"dropped {lost}" for lost in marked.dropped_links)
        yield from (f"dropped {lost}" for lost in marked.dropped_entities)
    if "buttons" in body:
        rows = [
            [{"text": button["text"], "callback_data": button["say"]} for button in row]
            for row in body["buttons"]
        ]
        checked_markup({"inline_keyboard": rows}, inline_only=True)  # raises
    link = body.get("link")
    if link is not None and kept_link(link) is None:
        yield f"no preview of {link}"


def _entities(found: list[Entity]) -> int:
    """Count entities, those that are cut as often as they may be."""
    places = [(int(e["offset"]), int(e["offset"]) + int(e["length"])) for e in found]
    edges = sorted({edge for place in places for edge in place})
    total = 0
    for entity, (first, last) in zip(found, places, strict=True):
        inside = sum(first <= a and b <= last for a, b in pairwise(edges))
        total += inside if entity["type"] in SPLIT else 1
    return total


def slack_words(body: Body) -> str:
    """Return what is read: the text, each address behind its link, and what can be tapped."""
    reading = "\n".join(_slack_piece(block) for block in body["blocks"])
    return without_isolates(reading)


def _slack_piece(block: Mapping[str, Any]) -> str:
    match block["type"]:
        case "rich_text":
            return "\n".join(map(_slack_rich, block["elements"]))
        case "context":
            return "\n".join(map(_slack_small, block["elements"]))
        case "header":
            return block["text"]["text"]
        case "actions":
            return "\n".join(button["text"]["text"] for button in block["elements"])
        case other:
            raise AssertionError(other)


def _slack_rich(element: Mapping[str, Any]) -> str:
    if element["type"] == "rich_text_list":
        return "\n".join(map(_slack_rich, element["elements"]))
    return "".join(
        piece["text"] + (f" ({piece['url']})" if piece["type"] == "link" else "")
        for piece in element["elements"]
    )


def _slack_small(element: Mapping[str, Any]) -> str:
    if element["type"] == "plain_text":
        return element["text"]
    linked = re.sub(r"<([^<>|]+)\|([^<>]*)>", r"\2 (\1)", element["text"])
    return re.sub(r"[`*](.+?)[`*]", r"\1", unescape(linked))


def slack_calls(body: Body) -> list[str]:
    """Return who is called by a body, in its blocks and in its text."""
    reading = read_blocks(list(body["blocks"]), lambda name: name)
    return [*reading.pings, *read_mrkdwn(body["text"], lambda name: name).pings]


def slack_refuses(body: Body) -> Iterator[str]:
    """Say what Slack would refuse or cut off."""
    yield from check_message_blocks(body["blocks"])
    if count_characters(body["blocks"]) > 11_000:
        yield "too many characters in all"
    if len(body["text"].encode("utf-16-le")) // 2 > 4000:
        yield "too long a text"
    if re.search("&(?!amp;|lt;|gt;)|[<>]", body["text"]):
        yield "a text that is not escaped"
