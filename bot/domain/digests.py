"""Digests: what one chat was told at one moment. They keep copies and never change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

from bot.domain.articles import ArticleId
from bot.domain.chats import ChatAddress
from bot.domain.differing import Difference
from bot.domain.merits import Merit
from bot.domain.stories import StoryId
from bot.domain.subscriptions import SubscriptionId
from bot.domain.times import require_utc
from summarizer import Span

DigestId = NewType("DigestId", str)

LATE = timedelta(minutes=30)  # a digest that comes this long after its time says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One sentence of one article: its words, and where they stand in the body."""

    article_id: ArticleId
    span: Span  # characters of the article's body, half open
    text: str  # body[span] with white space folded
    outlet: str = ""  # who says it, where it is not who told the story first


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One story as a digest tells it: a copy, not a reference."""

    story_id: StoryId
    headline: str
    lead: ArticleId | None = None  # whose headline it is; None: of an update, or an older one
    quotes: tuple[Quote, ...]  # of the lead, in reading order; then what others add
    url: str | None
    outlets: tuple[str, ...]  # who told it, the quoted one first
    copied: tuple[str, ...] = ()  # those of the outlets that have nothing but another's text
    article_count: int  # of the story, all of them: what comes after these may be new
    published_at: datetime | None
    reason: str  # why it is here: "topic space", "word moon", "everything"
    merits: tuple[Merit, ...] = ()  # what spoke for it against the others, frozen
    differs: tuple[Difference, ...] = ()  # numbers on which the outlets do not agree
    is_update: bool = False  # told before, and back with something new
    is_corrected: bool = False  # it does not say what was posted first: its article was changed

    @property
    def articles(self) -> tuple[ArticleId, ...]:
        """The articles whose words it has, each once, the lead first."""
        lead = () if self.lead is None else (self.lead,)
        return tuple(dict.fromkeys([*lead, *(quote.article_id for quote in self.quotes)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one chat was told at one moment; never changes once made."""

    id: DigestId
    subscription_id: SubscriptionId | None  # None: asked for in chat, over all subscriptions
    address: ChatAddress
    entries: tuple[Entry, ...]
    left_out: int  # stories that matched but did not fit
    window_end: datetime  # the due time that it answers, or when it was asked for
    late: bool = False  # planned well after its due time
    quiet_day: bool = False  # little happened: this is all
    made_at: datetime
    corrected_at: datetime | None = None  # when what was posted was last put right

    def __post_init__(self) -> None:
        """Keep the moments comparable."""
        require_utc(self.window_end, "window_end")
        require_utc(self.made_at, "made_at")
        if self.corrected_at is not None:
            require_utc(self.corrected_at, "corrected_at")
