"""What a store hands out that is neither a fact of the domain nor a collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.articles import ArticleId
from bot.domain.chats import ChatAddress
from bot.domain.deliveries import DeliveryId, Part
from bot.domain.stories import StoryId
from summarizer import Fingerprint

WHOLE = ""
"""The key of a sighting that is about its source as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One item of a source as it was last seen: collected, or rejected with a reason."""

    source: str
    key: str
    stamp: str  # empty: it is gone
    article_id: ArticleId | None  # None: rejected
    reason: str | None  # why it was rejected
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That an article was put into a story, or was taken out of it as an older version."""

    seq: int  # grows with every link that is made or changed
    article_id: ArticleId
    story_id: StoryId
    is_current: bool  # False: the story has a newer version of it
    seen_at: datetime  # when the story was seen last
    fingerprint: Fingerprint
    language: str  # in which it was summarized; "und": in none that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How many articles a source or topic brought."""

    name: str
    articles: int
    newest_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One part that this courier may now send, its state `sending` already committed."""

    delivery_id: DeliveryId
    address: ChatAddress
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Something that a platform told us: a message, a tap, a person who left."""

    platform: str
    id: str  # the platform's own: what comes twice has it twice
    raw: Mapping[str, Any]  # as it came, plain JSON values only
    begun: bool = False  # an answer may have been posted
    heard_at: datetime | None = None  # when it was kept; None: it is not kept yet
