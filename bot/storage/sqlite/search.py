"""Finding articles by their words: SQLite's FTS5 over the terms of `bot.storage.terms`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.domain.stories import StoryId
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
        self, wanted: Sequence[Sequence[str]], span: own.Span, limit: int
    ) -> Sequence[StoryId]:
        found = self._session.pairs(
            """
            SELECT DISTINCT st.id, st.last_seen_at
            FROM article_terms
            JOIN articles a ON a.seq = article_terms.rowid
            JOIN story_articles l ON l.article_id = a.id AND l.position IS NOT NULL
            JOIN stories st ON st.id = l.story_id
            WHERE article_terms MATCH ? AND st.last_seen_at >= ?
                AND st.last_seen_at <= ? AND (st.last_seen_at < ? OR st.id > ?)
            ORDER BY st.last_seen_at DESC, st.id LIMIT ?
            """,
            (_match(wanted), *span.values, limit),
        )
        return [StoryId(story_id) for story_id, _ in found]

    def _has_more(self, wanted: Sequence[Sequence[str]], count: int) -> bool:
        found = self._session.value(
            "SELECT 1 FROM article_terms WHERE article_terms MATCH ? LIMIT 1 OFFSET ?",
            (_match(wanted), count),
        )
        return found is not None

    def _among_latest(
        self, wanted: Sequence[Sequence[str]], span: own.Span, limit: int
    ) -> Sequence[StoryId]:
        # FTS5 goes through all that has a term even if asked about one row: so its text is read.
        # CROSS keeps the order of the tables, or SQLite begins with all texts there are.
        rows = self._session.pairs(
            """
            SELECT st.id, t.terms
            FROM (
                SELECT id, last_seen_at FROM stories
                WHERE last_seen_at >= ? AND last_seen_at <= ? AND (last_seen_at < ? OR id > ?)
                ORDER BY last_seen_at DESC, id LIMIT ?
            ) st
            CROSS JOIN story_articles l ON l.story_id = st.id AND l.position IS NOT NULL
            CROSS JOIN articles a ON a.id = l.article_id
            CROSS JOIN article_terms t ON t.rowid = a.seq
            ORDER BY st.last_seen_at DESC, st.id
            """,
            (*span.values, own.LATEST),
        )
        asked = [tuple(map(_in_text, alternatives)) for alternatives in wanted]
        found: dict[str, None] = {}
        for story_id, terms in rows:
            text = f" {terms} "
            if all(any(term in text for term in alternatives) for alternatives in asked):
                found[story_id] = None
                if len(found) == limit:
                    break
        return [StoryId(story_id) for story_id in found]


def _match(wanted: Sequence[Sequence[str]]) -> str:
    # Terms hold no quotation marks (see bot.storage.terms), so that quoting them is enough.
    groups = (" OR ".join(map(_asked, alternatives)) for alternatives in wanted)
    return " AND ".join(f"({group})" for group in groups)


def _in_text(term: str) -> str:
    return f" {term.removesuffix(STAR)}" if term.endswith(STAR) else f" {term} "


def _asked(term: str) -> str:
    """Return a term as FTS5 is asked for it (https://sqlite.org/fts5.html#fts5_prefix_queries)."""
    return f'"{term.removesuffix(STAR)}" *' if term.endswith(STAR) else f'"{term}"'
