"""Finding articles by their words: SQLite's FTS5 over the terms of `bot.storage.terms`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.articles import ArticleId
from bot.domain.stories import StoryId
from bot.domain.times import to_text
from bot.storage.rows import to_json
from bot.storage.session import Session
from bot.storage.terms import STAR, UNKNOWN_LANGUAGE, article_terms, query_terms


class Search:
    """The index of article terms."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def index(self, article_id: ArticleId, recognized: str) -> None:
        """Make an article findable, in the language that it states or else the recognized one."""
        row = self._session.row(
            "SELECT seq, title, body, language FROM articles WHERE id = ?", (article_id,)
        )
        assert row is not None, "a summary refers to it"
        language = row["language"] or recognized
        terms = article_terms((row["title"], row["body"]), language)
        self._session.change(
            "INSERT OR REPLACE INTO article_terms (rowid, terms) VALUES (?, ?)",
            (row["seq"], " ".join(terms)),
        )
        if language != UNKNOWN_LANGUAGE:
            self._session.change(
                "INSERT INTO term_languages (language) VALUES (?) ON CONFLICT DO NOTHING",
                (language,),
            )

    def find(self, query: str, since: datetime, limit: int) -> Sequence[StoryId]:
        """Return stories last seen at `since` or later with an article that has all words."""
        languages = self._session.pairs("SELECT language FROM term_languages")
        wanted = query_terms(query, [language for (language,) in languages])
        if not wanted:
            return []
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

    def forget(self, article_ids: Collection[str]) -> None:
        """Let these articles not be found any more."""
        self._session.change(
            "DELETE FROM article_terms WHERE rowid IN (SELECT seq FROM articles"
            " WHERE id IN (SELECT value FROM json_each(?)))",
            (to_json(sorted(article_ids)),),
        )


def _asked(term: str) -> str:
    """Return a term as FTS5 is asked for it (https://sqlite.org/fts5.html#fts5_prefix_queries)."""
    return f'"{term.removesuffix(STAR)}" *' if term.endswith(STAR) else f'"{term}"'
