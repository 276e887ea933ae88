"""Long polling: asking Telegram for what is new, again and again, whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TypeAlias

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.adapters.telegram.calls import POLL, Calls, Flooded
from bot.adapters.telegram.errors import GARBAGE
from bot.adapters.telegram.updates import Told
from bot.domain.errors import StoreError

log = structlog.get_logger()

KINDS = ["message", "callback_query", "inline_query", "my_chat_member"]
"""The updates that we want; edited messages and what is posted in channels are not among them."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0  # seconds between attempts
CONFLICT_WAIT = 5.0  # Telegram ends the older poll every three seconds at most

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
Take: TypeAlias = Callable[[Sequence[Told]], Awaitable[None]]


class Waits:
    """How long to wait after each failure in a row: twice as long each time."""

    def __init__(self) -> None:
        self._next = FIRST_WAIT

    def clear(self) -> None:
        """Begin anew after a success."""
        self._next = FIRST_WAIT

    def after(self, error: Exception) -> float:
        """Return the seconds to wait after a failure."""
        if isinstance(error, Flooded):
            return error.after / timedelta(seconds=1)
        if isinstance(error, Conflict):
            return CONFLICT_WAIT
        wait, self._next = self._next, min(self._next * 2, LONGEST_WAIT)
        return wait


async def insist(call: Callable[[], Awaitable[object]], sleep: Sleep, *, doing: str) -> None:
    """Do it again and again until it succeeds.

    Raises:
        InvalidToken: Telegram does not know the token.
    """
    waits = Waits()
    while True:
        try:
            await call()
        except InvalidToken:
            raise
        except (TelegramError, *GARBAGE) as error:
            wait = waits.after(error)
            log.warning("telegram.waiting", doing=doing, problem=type(error).__name__, wait=wait)
            await sleep(wait)
        else:
            return


class Polling:
    """Takes updates from Telegram until it is cancelled."""

    def __init__(self, bot: Bot, calls: Calls, take: Take, sleep: Sleep) -> None:
        """Take whom to ask and whom to hand updates to, which Telegram forgets after that.

        `calls` is what the bot polls through: it knows updates as they came.
        """
        self._bot = bot
        self._calls = calls
        self._take = take
        self._sleep = sleep
        self._offset = 0

    async def run(self) -> None:
        """Hand over every update, in order."""
        await insist(self._bot.delete_webhook, self._sleep, doing="deleteWebhook")
        waits = Waits()
        while True:
            try:
                updates = await self._bot.get_updates(
                    offset=self._offset, timeout=POLL, allowed_updates=KINDS
                )
                if updates:
                    raws = self._calls.latest
                    await self._take([Told(*one) for one in zip(updates, raws, strict=True)])
            except (TelegramError, StoreError, *GARBAGE) as error:
                wait = waits.after(error)
                log.warning("telegram.not-polling", problem=type(error).__name__, wait=wait)
                await self._sleep(wait)
                continue
            waits.clear()
            self._offset = max([self._offset, *(update.update_id + 1 for update in updates)])

    async def confirm(self) -> None:
        """Tell Telegram what was handed over, which otherwise the next poll does."""
        if not self._offset:
            return
        try:
            async with asyncio.timeout(5):
                await self._bot.get_updates(offset=self._offset, limit=1, timeout=0)
        except (TelegramError, TimeoutError, *GARBAGE) as error:
            log.warning("telegram.not-confirmed", problem=type(error).__name__)
