"""Subscriptions: what a chat wants to be told, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from bot.domain.chats import ChatAddress
from bot.domain.schedules import Schedule
from bot.domain.times import require_utc
from bot.domain.topics import topic_name

SubscriptionId = NewType("SubscriptionId", str)

MOST_SUBSCRIPTIONS = 50  # of one chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """Everything, or what has one of these topics, sources or words; and never some words.

    All of the first three empty means everything.
    """

    topics: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()  # topics, sources or words

    @property
    def everything(self) -> bool:
        """Whether nothing in particular was asked for."""
        return not (self.topics or self.sources or self.words)

    @property
    def named_topics(self) -> frozenset[str]:
        """The topics that are asked for, and the words: one may have become a topic since."""
        return self.topics.union(map(topic_name, self.words))

    def asks_like(self, other: Wants) -> bool:
        """Say whether another asks for the same by name: a word may have become a topic since."""
        return self.names == other.names and self.never == other.never

    @property
    def names(self) -> frozenset[str]:
        """What is asked for, spelled as topics are, whether it is a topic, a source or a word."""
        return frozenset(map(topic_name, (*self.topics, *self.sources, *self.words)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What a chat wants to be told, and when. A chat may have several."""

    id: SubscriptionId
    address: ChatAddress
    wants: Wants
    schedule: Schedule
    since: datetime  # stories last seen before this are no news to it: a first digest is no flood
    next_due_at: datetime | None  # None: never, the schedule is off

    def __post_init__(self) -> None:
        """Keep the moments comparable."""
        require_utc(self.since, "since")
        if self.next_due_at is not None:
            require_utc(self.next_due_at, "next_due_at")
