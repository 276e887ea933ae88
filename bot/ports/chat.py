"""Where people are: chat platforms, and what passes between them and us."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol, TypeAlias

from bot.domain.chats import ChatAddress, Platform
from bot.domain.deliveries import Body, Receipt
from bot.messages.blocks import Message


class Role(Enum):
    """What a person may do in a chat; each role may do what the ones before it may."""

    MEMBER = 1
    ADMIN = 2
    OPERATOR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """One thing that a person said to the bot, whatever the platform."""

    address: ChatAddress
    person: str  # the platform's id of the person
    role: Role
    text: str  # a command with its words, with or without a leading slash
    reply_to: str | None = None  # the text of the message that it answers
    received_at: datetime


Answer: TypeAlias = Callable[[Invocation], Awaitable[Message]]
"""What an adapter calls with everything a person says; it never raises for what a person did."""


class ChatAdapter(Protocol):
    """One chat platform. open → listen (if this process answers commands) → close."""

    @property
    def platform(self) -> Platform:
        """The platform that it speaks to; addresses of others are not for it."""
        ...

    async def open(self) -> None:
        """Connect and prove the credentials.

        Raises:
            SettingsError: they are wrong.
        """
        ...

    async def listen(self, answer: Answer) -> None:
        """Hand everything people say to `answer` and post what it returns, until there is no more.

        A slow answer does not hold up another chat's.
        """
        ...

    async def post(self, address: ChatAddress, body: Body, *, key: str) -> Receipt:
        """Post one rendered part and return what the platform says of it.

        Raises:
            TryLater: the platform asked to wait, `after` for exactly so long.
            NotSent: it was provably not sent.
            Unknown: it may have been posted.
            Unreachable: the chat is gone for us.
            Refused: the platform will never take this part.
            Nothing else, and never an error of the platform's SDK.
        """
        ...

    async def find(self, address: ChatAddress, key: str) -> Receipt | None:
        """Return the receipt of the part that was posted with `key`; None if it was not.

        Raises:
            NotImplementedError: the platform cannot tell.
        """
        ...

    async def close(self) -> None:
        """Finish what is in flight and disconnect; safe to call twice."""
        ...
