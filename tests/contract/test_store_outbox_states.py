"""Parts on their way, walked at random: the store keeps the rules of the outbox at every step.

The rules are written down once more as a model so plain that it can be checked by reading.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.deliveries import (
    Delivery,
    Part,
    PartState,
    Receipt,
    lost_sight,
    not_sent,
    posted,
    refused,
    told_to_wait,
)
from bot.ports.records import Claim
from bot.storage.open import open_store
from tests.contract.conftest import STORES
from tests.fakes.builders import HOUR, MINUTE, NOW, a_delivery

DONE = {PartState.SENT, PartState.FAILED, PartState.CARDED, PartState.EXPIRED}
ADDRESSES = ["telegram:1", "telegram:2", "slack:T1/C1"]
PLATFORMS = st.sampled_from([["telegram"], ["slack"], ["telegram", "slack"], []])


class OutboxMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.deliveries: dict[str, Delivery] = {}
        self.claims: list[Claim] = []

    @initialize(name=st.sampled_from(list(STORES)))
    def open(self, name: str) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(STORES[name](Path(self.folder.name)))

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()

    @rule(
        address=st.sampled_from(ADDRESSES),
        parts=st.integers(1, 3),
        wait=st.integers(-2, 3),
        life=st.integers(0, 4),
    )
    def add(self, address: str, parts: int, wait: int, life: int) -> None:
        id_ = f"d{len(self.deliveries):03}"
        due_at = self.now + wait * MINUTE
        delivery = a_delivery(
            id=id_, address=address, parts=parts, due_at=due_at, expires_at=due_at + life * HOUR
        )
        with self.store.transaction() as t:
            t.outbox.add(delivery)
        self.deliveries[id_] = delivery

    @rule(minutes=st.sampled_from([1, 2, 30, 100]))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule(platforms=PLATFORMS)
    def claim(self, platforms: list[str]) -> None:
        with self.store.transaction() as t:
            found = t.outbox.claim(platforms, self.now)
        may_go = [
            (part.next_at, delivery.id, part.n)
            for delivery, part in self.turns(platforms)
            if part.next_at <= self.now <= delivery.expires_at
        ]
        if found is None:
            assert may_go == []
            return
        assert (found.part.next_at, found.delivery_id, found.part.n) == min(may_go)
        assert found.part == self.move(found, state=PartState.SENDING)
        self.claims.append(found)

    @rule(data=st.data(), outcome=st.integers(0, 5))
    def settle(self, data: st.DataObject, outcome: int) -> None:
        if not self.claims:
            return
        found = self.claims.pop(data.draw(st.integers(0, len(self.claims) - 1)))
        part = found.part
        outcomes = [
            posted(part, Receipt(message_id="7")),
            told_to_wait(part, self.now + 2 * MINUTE, "Flood."),
            not_sent(part, self.now, "No connection.", jitter=0.5),
            refused(part, "Blocked."),
            lost_sight(part, "Timed out."),
            replace(part, state=PartState.CARDED),
        ]
        with self.store.transaction() as t:
            assert t.outbox.settle(found.delivery_id, outcomes[outcome])
            assert not t.outbox.settle(found.delivery_id, outcomes[0])
        chosen = outcomes[outcome]
        self.move(
            found,
            state=chosen.state,
            attempts=chosen.attempts,
            next_at=chosen.next_at,
            problem=chosen.problem,
            receipt=chosen.receipt,
        )

    @rule()
    def expire(self) -> None:
        late = {
            delivery.id
            for delivery in self.deliveries.values()
            if delivery.expires_at < self.now
            and any(part.state is PartState.PLANNED for part in delivery.parts)
        }
        for id_ in late:
            delivery = self.deliveries[id_]
            parts = tuple(
                replace(part, state=PartState.EXPIRED) if part.state is PartState.PLANNED else part
                for part in delivery.parts
            )
            self.deliveries[id_] = replace(delivery, parts=parts)
        with self.store.transaction() as t:
            expired = t.outbox.expire(self.now)
        assert sorted(delivery.id for delivery in expired) == sorted(late)
        assert all(delivery == self.deliveries[delivery.id] for delivery in expired)

    @rule(platforms=PLATFORMS)
    def next_at(self, platforms: list[str]) -> None:
        with self.store.snapshot() as t:
            found = t.outbox.next_at(platforms)
        wanted: list[datetime] = [
            part.next_at
            for delivery, part in self.turns(platforms)
            if part.next_at <= delivery.expires_at
        ]
        assert found == min(wanted, default=None)

    @invariant()
    def the_store_holds_what_the_model_holds(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.snapshot() as t:
            for delivery in self.deliveries.values():
                assert t.outbox.of(delivery.id) == delivery
            interrupted = t.outbox.interrupted(["telegram", "slack"])
            tally = t.outbox.tally()
        key = lambda claim: (claim.delivery_id, claim.part.n)  # noqa: E731 -- used on the next line only
        assert interrupted == sorted(self.claims, key=key)
        assert len({claim.address for claim in interrupted}) == len(interrupted)
        states = [part.state for d in self.deliveries.values() for part in d.parts]
        assert dict(tally) == {state: states.count(state) for state in PartState}

    def turns(self, platforms: list[str]) -> list[tuple[Delivery, Part]]:
        """Return the planned parts that wait for nothing but their time."""
        busy = {claim.address for claim in self.claims}
        found = []
        for delivery in self.deliveries.values():
            if delivery.address.platform not in platforms or delivery.address in busy:
                continue
            part = next((part for part in delivery.parts if part.state not in DONE), None)
            if part is not None and part.state is PartState.PLANNED:
                found.append((delivery, part))
        return found

    def move(self, claim: Claim, **changes: Any) -> Part:
        delivery = self.deliveries[claim.delivery_id]
        moved = replace(delivery.parts[claim.part.n - 1], **changes)
        parts = tuple(moved if part.n == moved.n else part for part in delivery.parts)
        self.deliveries[delivery.id] = replace(delivery, parts=parts)
        return moved


OutboxMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestOutbox = OutboxMachine.TestCase
