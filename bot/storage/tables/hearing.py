"""What people said, and who serves."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.times import from_text, to_text
from bot.ports.records import Heard
from bot.storage.rows import Row, to_json
from bot.storage.session import Session


class Hearing:
    """What people said and platforms told us."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, heard: Heard, now: datetime) -> bool:
        """Keep it; False if its platform told us the same before."""
        kept = self._session.change(
            "INSERT INTO heard (platform, id, raw, heard_at, state) VALUES (?, ?, ?, ?, 'open')"
            " ON CONFLICT (platform, id) DO NOTHING",
            (heard.platform, heard.id, to_json(dict(heard.raw)), to_text(now)),
        )
        return kept == 1

    def begin(self, platform: str, id_: str) -> bool:
        """Note that an answer may have been posted from now on; False: it was begun or done."""
        begun = self._session.change(
            "UPDATE heard SET state = 'begun' WHERE platform = ? AND id = ? AND state = 'open'",
            (platform, id_),
        )
        return begun == 1

    def done(self, platform: str, id_: str) -> None:
        """Note that nothing more is to be said to it, and forget what it said."""
        self._session.change(
            "UPDATE heard SET state = 'done', raw = '{}' WHERE platform = ? AND id = ?",
            (platform, id_),
        )

    def open(self, platform: str) -> Sequence[Heard]:
        """Return what was not answered yet, in the order in which it was heard."""
        rows = self._session.rows(
            "SELECT * FROM heard WHERE platform = ? AND state IN ('open', 'begun') ORDER BY seq",
            (platform,),
        )
        return [_from_row(row) for row in rows]

    def forget(self, before: datetime, limit: int = 1000) -> int:
        """Forget what was answered and heard before then, at most so much; return how many."""
        return self._session.change(
            "DELETE FROM heard WHERE seq IN"
            " (SELECT seq FROM heard WHERE state = 'done' AND heard_at < ? LIMIT ?)",
            (to_text(before), limit),
        )


class Leases:
    """Who does what only one process may do at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, name: str, owner: str, now: datetime, until: datetime) -> str | None:
        """Take or renew a lease; None: it is ours. Else whose it is, until it runs out."""
        taken = self._session.change(
            "INSERT INTO leases (name, owner, until) VALUES (?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until"
            " WHERE leases.owner = excluded.owner OR leases.until < ?",
            (name, owner, to_text(until), to_text(now)),
        )
        if taken:
            return None
        return str(self._session.value("SELECT owner FROM leases WHERE name = ?", (name,)))

    def give(self, name: str, owner: str) -> None:
        """Give a lease back, if it is ours."""
        self._session.change("DELETE FROM leases WHERE name = ? AND owner = ?", (name, owner))

    def held(self, now: datetime) -> Mapping[str, str]:
        """Return who has which lease that has not run out, by its name."""
        rows = self._session.rows(
            "SELECT name, owner FROM leases WHERE until >= ? ORDER BY name", (to_text(now),)
        )
        return {row["name"]: row["owner"] for row in rows}


def _from_row(row: Row) -> Heard:
    return Heard(
        platform=row["platform"],
        id=row["id"],
        raw=json.loads(row["raw"]),
        begun=row["state"] == "begun",
        heard_at=from_text(row["heard_at"]),
    )
