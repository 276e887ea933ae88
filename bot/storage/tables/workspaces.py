"""Workspaces that people installed the bot in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.times import from_text, to_text
from bot.ports.installations import Installation
from bot.storage.rows import Row
from bot.storage.session import Session


class Workspaces:
    """Workspaces that people installed the bot in. Tokens are kept as they are handed over."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, installation: Installation) -> None:
        """Keep it, replacing what was kept of its workspace."""
        row = {
            "workspace": installation.workspace,
            "name": installation.name,
            "token": installation.token,
            "bot": installation.bot,
            "installed_by": installation.installed_by,
            "installed_at": to_text(installation.installed_at),
        }
        self._session.upsert("installations", row, "workspace")

    def get(self, workspace: str) -> Installation | None:
        """Return that of a workspace."""
        row = self._session.row("SELECT * FROM installations WHERE workspace = ?", (workspace,))
        return None if row is None else _from_row(row)

    def remove(self, workspace: str) -> None:
        """Forget that of a workspace."""
        self._session.change("DELETE FROM installations WHERE workspace = ?", (workspace,))

    def all(self) -> Sequence[Installation]:
        """Return all there are, by workspace."""
        rows = self._session.rows("SELECT * FROM installations ORDER BY workspace")
        return [_from_row(row) for row in rows]

    def expect(self, state: str, now: datetime, until: datetime) -> None:
        """Remember a state of an installation that was begun; those that ran out are forgotten."""
        self._session.change("DELETE FROM install_states WHERE until < ?", (to_text(now),))
        self._session.insert("install_states", {"state": state, "until": to_text(until)})

    def take(self, state: str, now: datetime) -> bool:
        """Forget a state; False: it was not expected any more."""
        taken = self._session.change(
            "DELETE FROM install_states WHERE state = ? AND until >= ?", (state, to_text(now))
        )
        return taken == 1


def _from_row(row: Row) -> Installation:
    return Installation(
        workspace=row["workspace"],
        name=row["name"],
        token=row["token"],
        bot=row["bot"],
        installed_by=row["installed_by"],
        installed_at=from_text(row["installed_at"]),
    )
