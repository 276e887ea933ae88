"""Answers on their way into a chat: in order, and with patience where Telegram asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import structlog
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.adapters.telegram.addresses import place_of
from bot.adapters.telegram.errors import GARBAGE
from bot.adapters.telegram.polling import Sleep
from bot.adapters.telegram.sending import Sender
from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Body
from bot.domain.errors import Moved, NotSent, PostError, Refused, TryLater, Unreachable
from bot.messages.blocks import Message, Place
from bot.ports.chat import Listener
from bot.render.telegram import render

log = structlog.get_logger()

PATIENCE = timedelta(seconds=30)  # longer than this, nobody waits for an answer
ATTEMPTS = 4
TYPING_AFTER = 1.0  # seconds until the person is shown that we are at it
TYPING_LASTS = 4.5  # Telegram shows it for five

_T = TypeVar("_T")


class Answers:
    """Posts what is answered; what cannot be posted is logged and forgotten."""

    def __init__(self, bot: Bot, sender: Sender, listener: Listener, sleep: Sleep) -> None:
        """Take what to send with, and whom to tell when a chat turns out to have moved."""
        self._bot = bot
        self._sender = sender
        self._listener = listener
        self._sleep = sleep

    async def give(
        self, message: Message, address: ChatAddress, *, reply_to: int | None = None
    ) -> bool:
        """Post an answer, its first part in reply to a message; say whether all of it went."""
        return await self._post(render(_below(message)), address, reply_to)

    async def put(self, message: Message, address: ChatAddress, tapped: int) -> bool:
        """Let an answer take its place: that of the tapped message, or below it."""
        bodies = render(message)
        if not bodies or message.place is Place.NEW:
            return await self._post(bodies, address, None)
        only_buttons = message.place is Place.BUTTONS
        edit = self._sender.edit_buttons if only_buttons else self._sender.edit
        body = bodies[-1] if only_buttons else bodies[0]  # buttons stand under the last part
        try:
            await self._with_patience(lambda: edit(address, str(tapped), body))
        except Refused as error:  # it is gone, or too old: below, then
            _log("telegram.not-edited", address, error)
            return await self.give(message, address)
        except PostError as error:
            _log("telegram.answer-lost", address, error)
            return False
        return only_buttons or await self._post(bodies[1:], address, None)

    async def _post(
        self, bodies: Sequence[Body], address: ChatAddress, reply_to: int | None
    ) -> bool:
        for body in bodies:
            try:
                address = await self._post_one(body, address, reply_to)
            except PostError as error:
                _log("telegram.answer-lost", address, error)
                if "picture" in body and isinstance(error, Refused | Unreachable):
                    continue  # its words, which did not fit beside it, follow
                return False
            reply_to = None
        return True

    async def _post_one(
        self, body: Body, address: ChatAddress, reply_to: int | None
    ) -> ChatAddress:
        """Post a part; return where, for a group may have become another chat."""
        try:
            await self._with_patience(lambda: self._sender.post(address, body, reply_to=reply_to))
        except Moved as error:
            to = error.to
            await self._listener.moved(address, to)
            await self._with_patience(lambda: self._sender.post(to, body))
            return to
        return address

    async def while_typing(self, work: Awaitable[_T], address: ChatAddress) -> _T:
        """Wait for an answer, and let the chat see that it is being worked on."""
        typing: list[asyncio.Task[None]] = []  # none for most answers: they are there before
        loop = asyncio.get_running_loop()
        late = loop.call_later(
            TYPING_AFTER, lambda: typing.append(loop.create_task(self._go_on_typing(address)))
        )
        try:
            return await work
        finally:
            late.cancel()
            if typing:
                typing[0].cancel()
                await asyncio.wait(typing)

    async def _go_on_typing(self, address: ChatAddress) -> None:
        while True:
            await self._type(address)
            await asyncio.sleep(TYPING_LASTS)

    async def _type(self, address: ChatAddress) -> None:
        chat, thread = place_of(address)
        try:
            await self._bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=thread)
        except (TelegramError, *GARBAGE) as error:
            log.debug("telegram.not-typing", problem=type(error).__name__)

    async def _with_patience(self, call: Callable[[], Awaitable[object]]) -> None:
        """Do it; again, where it was provably not done and the wait is bearable."""
        wait = 1.0
        for left in reversed(range(ATTEMPTS)):
            try:
                await call()
            except TryLater as error:
                if not left or error.after > PATIENCE:
                    raise
                await self._sleep(error.after / timedelta(seconds=1))
            except NotSent:
                if not left:
                    raise
                await self._sleep(wait)
                wait *= 2
            else:
                return


def _below(message: Message) -> Message:
    return replace(message, place=Place.NEW)


def _log(event: str, address: ChatAddress, error: PostError) -> None:
    log.warning(event, address=str(address), kind=type(error).__name__, problem=str(error))
