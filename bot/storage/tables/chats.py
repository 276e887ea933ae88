"""Chats and how they like to be spoken to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bot.domain.chats import Chat, ChatAddress
from bot.storage.chat_rows import chat_from_row, chat_to_row
from bot.storage.rows import to_json
from bot.storage.session import Session


class Chats:
    """Chats and how they like to be spoken to.

    A transaction that reads a chat keeps others from doing so until its end: it is about to change
    it, or what the chat is told.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, address: ChatAddress) -> Chat | None:
        """Return a chat that has been spoken to before."""
        row = self._session.row(
            "SELECT * FROM chats WHERE address = ? /*pg write: FOR UPDATE */", (str(address),)
        )
        return None if row is None else chat_from_row(row)

    def several(self, addresses: Collection[ChatAddress]) -> Mapping[ChatAddress, Chat]:
        """Return those of the chats that have been spoken to before."""
        asked = {str(address): address for address in addresses}
        rows = self._session.rows(
            "SELECT c.* FROM json_each(?) asked JOIN chats c ON c.address = asked.value"
            " ORDER BY c.address /*pg write: FOR UPDATE OF c */",
            (to_json(list(asked)),),
        )
        return {(one := asked[row["address"]]): chat_from_row(row, one) for row in rows}

    def put(self, chat: Chat) -> None:
        """Keep a chat, replacing what was kept under its address."""
        self._session.upsert("chats", chat_to_row(chat), "address")

    def under(self, address: ChatAddress) -> Sequence[Chat]:
        """Return a chat and its threads, by address; of the chat `*`: the whole workspace's."""
        if address.chat == "*":
            workspace = f"{address.workspace}/" if address.workspace else ""
            found = f"{address.platform}:{workspace}"
        else:
            found = f"{ChatAddress(address.platform, address.chat, address.workspace)}#"
        rows = self._session.rows(
            "SELECT * FROM chats WHERE address = ? OR substr(address, 1, ?) = ? ORDER BY address",
            (str(address), len(found), found),
        )
        return [chat_from_row(row) for row in rows]

    def all(self) -> Sequence[Chat]:
        """Return every chat that has been spoken to before, by address."""
        return [chat_from_row(row) for row in self._session.rows("SELECT * FROM chats ORDER BY 1")]

    def forget(self, address: ChatAddress) -> None:
        """Forget everything that is kept of a chat."""
        one = (str(address),)
        theirs = (
            "delivery_id IN (SELECT id FROM deliveries WHERE address = ?)",
            "address = ?",  # a part that stayed behind when the chat moved
        )
        for where in theirs:
            self._session.change(
                f"DELETE FROM edits WHERE key IN (SELECT key FROM parts WHERE {where})",  # noqa: S608
                one,
            )
            self._session.change(f"DELETE FROM parts WHERE {where}", one)  # noqa: S608
        for table in ("deliveries", "told", "digests", "subscriptions", "chats"):
            self._session.change(f"DELETE FROM {table} WHERE address = ?", one)  # noqa: S608
        self._session.change("DELETE FROM holds WHERE scope = ?", one)

    def move(self, old: ChatAddress, new: ChatAddress) -> None:
        """Give everything that is kept of a chat another address."""
        self.several([old, new])  # before their parts, as everybody takes them
        pair = {"old": str(old), "new": str(new)}
        for table in ("subscriptions", "digests", "deliveries"):
            self._session.change(
                f"UPDATE {table} SET address = :new WHERE address = :old",  # noqa: S608 -- ours
                pair,
            )
        # At most one part of a chat is on its way: two cannot be under one address.
        self._session.change(
            "UPDATE parts SET address = :new WHERE address = :old AND NOT (state = 'sending' AND"
            " EXISTS (SELECT 1 FROM parts o WHERE o.address = :new AND o.state = 'sending'))",
            pair,
        )
        for table, same in (("chats", ""), ("told", " AND o.story_id = told.story_id")):
            self._session.change(
                f"DELETE FROM {table} WHERE address = :new AND EXISTS ("  # noqa: S608
                f"SELECT 1 FROM {table} o WHERE o.address = :old{same})",
                pair,
            )
            self._session.change(
                f"UPDATE {table} SET address = :new WHERE address = :old",  # noqa: S608
                pair,
            )
        self._session.change(
            "INSERT INTO holds (scope, until) SELECT :new, until FROM holds WHERE scope = :old"
            " ON CONFLICT (scope) DO UPDATE SET until = excluded.until"
            " WHERE holds.until < excluded.until",
            pair,
        )
        self._session.change("DELETE FROM holds WHERE scope = :old", pair)
