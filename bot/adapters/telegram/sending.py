"""Bodies, as `bot/render/telegram.py` makes them, on their way into a chat."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.adapters.telegram.addresses import place_of
from bot.adapters.telegram.calls import POSTED
from bot.adapters.telegram.errors import GARBAGE, post_error
from bot.adapters.telegram.sentences import Say, say_in_english
from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Body, Receipt
from bot.domain.errors import Refused, Unknown, Unreachable
from bot.render.drawing import png

SURFACE = "telegram"
_TAG = re.compile(r"<[^>]*>")
_NOT_PARSED = "can't parse entities"
_AS_IT_WAS = "message is not modified"


class Sender:
    """Posts and edits, each with one request, and raises nothing but our own errors."""

    def __init__(self, bot: Bot, *, link_preview: bool, say: Say = say_in_english) -> None:
        """Take the Bot API; with `link_preview`, a body's own link is shown as a card."""
        self._bot = bot
        self._link_preview = link_preview
        self._say = say

    async def post(
        self, address: ChatAddress, body: Body, *, reply_to: int | None = None
    ) -> Receipt:
        """Post a body, in reply to a message if that is still there.

        Raises:
            PostError: as `bot.ports.chat.ChatAdapter.post`.
        """
        chat, thread = place_of(address)
        more: dict[str, Any] = {
            "chat_id": chat,
            "message_thread_id": thread,
            "disable_notification": bool(body.get("silent")) or None,
        }
        if reply_to is not None:
            more["reply_parameters"] = ReplyParameters(reply_to, allow_sending_without_reply=True)
        POSTED.set(None)
        if document := body.get("document"):
            file = {"document": document["text"].encode(), "filename": document["name"]}
            await self._call(self._bot.send_document, {**more, **file})
        elif picture := body.get("picture"):
            await self._send_picture(picture["svg"], body, more)
        else:
            await self._send(self._bot.send_message, body, more)
        posted = POSTED.get()
        if posted is None:
            raise Unknown("Telegram's answer does not say which message it is.")
        return Receipt(message_id=str(posted))

    async def edit(self, address: ChatAddress, message_id: str, body: Body) -> None:
        """Put a body in the place of a message.

        Raises:
            PostError: as `bot.ports.chat.ChatAdapter.edit`.
        """
        chat, _ = place_of(address)
        more = {"chat_id": chat, "message_id": _number(message_id)}
        await self._send(self._bot.edit_message_text, body, more)

    async def edit_buttons(self, address: ChatAddress, message_id: str, body: Body) -> None:
        """Put the buttons of a body in the place of a message's.

        Raises:
            PostError: as `edit`.
        """
        chat, _ = place_of(address)
        await self._call(
            self._bot.edit_message_reply_markup,
            {
                "chat_id": chat,
                "message_id": _number(message_id),
                "reply_markup": keyboard(body),
            },
        )

    async def _send_picture(self, svg: str, body: Body, more: Mapping[str, Any]) -> None:
        photo = await asyncio.to_thread(png, svg)
        send = partial(self._bot.send_photo, photo=photo)
        try:
            await self._send(send, body, more, words="caption" if "text" in body else None)
        except (Refused, Unreachable):  # groups may let us write and send no pictures
            if "text" not in body:
                raise
            await self._send(self._bot.send_message, body, more)

    async def _send(
        self,
        call: Callable[..., Awaitable[object]],
        body: Body,
        more: Mapping[str, Any],
        *,
        words: str | None = "text",
    ) -> None:
        """Send a body; if Telegram cannot read our markup, once more without any.

        `words` is what the call names the text; None: there is none.
        """
        parameters = {**more, "reply_markup": keyboard(body)}
        if words is None:
            await self._call(call, parameters)
            return
        parameters |= {words: text_of(body), "parse_mode": ParseMode.HTML}
        if words == "text":
            parameters["link_preview_options"] = self._preview(body)
        try:
            await self._call(call, parameters)
        except Refused as error:
            if _NOT_PARSED not in str(error).casefold():
                raise
        else:
            return
        text = {words: plain_text(body), "parse_mode": None}
        await self._call(call, {**parameters, **text})

    async def _call(
        self, call: Callable[..., Awaitable[object]], parameters: Mapping[str, Any]
    ) -> None:
        try:
            await call(**parameters)
        except BadRequest as error:
            if _AS_IT_WAS in error.message.casefold():
                return
            raise post_error(error, say=self._say) from error
        except (TelegramError, *GARBAGE) as error:
            raise post_error(error, say=self._say) from error

    def _preview(self, body: Body) -> LinkPreviewOptions:
        link = body.get("link")
        if self._link_preview and link:
            return LinkPreviewOptions(url=str(link))
        return LinkPreviewOptions(is_disabled=True)


def text_of(body: Body) -> str:
    """Return the HTML of a body.

    Raises:
        Refused: the body is not for Telegram.
    """
    text = body.get("text")
    if body.get("surface") != SURFACE or not isinstance(text, str) or not text:
        raise Refused("This part was not made for Telegram.")
    return text


def plain_text(body: Body) -> str:
    """Return what is read in a body, without its markup."""
    return html.unescape(_TAG.sub("", text_of(body)))


def keyboard(body: Body) -> InlineKeyboardMarkup | None:
    """Return the buttons of a body; None if it has none.

    Raises:
        Refused: they are malformed.
    """
    rows: Sequence[Sequence[Mapping[str, str]]] = body.get("buttons") or ()
    try:
        made = [[_button(button) for button in row] for row in rows]
    except GARBAGE as error:
        raise Refused("The buttons of this part cannot be read.") from error
    return InlineKeyboardMarkup(made) if made else None


def _button(button: Mapping[str, str]) -> InlineKeyboardButton:
    if "url" in button:
        return InlineKeyboardButton(button["text"], url=button["url"])
    return InlineKeyboardButton(button["text"], callback_data=button["say"])


def _number(message_id: str) -> int:
    try:
        return int(message_id)
    except ValueError as error:
        raise Refused(f"{message_id!r} is no message of Telegram's.") from error
