"""Finding articles by their words: PostgreSQL's full-text search over our own terms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.domain.stories import StoryId
from bot.storage import own
from bot.storage.rows import to_json
from bot.storage.terms import STAR

LONGEST = 500  # characters of a term: PostgreSQL takes 2,046 bytes
MOST_BYTES = 900_000  # of all terms of an article: PostgreSQL takes 1 MiB


class Search(own.Search):
    """The index of article terms."""

    def forget(self, article_ids: Collection[str]) -> None:
        """Let these articles not be found any more."""
        self._session.change(
            "DELETE FROM article_terms WHERE seq IN (SELECT seq FROM articles"
            " WHERE id IN (SELECT value FROM json_each(?)))",
            (to_json(sorted(article_ids)),),
        )

    def _put(self, seq: int, terms: Sequence[str]) -> None:
        # They are lexemes already: nothing is parsed, and nothing is stemmed again.
        self._session.change(
            "INSERT INTO article_terms (seq, terms) VALUES (?, array_to_tsvector(?))"
            " ON CONFLICT (seq) DO UPDATE SET terms = excluded.terms",
            (seq, list(_that_fit(terms))),
        )

    def _found(
        self, wanted: Sequence[Sequence[str]], span: own.Span, limit: int
    ) -> Sequence[StoryId]:
        found = self._session.pairs(
            """
            SELECT DISTINCT st.id, st.last_seen_at
            FROM article_terms t
            JOIN articles a ON a.seq = t.seq
            JOIN story_articles l ON l.article_id = a.id AND l.position IS NOT NULL
            JOIN stories st ON st.id = l.story_id
            WHERE t.terms @@ ?::tsquery AND st.last_seen_at >= ?
                AND st.last_seen_at <= ? AND (st.last_seen_at < ? OR st.id > ?)
            ORDER BY st.last_seen_at DESC, st.id LIMIT ?
            """,
            (_match(wanted), *span.values, limit),
        )
        return [StoryId(story_id) for story_id, _ in found]

    def _has_more(self, wanted: Sequence[Sequence[str]], count: int) -> bool:
        found = self._session.value(
            "SELECT 1 FROM article_terms WHERE terms @@ ?::tsquery LIMIT 1 OFFSET ?",
            (_match(wanted), count),
        )
        return found is not None

    def _among_latest(
        self, wanted: Sequence[Sequence[str]], span: own.Span, limit: int
    ) -> Sequence[StoryId]:
        found = self._session.pairs(
            """
            SELECT st.id, st.last_seen_at
            FROM (
                SELECT id, last_seen_at FROM stories
                WHERE last_seen_at >= ? AND last_seen_at <= ? AND (last_seen_at < ? OR id > ?)
                ORDER BY last_seen_at DESC, id LIMIT ?
            ) st
            WHERE EXISTS (
                SELECT 1 FROM story_articles l
                JOIN articles a ON a.id = l.article_id
                JOIN article_terms t ON t.seq = a.seq
                WHERE l.story_id = st.id AND l.position IS NOT NULL AND t.terms @@ ?::tsquery
            )
            ORDER BY st.last_seen_at DESC, st.id LIMIT ?
            """,
            (*span.values, own.LATEST, _match(wanted), limit),
        )
        return [StoryId(story_id) for story_id, _ in found]


def _match(wanted: Sequence[Sequence[str]]) -> str:
    # Terms hold neither quotes nor backslashes (see bot.storage.terms): quoting is enough.
    groups = (" | ".join(map(_asked, alternatives)) for alternatives in wanted)
    return " & ".join(f"({group})" for group in groups)


def _asked(term: str) -> str:
    kept = term.removesuffix(STAR)[:LONGEST]
    return f"'{kept}':*" if term.endswith(STAR) else f"'{kept}'"


def _that_fit(terms: Iterable[str]) -> Iterator[str]:
    left = MOST_BYTES
    for term in dict.fromkeys(one[:LONGEST] for one in terms):
        left -= len(term.encode()) + 1
        if left < 0:
            return
        yield term
