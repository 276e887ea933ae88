"""Texts that many rows share, such as what a digest says: each is kept once, under its mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.domain.bodies import MARK_BYTES, FramedBody, Shared, body_text, filled
from bot.domain.deliveries import Body
from bot.domain.times import to_text
from bot.storage.rows import to_json
from bot.storage.session import Session

SIGN = "="  # JSON begins with none
END = len(SIGN) + 2 * MARK_BYTES  # of the mark; what follows are names
A_DAY = timedelta(days=1)
MOST_REMEMBERED = 500  # texts, of some 5 KB

ENTRIES = f"""coalesce(
    (SELECT t.text FROM texts t WHERE t.mark = substr(d.entries, 2)),
    CASE WHEN substr(d.entries, 1, 1) = '{SIGN}' THEN '[]' ELSE d.entries END
)"""  # noqa: S608 -- a constant
"""The entries of a digest `d` as JSON, wherever they stand."""

# Digests that are older than what is let go of have parts that still may arrive. When a text was
# used is asked twice: PostgreSQL, once it has waited for somebody who uses it again, looks again at
# the row alone, and at nothing that stands in brackets.
UNUSED = f"""
    DELETE FROM texts WHERE used_at < :before AND mark IN (
        SELECT t.mark FROM texts t
        WHERE t.used_at < :before
            AND t.mark NOT IN (SELECT substr(d.entries, 2) FROM digests d WHERE d.made_at < :made)
            AND t.mark NOT IN (
                SELECT substr(p.body, 2, {2 * MARK_BYTES}) FROM digests d
                JOIN deliveries l ON l.digest_id = d.id JOIN parts p ON p.delivery_id = l.id
                WHERE d.made_at < :made
            )
        ORDER BY t.used_at LIMIT :limit
    )
"""  # noqa: S608 -- constants

# By mark, which says all of a text, whatever store it is from: what was read last is read again by
# thousands. Emptied when it is full.
_remembered: dict[str, str] = {}


def body_reference(body: Body, texts: dict[str, str]) -> str:
    """Return what stands for a body in its row; what it refers to is put into `texts`."""
    if not isinstance(body, FramedBody):
        return body_text(body)
    texts[body.frame.mark] = body.frame.text
    return f"{SIGN}{body.frame.mark} {' '.join(body.names)}"


def reference(text: Shared, texts: dict[str, str]) -> str:
    """Return what stands for a text in a row, and put it into `texts`."""
    texts[text.mark] = text.text
    return f"{SIGN}{text.mark}"


class Texts:
    """Texts that many rows share."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, texts: Mapping[str, str], moment: datetime) -> None:
        """Keep texts by their marks, used at this moment."""
        known = self._session.pairs(
            "SELECT t.mark FROM json_each(?) asked JOIN texts t ON t.mark = asked.value"
            " WHERE t.used_at > ?",
            (to_json(list(texts)), to_text(moment - A_DAY)),
        )
        # In one order everywhere: two who keep the same wait for each other, but not in a circle.
        missing = sorted(texts.keys() - {mark for (mark,) in known})
        self._session.change_all(
            "INSERT INTO texts (mark, used_at, text) VALUES (?, ?, ?)"
            " ON CONFLICT (mark) DO UPDATE SET used_at = excluded.used_at"
            " WHERE texts.used_at < excluded.used_at",
            [(mark, to_text(moment), texts[mark]) for mark in missing],
        )

    def put_in(
        self, rows: Iterable[dict[str, Any]], column: str, lost: str
    ) -> list[dict[str, Any]]:
        """Put texts into the rows that refer to them; `lost` stands for one that is not there."""
        found = list(rows)
        refer = [row for row in found if row[column].startswith(SIGN)]
        if refer:
            texts = self._read({row[column][len(SIGN) : END] for row in refer})
        for row in refer:
            mark, names = row[column][len(SIGN) : END], row[column][END:].split()
            row[column] = filled(texts[mark], names) if mark in texts else lost
        return found

    def forget_unused(self, before: datetime, limit: int) -> int:
        """Forget texts of digests before then, unless one is kept, or it was told since."""
        values = {"before": to_text(before - A_DAY), "made": to_text(before), "limit": limit}
        return self._session.change(UNUSED, values)

    def _read(self, marks: set[str]) -> Mapping[str, str]:
        texts = {mark: text for mark in marks if (text := _remembered.get(mark)) is not None}
        unknown = sorted(marks - texts.keys())
        if unknown:
            found = self._session.pairs(
                "SELECT mark, text FROM texts WHERE mark IN (SELECT value FROM json_each(?))",
                (to_json(unknown),),
            )
            texts.update(found)
            if len(_remembered) + len(found) > MOST_REMEMBERED:
                _remembered.clear()
            _remembered.update(found[:MOST_REMEMBERED])
        return texts
