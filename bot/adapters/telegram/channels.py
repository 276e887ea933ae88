"""Channels and groups that are managed from a private chat: `subscribe @channel space`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from telegram import Bot, ChatFullInfo
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.adapters.telegram.addresses import address_of
from bot.adapters.telegram.errors import GARBAGE
from bot.adapters.telegram.membership import may_post
from bot.adapters.telegram.rights import Rights
from bot.adapters.telegram.sentences import Say
from bot.adapters.telegram.updates import Me
from bot.commands.parse import names_of
from bot.commands.registry import COMMANDS
from bot.commands.sayings import understood
from bot.domain.chats import ChatAddress
from bot.domain.errors import NotAllowed, NothingThere
from bot.messages.blocks import Choice, Choices, Message
from bot.messages.wording import folded, languages, wording
from bot.ports.chat import Invocation, Role

_POSTED = "digest"
"""The command that is posted in the chat that it is said of, and not shown to who says it."""

_OF_LINKS = ("subscribe", "unsubscribe", "mute", "filter", "sources")
"""The commands that take the links of feeds. Any other line with a link is about a page."""

_VIA = "via"  # before whose handle it is, at the end of what is shared
_LINK = re.compile(r"://|\bwww\.", re.IGNORECASE)

# A public name, or an id with perhaps a topic; "-2024" stays a word that is never wanted.
_NAME = re.compile(r"@[A-Za-z]\w{3,31}|(?P<id>-\d{7,})(?:#(?P<topic>\d+))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aimed:
    """A line that is about another chat than the one in which it was said."""

    address: ChatAddress
    role: Role  # there
    text: str  # without the chat's name
    word: str  # that names the chat in what may be tapped next
    name: str  # as people know it

    @property
    def is_to_be_posted(self) -> bool:
        """Whether the answer is for that chat."""
        return folded(self.text.removeprefix("/")) in _said(_POSTED)

    def instead_of(self, invocation: Invocation) -> Invocation:
        """Return what was said, as said about the other chat."""
        apart = not self.is_to_be_posted
        return replace(
            invocation, address=self.address, role=self.role, text=self.text, apart=apart
        )

    def aim(self, message: Message) -> Message:
        """Return an answer whose choices are about the same chat."""
        blocks = tuple(
            Choices(tuple(map(self._aim, block.options))) if isinstance(block, Choices) else block
            for block in message.blocks
        )
        return replace(message, blocks=blocks)

    def _aim(self, choice: Choice) -> Choice:
        tap = f"{choice.tapped} {self.word}"
        return Choice(choice.label, f"{choice.command} {self.word}", tap)


def named_in(text: str) -> tuple[str, str] | None:
    """Return the name of a chat that a line has after its command or at its end, and the rest."""
    words = text.split()
    for place in _places(text):
        if len(words) > 1 and _NAME.fullmatch(words[place]) and folded(words[place - 1]) != _VIA:
            name = words.pop(place)
            return name, " ".join(words)
    return None


def _places(text: str) -> tuple[int, ...]:
    """Return where a line may name a chat."""
    if not _is_shared(text):
        return (1, -1)
    return (1,) if any(_first(text) in _said(command.name) for command in COMMANDS) else ()


def _is_shared(text: str) -> bool:
    """Say whether a page is to be summarized: "RT @guardian Tug sinks https://news.example/a".

    Buttons to share write it so, and whose handle stands there has nothing to do with it. A link
    of a line that says what else is to be done with links is that of a feed.
    """
    if not _LINK.search(text):
        return False
    plain = (understood(text, wording(language)) for language in languages())
    said = {_first(line) for line in (text, *filter(None, plain))}
    return not any(word in _said(name) for word in said for name in _OF_LINKS)


def _first(line: str) -> str:
    return folded(line.split(maxsplit=1)[0].removeprefix("/"))


@cache
def _said(name: str) -> frozenset[str]:
    """Return what people say for a command, in whatever language."""
    command = next(one for one in COMMANDS if one.name == name)
    return frozenset(said for one in languages() for said in names_of(command, wording(one)))


class Channels:
    """Finds the chats that people name, and looks whether they may speak for them."""

    def __init__(self, bot: Bot, me: Me, rights: Rights, say: Say) -> None:
        """Take whom to ask."""
        self._bot = bot
        self._me = me
        self._rights = rights
        self._say = say

    async def aimed(self, text: str, person: int, language: str | None) -> Aimed | None:
        """Return what a line from a private chat is about; None: that chat itself.

        Raises:
            NothingThere: the bot cannot see the chat, or may not post there.
            NotAllowed: the person does not administer it.
        """
        named = named_in(text)
        if named is None:
            return None
        name, rest = named
        chat, topic = await self._chat(name, language)
        if chat.type == ChatType.PRIVATE:
            return None
        shown = chat.title or name
        # first: where the bot is no administrator, Telegram does not tell it who is one
        if not await self._may_post(chat):
            raise NothingThere(self._say("cannot-post", language, **self._names(shown)))
        role = await self._rights.role_in_room(chat.id, person)
        if role is Role.MEMBER:
            raise NotAllowed(self._say("not-yours", language, chat=shown))
        address = address_of(chat.id, topic)
        word = f"{chat.id}#{topic}" if topic else f"{chat.id}"
        return Aimed(address=address, role=role, text=rest, word=word, name=shown)

    async def _chat(self, name: str, language: str | None) -> tuple[ChatFullInfo, int | None]:
        found = _NAME.fullmatch(name)
        number, topic = (found["id"], found["topic"]) if found else (None, None)
        try:
            chat = await self._bot.get_chat(int(number) if number else name)
        except (TelegramError, *GARBAGE) as error:
            sentence = self._say("no-chat", language, **self._names(name))
            raise NothingThere(sentence) from error
        return chat, int(topic) if topic else None

    async def _may_post(self, chat: ChatFullInfo) -> bool:
        try:
            return may_post(chat.type, await self._bot.get_chat_member(chat.id, self._me.id))
        except (TelegramError, *GARBAGE):
            return False

    def _names(self, chat: str) -> dict[str, str]:
        return {"chat": chat, "bot": self._me.username}
