"""Edits: the duty to put something else in the place of a part that was posted.

An edit may be made twice without harm, so it has no state for being on its way: whatever went
wrong, it is tried again until it is done, refused, or too late.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from bot.domain.chats import ChatAddress
from bot.domain.deliveries import MOST_ATTEMPTS, Body, Receipt, backoff
from bot.domain.times import require_utc

LONGEST = timedelta(hours=48)
"""After so long, what was posted stays as it is; Telegram lets bots edit no longer, either."""


class EditState(Enum):
    """Where an edit stands."""

    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is to stand in the place of one part."""

    key: str  # of the part
    address: ChatAddress
    receipt: Receipt  # of the part
    body: Body
    revision: int  # 1 for the first edit of a part
    state: EditState = EditState.WAITING
    attempts: int = 0
    next_at: datetime
    expires_at: datetime
    problem: str | None = None

    def __post_init__(self) -> None:
        """Keep the moments comparable."""
        require_utc(self.next_at, "next_at")
        require_utc(self.expires_at, "expires_at")


def made(edit: Edit) -> Edit:
    """Return the edit after the platform took it."""
    return replace(edit, state=EditState.DONE, problem=None)


def given_up(edit: Edit, problem: str) -> Edit:
    """Return the edit after it became clear that it cannot be made."""
    return replace(edit, state=EditState.DROPPED, problem=problem)


def told_to_wait(edit: Edit, until: datetime, problem: str) -> Edit:
    """Return the edit after the platform asked us to wait; that is no failed attempt."""
    return replace(edit, next_at=until, problem=problem)


def not_made(edit: Edit, now: datetime, problem: str, *, jitter: float) -> Edit:
    """Return the edit after an attempt that failed, or of which nobody knows."""
    attempts = edit.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        return replace(given_up(edit, problem), attempts=attempts)
    wait = backoff(attempts, jitter=jitter)
    return replace(edit, attempts=attempts, next_at=now + wait, problem=problem)
