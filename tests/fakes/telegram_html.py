"""HTML as sendMessage takes it: few tags, real errors with byte offsets, silent losses recorded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from tests.fakes.telegram_limits import ENTITIES, ApiError, bad
from tests.fakes.telegram_text import Entity, cut, kept_link, tidy, units

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
ALONE = frozenset({"code", "pre"})  # nothing may stand inside them
QUOTES = frozenset({"blockquote", "expandable_blockquote"})  # hold anything but each other
LINKS = frozenset({"text_link", "text_mention"})  # never in each other

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(rb"&(?:#x([0-9a-f]{1,7})|#([0-9]{1,8})|([a-z]+));?", re.IGNORECASE)
_USER = re.compile(r"tg://user/?\?id=(\d+)")
_SPACE = b" \t\n\r\v\f"


@dataclass(slots=True)
class Marked:
    """Text as people see it with its entities, and what Telegram dropped without a word."""

    text: str
    entities: list[Entity] = field(default_factory=list)
    dropped_entities: list[Entity] = field(default_factory=list)
    dropped_links: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    position: int  # in the code points that were written so far


def parse_html(raw: str) -> Marked:
    """Return the text with its entities.

    Raises:
        ApiError: 400, "can't parse entities", with a byte offset into `raw` in UTF-8.
    """
    known = _parsed(raw)
    return Marked(
        known.text,
        [dict(entity) for entity in known.entities],
        [dict(entity) for entity in known.dropped_entities],
        list(known.dropped_links),
    )


@lru_cache(64)  # the same is said to many, and a benchmark's chats all ask for help
def _parsed(raw: str) -> Marked:
    return _Parser(raw).parse()


def settle(marked: Marked) -> Marked:
    """Tidy the text and drop the entities that Telegram would not keep."""
    text, entities = tidy(marked.text, marked.entities)
    kept: list[Entity] = []
    dropped = list(marked.dropped_entities)
    for entity in sorted(entities, key=lambda e: (e["type"] not in ALONE, *_place(e))):
        over = [other for other in kept if _overlap(other, entity) and _excludes(other, entity)]
        if not over:
            kept.append(entity)
        elif all(other["type"] in ALONE for other in over) and entity["type"] not in ALONE:
            dropped.append(entity)
            kept += _around(entity, over)
        elif entity["type"] in QUOTES | LINKS | ALONE:
            dropped.append(entity)  # while bold in bold is no loss
    kept.sort(key=_place)
    return Marked(text, kept[:ENTITIES], dropped + kept[ENTITIES:], marked.dropped_links)


def _place(entity: Entity) -> tuple[int, int]:
    return int(entity["offset"]), -int(entity["length"])


def _ends(entity: Entity) -> tuple[int, int]:
    return int(entity["offset"]), int(entity["offset"]) + int(entity["length"])


def _overlap(one: Entity, other: Entity) -> bool:
    (first, last), (start, stop) = _ends(one), _ends(other)
    return first < stop and start < last


def _excludes(one: Entity, other: Entity) -> bool:
    """Say whether only one of the two is kept (tdlib/td, MessageEntity.cpp, are_entities_valid)."""
    both = {one["type"], other["type"]}
    if len(both) == 1 or both <= QUOTES or both <= LINKS:
        return True
    if both & QUOTES:
        quote, inner = (one, other) if one["type"] in QUOTES else (other, one)
        (first, last), (start, stop) = _ends(quote), _ends(inner)
        return inner["type"] in ALONE | LINKS and not first <= start < stop <= last
    return bool(both & ALONE)


def _around(entity: Entity, holes: list[Entity]) -> list[Entity]:
    """Return the pieces of `entity` before, between and after the holes."""
    at, end = _ends(entity)
    pieces: list[Entity] = []
    for start, stop in sorted(map(_ends, holes)):
        pieces.append(entity | {"offset": at, "length": start - at})
        at = stop
    pieces.append(entity | {"offset": at, "length": end - at})
    return [piece for piece in pieces if int(piece["length"]) > 0]


def _wrong(words: str) -> ApiError:
    return bad(f"can't parse entities: {words}")


class _Parser:
    """One walk over the bytes; offsets in errors are where a tag begins."""

    def __init__(self, raw: str) -> None:
        self._raw = raw.encode()
        self._at = 0
        self._out: list[str] = []
        self._units = 0
        self._open: list[_Open] = []
        self._marked = Marked("")

    def parse(self) -> Marked:
        while self._at < len(self._raw):
            if self._byte() == b"<":
                self._tag()
            elif self._byte() == b"&":
                self._write(self._reference())
            else:
                stop = min(
                    (i for i in (self._raw.find(c, self._at) for c in (b"<", b"&")) if i >= 0),
                    default=len(self._raw),
                )
                self._write(self._raw[self._at : stop].decode())
                self._at = stop
        if self._open:
            raise _wrong(f"Can't find end tag corresponding to start tag {self._open[-1].tag}")
        self._marked.text = "".join(self._out)
        if re.search("[\ud800-\udfff]", self._marked.text):
            raise _wrong(
                "Text contains invalid Unicode characters after decoding HTML entities, check for "
                "unmatched surrogate code units"
            )
        return self._marked

    def _byte(self) -> bytes:
        return self._raw[self._at : self._at + 1]

    def _write(self, text: str) -> None:
        self._out.append(text)
        self._units += units(text)

    def _reference(self) -> str:
        match = _REFERENCE.match(self._raw, self._at)
        char = ""
        if match is not None:
            hexadecimal, decimal, name = match.groups()
            if name is not None:
                char = _NAMED.get(name.decode(), "")
            else:
                code = int(hexadecimal, 16) if hexadecimal is not None else int(decimal)
                char = chr(code) if 0 < code < 0x10FFFF else ""
        if match is None or not char:
            self._at += 1
            return "&"  # what is no reference stays as it is
        self._at = match.end()
        return char

    def _skip_space(self) -> None:
        while self._byte() and self._byte() in _SPACE:
            self._at += 1

    def _word(self, ends: bytes) -> str:
        start = self._at
        while self._byte() and self._byte() not in ends:
            self._at += 1
        return self._raw[start : self._at].decode(errors="replace")

    def _tag(self) -> None:
        begin = self._at
        self._at += 1
        if self._byte() == b"/":
            self._at += 1
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        tag = self._word(_SPACE + b">").lower()
        if not self._byte():
            raise _wrong(f"Unclosed start tag at byte offset {begin}")
        if tag not in KINDS:
            raise _wrong(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._byte() == b">":
                break
            self._attribute(tag, attributes, begin)
        self._at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_Open(tag, attributes, self._units, len("".join(self._out))))

    def _attribute(self, tag: str, attributes: dict[str, str], begin: int) -> None:
        if not self._byte():
            raise _wrong(f"Unclosed start tag at byte offset {begin}")
        name = self._word(_SPACE + b"=>").lower()
        if not name:
            raise _wrong(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_space()
        if self._byte() != b"=":
            if (tag, name) == ("blockquote", "expandable") and self._byte():
                attributes[name] = ""
                return
            raise _wrong(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte '
                f"offset {begin}"
            )
        self._at += 1
        self._skip_space()
        if not self._byte():
            raise _wrong(f'Unclosed start tag "{tag}" at byte offset {begin}')
        attributes[name] = self._value()
        if not self._byte():
            raise _wrong(f"Unclosed start tag at byte offset {begin}")

    def _value(self) -> str:
        begin, quote = self._at, self._byte()
        if quote not in {b'"', b"'"}:
            token = re.compile(rb"[A-Za-z0-9.-]*").match(self._raw, self._at)
            self._at = token.end() if token else self._at
            if self._byte() and self._byte() not in _SPACE + b">":
                raise _wrong(f"Unexpected end of name token at byte offset {begin}")
            return self._raw[begin : self._at].decode().lower()
        self._at += 1
        value: list[str] = []
        while self._byte() and self._byte() != quote:
            if self._byte() == b"&":
                value.append(self._reference())
            else:
                value.append(self._word(quote + b"&"))
        self._at += len(self._byte())
        return "".join(value)

    def _end_tag(self, begin: int) -> None:
        if not self._open:
            raise _wrong(f"Unexpected end tag at byte offset {begin}")
        tag = self._word(_SPACE + b">").lower()
        self._skip_space()
        if self._byte() != b">":
            raise _wrong(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise _wrong(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found '
                f'"</{tag}>"'
            )
        if self._units > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Entity = {
            "type": KINDS[opened.tag],
            "offset": opened.offset,
            "length": self._units - opened.offset,
        }
        entities = self._marked.entities
        language = opened.attributes.get("class", "").removeprefix("language-")
        inner = entities[-1] if entities else {}
        alike = all(inner.get(key) == entity[key] for key in ("offset", "length"))
        match opened.tag:
            case "a":
                self._link(entity, opened)
                return
            case "tg-emoji":
                if not opened.attributes.get("emoji-id", "").isdigit():
                    raise _wrong("Invalid custom emoji identifier specified")
                entity["custom_emoji_id"] = opened.attributes["emoji-id"]
            case "tg-time":
                if not opened.attributes.get("unix", "").isdigit():
                    raise _wrong("Invalid date-time specified")
                entity["unix_time"] = int(opened.attributes["unix"])
            case "blockquote" if "expandable" in opened.attributes:
                entity["type"] = "expandable_blockquote"
            case "pre" if alike and inner["type"] == "code":
                entities.pop()
                if inner.get("language"):
                    entity["language"] = inner["language"]
            case "code" if language:
                entity["language"] = language  # kept only where a <pre> takes it over
        entities.append(entity)

    def _link(self, entity: Entity, opened: _Open) -> None:
        href = opened.attributes.get("href") or "".join(self._out)[opened.position :]
        if person := _USER.fullmatch(href):
            user = {"id": int(person[1]), "is_bot": False, "first_name": "User"}
            self._marked.entities.append(entity | {"type": "text_mention", "user": user})
        elif (address := kept_link(href)) is not None:
            self._marked.entities.append(entity | {"url": address})
        else:
            self._marked.dropped_links.append(href)


def links_in(marked_text: str, entities: list[Entity]) -> list[tuple[str, str]]:
    """Return the links that people can tap, each as its words and its address."""
    return [(cut(marked_text, e), str(e["url"])) for e in entities if e["type"] == "text_link"]
