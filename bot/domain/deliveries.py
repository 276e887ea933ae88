"""Deliveries: the duty to post one digest to one chat, and how its parts may move.

    planned ──claim──▶ sending ──posted──▶ sent
       ▲                 │ │ └──refused──▶ failed
       └──not sent, wait─┘ └──who knows──▶ unknown
    planned ──too late──▶ expired

A part is sent from no state but `sending`, and `sending` is left only once; that is what makes
a second courier, a crash or a repeated call harmless. The store keeps the states; the rules of
what follows from an outcome are here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, NewType, TypeAlias

from bot.domain.chats import ChatAddress
from bot.domain.digests import DigestId
from bot.domain.times import require_utc

DeliveryId = NewType("DeliveryId", str)

Body: TypeAlias = Mapping[str, Any]
"""One rendered part as its platform takes it: plain JSON values only."""

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=10)
MOST_ATTEMPTS = 12  # about an hour of waiting in all


class PartState(Enum):
    """Where a part stands."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CARDED = "carded"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a platform answered to a posted part."""

    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of a delivery, rendered and frozen when the digest was planned."""

    n: int  # from 1, in the order of posting
    body: Body
    key: str  # unique; the platform stores it with the message where it can
    state: PartState = PartState.PLANNED
    attempts: int = 0
    next_at: datetime
    problem: str | None = None  # what went wrong last, in a sentence
    receipt: Receipt | None = None

    def __post_init__(self) -> None:
        """Keep the moments comparable."""
        require_utc(self.next_at, "next_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The duty to post one digest to one chat, until it is done or given up."""

    id: DeliveryId
    digest_id: DigestId
    address: ChatAddress
    due_at: datetime
    expires_at: datetime
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        """Keep the moments comparable."""
        require_utc(self.due_at, "due_at")
        require_utc(self.expires_at, "expires_at")


def posted(part: Part, receipt: Receipt) -> Part:
    """Return the part after the platform took it."""
    return _leave_sending(part, state=PartState.SENT, receipt=receipt, problem=None)


def told_to_wait(part: Part, until: datetime, problem: str) -> Part:
    """Return the part after the platform asked us to wait; that is no failed attempt."""
    return _leave_sending(part, state=PartState.PLANNED, next_at=until, problem=problem)


def not_sent(part: Part, now: datetime, problem: str, *, jitter: float) -> Part:
    """Return the part after an attempt that provably sent nothing.

    It waits twice as long each time, plus a share `jitter` (0 to 1) of that, and is given up
    after `MOST_ATTEMPTS`.
    """
    attempts = part.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        return _leave_sending(part, state=PartState.FAILED, attempts=attempts, problem=problem)
    wait = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT) * (1 + jitter)
    return _leave_sending(
        part, state=PartState.PLANNED, attempts=attempts, next_at=now + wait, problem=problem
    )


def refused(part: Part, problem: str) -> Part:
    """Return the part after the platform refused it for good."""
    return _leave_sending(part, state=PartState.FAILED, problem=problem)


def lost_sight(part: Part, problem: str) -> Part:
    """Return the part after an attempt of which nobody can say whether it arrived."""
    return _leave_sending(part, state=PartState.UNKNOWN, problem=problem)


def _leave_sending(part: Part, **changes: Any) -> Part:  # noqa: ANN401 -- fields of Part
    if part.state is not PartState.SENDING:
        raise ValueError(f"Part {part.key} is {part.state.value}, not sending: nothing to settle.")
    return replace(part, **changes)
