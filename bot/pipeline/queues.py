"""Queues: how long what is planned will wait, as each platform takes only so much a second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.chats import ChatAddress


@dataclass(slots=True)
class Queues:
    """What stands before the next message, in each lane."""

    per_second: Mapping[str, float] = field(default_factory=dict)  # by platform
    waiting: dict[str, int] = field(default_factory=dict)  # messages, by lane

    def wait(self, address: ChatAddress) -> timedelta:
        """Return how long a message to this chat would wait for those before it."""
        rate = self.per_second.get(address.platform)
        return timedelta(seconds=self.waiting.get(address.lane, 0) / rate) if rate else timedelta()

    def join(self, address: ChatAddress, messages: int) -> None:
        """Let so many stand behind those that do."""
        self.waiting[address.lane] = self.waiting.get(address.lane, 0) + messages
