"""Leftovers: what a process heard and did not live to answer, found by those that share work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from threading import Lock

from bot.ports.ambient import Ambient
from bot.ports.records import Heard
from bot.ports.store import Store


class Leftovers:
    """Finds what nobody answers; each thing is one process's, safe to call from any thread.

    What was heard less than `others` ago is its hearer's. Whoever takes longer over an answer takes
    a lease on it in time, and renews it: so does whoever takes over what the dead left.
    """

    def __init__(self, store: Store, ambient: Ambient, others: timedelta) -> None:
        """Take how long another process may be silent about what it heard; 0: there is none."""
        self._store = store
        self._ambient = ambient
        self._others = others
        self._owner = ambient.new_id() if others else ""
        self._ours: set[tuple[str, str]] = set()
        self._leased: set[tuple[str, str]] = set()
        self._leasing = Lock()  # else what is answered while we look kept a lease for ever

    def is_ours(self, heard: Collection[Heard]) -> None:
        """Note that this process sees to these."""
        self._ours |= {_key(one) for one in heard}

    def is_not_ours(self, heard: Heard) -> None:
        """Note that this process does not see to it any more, done or not."""
        with self._leasing:
            leased = _key(heard) in self._leased
            self.lose(heard)
            if leased:
                with self._store.transaction() as tx:
                    tx.leases.give(_name(heard), self._owner)

    def lose(self, heard: Heard) -> None:
        """See to it no more, and say so to nobody: whoever finds it open later takes it over."""
        self._ours.discard(_key(heard))
        self._leased.discard(_key(heard))

    def find(self, platform: str) -> Sequence[Heard]:
        """Return what is for us to answer from now on, and renew the leases on what already is."""
        now = self._ambient.now()
        with self._store.snapshot() as tx:
            found = tx.hearing.open(platform)
        if not self._others:
            return found
        slow = [
            one for one in found if _key(one) in self._ours and _is_old(one, now, self._others / 2)
        ]
        left = [
            one for one in found if _key(one) not in self._ours and _is_old(one, now, self._others)
        ]
        if not slow and not left:
            return ()
        with self._leasing:
            with self._store.transaction() as tx:
                taken = {
                    _key(one)
                    for one in (*slow, *left)
                    if tx.leases.take(_name(one), self._owner, now, now + self._others) is None
                }
                still = {_key(one) for one in tx.hearing.open(platform)}
                for one in (*slow, *left):
                    if _key(one) in taken - still:  # answered while we looked
                        tx.leases.give(_name(one), self._owner)
            adopted = [one for one in left if _key(one) in taken & still]
            self._leased |= taken & still
            self._ours |= {_key(one) for one in adopted}
        return adopted


def _is_old(heard: Heard, now: datetime, age: timedelta) -> bool:
    return heard.heard_at is None or heard.heard_at <= now - age


def _key(heard: Heard) -> tuple[str, str]:
    return heard.platform, heard.id


def _name(heard: Heard) -> str:
    return f"answer {heard.platform} {heard.id}"
