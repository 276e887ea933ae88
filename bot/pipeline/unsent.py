"""Unsent: what did not arrive yet, or never will, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.chats import ASKED, Chat, ChatAddress
from bot.domain.deliveries import OPEN, PartState
from bot.ports.records import Claim
from bot.ports.store import Transaction

NOT_SENT = frozenset(PartState) - {PartState.SENT}
WAITING = OPEN | {PartState.CARDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """A part that was not sent."""

    claim: Claim
    due_at: datetime
    expires_at: datetime
    held_until: datetime | None = None  # its platform asked to wait so long, for it or for all
    paused: str | None = None  # why its chat gets nothing

    @property
    def standing(self) -> str:
        """Where it stands: as its state, or held."""
        held = self.held_until is not None or self.paused is not None
        return "held" if held and self.claim.part.state is PartState.PLANNED else self.state.value

    @property
    def state(self) -> PartState:
        """Where it stands in the store."""
        return self.claim.part.state

    @property
    def reason(self) -> str:
        """Why it is not there, in words."""
        if self.paused is not None:
            return "The chat is paused." if self.paused == ASKED else self.paused
        return self.claim.part.problem or ""


def unsent(
    tx: Transaction,
    now: datetime,
    limit: int,
    *,
    states: Collection[PartState] = NOT_SENT,
    address: ChatAddress | None = None,
) -> Sequence[Unsent]:
    """Return what was not sent: what may still arrive, then what was given up."""
    first = tx.outbox.listed(WAITING & frozenset(states), limit, address)
    rest = tx.outbox.listed(frozenset(states) - WAITING, limit - len(first), address)
    found = [*first, *rest]
    chats = tx.chats.several({claim.address for claim in found})
    holds = tx.outbox.holds(now)
    made: list[Unsent] = []
    for claim in found:
        delivery = tx.outbox.of(claim.delivery_id)
        assert delivery is not None, "a part belongs to one"
        waiting = claim.part.state in OPEN
        made.append(
            Unsent(
                claim=claim,
                due_at=delivery.due_at,
                expires_at=delivery.expires_at,
                held_until=held_until(claim.address, holds) if waiting else None,
                paused=_paused(chats.get(claim.address), now) if waiting else None,
            )
        )
    return made


def held_until(address: ChatAddress, holds: Mapping[str, datetime]) -> datetime | None:
    """Return until when nothing goes to a chat, as its platform asked; None: it may be now."""
    scopes = {address.platform, address.lane, str(address.whole)}
    return max((holds[scope] for scope in scopes if scope in holds), default=None)


def _paused(chat: Chat | None, now: datetime) -> str | None:
    return chat.paused.reason if chat and chat.paused and chat.is_paused(now) else None
