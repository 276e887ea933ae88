"""Telegram, played by the Bot API on loopback: a person's private chat, a group and a forum."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

from bot.adapters.telegram import TelegramAdapter
from bot.domain.chats import ChatAddress, Platform
from bot.domain.deliveries import Body
from bot.messages.blocks import Message
from bot.ports.chat import ChatAdapter
from bot.render import telegram
from tests.contract.chats.chat import FLOOD_WAIT, NOW, Trouble
from tests.contract.chats.listener import EchoListener
from tests.fakes.telegram_api import TelegramApi
from tests.fakes.telegram_chats import Chat as Room
from tests.fakes.telegram_message import Photo

TOPIC = 7
PATIENCE = timedelta(seconds=0.5)  # of the adapter, for an answer that does not come


def address(chat: int, thread: int | None = None) -> ChatAddress:
    topic = None if thread is None else str(thread)
    return ChatAddress(platform=Platform.TELEGRAM.value, chat=str(chat), thread=topic)


class TelegramChat:
    """Ann, who talks to the bot alone, in a group, and in a topic of a forum."""

    has_bots = True
    ends = False
    troubles = frozenset(Trouble)

    def __init__(self) -> None:
        self.api = TelegramApi()
        self.ann = self.api.person("Ann", username="ann_of_the_contract")
        self.private = self.api.private(self.ann)
        self.group = self.api.group("Friends", self.ann)
        self.forum = self.api.supergroup("Forum", self.ann, forum=True)
        self._is_down = False
        self.address = address(self.private.id)
        self.others = (address(self.group.id), address(self.forum.id, TOPIC))

    async def open(self) -> None:
        await self.api.come_up()
        await self.forum.opens_topic("Science", thread=TOPIC)
        self.adapter = make_adapter(self.api)

    async def close(self) -> None:
        await self.adapter.close()
        await self.api.__aexit__(None, None, None)

    async def says(self, text: str, *, where: ChatAddress | None = None) -> None:
        room, thread = self._room(where)
        await room.says(self.ann, text, thread=thread)

    async def bots_say(self, text: str) -> None:
        await self.group.says(self.api.other_bot(), text, reaches=True)
        await self.group.says(self.api.bot, text, reaches=True)
        await self.private.says(self.api.bot, text, reaches=True)

    async def shows(self, text: str, *, where: ChatAddress | None = None) -> str:
        room, thread = self._room(where)

        def read() -> str:
            here = [m for m in room.messages if m.thread == thread or room is not self.forum]
            return "\n\n".join(message.text for message in here)

        found = await self.api.until(lambda: text in read())
        assert found, f"{text!r} was not shown, but:\n{room.transcript}"
        return read()

    async def draws(self) -> None:
        def drawn() -> list[Photo]:
            return [message.photo for message in self.private.messages if message.photo]

        assert await self.api.until(drawn), self.private.transcript
        (photo,) = drawn()
        assert photo.width > photo.height

    def chat_of(self, where: ChatAddress) -> ChatAddress:
        return where

    async def posts(self) -> Sequence[str]:
        rooms = (self.private, self.group, self.forum)
        return [message.text for room in rooms for message in room.messages]

    async def pings(self) -> Sequence[str]:
        return [
            word
            for room in (self.private, self.group, self.forum)
            for message in room.messages
            for word in message.tappable
            if word.startswith(("@", "/"))
        ]

    async def suffers(self, trouble: Trouble) -> None:
        faults, seconds = self.api.faults, FLOOD_WAIT / timedelta(seconds=1)
        match trouble:
            case Trouble.FLOOD:
                faults.flood("sendMessage", retry_after=int(seconds))
            case Trouble.REMOVED:
                await self.ann.blocks_bot()
            case Trouble.BAD_REQUEST:
                faults.refuse("sendMessage", 400, "Bad Request: message is too long")
            case Trouble.NO_CONNECTION:
                await self.api.go_down()
                self._is_down = True
            case Trouble.SERVER_ERROR:
                faults.error_after("sendMessage")
            case Trouble.TIMEOUT:
                faults.slow_after("sendMessage", delay=2)
            case Trouble.DROPPED:
                faults.drop_after("sendMessage")

    async def recovers(self) -> None:
        self.api.faults.clear()
        if self._is_down:
            await self.api.come_up()
            self._is_down = False

    async def leaves(self) -> None:
        raise AssertionError("Telegram does not end.")

    def render(self, message: Message) -> Sequence[Body]:
        return telegram.render(message)

    def misconfigured(self) -> ChatAdapter:
        return make_adapter(self.api, token="42:wrong")

    def _room(self, where: ChatAddress | None) -> tuple[Room, int | None]:
        where = where or self.address
        room = self.api.chats[int(where.chat)]
        return room, int(where.thread) if where.thread else None


def make_adapter(api: TelegramApi, **more: object) -> TelegramAdapter:
    """Return an adapter for the fake."""
    usual: dict[str, object] = {
        "token": api.token,
        "base_url": api.base_url,
        "base_file_url": api.file_url,
        "now": lambda: NOW,
        "read_text": lambda _, data: data.decode(),
        "max_document_bytes": 10_000,
        "patience": PATIENCE,
    }
    return TelegramAdapter(**usual | more)


@contextlib.asynccontextmanager
async def running(
    api: TelegramApi, listener: EchoListener, **settings: object
) -> AsyncIterator[TelegramAdapter]:
    """Let an adapter listen to the fake until the test is done with it."""
    adapter = make_adapter(api, **settings)
    listener.ring = api.bell.ring
    await adapter.open()
    listening = asyncio.create_task(adapter.listen(listener))
    try:
        yield adapter
    finally:
        await adapter.close()
        await listening
