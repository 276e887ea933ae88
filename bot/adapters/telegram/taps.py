"""Taps on buttons. A button's data is a command line, so that it works after any restart."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog
from telegram import Bot, CallbackQuery, Message
from telegram.constants import CallbackQueryLimit, ChatType
from telegram.error import TelegramError

from bot.adapters.telegram.addresses import address_of
from bot.adapters.telegram.answering import Answers
from bot.adapters.telegram.errors import GARBAGE
from bot.adapters.telegram.sending import plain_text
from bot.adapters.telegram.sentences import Say
from bot.adapters.telegram.updates import Me, address_in
from bot.messages.blocks import Choices, Frozen, Place
from bot.messages.blocks import Message as Said
from bot.render.telegram import render

log = structlog.get_logger()

_GLANCE = 60  # characters that are read in passing; more needs a box to be closed
_MOST = CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on a button that still stands in a chat."""

    query: CallbackQuery
    message: Message
    line: str


def tap_in(query: CallbackQuery) -> Tap | None:
    """Return what was tapped; None if nobody can say any more what it belongs to."""
    message = query.message  # the SDK makes a Message of one that is gone, too
    if not isinstance(message, Message) or not message.is_accessible or not query.data:
        return None
    return Tap(query, message, query.data)


class Taps:
    """Shows answers to taps. Telegram lets the button spin until each is answered."""

    def __init__(self, bot: Bot, me: Me, answers: Answers, say: Say) -> None:
        """Take what to answer with."""
        self._bot = bot
        self._me = me
        self._answers = answers
        self._say = say

    async def stale(self, query: CallbackQuery) -> None:
        """Say that a button is too old."""
        await self._tell(query, self._say("stale", query.from_user.language_code))

    async def show(self, tap: Tap, answer: Said, begin: Callable[[], Awaitable[None]]) -> None:
        """Let an answer take its place, after `begin`."""
        await begin()
        below = answer.place is Place.NEW
        in_channel = below and tap.message.chat.type == ChatType.CHANNEL
        words = _whispered(answer) if below and (answer.aside or in_channel) else None
        if words is not None:
            await self._tell(tap.query, words)
        elif in_channel:  # not for all its readers, but for the one who asked
            private = address_of(tap.query.from_user.id)
            went = await self._answers.give(_without_choices(answer), private)
            language = tap.query.from_user.language_code
            key = "in-private" if went else "elsewhere"
            await self._tell(tap.query, self._say(key, language, bot=self._me.username))
        else:
            await self._tell(tap.query, None)
            await self._answers.put(answer, address_in(tap.message), tap.message.message_id)

    async def _tell(self, query: CallbackQuery, words: str | None) -> None:
        """Answer a tap, perhaps in a few words; where it is too late, nobody waits for it."""
        try:
            await self._bot.answer_callback_query(
                query.id, text=words, show_alert=len(words) > _GLANCE if words else None
            )
        except (TelegramError, *GARBAGE) as error:
            log.info("telegram.tap-not-answered", problem=type(error).__name__)


def _without_choices(answer: Said) -> Said:
    """Return an answer without buttons: elsewhere they would be about another chat."""
    kept = tuple(block for block in answer.blocks if not isinstance(block, Choices))
    return replace(answer, blocks=kept)


def _whispered(answer: Said) -> str | None:
    """Return an answer as the few words that fit over a chat; None if it needs more than that."""
    bodies = render(answer)
    if any(isinstance(block, Choices | Frozen) for block in answer.blocks) or len(bodies) != 1:
        return None
    words = plain_text(bodies[0]) if "text" in bodies[0] else ""
    return words if 0 < len(words) <= _MOST else None
