"""What the bot is told: a queue, read by one poller or pushed to one webhook."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import itertools
from collections.abc import Callable
from typing import Any

import aiohttp

from tests.fakes.telegram_limits import POLL_SECONDS, UPDATE_KINDS, UPDATES, ApiError
from tests.fakes.telegram_waiting import Bell

FIRST_UPDATE = 512_000_001
_ENDED = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the "


class Updates:
    """The queue. An update stays until a poll with a higher offset, or a webhook, confirms it."""

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self._ids = itertools.count(FIRST_UPDATE)
        self._pollers = itertools.count(1)
        self._poller = 0
        self._replays: list[dict[str, Any]] = []
        self._push: asyncio.Task[None] | None = None
        self.allowed: tuple[str, ...] = UPDATE_KINDS
        self.waiting: list[dict[str, Any]] = []
        self.all: list[dict[str, Any]] = []
        self.withheld: list[dict[str, Any]] = []  # not allowed by allowed_updates
        self.conflicts = 0  # polls that another one ended
        self.is_closing = False
        self.webhook: dict[str, Any] = {}  # the parameters of setWebhook; {} when there is none
        self.webhook_error = ""

    def push(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        """Queue an update and return it; it stays as it is now, whatever happens later."""
        update = {"update_id": next(self._ids), kind: copy.deepcopy(body)}
        if kind in self.allowed:
            self.waiting.append(update)
            self.all.append(update)
        else:
            self.withheld.append(update)
        self._bell.ring()
        return update

    def replay(self, update: dict[str, Any]) -> None:
        """Deliver an update once more, as happens when a confirmation is lost."""
        self._replays.append(update)
        self._bell.ring()

    def allow(self, kinds: Any) -> None:
        """Take `allowed_updates` over; None leaves what was allowed before, [] is the default."""
        if isinstance(kinds, list):
            self.allowed = tuple(map(str, kinds)) or UPDATE_KINDS

    def drop_all(self) -> None:
        """Forget what waits."""
        self.waiting.clear()

    async def poll(
        self, *, offset: int, limit: int, seconds: float, is_gone: Callable[[], bool]
    ) -> list[dict[str, Any]]:
        """Return what waits, or wait for it; `is_gone` tells that nobody waits for the answer.

        Raises:
            ApiError: 409, a webhook is set or another poll began.
        """
        if self.webhook:
            raise ApiError(409, f"Conflict: {_WEBHOOK}webhook first")
        me = self._poller = next(self._pollers)
        self._bell.ring()
        self._confirm(offset)
        count = limit if 1 <= limit <= UPDATES else UPDATES

        def ready() -> bool:
            return bool(self.waiting or self._replays or self._poller != me or self.is_closing)

        await self._bell.until(ready, within=min(max(seconds, 0), POLL_SECONDS))
        if self._poller != me:
            if is_gone():
                return []
            self.conflicts += 1
            raise ApiError(409, f"Conflict: {_ENDED}")
        again, self._replays = self._replays, []
        return [*again, *self.waiting][:count]

    async def everything_was_taken(self, within: float = 40) -> None:
        """Wait until no update waits any more: each was confirmed.

        Raises:
            AssertionError: some still wait.
        """
        await self._bell.until(lambda: not self.waiting and not self._replays, within=within)
        assert not self.waiting, f"{len(self.waiting)} updates were not taken in {within} s"

    def set_webhook(self, parameters: dict[str, Any]) -> None:
        """Push from now on; {} ends it."""
        self.stop()
        self.webhook = parameters
        self.webhook_error = ""
        if parameters:
            self._push = asyncio.create_task(self._push_on())

    def stop(self) -> None:
        """End the pushing."""
        if self._push is not None:
            self._push.cancel()
            self._push = None

    async def closed(self) -> None:
        """Stop, and wait for the end of it."""
        push = self._push
        self.is_closing = True
        self._bell.ring()
        self.stop()
        if push is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await push

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self.waiting = [u for u in self.waiting if u["update_id"] >= offset]
        elif offset < 0:
            self.waiting = self.waiting[offset:]

    async def _push_on(self) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]}
        pause = 0.05  # Telegram begins with a second
        async with aiohttp.ClientSession(
            headers=headers if self.webhook["secret_token"] else None
        ) as session:
            while True:
                await self._bell.until(lambda: bool(self.waiting or self._replays), within=3600)
                update = (self._replays or self.waiting or [{}])[0]
                if not update:
                    continue
                if await self._is_taken(session, update):
                    pause = 0.05
                    for queue in (self._replays, self.waiting):
                        if update in queue:
                            queue.remove(update)
                            break
                    self._bell.ring()
                else:
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 1)

    async def _is_taken(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> bool:
        try:
            async with session.post(self.webhook["url"], json=update) as answer:
                if answer.ok:
                    return True
                self.webhook_error = f"Wrong response from the webhook: {answer.status}"
        except aiohttp.ClientError as error:
            self.webhook_error = str(error)
        return False
