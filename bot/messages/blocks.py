"""The blocks that every message is made of. Texts are plain: escaping is the renderers' work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias


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
    """Something to type; a `command` is said to the bot, as the surface wants it typed."""

    text: str
    command: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    url: str


Inline: TypeAlias = Plain | Strong | Code | Link
Line: TypeAlias = tuple[Inline, ...]
Label: TypeAlias = str | Code


@dataclass(frozen=True, slots=True)
class Heading:
    """What the message, or the part of it that follows, is about."""

    text: Label


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

    rows: tuple[tuple[Label, Line], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryItem:
    """One story of a digest: its headline, its sentences, and where they are from."""

    number: int  # in its list; 0: it stands alone
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
    tap: str | None = None  # what a button says instead of `command`: it stays true when old

    @property
    def tapped(self) -> str:
        """What is said for a person who taps it."""
        return self.tap or self.command


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person may want to do next."""

    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A part that was rendered before, for the surface that the message is for; stands alone."""

    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be kept as a file; where there are no files, it is shown as it is."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """Something that was counted: in words, and how often on each day."""

    line: Line
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Series that stand on each other, from below, under a title if there is any."""

    series: tuple[Series, ...]
    title: Line = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts of several days, drawn one panel below the other; where that cannot be, letters."""

    days: tuple[str, ...]  # "2021-06-18", as many as each series has counts
    panels: tuple[Panel, ...]


Block: TypeAlias = (
    Heading
    | Paragraph
    | Bullets
    | Facts
    | StoryItem
    | Excerpt
    | Fine
    | Choices
    | Frozen
    | Document
    | Chart
)


class Place(Enum):
    """Where an answer stands, on surfaces where it was asked for by tapping a button."""

    NEW = "new"  # below, as a message of its own
    INSTEAD = "instead"  # in the place of the message with the button
    BUTTONS = "buttons"  # only its choices, in the place of that message's


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that we say. A surface may need several posts for it."""

    blocks: tuple[Block, ...]
    place: Place = Place.NEW
    aside: bool = False  # for the one who asked, where a surface can whisper
    silent: bool = False  # without a sound, where a surface can make one
    language: str = ""  # that it is in, if somebody noted it
    failed: bool = False  # it says that something went wrong, and not because of a person
