"""The blocks that every message is made of. Texts are plain: escaping is the renderers' work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Plain:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type, such as a command."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    url: str


Inline: TypeAlias = Plain | Strong | Code | Link
Line: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What the message, or the part of it that follows, is about."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines of equal rank."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and their values, as in a status."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryItem:
    """One story of a digest: its headline, its sentences, and where they are from."""

    number: int
    headline: str
    url: str | None
    sentences: tuple[str, ...]
    origin: str  # "Xinhua, +1 source · 17 June"
    badge: str | None = None  # "update"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Picked sentences in their context, as they stand in the article."""

    pieces: tuple[tuple[str, bool], ...]  # text, and whether it is a picked sentence
    cut_before: bool  # the article says something before it
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Fine:
    """Small print."""

    line: Line


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap, or to type where nothing can be tapped."""

    label: str
    command: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person may want to do next."""

    options: tuple[Choice, ...]


Block: TypeAlias = Heading | Paragraph | Bullets | Facts | StoryItem | Excerpt | Fine | Choices


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that we say. A surface may need several posts for it."""

    blocks: tuple[Block, ...]
