"""From the SQL of the collections to PostgreSQL's.

The two differ in little: placeholders; two hints to SQLite's planner, which PostgreSQL neither
knows nor needs; and what only PostgreSQL is told, which stands in comments: `/*pg: … */`, or
`/*pg write: … */` for what a transaction says and a snapshot must not, such as locks. The few
functions that SQLite has and PostgreSQL has not are made by the first migration.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LITERAL = r"'(?:[^']|'')*'"
_TOLD = re.compile(r"/\*pg(?P<write> write)?: (?P<what>.*?) ?\*/", re.DOTALL)
_HINT = re.compile(r"\bINDEXED BY \w+")
_ORDER = re.compile(r"\bCROSS (?=JOIN \w+ \w+ ON\b)")
_PLACE = re.compile(rf"{_LITERAL}|--[^\n]*|%|\?|(?<![:\w]):(?P<name>[a-z]\w*)")


@lru_cache(maxsize=1024)
def to_postgres(sql: str, *, writes: bool) -> str:
    """Return the statement as psycopg takes it."""

    def told(found: re.Match[str]) -> str:
        return found["what"] if writes or not found["write"] else ""

    def place(found: re.Match[str]) -> str:
        text = found[0]
        if found["name"]:
            return f"%({found['name']})s"
        return "%s" if text == "?" else text.replace("%", "%%")

    sql = _TOLD.sub(told, sql)
    return _PLACE.sub(place, _ORDER.sub("", _HINT.sub("", sql)))
