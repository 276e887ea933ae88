"""Chats: where people read us, and how each likes to be spoken to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import Enum

from bot.domain.taste import Taste
from bot.domain.times import require_utc


class Platform(Enum):
    """The places where people chat with the bot."""

    TELEGRAM = "telegram"
    SLACK = "slack"
    CONSOLE = "console"
    WEB = "web"


@dataclass(frozen=True, slots=True, order=True)
class ChatAddress:
    """Where a message goes. As text: `telegram:42`, `telegram:-100123#7`, `slack:T1/C9#170.3`."""

    platform: str  # a value of Platform
    chat: str
    workspace: str | None = None  # a Slack workspace
    thread: str | None = None  # a Slack thread or a Telegram forum topic

    def __hash__(self) -> int:
        """Look at the chat alone, which hardly two have in common: it is asked very often."""
        return hash(self.chat)

    def __str__(self) -> str:
        workspace = f"{self.workspace}/" if self.workspace else ""
        thread = f"#{self.thread}" if self.thread else ""
        return f"{self.platform}:{workspace}{self.chat}{thread}"

    @property
    def whole(self) -> ChatAddress:
        """The chat that it is a thread of, or itself: what platforms pace, they pace by chat."""
        return self if self.thread is None else replace(self, thread=None)

    @property
    def is_private(self) -> bool:
        """Whether one person alone talks there: Telegram groups are negative, Slack has a `D…`."""
        if self.platform == Platform.SLACK.value:
            return self.chat.startswith("D")
        return self.platform != Platform.TELEGRAM.value or self.chat.isdecimal()

    @property
    def lane(self) -> str:
        """What shares one limit over all its chats: a workspace, `slack:T1/`, or a platform."""
        return f"{self.platform}:{self.workspace}/" if self.workspace else self.platform


_PLATFORMS = frozenset(platform.value for platform in Platform)
_ADDRESS = re.compile(
    r"(?P<platform>[a-z]+):(?:(?P<workspace>[\w.-]+)/)?(?P<chat>-?[\w.@-]+)(?:#(?P<thread>[\w.-]+))?"
)


def parse_address(text: str) -> ChatAddress:
    """Read what `str(address)` writes.

    Raises:
        ValueError: it is no address; the message shows what one looks like.
    """
    found = _ADDRESS.fullmatch(text.strip())
    if found is None or found["platform"] not in _PLATFORMS:
        raise ValueError(f"{text!r} is no chat address; one looks like telegram:42 or slack:T1/C9.")
    return ChatAddress(
        platform=found["platform"],
        chat=found["chat"],
        workspace=found["workspace"],
        thread=found["thread"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Local times between which nothing is posted; the end may lie on the next day."""

    start: time
    end: time
    silent: bool = False  # what falls due is posted, but without a sound


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much one digest may hold."""

    stories: int = 8
    sentences: int = 3  # of the first story; each one after it gets one less, down to one
    minutes: int | None = None  # to read it; None: however long that takes


ASKED = "asked"
"""The reason of a pause that a person asked for; any other is a platform's, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """Nothing is posted by schedule, until a moment or until resumed.

    A platform's pause lasts until the platform ends it. What a person asked for before then holds
    again until its moment.
    """

    reason: str  # ASKED, or what the platform said
    until: datetime | None = None  # of what a person asked for; None: until resumed
    everywhere: bool = False  # its whole workspace is gone for us, not only this chat

    def __post_init__(self) -> None:
        """Keep the moment comparable."""
        if self.until is not None:
            require_utc(self.until, "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """One chat and how it likes to be spoken to."""

    address: ChatAddress
    timezone: str = "UTC"  # an IANA name
    language: str = "en"  # of the bot's own words
    quiet: QuietHours | None = None
    budget: Budget = Budget()
    paused: Paused | None = None  # None: active
    taste: Taste = ()  # what it asked for more or less of

    def is_paused(self, now: datetime) -> bool:
        """Say whether schedules rest at `now`."""
        if self.paused is None:
            return False
        until = self.paused.until
        return until is None or self.paused.reason != ASKED or now < until
