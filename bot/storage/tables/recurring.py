"""Sentences that recur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.articles import Article, ArticleId, Report
from bot.domain.boilerplate import Boilerplate, mark
from bot.domain.times import from_text, to_text
from bot.storage.rows import report_from_row, to_json
from bot.storage.session import Session
from bot.storage.tables.articles import REPORT_COLUMNS
from summarizer import Summary


class Recurring:
    """Which sentences the summaries of the last weeks hold, and which of them are boilerplate."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(self, article: Article, summary: Summary) -> None:
        """Note the sentences of an article's summary, instead of those noted of it before."""
        self._session.change("DELETE FROM picks WHERE article_id = ?", (article.id,))
        collected_at = to_text(article.collected_at)
        self._session.change_all(
            "INSERT INTO picks (source, mark, article_id, collected_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",  # as somebody else may be noting the same
            [
                (article.source, name, article.id, collected_at)
                for name in dict.fromkeys(map(mark, summary.sentences))
            ],
        )

    def count(self, source: str, sentences: Sequence[str], since: datetime) -> Mapping[str, int]:
        """Return how many articles of a source, collected since then, are noted with a sentence.

        Sentences that no article is noted with are left out.
        """
        marks = {mark(sentence): sentence for sentence in sentences}
        found = self._session.pairs(
            "SELECT mark, count(*) FROM picks WHERE source = ? AND collected_at >= ?"
            " AND mark IN (SELECT value FROM json_each(?)) GROUP BY mark ORDER BY mark",
            (source, to_text(since), to_json(sorted(marks))),
        )
        return {marks[name]: int(articles) for name, articles in found}

    def held_by(self, source: str, sentence: str, since: datetime, limit: int) -> Sequence[Report]:
        """Return the articles that `count` counts, with their latest summaries, newest first."""
        rows = self._session.rows(
            f"""
            SELECT {REPORT_COLUMNS}
            FROM picks k
            JOIN progress p ON p.article_id = k.article_id
            JOIN summaries s ON s.seq = p.summary_seq
            JOIN articles a ON a.id = k.article_id
            WHERE k.source = ? AND k.mark = ? AND k.collected_at >= ?
            ORDER BY k.collected_at DESC, k.article_id LIMIT ?
            """,  # noqa: S608 -- column names
            (source, mark(sentence), to_text(since), limit),
        )
        return [report_from_row(row) for row in rows]

    def collected(self, source: str, since: datetime) -> int:
        """Return how many articles of a source were collected since then."""
        return int(
            self._session.value(
                "SELECT count(*) FROM articles WHERE collected_at >= ? AND source = ?",
                (to_text(since), source),
            )
        )

    def learn(self, found: Boilerplate) -> None:
        """Keep a sentence as boilerplate of its source, replacing what was kept of it."""
        self._session.upsert(
            "boilerplate",
            {
                "source": found.source,
                "mark": mark(found.sentence),
                "sentence": found.sentence,
                "articles": found.articles,
                "found_at": to_text(found.found_at),
            },
            "source, mark",
        )

    def learned(self, source: str, limit: int) -> Sequence[Boilerplate]:
        """Return the boilerplate of a source, the latest found first."""
        rows = self._session.rows(
            "SELECT source, sentence, articles, found_at FROM boilerplate WHERE source = ?"
            " ORDER BY found_at DESC, mark LIMIT ?",
            (source, limit),
        )
        return [Boilerplate(**{**row, "found_at": from_text(row["found_at"])}) for row in rows]

    def rename(self, source: str, name: str) -> None:
        """Let the boilerplate of a source be another's, in place of what that had of the same."""
        self._session.change(
            "DELETE FROM boilerplate WHERE source = ?"
            " AND mark IN (SELECT mark FROM boilerplate WHERE source = ?)",
            (name, source),
        )
        self._session.change("UPDATE boilerplate SET source = ? WHERE source = ?", (name, source))

    def old(self, before: datetime, alone: datetime, limit: int) -> Sequence[ArticleId]:
        """Return articles collected before `before`, or before `alone` without anything in common.

        Of those with notes only. In common: a sentence that another article of its source is
        noted with.
        """
        found = self._session.pairs(
            """
            SELECT article_id FROM picks k WHERE collected_at < ?
            GROUP BY article_id
            HAVING max(collected_at) < ? OR max(CASE WHEN EXISTS (
                SELECT 1 FROM picks other WHERE other.source = k.source AND other.mark = k.mark
                    AND other.article_id <> k.article_id
            ) THEN 1 ELSE 0 END) = 0
            ORDER BY article_id LIMIT ?
            """,
            (to_text(alone), to_text(before), limit),
        )
        return [ArticleId(article_id) for (article_id,) in found]

    def forget(self, article_ids: Sequence[ArticleId]) -> None:
        """Forget the notes of these articles."""
        self._session.change(
            "DELETE FROM picks WHERE article_id IN (SELECT value FROM json_each(?))",
            (to_json(list(article_ids)),),
        )

    def unlearn(self, before: datetime) -> int:
        """Forget boilerplate that was found before then; return how much."""
        return self._session.change(
            "DELETE FROM boilerplate WHERE found_at < ?", (to_text(before),)
        )
