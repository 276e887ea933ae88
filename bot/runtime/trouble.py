"""Trouble: which platforms are left alone for a while, after what they answered or did not."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import Receipt, backoff
from bot.domain.errors import NotSent, PostError, StoreError, TryLater, Unknown
from bot.ports.ambient import Ambient
from bot.ports.store import Store

log = structlog.get_logger()

TOGETHER_SECONDS = 5.0
"""Two chats that are told to wait within this time: it is the platform that is flooded."""

IN_THE_DARK = 3
"""After so many posts in a row of which nobody can say whether they arrived, no more are risked."""


class Trouble:
    """Closes a platform to all chats while it cannot be reached, or told several to wait."""

    def __init__(self, store: Store, ambient: Ambient) -> None:
        """Take where a wait that a platform asked for is kept: it outlives a restart."""
        self._store = store
        self._ambient = ambient
        self._failures: dict[str, int] = {}  # by platform: not reached, so often in a row
        self._unknown: dict[str, int] = {}  # by platform: no clear answer, so often in a row
        self._until: dict[str, float] = {}
        self._told: dict[str, tuple[ChatAddress, float]] = {}  # by platform: who must wait, since

    def closes(self, platform: str, now: float) -> float:
        """Return for how many seconds the platform is left alone; `now` is the event loop's."""
        return max(0.0, self._until.get(platform, now) - now)

    async def note(self, address: ChatAddress, result: Receipt | PostError | None) -> None:
        """Take note of what a platform answered."""
        platform, now = address.platform, asyncio.get_running_loop().time()
        match result:
            case NotSent() | Unknown() if self.closes(platform, now):
                pass  # it left with the post that failed first
            case NotSent():
                self._failures[platform] = self._failures.get(platform, 0) + 1
                self._close(platform, self._failures[platform], now)
            case Unknown():
                self._unknown[platform] = self._unknown.get(platform, 0) + 1
                if self._unknown[platform] >= IN_THE_DARK:
                    self._close(platform, self._unknown[platform] - IN_THE_DARK + 1, now)
            case TryLater():
                self._reached(platform)
                await self._told_to_wait(address.whole, result.after, now)
            case _:
                self._reached(platform)

    def _reached(self, platform: str) -> None:
        self._failures.pop(platform, None)
        self._unknown.pop(platform, None)

    def _close(self, platform: str, failures: int, now: float) -> None:
        wait = backoff(failures, jitter=self._ambient.jitter()).total_seconds()
        self._until[platform] = now + wait
        log.warning("platform.unreachable", platform=platform, seconds=round(wait, 1))

    async def _told_to_wait(self, chat: ChatAddress, after: timedelta, now: float) -> None:
        platform = chat.platform
        other, then = self._told.get(platform, (chat, now))
        self._told[platform] = chat, now
        if other == chat or now - then > TOGETHER_SECONDS:
            return
        self._until[platform] = max(self._until.get(platform, now), now + after.total_seconds())
        log.warning("platform.flooded", platform=platform, seconds=after.total_seconds())
        try:
            await asyncio.to_thread(self._hold, platform, after)
        except StoreError as error:
            log.warning("platform.hold-not-kept", problem=str(error))

    def _hold(self, platform: str, after: timedelta) -> None:
        with self._store.transaction() as tx:
            tx.outbox.hold(platform, self._ambient.now() + after)
