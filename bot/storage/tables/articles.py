"""Articles and their summaries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.articles import Article, ArticleId, Report
from bot.domain.followups import GROUP, SUMMARIZE, FollowUp
from bot.domain.stories import StoryId
from bot.storage.own import Search
from bot.storage.rows import (
    article_from_row,
    article_to_row,
    report_from_row,
    summary_to_row,
    to_json,
)
from bot.storage.session import Session
from summarizer import Fingerprint, Summary

ARTICLE_COLUMNS = """
    a.id, a.source, a.key, a.content_hash, a.title, a.body, a.url, a.author, a.language,
    a.published_at, a.collected_at, a.replaces,
    (SELECT json_group_array(t.tag) FROM article_tags t WHERE t.article_id = a.id) AS tags
"""
REPORT_COLUMNS = f"""
    {ARTICLE_COLUMNS},
    s.language AS summary_language, s.method, s.version, s.spans, s.ranking, s.sentences,
    s.fingerprint
"""


GROUPING = "stories"
"""Under this name transactions take turns that read stories in order to change them."""


class Articles:
    """Articles and their summaries."""

    def __init__(self, session: Session, search: Search) -> None:
        self._session = session
        self._search = search

    def add(self, article: Article) -> bool:
        """Keep an article; False if source, key and content were known: nothing changes then."""
        row = article_to_row(article)
        added = self._session.change(
            f"INSERT INTO articles ({', '.join(row)}) VALUES (:{', :'.join(row)})"  # noqa: S608 -- column names
            " ON CONFLICT DO NOTHING",  # of its id, or of what that is made of: two may add it
            row,
        )
        if not added:
            return False
        self._session.change(
            "INSERT INTO progress (article_id, collected_at) VALUES (:id, :collected_at)", row
        )
        self.add_tags(article.id, article.tags)
        self._session.follow(FollowUp(SUMMARIZE, article.id))
        return True

    def get(self, article_id: ArticleId) -> Article | None:
        """Return one article."""
        row = self._session.row(
            f"SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.id = ?",  # noqa: S608
            (article_id,),
        )
        return None if row is None else article_from_row(row)

    def same_content(self, source: str, content_hash: str) -> ArticleId | None:
        """Return the first article of `source` with this content, under whatever key."""
        found = self._session.value(
            "SELECT id FROM articles WHERE source = ? AND content_hash = ?"
            " ORDER BY collected_at, seq LIMIT 1",
            (source, content_hash),
        )
        return None if found is None else ArticleId(found)

    def add_tags(self, article_id: ArticleId, tags: Collection[str]) -> None:
        """File an article under more topics: a copy of it turned up in another folder."""
        for tag in sorted(tags):
            self._session.change(
                "INSERT INTO article_tags (article_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (article_id, tag),
            )

    def without_summary(self, method: str, version: int, limit: int) -> Sequence[Article]:
        """Return articles that this method in this version has not read yet, oldest first."""
        # Only articles whose latest reading is another one are looked at: three ranges of an
        # index, all empty when there is nothing to do; the first, never read, comes in order.
        rows = self._session.rows(
            f"""
            SELECT {ARTICLE_COLUMNS}
            FROM (
                SELECT article_id, collected_at FROM (
                    SELECT article_id, collected_at FROM progress WHERE reading = ''
                    UNION ALL
                    SELECT article_id, collected_at FROM progress
                    WHERE reading > '' AND reading < :reading
                    UNION ALL
                    SELECT article_id, collected_at FROM progress WHERE reading > :reading
                ) p
                WHERE NOT EXISTS (
                    SELECT 1 FROM summaries s
                    WHERE s.article_id = p.article_id
                        AND s.method = :method AND s.version = :version
                )
                ORDER BY collected_at, article_id LIMIT :limit
            ) waiting JOIN articles a ON a.id = waiting.article_id
            ORDER BY waiting.collected_at, waiting.article_id
            """,  # noqa: S608 -- column names
            {
                "reading": _reading(method, version),
                "method": method,
                "version": version,
                "limit": limit,
            },
        )
        return [article_from_row(row) for row in rows]

    def add_summary(
        self, article_id: ArticleId, summary: Summary, fingerprint: Fingerprint
    ) -> None:
        """Keep what the summarizer made of an article; the same method and version twice: once."""
        row = summary_to_row(article_id, summary, fingerprint)
        added = self._session.change(
            f"INSERT INTO summaries ({', '.join(row)}) VALUES (:{', :'.join(row)})"  # noqa: S608 -- column names
            " ON CONFLICT (article_id, method, version) DO NOTHING",
            row,
        )
        if not added:
            return
        self._session.change(
            "UPDATE progress SET reading = :reading, summary_seq = ("
            "SELECT seq FROM summaries"
            " WHERE article_id = :article_id AND method = :method AND version = :version"
            ") WHERE article_id = :article_id",
            {**row, "reading": _reading(summary.method, summary.version)},
        )
        self._search.index(article_id, summary.language)  # its language is known only now
        self._session.follow(FollowUp(GROUP))

    def amend_summary(self, article_id: ArticleId, summary: Summary) -> None:
        """Replace what a summary of an article by this method and version picked.

        Its fingerprint stays. Where there is none: nothing changes.
        """
        self._session.alone(GROUPING)  # before any row: whoever holds it may wait for one
        amended = self._session.change(
            "UPDATE summaries SET spans = :spans, ranking = :ranking, sentences = :sentences"
            " WHERE article_id = :article_id AND method = :method AND version = :version",
            {
                "spans": to_json([[span.start, span.end] for span in summary.spans]),
                "ranking": to_json(summary.order),
                "sentences": to_json(summary.sentences),
                "article_id": article_id,
                "method": summary.method,
                "version": summary.version,
            },
        )
        if amended:  # its story has another version now
            self._session.change(
                "UPDATE story_articles SET seq = ? WHERE article_id = ?",
                (self._session.behind_all("story_articles"), article_id),
            )

    def without_story(self, method: str, version: int, limit: int) -> Sequence[Report]:
        """Return summarized articles that are in no story, by collection time, then id."""
        self._session.alone(GROUPING)
        rows = self._session.rows(
            f"""
            SELECT {REPORT_COLUMNS}
            FROM progress p
            JOIN summaries s
                ON s.article_id = p.article_id AND s.method = ? AND s.version = ?
            JOIN articles a ON a.id = p.article_id
            WHERE p.grouped = 0
            ORDER BY p.collected_at, p.article_id LIMIT ?
            """,  # noqa: S608 -- column names
            (method, version, limit),
        )
        return [report_from_row(row) for row in rows]

    def search(
        self,
        query: str,
        since: datetime,
        limit: int,
        after: tuple[datetime, StoryId] | None = None,
    ) -> Sequence[StoryId]:
        """Return stories, newest first, with a current article that has all words of `query`.

        Last seen at `since` or later; of those of one time the lower id first. With `after`, only
        those that come behind a story of this time and id, if it is still there or not.

        Words match in any of their forms that the article's language knows; a word with a star
        behind it, all words that begin so. Whatever else `query` holds, it is only ever words. No
        words: nothing.
        """
        return self._search.find(query, since, limit, after)

    def count(self) -> int:
        """Return how many articles there are, old versions included."""
        return int(self._session.value("SELECT count(*) FROM progress"))


def _reading(method: str, version: int) -> str:
    return f"{method}/{version}"
