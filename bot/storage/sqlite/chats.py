"""Chats and how they like to be spoken to, in SQLite."""

from __future__ import annotations

from bot.domain.chats import Chat, ChatAddress
from bot.storage.chat_rows import chat_from_row, chat_to_row
from bot.storage.sqlite.session import Session


class Chats:
    """Chats and how they like to be spoken to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, address: ChatAddress) -> Chat | None:
        """Return a chat that has been spoken to before."""
        row = self._session.row("SELECT * FROM chats WHERE address = ?", (str(address),))
        return None if row is None else chat_from_row(row)

    def put(self, chat: Chat) -> None:
        """Keep a chat, replacing what was kept under its address."""
        self._session.upsert("chats", chat_to_row(chat), "address")
