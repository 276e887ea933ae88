"""What is handed over to those who distribute work."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.followups import FollowUp
from bot.storage.session import Session


class Work:
    """What there is to do, for processes that share it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def follow(self, follow_ups: Iterable[FollowUp]) -> None:
        """Hand over steps that are to be taken once the transaction is kept."""
        for one in follow_ups:
            self._session.follow(one)

    def waits(self, step: str) -> bool:
        """Say whether steps of this name were handed over and are not taken yet."""
        return self._session.waits(step)

    def is_seen_to(self, tick: str) -> bool:
        """Say whether processes that share the work make this happen, as time passes."""
        return self._session.is_seen_to(tick)
