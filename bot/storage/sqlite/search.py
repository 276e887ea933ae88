"""Finding articles by their words: SQLite's FTS5 over the terms of `bot.storage.terms`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.stories import StoryId
from bot.domain.times import to_text
from bot.storage import own
from bot.storage.rows import to_json
from bot.storage.terms import STAR


class Search(own.Search):
    """The index of article terms."""

    def forget(self, article_ids: Collection[str]) -> None:
        """Let these articles not be found any more."""
        self._session.change(
            "DELETE FROM article_terms WHERE rowid IN (SELECT seq FROM articles"
            " WHERE id IN (SELECT value FROM json_each(?)))",
            (to_json(sorted(article_ids)),),
        )

    def _put(self, seq: int, terms: Sequence[str]) -> None:
        self._session.change(
            "INSERT OR REPLACE INTO article_terms (rowid, terms) VALUES (?, ?)",
            (seq, " ".join(terms)),
        )

    def _found(
        self, wanted: Sequence[Sequence[str]], since: datetime, limit: int
    ) -> Sequence[StoryId]:
        # Terms hold no quotation marks (see bot.storage.terms), so that quoting them is enough.
        match = " AND ".join(
            "(" + " OR ".join(map(_asked, alternatives)) + ")" for alternatives in wanted
        )
        found = self._session.pairs(
            """
            SELECT DISTINCT st.id, st.last_seen_at
            FROM article_terms
            JOIN articles a ON a.seq = article_terms.rowid
            JOIN story_articles l ON l.article_id = a.id AND l.position IS NOT NULL
            JOIN stories st ON st.id = l.story_id
            WHERE article_terms MATCH ? AND st.last_seen_at >= ?
            ORDER BY st.last_seen_at DESC, st.id LIMIT ?
            """,
            (match, to_text(since), limit),
        )
        return [StoryId(story_id) for story_id, _ in found]


def _asked(term: str) -> str:
    """Return a term as FTS5 is asked for it (https://sqlite.org/fts5.html#fts5_prefix_queries)."""
    return f'"{term.removesuffix(STAR)}" *' if term.endswith(STAR) else f'"{term}"'
