"""Documents that people hand to the bot in the browser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.ports.chat import Attachment, Unread
from bot.web.asked import Upload


@dataclass(frozen=True, slots=True)
class Documents:
    """Reads documents as on any other platform: through `read_text`, up to the same size."""

    read_text: Callable[[str, bytes], str]  # of a name and bytes; ValueError: there is no text
    max_bytes: int

    async def read(self, upload: Upload) -> Attachment:
        """Return what came with a form, read or not."""
        return Attachment(name=upload.name, content=await self._content(upload))

    async def _content(self, upload: Upload) -> str | Unread:
        if upload.data is None:
            return Unread.TOO_BIG
        try:
            return await asyncio.to_thread(self.read_text, upload.name, upload.data)
        except ValueError:
            return Unread.KIND
