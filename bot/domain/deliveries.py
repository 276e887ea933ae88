"""Deliveries: the duty to post one digest to one chat, and how its parts may move.

    planned ──claim──▶ sending ──posted──▶ sent
       ▲                 │ │ └──refused──▶ failed
       └──not sent, wait─┘ └──who knows──▶ unknown
    unknown ──looked up: there──▶ sent        unknown ──looked up: not there──▶ planned
    unknown ──a card says so──▶ carded ──its button is tapped──▶ sent
    unknown ──by the settings──▶ skipped, or planned again
    planned ──too late, or not wanted any more──▶ expired
    failed, expired, skipped, unknown, carded ──an operator says so──▶ planned
    planned ──an operator gives it up──▶ expired     unknown, carded ──the same──▶ skipped
    unknown, carded, skipped, planned again ──whoever posted it is heard of after all──▶ sent
    skipped ──whoever posted it says that nothing arrived──▶ failed

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
MOST_ATTEMPTS = 40  # more than six hours of waiting: its use-by comes first


class PartState(Enum):
    """Where a part stands."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CARDED = "carded"  # a card in the chat says that it may be missing, and can show it
    SKIPPED = "skipped"  # it may be missing, and by the settings nothing is said of it
    EXPIRED = "expired"


OPEN = frozenset({PartState.PLANNED, PartState.SENDING, PartState.UNKNOWN})
"""States in which a part holds up those behind it."""

DEAD = frozenset({PartState.FAILED, PartState.EXPIRED})
"""States of parts that never arrived and never will: their stories may be told again."""


SHOWABLE = frozenset({PartState.UNKNOWN, PartState.CARDED, PartState.SKIPPED})
"""States of parts that a person may have shown to them: they may be missing."""


REVIVABLE = DEAD | SHOWABLE
"""States of parts that an operator may have posted again."""

DROPPABLE = frozenset({PartState.PLANNED, PartState.UNKNOWN, PartState.CARDED})
"""States of parts that an operator may give up."""


class Doubt(Enum):
    """What is done about a part of which nobody can say whether it arrived."""

    LOOK_UP = "look-up"  # ask the platform, which keeps the key of each part
    CARD = "card"  # post a short card with a button that shows the part
    REPEAT = "repeat"  # post it again: seeing it twice is better than not at all
    SKIP = "skip"  # leave it


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
    next_at: datetime  # when it may go, or, while unknown, when to look after it
    tried_at: datetime | None = None  # when its last attempt began
    problem: str | None = None  # what went wrong last, in a sentence
    receipt: Receipt | None = None  # of the part, or of the card in its place

    def __post_init__(self) -> None:
        """Keep the moments comparable."""
        require_utc(self.next_at, "next_at")
        if self.tried_at is not None:
            require_utc(self.tried_at, "tried_at")

    @property
    def items(self) -> frozenset[int] | None:
        """Which stories of the digest end in this part, by their numbers; None: nobody noted."""
        noted = self.body.get("items")
        return None if noted is None else frozenset(noted)


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
    return _move(part, PartState.SENDING, state=PartState.SENT, receipt=receipt, problem=None)


def told_to_wait(part: Part, until: datetime, problem: str) -> Part:
    """Return the part after the platform asked us to wait; that is no failed attempt."""
    return _move(part, PartState.SENDING, state=PartState.PLANNED, next_at=until, problem=problem)


def redirected(part: Part, now: datetime, problem: str) -> Part:
    """Return the part after the platform named another address for its chat.

    It may go there at once, but two addresses that name each other are not followed forever.
    """
    attempts = part.attempts + 1
    state = PartState.PLANNED if attempts < MOST_ATTEMPTS else PartState.FAILED
    return _move(
        part, PartState.SENDING, state=state, attempts=attempts, next_at=now, problem=problem
    )


def not_sent(part: Part, now: datetime, problem: str, *, jitter: float) -> Part:
    """Return the part after an attempt that provably sent nothing.

    It waits twice as long each time, plus a share `jitter` (0 to 1) of that, and is given up
    after `MOST_ATTEMPTS`.
    """
    attempts = part.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        return _move(
            part, PartState.SENDING, state=PartState.FAILED, attempts=attempts, problem=problem
        )
    return _move(
        part,
        PartState.SENDING,
        state=PartState.PLANNED,
        attempts=attempts,
        next_at=now + backoff(attempts, jitter=jitter),
        problem=problem,
    )


