"""What comes in is kept before Slack is told that we have it, so that a crash loses none of it."""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.chats import Platform
from bot.ports.chat import Listener
from bot.ports.records import Heard

SECRETS = frozenset({"token", "trigger_id"})
"""What is not kept: what proves that it is Slack, and what opens a modal within three seconds.

The address to answer at is kept: it is good for half an hour, also after a restart.
"""

LATEST = timedelta(hours=1)  # what was said earlier, nobody waits for any more


@dataclass(slots=True, kw_only=True)
class Duty:
    """To answer one thing that was heard, once."""

    heard: Heard
    listener: Listener
    again: bool = False  # an earlier run left it open
    begun: bool = False

    @property
    def key(self) -> str:
        """What the last part of the answer is posted with: if it is there, everything is."""
        return f"answer:{self.heard.id}"

    @property
    def card_key(self) -> str:
        """What is posted with the card that stands for an answer that may be missing."""
        return f"card:{self.heard.id}"

    def is_late(self, now: datetime) -> bool:
        """Say whether nobody waits for the answer any more."""
        return self.heard.heard_at is not None and now - self.heard.heard_at > LATEST

    async def begin(self) -> None:
        """Note that an answer may have been posted from now on.

        Raises:
            StoreError: that cannot be noted; nothing may be posted.
        """
        if not self.begun:
            await self.listener.begin(self.heard)
            self.begun = True

    async def done(self) -> None:
        """Note that nothing more is to be said."""
        await self.listener.done(self.heard)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    heard: Heard
    then: Callable[[], None]
    kept: asyncio.Future[Exception | None]


class Keeping:
    """Keeps things in the order in which they come, all that wait in one go.

    One transaction for each would let a burst wait longer than Slack does.
    """

    def __init__(self, listener: Listener) -> None:
        """Take who keeps."""
        self._listener = listener
        self._waiting: list[_Waiting] = []
        self._running: asyncio.Task[None] | None = None

    def keep(self, heard: Heard, then: Callable[[], None]) -> asyncio.Future[Exception | None]:
        """Keep it; `then` is called once it is, if it was not known before.

        The future has why it could not be kept, or None; it may be left alone.
        """
        kept: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(heard=heard, then=then, kept=kept))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return kept

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            problem, new = None, set[str]()
            try:
                new = await self._hear(batch)
            except Exception as error:  # noqa: BLE001 -- whoever waits says what it means
                problem = error
            for one in batch:
                if one.heard.id in new:
                    new.discard(one.heard.id)
                    one.then()
                if not one.kept.done():
                    one.kept.set_result(problem)

    async def _hear(self, batch: list[_Waiting]) -> set[str]:
        once = {one.heard.id: one.heard for one in batch}
        return {heard.id for heard in await self._listener.hear(list(once.values()))}


def to_heard(body: Mapping[str, Any]) -> Heard:
    """Return a payload as it is kept until it is answered."""
    raw = {name: value for name, value in body.items() if name not in SECRETS}
    return Heard(platform=Platform.SLACK.value, id=key_of(body), raw=raw)


def key_of(body: Mapping[str, Any]) -> str:
    """Return what is the same whenever Slack tells of the same thing again."""
    if body.get("event_id"):
        return f"event {body['event_id']}"
    if body.get("trigger_id"):  # a secret: what is logged, or posted as a key, must not be it
        return f"trigger {_digest(str(body['trigger_id']))}"
    return f"payload {_digest(json.dumps(body, sort_keys=True, default=str))}"


def plain(value: Any) -> Any:  # noqa: ANN401 -- any JSON
    """Return a JSON value as every store takes it: no half characters, NULs or endless numbers."""
    # Nearly all there is is so already, which its JSON tells in a tenth of the time.
    return _plain(value) if _ODD.search(json.dumps(value)) else value


_ODD = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|NaN|Infinity")


def _plain(value: Any) -> Any:  # noqa: ANN401 -- as above
    if isinstance(value, str):
        if value.isascii() and "\0" not in value:  # as most are
            return value
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(value, (dict, Mapping)):  # the first is quicker to tell
        return {_plain(str(name)): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
