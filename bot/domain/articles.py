"""Articles: texts that somebody published, as we first saw them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from bot.domain.times import require_utc
from summarizer import Fingerprint, Summary

ArticleId = NewType("ArticleId", str)

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
INBOX = "inbox"  # the name of the folder as a source: it says nothing about who tells an article
ID_LENGTH = 20  # hexadecimal digits: 80 bits, no clash to be expected below a billion articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text somebody published, as we first saw it. A changed text is another article."""

    id: ArticleId
    source: str  # the name of the source that it came through, such as "inbox"
    key: str  # what the source calls it: a path below the inbox, a guid, a link
    content_hash: str
    title: str  # may be empty
    body: str
    url: str | None = None
    author: str | None = None  # the person or agency, such as "Xinhua"
    tags: frozenset[str] = frozenset()  # topics
    language: str | None = None  # ISO 639-1 as the source states it; None: recognize it
    published_at: datetime | None = None
    collected_at: datetime
    replaces: ArticleId | None = None  # the version of the same article that this one follows

    def __post_init__(self) -> None:
        """Refuse what no store could give back as it was."""
        require_utc(self.collected_at, "collected_at")
        if self.published_at is not None:
            require_utc(self.published_at, "published_at")
        texts = (self.key, self.title, self.body, self.url or "", self.author or "", *self.tags)
        if _UNSTORABLE.search("".join(texts)):
            raise ValueError(f"The article {self.key!r} holds a NUL or half a character.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article together with what the summarizer made of it."""

    article: Article
    summary: Summary
    fingerprint: Fingerprint

    @property
    def outlet(self) -> str:
        """Who speaks: the author or agency, or else the source it came through."""
        return self.article.author or self.article.source

    @property
    def told(self) -> tuple[str, ...]:
        """The headline, then the telling sentences in reading order."""
        return (self.article.title, *self.summary.sentences)


def content_hash(*, title: str, body: str, author: str | None, url: str | None) -> str:
    """Return a hexadecimal hash over what a reader would call the same text."""
    return _digest((title, body, author or "", url or ""))


def article_id(*, source: str, key: str, content_hash: str) -> ArticleId:
    """Return the id that this content under this key will always have."""
    return ArticleId(_digest((source, key, content_hash))[:ID_LENGTH])


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