def backoff(attempts: int, *, jitter: float) -> timedelta:
    """Return how long to wait after so many failed attempts (1 or more)."""
    wait: timedelta = min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT)
    return wait * (1 + jitter)


def refused(part: Part, problem: str) -> Part:
    """Return the part after the platform refused it for good."""
    return _move(part, PartState.SENDING, state=PartState.FAILED, problem=problem)


def lost_sight(part: Part, look_at: datetime, problem: str) -> Part:
    """Return the part after an attempt of which nobody can say whether it arrived.

    `look_at` is when to look after it: what was accepted late must have had its time to show.
    """
    return _move(part, PartState.SENDING, state=PartState.UNKNOWN, next_at=look_at, problem=problem)


def found(part: Part, receipt: Receipt) -> Part:
    """Return the part after it was found where it was to be posted."""
    return _move(part, PartState.UNKNOWN, state=PartState.SENT, receipt=receipt, problem=None)


def again(part: Part, now: datetime) -> Part:
    """Return the part after it was not found, or where seeing it twice does no harm."""
    attempts = part.attempts + 1
    state = PartState.PLANNED if attempts < MOST_ATTEMPTS else PartState.FAILED
    return _move(part, PartState.UNKNOWN, state=state, attempts=attempts, next_at=now)


def look_later(part: Part, until: datetime, problem: str) -> Part:
    """Return the part after looking after it did not work out."""
    return _move(part, PartState.UNKNOWN, next_at=until, problem=problem)


def carded(part: Part, card: Receipt) -> Part:
    """Return the part after a card says that it may be missing."""
    return _move(part, PartState.UNKNOWN, state=PartState.CARDED, receipt=card)


def skipped(part: Part) -> Part:
    """Return the part after it was left as it is: perhaps there, perhaps not."""
    return _move(part, PartState.UNKNOWN, state=PartState.SKIPPED)


def given_up(part: Part, problem: str) -> Part:
    """Return the part after nothing more can be done for it: whether it arrived stays open."""
    return _move(part, PartState.UNKNOWN, state=PartState.SKIPPED, problem=problem)


def known_after_all(part: Part, began: Part, after: Part) -> Part | None:
    """Return the part after it is known what came of an attempt that others had given up.

    Whoever posts and is cut off from the store is taken for dead; its word still counts.

    Args:
        part: How it stands now.
        began: As it was when that attempt began.
        after: What came of the attempt.

    Returns:
        None: it changes nothing. A later attempt has begun, or as much is known.
    """
    if part.tried_at != began.tried_at or after.state is PartState.UNKNOWN:
        return None
    if part.state is PartState.UNKNOWN:
        return after
    may_be_missing = part.state in SHOWABLE or part.state is PartState.PLANNED
    if after.state is PartState.SENT and may_be_missing:
        return replace(part, state=PartState.SENT, receipt=after.receipt, problem=None)
    if part.state is PartState.SKIPPED and after.state in DEAD | {PartState.PLANNED}:
        # Left as it was, it is not posted again; but its stories may be told.
        return replace(after, state=PartState.FAILED)
    return None


def shown(part: Part, card: Receipt | None = None) -> Part:
    """Return the part after its card was turned into it, if it is known which message that is."""
    if part.state not in SHOWABLE:
        raise ValueError(f"Part {part.key} is {part.state.value}, nothing that a card shows.")
    return replace(part, state=PartState.SENT, receipt=card or part.receipt, problem=None)


def revived(part: Part, now: datetime) -> Part:
    """Return the part after an operator said that it is to go again, as if it was new."""
    if part.state not in REVIVABLE:
        raise ValueError(f"Part {part.key} is {part.state.value}, nothing that goes again.")
    return replace(
        part, state=PartState.PLANNED, attempts=0, next_at=now, problem=None, receipt=None
    )


def dropped(part: Part, problem: str) -> Part:
    """Return the part after an operator gave it up: it never arrived, or nobody knows."""
    if part.state not in DROPPABLE:
        raise ValueError(f"Part {part.key} is {part.state.value}, nothing to be given up.")
    waiting = part.state is PartState.PLANNED
    return replace(part, state=PartState.EXPIRED if waiting else PartState.SKIPPED, problem=problem)


def _move(part: Part, left: PartState, **changes: Any) -> Part:  # noqa: ANN401 -- fields of Part
    if part.state is not left:
        raise ValueError(f"Part {part.key} is {part.state.value}, not {left.value}.")
    return replace(part, **changes)
