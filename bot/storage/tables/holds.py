"""Holds: chats and platforms to which nothing goes before a moment, as they asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain.times import from_text, to_text
from bot.storage.session import Session


class Holds:
    """Who is to be let alone for a while."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hold(self, scope: str, until: datetime) -> None:
        """Let nothing go to a chat with its threads, or to a platform, before then."""
        self._session.change(
            "INSERT INTO holds (scope, until) VALUES (?, ?)"
            " ON CONFLICT (scope) DO UPDATE SET until = excluded.until"
            " WHERE holds.until < excluded.until",
            (scope, to_text(until)),
        )

    def holds(self, now: datetime) -> Mapping[str, datetime]:
        """Return what is held at the moment, and until when."""
        rows = self._session.pairs(
            "SELECT scope, until FROM holds WHERE until > ? ORDER BY until, scope", (to_text(now),)
        )
        return {scope: from_text(until) for scope, until in rows}

    def release(self, now: datetime) -> None:
        """Forget the holds that are over."""
        self._session.change("DELETE FROM holds WHERE until <= ?", (to_text(now),))
