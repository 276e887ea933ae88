"""Parts on their way, walked at random: the store keeps the rules of the outbox at every step.

The rules are written down once more as a model so plain that it can be checked by reading.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain import deliveries as moves
from bot.domain.chats import Paused, parse_address
from bot.domain.deliveries import OPEN, Delivery, Part, PartState, Receipt
from bot.domain.subscriptions import SubscriptionId
from bot.pipeline.presence import give_back
from bot.ports.records import Claim
from bot.ports.store import Store
from bot.storage.open import open_store
from tests.contract.conftest import STORES
from tests.fakes.builders import (
    HOUR,
    MINUTE,
    NOW,
    a_chat,
    a_delivery,
    a_digest,
    a_part,
    an_entry,
)
from tests.fakes.postgres import wipe
from tests.trying import trying

ADDRESSES = ["telegram:-1", "telegram:-1#7", "telegram:2", "slack:T1/C1"]
CHATS = ["telegram:-1", "telegram:2", "slack:T1/C1"]
PLATFORMS = st.sampled_from([["telegram"], ["slack"], ["telegram", "slack"], []])
RECEIPT = Receipt(message_id="7")


class OutboxMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.store = self.open()
        self.now = NOW
        self.deliveries: dict[str, Delivery] = {}  # in the order of adding
        self.held: dict[str, datetime] = {}
        self.paused: dict[str, datetime | None] = {}
        self.given_back: dict[str, set[int]] = {}

    def open(self) -> Store:
        raise NotImplementedError

    def teardown(self) -> None:
        self.store.close()

    # What happens

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
            id=id_,
            digest_id=f"digest-{id_}",
            address=address,
            due_at=due_at,
            expires_at=due_at + life * HOUR,
            parts=tuple(
                a_part(n, delivery=id_, body={"items": [n]}, next_at=due_at)
                for n in range(1, parts + 1)
            ),
        )
        entries = [an_entry(f"{id_}-{n}") for n in range(1, parts + 1)]
        digest = a_digest(*entries, id=f"digest-{id_}", subscription_id=id_, address=address)
        with self.store.transaction() as t:
            t.digests.add(digest)
            t.outbox.add(delivery)
        self.deliveries[id_] = delivery
        self.given_back[id_] = set()

    @rule(minutes=st.sampled_from([-61, 1, 2, 30, 100]))
    def time_passes_or_is_set_back(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule(scope=st.sampled_from([*CHATS, "telegram", "slack"]), minutes=st.integers(1, 40))
    def hold(self, scope: str, minutes: int) -> None:
        until = self.now + minutes * MINUTE
        with self.store.transaction() as t:
            t.outbox.hold(scope, until)
        self.held[scope] = max(until, self.held.get(scope, until))

    @rule()
    def release(self) -> None:
        with self.store.transaction() as t:
            t.outbox.release(self.now)
        self.held = {scope: until for scope, until in self.held.items() if until > self.now}

    @rule(address=st.sampled_from(ADDRESSES), minutes=st.sampled_from([None, 5, 90]))
    def pause(self, address: str, minutes: int | None) -> None:
        until = None if minutes is None else self.now + minutes * MINUTE
        with self.store.transaction() as t:
            t.chats.put(a_chat(address, paused=Paused(reason="asked", until=until)))
        self.paused[address] = until

    @rule(address=st.sampled_from(ADDRESSES))
    def resume(self, address: str) -> None:
        with self.store.transaction() as t:
            t.chats.put(a_chat(address))
        self.paused.pop(address, None)

    # What the courier does

    @rule(platforms=PLATFORMS, resting=st.sets(st.sampled_from(CHATS), max_size=2))
    def claim(self, platforms: list[str], resting: set[str]) -> None:
        with self.store.transaction() as t:
            found = t.outbox.claim(platforms, self.now, resting=resting)
        may_go = [
            (part.next_at, place, part.key)
            for place, (delivery, part) in enumerate(self.turns(platforms))
            if part.next_at <= self.now <= delivery.expires_at
            and str(delivery.address.whole) not in resting
            and not self.is_held(delivery)
        ]
        if found is None:
            assert may_go == []
            return
        assert found.part.key == min(may_go)[2]
        sending = replace(
            self.part(found.delivery_id, found.part.n),
            state=PartState.SENDING,
            tried_at=self.now,
        )
        assert found.part == sending
        self.becomes(found.delivery_id, sending)

    @precondition(lambda self: self.standing(PartState.SENDING))
    @rule(data=st.data(), outcome=st.integers(0, 5))
    def settle(self, data: st.DataObject, outcome: int) -> None:
        delivery, part = data.draw(st.sampled_from(self.standing(PartState.SENDING)))
        after = [
            moves.posted(part, RECEIPT),
            moves.told_to_wait(part, self.now + 2 * MINUTE, "Flood."),
            moves.not_sent(part, self.now, "No connection.", jitter=0.5),
            moves.refused(part, "Blocked."),
            moves.lost_sight(part, self.now + MINUTE, "Timed out."),
            moves.redirected(part, self.now, "Moved."),
        ][outcome]
        self.writes(delivery, after, PartState.SENDING)

    @precondition(lambda self: self.standing(PartState.UNKNOWN))
    @rule(data=st.data(), outcome=st.integers(0, 5))
    def look_after(self, data: st.DataObject, outcome: int) -> None:
        delivery, part = data.draw(st.sampled_from(self.standing(PartState.UNKNOWN)))
        after = [
            moves.found(part, RECEIPT),
            moves.again(part, self.now),
            moves.look_later(part, self.now + 2 * MINUTE, "Nobody answers."),
            moves.carded(part, RECEIPT),
            moves.skipped(part),
            moves.given_up(part, "Nobody answers."),
        ][outcome]
        self.writes(delivery, after, PartState.UNKNOWN)

    @precondition(lambda self: self.standing(PartState.CARDED))
    @rule(data=st.data())
    def show(self, data: st.DataObject) -> None:
        delivery, part = data.draw(st.sampled_from(self.standing(PartState.CARDED)))
        self.writes(delivery, moves.shown(part), PartState.CARDED)

    @rule()
    def expire(self) -> None:
        late = [one for one in self.deliveries.values() if one.expires_at < self.now]
        with self.store.transaction() as t:
            ended = t.outbox.expire(self.now)
            give_back(t, ended)
        self.ends(late, ended, state=PartState.EXPIRED)

    @rule(address=st.sampled_from(ADDRESSES))
    def chat_is_gone(self, address: str) -> None:
        here = [one for one in self.deliveries.values() if str(one.address) == address]
        with self.store.transaction() as t:
            ended = t.outbox.fail_chat(parse_address(address), "Gone.")
            give_back(t, ended)
        self.ends(here, ended, state=PartState.FAILED, problem="Gone.")

    @precondition(lambda self: self.deliveries)
    @rule(data=st.data())
    def unsubscribe(self, data: st.DataObject) -> None:
        delivery = self.deliveries[data.draw(st.sampled_from(list(self.deliveries)))]
        with self.store.transaction() as t:
            ended = t.outbox.cancel(SubscriptionId(delivery.id))
            give_back(t, ended)
        self.ends([delivery], ended, state=PartState.EXPIRED)

    # What is asked

    @rule(platforms=PLATFORMS)
    def next_at(self, platforms: list[str]) -> None:
        with self.store.snapshot() as t:
            found = t.outbox.next_at(platforms, self.now)
        wanted = [
            part.next_at
            for delivery, part in self.turns(platforms)
            if part.next_at <= delivery.expires_at
        ]
        assert found == min(wanted, default=None)

    @rule(platforms=PLATFORMS)
    def doubtful(self, platforms: list[str]) -> None:
        with self.store.snapshot() as t:
            found = t.outbox.doubtful(platforms, self.now, 99)
        assert {one.part.key for one in found} == {
            part.key
            for delivery, part in self.standing(PartState.UNKNOWN)
            if delivery.address.platform in platforms
            and part.next_at <= self.now
            and not self.is_held(delivery)
            and not self.is_paused(delivery)
        }

    @invariant()
    def the_store_holds_what_the_model_holds(self) -> None:
        if not hasattr(self, "store"):
            return
        with self.store.snapshot() as t:
            for delivery in self.deliveries.values():
                assert t.outbox.of(delivery.id) == delivery
            interrupted = t.outbox.interrupted(["telegram", "slack"])
            tally, held = t.outbox.tally(), t.outbox.holds(self.now)
            late = t.outbox.overdue(self.now)
        sending = [Claim(delivery_id=d.id, address=d.address, part=p) for d, p in self.sending()]
        assert interrupted == sending
        assert len({claim.address for claim in interrupted}) == len(interrupted)
        states = [part.state for d in self.deliveries.values() for part in d.parts]
        assert dict(tally) == {state: states.count(state) for state in PartState}
        assert held == {scope: until for scope, until in self.held.items() if until > self.now}
        assert late == (
            any(until <= self.now for until in self.held.values())
            or any(d.expires_at < self.now for d, _ in self.standing(PartState.PLANNED))
        )

    @invariant()
    def told_is_what_arrived_or_may_yet(self) -> None:
        """A story is told exactly while the part that ends it is not dead."""
        if not hasattr(self, "store"):
            return
        for delivery in self.deliveries.values():
            stories = {n: an_entry(f"{delivery.id}-{n}").story_id for n in self.numbers(delivery)}
            with self.store.snapshot() as t:
                told = t.digests.told(delivery.address, list(stories.values()))
            lost = {n for n, story in stories.items() if story not in told}
            assert lost == self.given_back[delivery.id]

    # The model

    def turns(self, platforms: list[str]) -> list[tuple[Delivery, Part]]:
        """Return the planned parts that wait for nothing but their time, as they were added."""
        seen, found = set(), []
        for delivery in self.deliveries.values():
            for part in delivery.parts:
                if part.state not in OPEN or delivery.address in seen:
                    continue
                seen.add(delivery.address)
                if (
                    part.state is PartState.PLANNED
                    and delivery.address.platform in platforms
                    and not self.is_paused(delivery)
                ):
                    found.append((delivery, part))
        return found

    def is_held(self, delivery: Delivery) -> bool:
        scopes = (str(delivery.address.whole), delivery.address.platform)
        return any(self.held.get(scope, self.now) > self.now for scope in scopes)

    def is_paused(self, delivery: Delivery) -> bool:
        until = self.paused.get(str(delivery.address), self.now)
        return until is None or until > self.now

    def standing(self, state: PartState) -> list[tuple[Delivery, Part]]:
        return [
            (delivery, part)
            for delivery in self.deliveries.values()
            for part in delivery.parts
            if part.state is state
        ]

    def sending(self) -> list[tuple[Delivery, Part]]:
        return self.standing(PartState.SENDING)

    def numbers(self, delivery: Delivery) -> list[int]:
        return [part.n for part in delivery.parts]

    def part(self, delivery_id: str, n: int) -> Part:
        return self.deliveries[delivery_id].parts[n - 1]

    def writes(self, delivery: Delivery, after: Part, was: PartState) -> None:
        """Settle a part; a second time changes nothing, and dead parts give back their stories."""
        with self.store.transaction() as t:
            assert t.outbox.settle(delivery.id, after, was=was)
            if after.state is not was:
                assert not t.outbox.settle(delivery.id, replace(after, attempts=99), was=was)
            stored = t.outbox.of(delivery.id)
            if after.state is PartState.FAILED and stored is not None:
                give_back(t, [stored])
        self.becomes(delivery.id, after)

    def ends(self, those: list[Delivery], ended: Any, **changes: Any) -> None:
        """End the planned parts of some deliveries, and compare which the store says had some."""
        wanted = set()
        for delivery in those:
            for part in delivery.parts:
                if part.state is PartState.PLANNED:
                    self.becomes(delivery.id, replace(part, **changes))
                    wanted.add(delivery.id)
        assert {delivery.id for delivery in ended} == wanted
        assert all(delivery == self.deliveries[delivery.id] for delivery in ended)

    def becomes(self, delivery_id: str, after: Part) -> None:
        delivery = self.deliveries[delivery_id]
        parts = tuple(after if part.n == after.n else part for part in delivery.parts)
        self.deliveries[delivery_id] = replace(delivery, parts=parts)
        if after.state in {PartState.FAILED, PartState.EXPIRED}:
            self.given_back[delivery_id].add(after.n)


@pytest.mark.parametrize(
    ("name", "examples"), [("sqlite memory", 12), ("sqlite file", 2), ("postgres", 2)]
)
def test_parts_walked_at_random(
    request: pytest.FixtureRequest, tmp_path: Path, name: str, examples: int
) -> None:
    numbers = itertools.count()

    class Machine(OutboxMachine):
        def open(self) -> Store:
            if name == "postgres" and next(numbers):
                wipe(request.getfixturevalue("postgres_url"))
            folder = tmp_path / str(next(numbers))
            return open_store(STORES[name](request, folder))

    run_state_machine_as_test(Machine, settings=trying(examples, stateful_step_count=40))
