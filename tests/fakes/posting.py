"""A chat platform that takes posts, and fails, floods and hangs as it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.chats import ChatAddress, Platform
from bot.domain.deliveries import Body, Receipt
from bot.ports.chat import Listener


@dataclass(frozen=True, slots=True)
class Posted:
    """One post that arrived."""

    address: str
    body: Body
    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Lost:
    """The post arrives, and its answer does not."""

    error: Exception


@dataclass(slots=True, kw_only=True)
class PostingAdapter:
    """`bot.ports.chat.ChatAdapter` for tests: nobody types, everything that arrives is kept."""

    now: Callable[[], datetime]
    platform: Platform = Platform.TELEGRAM
    posts: list[Posted] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)  # address, key of every call
    flying: int = 0
    most_flying: int = 0
    cannot_find: bool = False
    gate: asyncio.Event = field(default_factory=asyncio.Event)  # cleared: posts hang
    came: asyncio.Event = field(default_factory=asyncio.Event)  # set by each post
    _script: dict[str, list[Exception | Lost]] = field(default_factory=dict)
    _finding: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Let posts through at first."""
        self.gate.set()

    def answers(self, *answers: Exception | Lost, to: str = "") -> None:
        """Answer so to the next posts, those to one chat or all; after that, take posts again."""
        self._script.setdefault(to, []).extend(answers)

    def finds(self, *errors: Exception) -> None:
        """Answer so to the next look-ups."""
        self._finding.extend(errors)

    def arrived(self, address: str | None = None) -> list[str]:
        """Return the keys of what arrived, in its order: at one chat, or at all."""
        return [post.key for post in self.posts if address in (None, post.address)]

    async def open(self) -> bool:
        """Do nothing."""
        return True

    async def close(self) -> None:
        """Do nothing."""

    async def listen(self, listener: Listener) -> None:
        """Hear nothing, until cancelled."""
        del listener
        await asyncio.Event().wait()

    async def post(self, address: ChatAddress, body: Body, *, key: str) -> Receipt:
        """Take a post, or answer as told."""
        self.asked.append((str(address), key))
        self.flying += 1
        self.most_flying = max(self.most_flying, self.flying)
        try:
            await self.gate.wait()
            await asyncio.sleep(0)
        finally:
            self.flying -= 1
        answer = self._next(str(address))
        if isinstance(answer, Exception):
            raise answer
        self.came.set()
        self.posts.append(Posted(str(address), body, key, self.now()))
        if answer is not None:
            raise answer.error
        return Receipt(message_id=str(len(self.posts)))

    async def edit(self, address: ChatAddress, receipt: Receipt, body: Body) -> None:
        """Edit nothing."""
        raise NotImplementedError

    async def find(self, address: ChatAddress, key: str, *, since: datetime) -> Receipt | None:
        """Look through what arrived."""
        if self.cannot_find:
            raise NotImplementedError
        if self._finding:
            raise self._finding.pop(0)
        for number, post in enumerate(self.posts, 1):
            if (post.address, post.key) == (str(address), key) and post.at >= since:
                return Receipt(message_id=str(number))
        return None

    def _next(self, address: str) -> Exception | Lost | None:
        for whose in (address, ""):
            if self._script.get(whose):
                return self._script[whose].pop(0)
        return None


class FailingStore:
    """A store whose transactions fail while it is told so; reading works."""

    def __init__(self, store: object) -> None:
        self._store = store
        self.errors: list[Exception] = []

    def __getattr__(self, name: str) -> object:
        if name == "transaction" and self.errors:
            raise self.errors.pop(0)
        return getattr(self._store, name)
