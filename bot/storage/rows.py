"""Articles, stories and sightings as rows of tables, and back. No SQL here.

What belongs to chats is in `chat_rows`; no other place knows both objects and columns. A row is
a mapping from column names to texts, whole numbers, bytes and None. Moments are written by
`bot.domain.times`, schedules by `bot.domain.schedule_text`; what has no column of its own is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from bot.domain.articles import Article, ArticleId, Report
from bot.domain.stories import Story
from bot.domain.times import from_text, to_text
from bot.ports.records import Sighting, Volume
from summarizer import Fingerprint, Span, Summary

Row: TypeAlias = Mapping[str, Any]
Columns: TypeAlias = dict[str, Any]


def to_json(value: object) -> str:
    """Write plain values as JSON, readable in every script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def text_or_none(moment: datetime | None) -> str | None:
    """Write a moment, or nothing."""
    return None if moment is None else to_text(moment)


def moment_or_none(text: str | None) -> datetime | None:
    """Read a moment, or nothing."""
    return None if text is None else from_text(text)


def article_to_row(article: Article) -> Columns:
    """Return an article's columns; its tags have a table of their own."""
    return {
        "id": article.id,
        "source": article.source,
        "key": article.key,
        "content_hash": article.content_hash,
        "collected_at": to_text(article.collected_at),
        "published_at": text_or_none(article.published_at),
        "replaces": article.replaces,
        "url": article.url,
        "author": article.author,
        "language": article.language,
        "title": article.title,
        "body": article.body,
    }


def article_from_row(row: Row) -> Article:
    """Make an article of its columns and, as JSON under `tags`, its tags."""
    return Article(
        id=row["id"],
        source=row["source"],
        key=row["key"],
        content_hash=row["content_hash"],
        title=row["title"],
        body=row["body"],
        url=row["url"],
        author=row["author"],
        tags=frozenset(json.loads(row["tags"])),
        language=row["language"],
        published_at=moment_or_none(row["published_at"]),
        collected_at=from_text(row["collected_at"]),
        replaces=row["replaces"],
    )


def summary_to_row(article_id: ArticleId, summary: Summary, fingerprint: Fingerprint) -> Columns:
    """Return the columns of what the summarizer made of an article."""
    return {
        "article_id": article_id,
        "method": summary.method,
        "version": summary.version,
        "language": summary.language,
        "fingerprint": fingerprint.to_bytes(),
        "spans": to_json([[span.start, span.end] for span in summary.spans]),
        "ranking": to_json(summary.order),
        "sentences": to_json(summary.sentences),
    }


def report_from_row(row: Row) -> Report:
    """Make a report of an article's and a summary's columns; both have a language.

    The summary's is expected under `summary_language`.
    """
    return Report(
        article=article_from_row(row),
        summary=Summary(
            spans=tuple(Span(start, end) for start, end in json.loads(row["spans"])),
            order=tuple(json.loads(row["ranking"])),
            language=row["summary_language"],
            method=row["method"],
            version=row["version"],
            sentences=tuple(json.loads(row["sentences"])),
        ),
        fingerprint=Fingerprint.from_bytes(row["fingerprint"]),
    )


def story_to_row(story: Story) -> Columns:
    """Return a story's columns; its articles have a table of their own."""
    return {
        "id": story.id,
        "lead": story.lead,
        "first_seen_at": to_text(story.first_seen_at),
        "last_seen_at": to_text(story.last_seen_at),
    }


def story_from_row(row: Row, articles: Iterable[ArticleId]) -> Story:
    """Make a story of its columns and its current articles, in their order."""
    return Story(
        id=row["id"],
        lead=row["lead"],
        articles=tuple(articles),
        first_seen_at=from_text(row["first_seen_at"]),
        last_seen_at=from_text(row["last_seen_at"]),
    )


def sighting_to_row(sighting: Sighting) -> Columns:
    """Return a sighting's columns."""
    return {
        "source": sighting.source,
        "key": sighting.key,
        "stamp": sighting.stamp,
        "article_id": sighting.article_id,
        "reason": sighting.reason,
        "seen_at": to_text(sighting.seen_at),
    }


def sighting_from_row(row: Row) -> Sighting:
    """Make a sighting of its columns."""
    return Sighting(
        source=row["source"],
        key=row["key"],
        stamp=row["stamp"],
        article_id=row["article_id"],
        reason=row["reason"],
        seen_at=from_text(row["seen_at"]),
    )


def volume_from_row(row: Row) -> Volume:
    """Make a volume of a counted group."""
    return Volume(name=row["name"], articles=row["amount"], newest_at=from_text(row["newest_at"]))
