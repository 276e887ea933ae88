"""What the handlers of requests work with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.domain.chats import ChatAddress
from bot.ports.chat import Attachment
from bot.ports.store import Store
from bot.web.conversations import Conversations
from bot.web.documents import Documents
from bot.web.gate import Gate
from bot.web.links import Links
from bot.web.measuring import Meter


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What a browser tells of the person before it."""

    language: str
    timezone: str | None = None  # an IANA name


class Say(Protocol):
    """Lets a person say something in a chat; see `WebAdapter.say`."""

    def __call__(
        self,
        address: ChatAddress,
        text: str,
        *,
        token: str,
        at: int | None,
        by: Person,
        document: Attachment | None = None,
    ) -> Awaitable[None]:
        """Say it, and wait until it is answered."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of the program that pages show."""

    store: Store
    now: Callable[[], datetime]
    new_secret: Callable[[], str]
    conversations: Conversations
    say: Say
    links: Links
    public: frozenset[ChatAddress]
    zone: ZoneInfo
    meter: Meter
    is_ready: Callable[[], bool]
    documents: Documents | None = None  # None: none are taken


GATE = web.AppKey("gate", Gate)
PARTS = web.AppKey("parts", Parts)
METER = web.AppKey("meter", Meter)
