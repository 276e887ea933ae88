"""Documents that came with a message."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientError

from bot.adapters.slack.sending import Sending
from bot.adapters.slack.workspaces import Access
from bot.domain.errors import PostError
from bot.ports.chat import Attachment, Unread

log = structlog.get_logger()

ReadText: TypeAlias = Callable[[str, bytes], str]

# A page cannot be told from the one that Slack answers with to whoever has no right to a file
NO_TEXT = ("image/", "audio/", "video/", "font/", "text/html")
MOST = 3  # documents of one message
_CHUNK = 65_536
_OK = 200


class Files:
    """Fetches documents with the bot's token, which goes to nobody but Slack."""

    def __init__(
        self, sending: Sending, *, base_url: str, read_text: ReadText, max_bytes: int
    ) -> None:
        """Take what makes text of bytes; it raises ValueError for what is no text."""
        self._sending = sending
        self._base = urlsplit(base_url)
        self._read_text = read_text
        self._max_bytes = max_bytes

    async def read(
        self, access: Access, files: tuple[Mapping[str, Any], ...]
    ) -> tuple[Attachment, ...]:
        """Return the documents, each with its text or why there is none."""
        return tuple([await self._read(access, file) for file in files[:MOST]])

    async def _read(self, access: Access, file: Mapping[str, Any]) -> Attachment:
        name = str(file.get("name") or "")
        try:
            if file.get("file_access") == "check_file_info":  # from another company's workspace
                call = access.client.files_info(file=str(file["id"]))
                file = (await self._sending.ask(access, call)).get("file") or {}
                name = str(file.get("name") or name)
            content = await self._content(access, name, file)
        except (PostError, ClientError, OSError, ValueError, KeyError) as error:
            log.warning("slack.document-lost", problem=type(error).__name__)
            content = Unread.LOST
        return Attachment(name=name, content=content)

    async def _content(self, access: Access, name: str, file: Mapping[str, Any]) -> str | Unread:
        if str(file.get("mimetype") or "").startswith(NO_TEXT):
            return Unread.KIND
        if int(file.get("size") or 0) > self._max_bytes:
            return Unread.TOO_BIG
        url = str(file.get("url_private_download") or file.get("url_private") or "")
        if not self._is_slacks(url):
            return Unread.LOST
        found = await self._fetch(access, url)
        if isinstance(found, Unread):
            return found
        try:
            return await asyncio.to_thread(self._read_text, name, found)
        except ValueError:
            return Unread.KIND

    async def _fetch(self, access: Access, url: str) -> bytes | Unread:
        headers = {"Authorization": f"Bearer {access.client.token}"}
        session = self._sending.session()
        async with session.get(url, headers=headers, allow_redirects=False) as answer:
            # without the right to it, Slack answers with its page to sign in
            if answer.status != _OK or answer.content_type == "text/html":
                return Unread.LOST
            found = bytearray()
            async for chunk in answer.content.iter_chunked(_CHUNK):
                found += chunk
                if len(found) > self._max_bytes:
                    return Unread.TOO_BIG
            return bytes(found)

    def _is_slacks(self, url: str) -> bool:
        """Say whether the token may go there; ValueError, for what is no address, is LOST too."""
        parts = urlsplit(url)
        if (parts.scheme, parts.netloc) == (self._base.scheme, self._base.netloc):
            return True
        return parts.scheme == "https" and f".{parts.hostname}".endswith(".slack.com")
