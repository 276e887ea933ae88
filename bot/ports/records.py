"""What a store hands out that is neither a fact of the domain nor a collection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.articles import ArticleId
from bot.domain.chats import ChatAddress
from bot.domain.deliveries import DeliveryId, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One item of a source as it was last seen: collected, or rejected with a reason."""

    source: str
    key: str
    stamp: str
    article_id: ArticleId | None  # None: rejected
    reason: str | None  # why it was rejected
    seen_at: datetime


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
