"""Our addresses, and Telegram's numbers for chats and forum topics."""

from __future__ import annotations

from bot.domain.chats import ChatAddress, Platform
from bot.domain.errors import Refused

PLATFORM = Platform.TELEGRAM


def address_of(chat_id: int, thread: int | None = None) -> ChatAddress:
    """Return the address of a chat, or of a topic in it."""
    return ChatAddress(
        platform=PLATFORM.value, chat=str(chat_id), thread=None if thread is None else str(thread)
    )


def place_of(address: ChatAddress) -> tuple[int | str, int | None]:
    """Return the numbers of a chat and its topic, or the name of a public chat.

    Raises:
        Refused: the address is not one of Telegram's.
    """
    if address.platform != PLATFORM.value:
        raise Refused(f"{address} is not on Telegram.")
    try:
        chat = address.chat if address.chat.startswith("@") else int(address.chat)
        return chat, None if address.thread is None else int(address.thread)
    except ValueError as error:
        raise Refused(f"{address} is no chat of Telegram's.") from error
