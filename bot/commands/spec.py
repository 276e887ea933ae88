"""What a command is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from bot.domain.chats import Chat
from bot.domain.ranking import Weights
from bot.messages.blocks import Message
from bot.messages.wording import Wording, wording
from bot.pipeline.recent import Recent
from bot.ports.ambient import Ambient
from bot.ports.chat import Invocation, Role
from bot.ports.feeds import FeedFinder
from bot.ports.links import ReadAt, nowhere
from bot.ports.reader import Reader
from bot.ports.store import Store, Transaction


class Audience(Enum):
    """Who may give a command."""

    READERS = Role.MEMBER  # everyone in the chat
    CHANGERS = Role.ADMIN  # who may change what the chat gets


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a command."""

    name: str  # as shown in the usage
    optional: bool = False
    rest: bool = False  # takes all words that are left
    only: tuple[str, ...] = ()  # the words that it may be; none: any
    words: tuple[
        str, ...
    ] = ()  # of English that it reads: those of the chat's language become them
    shown: str = ""  # in the usage, instead of its name
    tag: str = ""  # said as `tag:value`, anywhere: for buttons, so no usage shows it

    @property
    def usage(self) -> str:
        """How the parameter is written in the usage of its command."""
        shown = self.shown or "|".join(self.only) or f"{self.name}{'…' if self.rest else ''}"
        return f"[{shown}]" if self.optional else f"<{shown}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAdding:
    """What it takes to add feeds, and who may."""

    finder: FeedFinder
    address_of: Callable[[str], str]  # what a line of a list means; SourceError: nothing
    role: Role = Role.ADMIN  # at least, to add one by subscribing to its link
    full_text: bool = True  # whether pages are read for those that give only teasers


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a command works with; `now` stays the same for as long as it runs."""

    store: Store
    ambient: Ambient
    now: datetime
    invocation: Invocation
    default_chat: Callable[[Invocation], Chat]  # how a chat starts out
    commands: tuple[Command, ...]  # all there are: help shows them
    weights: Weights = field(default_factory=dict)
    reader: Reader | None = None  # of pages on the open web; none: links are not read
    read_at: ReadAt = nowhere  # the page of a digest
    feeds: FeedAdding | None = None  # none: no feed can be added here
    topics: frozenset[str] = frozenset()  # of the operator, with articles or yet without
    recent: Recent = field(default_factory=Recent)  # the stories of the last days

    def chat(self, tx: Transaction) -> Chat:
        """Return the chat that is spoken in, as it was kept or as chats start out."""
        return tx.chats.get(self.invocation.address) or self.default_chat(self.invocation)

    def words(self, chat: Chat) -> Wording:
        """Return the bot's words in the chat's language."""
        return wording(chat.language)

    def zone(self, chat: Chat) -> ZoneInfo:
        """Return the chat's time zone."""
        return ZoneInfo(chat.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: its names, who may give it, what follows it, and what it does."""

    name: str
    aliases: tuple[str, ...] = ()
    summary: str  # the key of its one line in the wording
    audience: Audience = Audience.READERS
    params: tuple[Param, ...] = ()
    aside: bool = False  # its answers are for the one who asked, where a surface can whisper
    run: Callable[..., Message]  # run(desk, **params)

    @property
    def usage(self) -> str:
        """The command with its parameters, as a person types it."""
        return " ".join([self.name, *(param.usage for param in self.params if not param.tag)])
