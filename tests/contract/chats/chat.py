"""What a chat platform must offer to be tested: one harness a platform, beside this file.

A harness is a chat with the bot in it, as the person in it sees it. What a platform has no notion
of, its harness says in plain attributes; `test_chat_adapter.py` states which platform lacks what.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Protocol

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Body
from bot.messages.blocks import Message
from bot.ports.chat import ChatAdapter

NOW = datetime(2021, 6, 18, 8, tzinfo=UTC)
"""What every harness hands its adapter as the time of day."""

FLOOD_WAIT = timedelta(seconds=17)
"""How long a platform that floods asks to wait."""

PATIENCE = 40  # seconds until a condition counts as not met


class Trouble(Enum):
    """What happens to the next post."""

    FLOOD = "the platform asks to wait for FLOOD_WAIT"
    REMOVED = "the bot was removed from the chat"
    BAD_REQUEST = "the platform refuses the part itself"
    NO_CONNECTION = "the connection is refused"
    SERVER_ERROR = "the platform took it and answers with a server error"
    TIMEOUT = "no answer comes in time"
    DROPPED = "the connection is dropped after the platform took it"


class Chat(Protocol):
    """A chat with the bot in it, as the person in it sees it."""

    adapter: ChatAdapter  # not opened yet
    address: ChatAddress  # where the person and the bot are alone
    others: Sequence[ChatAddress]  # more places where they meet, a thread among them if there are
    has_bots: bool  # there are other bots, or the bot hears itself
    ends: bool  # the platform can come to an end, as a pipe does
    troubles: Collection[Trouble]  # what can happen to a post here

    async def open(self) -> None:
        """Let the platform begin; the adapter is opened by the test."""

    async def close(self) -> None:
        """Close the adapter and let the platform end."""

    async def says(self, text: str, *, where: ChatAddress | None = None) -> None:
        """Type `text` and send it, here or in one of `others`."""

    async def bots_say(self, text: str) -> None:
        """Let another bot say `text` in the chat, and then this bot itself; needs `has_bots`."""

    async def shows(self, text: str, *, where: ChatAddress | None = None) -> str:
        """Wait until the bot's `text` is read there; return all of the bot's that was read so far.

        As people read it: without markup, in the order of the screen.
        """

    async def draws(self) -> None:
        """Wait until a chart is seen whose words are shown: a picture, or bars of letters."""

    def chat_of(self, where: ChatAddress) -> ChatAddress:
        """Return the chat that what is said there is about; on Slack, threads are no chats."""

    async def posts(self) -> Sequence[str]:
        """Return the bot's messages that the platform took so far, in every place, as read."""

    async def pings(self) -> Sequence[str]:
        """Return everybody whom the bot's messages have called: `@here`, `@ann`, a command."""

    async def suffers(self, trouble: Trouble) -> None:
        """Let one of `troubles` happen to the next post, until it `recovers`."""

    async def recovers(self) -> None:
        """Let all trouble be over, and what it led to."""

    async def leaves(self) -> None:
        """Say no more, ever; needs `ends`."""

    def render(self, message: Message) -> Sequence[Body]:
        """Render for this platform."""

    def misconfigured(self) -> ChatAdapter:
        """Return an adapter of the same platform whose settings are wrong."""
