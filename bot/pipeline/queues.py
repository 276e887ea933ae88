"""Queues: how long what is planned will wait, as each platform takes only so much a second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.chats import ChatAddress
from bot.ports.store import Transaction

FRESH = timedelta(seconds=10)  # what others plan meanwhile, and what leaves, is a few hundred


@dataclass(slots=True)
class Queues:
    """What stands before the next message, in each lane.

    Counting the parts of very many chats takes as long as planning for some: it is done once in a
    while, and what is planned with these queues meanwhile joins them.
    """

    per_second: Mapping[str, float] = field(default_factory=dict)  # by platform
    waiting: dict[str, int] = field(default_factory=dict)  # messages, by lane
    counted_at: datetime | None = None

    def count(self, tx: Transaction, now: datetime) -> None:
        """Count what waits in the store, unless that was done just now or nothing is limited."""
        if not self.per_second:
            return
        if self.counted_at is None or not timedelta() <= now - self.counted_at < FRESH:
            self.counted_at, self.waiting = now, dict(tx.archive.queued())

    def wait(self, address: ChatAddress) -> timedelta:
        """Return how long a message to this chat would wait for those before it."""
        rate = self.per_second.get(address.platform)
        return timedelta(seconds=self.waiting.get(address.lane, 0) / rate) if rate else timedelta()

    def join(self, address: ChatAddress, messages: int) -> None:
        """Let so many stand behind those that do."""
        self.waiting[address.lane] = self.waiting.get(address.lane, 0) + messages
