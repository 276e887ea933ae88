"""The content of an inbox file → the articles in it: one, or those of an archive."""

from __future__ import annotations

from datetime import datetime
from typing import Final, TypeAlias

from bot.ports.source import RawArticle, Unreadable
from bot.sources.extract import Document, Extractor, declared_language
from bot.sources.inbox import Found
from bot.sources.names import topics_of
from bot.sources.shape import shape
from bot.sources.text import decode

ARCHIVE: Final = ".zip"

Content: TypeAlias = list[RawArticle | Unreadable]


def text_article(item: Found, data: bytes, now: datetime) -> RawArticle:
    """Return the article of a text file.

    Raises:
        ValueError: it is none; the message is a sentence for the operator.
    """
    shaped = shape(decode(data), now=now)
    return RawArticle(
        key=item.key,
        stamp=item.stamp,
        title=shaped.headline,
        body=shaped.body,
        author=shaped.author,
        tags=topics_of(item.parts),
        published_at=shaped.published_at,
    )


def articles(item: Found, data: bytes, extractor: Extractor, now: datetime) -> Content:
    """Return what a file of any other kind holds.

    The first document of an archive goes by the archive's own key, which so becomes known; others
    by theirs below it. Folders inside an archive are topics, like those around it.

    Raises:
        ValueError: there is nothing in it; the message is a sentence for the operator.
        CutShortError: reading was ended from outside.
    """
    found = extractor.file(data, name=item.parts[-1], now=now)
    first = next((one for one in found if isinstance(one, Document)), found[0])
    return [
        _article(item, one, item.key if one is first else f"{item.key}/{one.name}")
        if isinstance(one, Document)
        else Unreadable(
            key=item.key if one is first else f"{item.key}/{one.name}",
            stamp=item.stamp,
            reason=f"{one.name}: {one.reason}" if one is first else one.reason,
        )
        for one in found
    ]


def _article(item: Found, document: Document, key: str) -> RawArticle:
    return RawArticle(
        key=key,
        stamp=item.stamp,
        title=document.title,
        body=document.body,
        url=document.url,
        author=document.author,
        tags=topics_of((*item.parts[:-1], *document.name.split("/"))),
        language=declared_language(document.body, document.language),
        published_at=document.published_at,
    )
