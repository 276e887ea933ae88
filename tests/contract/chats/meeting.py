"""All platforms, and what the tests of their contract have in common."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import Any

import pytest

from bot.domain.chats import Platform
from bot.domain.deliveries import Body
from bot.messages.blocks import Heading, Message, StoryItem
from tests.contract.chats.chat import PATIENCE, Chat, Trouble
from tests.contract.chats.console import ConsoleChat
from tests.contract.chats.listener import Answer, EchoListener, echo, reply
from tests.contract.chats.slack import SlackChat
from tests.contract.chats.telegram import TelegramChat
from tests.contract.chats.web import WebChat

PLATFORMS: list[type[Chat]] = [ConsoleChat, TelegramChat, SlackChat, WebChat]

LACKS: dict[Platform, set[object]] = {
    Platform.CONSOLE: {"others", "bots", *Trouble} - {Trouble.DROPPED},
    Platform.TELEGRAM: {"an end"},
    Platform.SLACK: {"an end"},
    Platform.WEB: {"bots", "an end", *Trouble},
}
"""What a platform has no notion of."""


@contextlib.asynccontextmanager
async def meeting(platform: type[Chat]) -> AsyncIterator[Chat]:
    """Meet the bot on a platform; its adapter is open."""
    chat = platform()
    await chat.open()
    await chat.adapter.open()
    yield chat
    await chat.close()


@contextlib.asynccontextmanager
async def listening(chat: Chat, answer: Answer = echo) -> AsyncIterator[asyncio.Task[None]]:
    """Let the adapter listen; to its own end, or until it is not needed any more."""
    task = asyncio.create_task(chat.adapter.listen(EchoListener(answer)))
    yield task
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def within_patience(waited_for: Awaitable[Any]) -> Any:
    return await asyncio.wait_for(waited_for, PATIENCE)


def needs(chat: Chat, notion: str | Trouble) -> None:
    """Pass the test over if its platform has no notion of it."""
    has = {
        "others": bool(chat.others),
        "bots": chat.has_bots,
        "an end": chat.ends,
        **{trouble: trouble in chat.troubles for trouble in Trouble},
    }
    platform = chat.adapter.platform
    assert {known for known in has if not has[known]} == LACKS[platform]
    if not has[notion]:
        pytest.skip(f"{platform.value} has no {notion}")


def body(chat: Chat, text: str) -> Body:
    (rendered,) = chat.render(reply(text))
    return rendered


def long_digest() -> Message:
    """Return more than any platform takes in one message."""
    stories: Sequence[StoryItem] = [
        StoryItem(
            number=n,
            headline=f"Story {n} of sixty",
            url=f"https://example.org/{n}",
            sentences=(f"Sentence {n} says what happened. " * 5,),
            origin="Harbor Wire",
        )
        for n in range(1, 61)
    ]
    return Message((Heading("A long digest"), *stories))


def folded(text: str) -> str:
    return " ".join(text.split())
