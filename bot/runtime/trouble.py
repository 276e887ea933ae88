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
from bot.runtime.pacing import Pace

log = structlog.get_logger()

TOGETHER_SECONDS = 5.0
"""Two chats that are told to wait within this time: it is their platform or workspace that is."""

IN_THE_DARK = 3
"""After so many posts in a row of which nobody can say whether they arrived, no more are risked."""

LONG_MINUTES = 15
"""After so long without reaching anybody an operator wants to know."""


class Trouble:
    """Closes a platform to all chats while it cannot be reached, or told several to wait.

    Where chats are in workspaces, these are told to wait each for itself.
    """

    def __init__(self, store: Store, ambient: Ambient, pace: Pace) -> None:
        """Take where a wait that a platform asked for is kept, and the pace that was too fast.

        The wait outlives a restart.
        """
        self._store = store
        self._ambient = ambient
        self._pace = pace
        self._failures: dict[str, int] = {}  # by platform: not reached, so often in a row
        self._unknown: dict[str, int] = {}  # by platform: no clear answer, so often in a row
        self._dark: dict[str, float] = {}  # by platform: nothing reaches anybody, since
        self._until: dict[str, float] = {}  # by platform or workspace
        self._told: dict[str, tuple[ChatAddress, float]] = {}  # by lane: who must wait, since

    def closes(self, platform: str, now: float) -> float:
        """Return for how many seconds the platform is left alone; `now` is the event loop's."""
        return max(0.0, self._until.get(platform, now) - now)

    def closes_for(self, address: ChatAddress, now: float) -> float:
        """Return for how many seconds the chat's platform, or its workspace, is left alone."""
        return max(self.closes(address.platform, now), self.closes(address.lane, now))

    async def note(self, address: ChatAddress, result: Receipt | PostError | None) -> None:
        """Take note of what a platform answered."""
        platform, now = address.platform, asyncio.get_running_loop().time()
        match result:
            case NotSent() | Unknown() if self.closes(platform, now):
                pass  # it left with the post that failed first
            case NotSent(workspace_only=True):
                pass  # each of its parts is tried again at its own time
            case NotSent():
                self._failures[platform] = self._failures.get(platform, 0) + 1
                self._close(platform, self._failures[platform], now)
            case Unknown():
                self._unknown[platform] = self._unknown.get(platform, 0) + 1
                if self._unknown[platform] >= IN_THE_DARK:
                    self._close(platform, self._unknown[platform] - IN_THE_DARK + 1, now)
            case TryLater() if not result.after:
                pass  # it is we who put it off
            case TryLater():
                self._reached(platform)
                await self._told_to_wait(address.whole, result.after, now)
            case _:
                self._reached(platform)

    def _reached(self, platform: str) -> None:
        self._failures.pop(platform, None)
        self._unknown.pop(platform, None)
        self._dark.pop(platform, None)

    def _close(self, platform: str, failures: int, now: float) -> None:
        wait = backoff(failures, jitter=self._ambient.jitter()).total_seconds()
        self._until[platform] = now + wait
        minutes = (now - self._dark.setdefault(platform, now)) / 60
        if minutes < LONG_MINUTES:
            log.warning("platform.unreachable", platform=platform, seconds=round(wait, 1))
            return
        log.error(
            "platform.unreachable-for-long",
            platform=platform,
            minutes=round(minutes),
            problem="Nothing reaches anybody there. What waits goes by itself when it can, and is"
            " given up, to be told by a later digest, after six hours.",
        )

    async def _told_to_wait(self, chat: ChatAddress, after: timedelta, now: float) -> None:
        lane = chat.lane
        other, then = self._told.get(lane, (chat, now))
        self._told[lane] = chat, now
        if other == chat or now - then > TOGETHER_SECONDS:
            return
        if self._until.get(lane, now) <= now:  # else it left before the lane was closed
            self._pace.ease(lane, now)
        self._until[lane] = max(self._until.get(lane, now), now + after.total_seconds())
        share = round(self._pace.share(lane, now), 2)
        seconds = after.total_seconds()
        log.warning("platform.flooded", platform=lane, seconds=seconds, pace=share)
        try:
            await asyncio.to_thread(self._hold, lane, after)
        except StoreError as error:
            log.warning("platform.hold-not-kept", problem=str(error))

    def _hold(self, lane: str, after: timedelta) -> None:
        with self._store.transaction() as tx:
            tx.outbox.hold(lane, self._ambient.now() + after)
