"""Documents that come with messages: fetched, if they are small enough, and read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from telegram import Bot, Document
from telegram.error import BadRequest, TelegramError

from bot.adapters.telegram.errors import GARBAGE
from bot.adapters.telegram.updates import Heard
from bot.ports.chat import Attachment, Unread

log = structlog.get_logger()

_NO_TEXT = ("image/", "audio/", "video/", "font/")
_TOO_BIG = "file is too big"  # Telegram hands bots no more than 20 MB


class Documents:
    """Reads documents through `read_text`, which is given their names and bytes."""

    def __init__(self, bot: Bot, *, read_text: Callable[[str, bytes], str], max_bytes: int) -> None:
        """Take whom to ask; `read_text` raises ValueError where there is no text."""
        self._bot = bot
        self._read_text = read_text
        self._max_bytes = max_bytes

    async def of(self, heard: Heard) -> tuple[Attachment, ...]:
        """Return what came with a message, read or not."""
        if heard.document is not None:
            name = heard.document.file_name or "document"
            content = await self._content(name, heard.document)
            return (Attachment(name=name, content=content),)
        if heard.other_media is not None:
            return (Attachment(name=heard.other_media, content=Unread.KIND),)
        return ()

    async def _content(self, name: str, document: Document) -> str | Unread:
        if (document.file_size or 0) > self._max_bytes:
            return Unread.TOO_BIG
        if (document.mime_type or "").startswith(_NO_TEXT):
            return Unread.KIND
        data = await self._fetch(document)
        if isinstance(data, Unread):
            return data
        try:
            return await asyncio.to_thread(self._read_text, name, data)
        except ValueError:
            return Unread.KIND

    async def _fetch(self, document: Document) -> bytes | Unread:
        try:
            file = await self._bot.get_file(document.file_id)
            if (file.file_size or 0) > self._max_bytes:
                return Unread.TOO_BIG
            data = bytes(await file.download_as_bytearray())
        except BadRequest as error:
            return Unread.TOO_BIG if _TOO_BIG in error.message.casefold() else Unread.LOST
        except (TelegramError, OSError, RuntimeError, *GARBAGE) as error:
            log.warning("telegram.document-lost", problem=type(error).__name__)
            return Unread.LOST
        return data if len(data) <= self._max_bytes else Unread.TOO_BIG
