"""What a store keeps so that the service goes on where it was: what it heard, who serves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.followups import FollowUp
from bot.ports.installations import Installation
from bot.ports.records import Heard


class Hearing(Protocol):
    """What people said and platforms told us, kept before they are told that we heard it.

    Its words are kept until it is answered, and not a moment longer; its id, to know it again.
    """

    def keep(self, heard: Heard, now: datetime) -> bool:
        """Keep it; False if its platform told us the same before."""
        ...

    def begin(self, platform: str, id_: str) -> bool:
        """Note that an answer may have been posted from now on; False: it was begun or done."""
        ...

    def done(self, platform: str, id_: str) -> None:
        """Note that nothing more is to be said to it, and forget what it said."""
        ...

    def open(self, platform: str) -> Sequence[Heard]:
        """Return what was not answered yet, in the order in which it was heard."""
        ...

    def forget(self, before: datetime, limit: int = 1000) -> int:
        """Forget what was answered and heard before then, at most so much; return how many."""
        ...


class Workspaces(Protocol):
    """Workspaces that people installed the bot in. Tokens are kept as they are handed over."""

    def put(self, installation: Installation) -> None:
        """Keep it, replacing what was kept of its workspace."""
        ...

    def get(self, workspace: str) -> Installation | None:
        """Return that of a workspace."""
        ...

    def remove(self, workspace: str) -> None:
        """Forget that of a workspace."""
        ...

    def all(self) -> Sequence[Installation]:
        """Return all there are, by workspace."""
        ...

    def expect(self, state: str, now: datetime, until: datetime) -> None:
        """Remember a state of an installation that was begun; those that ran out are forgotten."""
        ...

    def take(self, state: str, now: datetime) -> bool:
        """Forget a state; False: it was not expected any more."""
        ...


class Leases(Protocol):
    """Who does what only one process may do at a time."""

    def take(self, name: str, owner: str, now: datetime, until: datetime) -> str | None:
        """Take or renew a lease; None: it is ours. Else whose it is, until it runs out."""
        ...

    def give(self, name: str, owner: str) -> None:
        """Give a lease back, if it is ours."""
        ...

    def held(self, now: datetime) -> Mapping[str, str]:
        """Return who has which lease that has not run out, by its name."""
        ...


class Work(Protocol):
    """What there is to do, for processes that share it.

    A store whose processes find their own work, by asking it, does nothing here.
    """

    def follow(self, follow_ups: Iterable[FollowUp]) -> None:
        """Hand over steps that are to be taken once the transaction is kept."""
        ...

    def waits(self, step: str) -> bool:
        """Say whether steps of this name were handed over and are not taken yet."""
        ...

    def is_seen_to(self, tick: str) -> bool:
        """Say whether processes that share the work make this happen, as time passes."""
        ...
